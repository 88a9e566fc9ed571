"""What happened in a run: short lines to read, and one hash to compare runs by."""

from hashlib import blake2b


class Violation(AssertionError):
    """A property of the protocol does not hold; `law` is its name."""

    def __init__(self, law: str, words: str) -> None:
        super().__init__(f"{law}: {words}")
        self.law = law


def demand(holds: bool, law: str, words: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Stop the run unless a property holds."""
    if not holds:
        raise Violation(law, words)


class Trace:
    """The lines of a run, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._hash = blake2b(digest_size=16)

    def note(self, *words: object) -> None:
        """Add a line."""
        line = " ".join(map(str, words))
        self.lines.append(line)
        self._hash.update(line.encode() + b"\n")

    def digest(self) -> str:
        """The hash of everything noted so far."""
        return self._hash.hexdigest()
