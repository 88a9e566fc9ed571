"""Taking out of a letter what no dictionary can foresee, so that the rest all but vanishes.

UUIDs and large integers (instants, clocks) stand everywhere between the words that all change sets
share. Taken out, each kind into its own table, they leave a skeleton that the preset dictionary
nearly repeats. Bytes in, the same bytes out: a change set is opaque, and its hash is signed. So
this never looks at meaning: whatever follows one of the two marks is moved, wherever it stands.
"""

import re
from collections.abc import Sequence
from io import BytesIO

import msgspec

UUID_MARK = b"\xd8\x25\x50"
"""CBOR tag 37 and the head of its 16 bytes."""
LARGE_MARK = b"\x1b"
"""The head of an unsigned integer of 8 bytes."""
SALT_MARK = b"\x64salt\x50"
"""The key of a change set's salt and the head of its 16 bytes."""
UUID_BYTES, LARGE_BYTES = 16, 8
STAMP_BYTES = 6
"""What the UUIDs made in one millisecond have in common (RFC 9562 §5.7)."""
_TAIL = bytes(UUID_BYTES)
"""After the last byte, so that a mark there has something behind it."""
_MARKED = re.compile(rb"(\xd8\x25\x50|\x64salt\x50)(.{16})|(\x1b)(.{8})", re.DOTALL)
_MARKS = re.compile(rb"\xd8\x25\x50|\x64salt\x50|\x1b")
_SCALES = ((1 << 56, 1 << 16, 2), (1 << 48, 1000, 2), (0, 1, 0))
"""From which number on a millisecond has how many parts, and the bytes that these take: a hybrid
clock, an instant in microseconds, a time in milliseconds."""


class Thinned(msgspec.Struct, frozen=True, array_like=True):
    """The skeleton, and how to find what stood behind each of its marks.

    `uuids` and `large` give for each mark of their kind, in order, how many other values were
    used since its value was last used, plus one; 0 is a value not seen before. A new value has a
    stamp, found by the same counting in `stamped`, and bytes of its own. Stamps, those bytes and
    salts stand beside, as they are. `scales` says how each new large value is counted.
    """

    skeleton: bytes
    uuids: list[int]
    large: list[int]
    stamped: list[int]
    scales: list[int]


def thin(raw: bytes) -> tuple[Thinned, bytes]:
    """The skeleton with its tables, and beside them the bytes that nothing can make shorter."""
    taken: dict[bytes, list[bytes]] = {UUID_MARK: [], SALT_MARK: [], LARGE_MARK: []}
    for found in _MARKED.finditer(raw + _TAIL):
        taken[found[1] or found[3]].append(found[2] or found[4])
    uuids, new_uuids = _steps(taken[UUID_MARK])
    large, new_large = _steps(taken[LARGE_MARK])
    split = [(value[:STAMP_BYTES], value[STAMP_BYTES:]) for value in new_uuids]
    scales = [_scale_of(value) for value in new_large]
    split += [_split(value, scale) for value, scale in zip(new_large, scales, strict=True)]
    stamped, new_stamps = _steps([stamp for stamp, _ in split])
    skeleton = _MARKED.sub(lambda found: found[1] or found[3], raw + _TAIL)
    beside = b"".join([*new_stamps, *(rest for _, rest in split), *taken[SALT_MARK]])
    return Thinned(skeleton, uuids, large, stamped, scales), beside


def restore(thinned: Thinned, beside: bytes) -> tuple[bytes, bytes]:
    """What was thinned, and what of `beside` belongs to something else.

    Raises:
        ValueError: the tables are not those of the skeleton.
    """
    reader = BytesIO(beside)
    new_stamps = [reader.read(STAMP_BYTES) for step in thinned.stamped if not step]
    stamps = _values(thinned.stamped, new_stamps)
    new_count = thinned.uuids.count(0)
    new_uuids = [stamp + reader.read(UUID_BYTES - STAMP_BYTES) for stamp in stamps[:new_count]]
    new_large = [
        _whole(stamp, scale, reader)
        for stamp, scale in zip(stamps[new_count:], thinned.scales, strict=True)
    ]
    uuids, large = _values(thinned.uuids, new_uuids), _values(thinned.large, new_large)
    taken = {UUID_MARK: iter(uuids), LARGE_MARK: iter(large)}

    def put_back(mark: re.Match[bytes]) -> bytes:
        if mark[0] == SALT_MARK:
            return mark[0] + reader.read(UUID_BYTES)
        return mark[0] + next(taken[mark[0]], b"")

    raw = _MARKS.sub(put_back, thinned.skeleton)
    if [*taken[UUID_MARK], *taken[LARGE_MARK]] or not raw.endswith(_TAIL):
        raise ValueError("the tables are not those of the skeleton")
    return raw[: -len(_TAIL)], reader.read()


def _scale_of(value: bytes) -> int:
    number = int.from_bytes(value, "big")
    return next(at for at, (least, _, _) in enumerate(_SCALES) if number >= least)


def _split(value: bytes, scale: int) -> tuple[bytes, bytes]:
    """A large value as its millisecond, and what is finer."""
    _, parts, width = _SCALES[scale]
    whole, finer = divmod(int.from_bytes(value, "big"), parts)
    return whole.to_bytes(STAMP_BYTES, "big"), finer.to_bytes(width, "big")


def _whole(stamp: bytes, scale: int, reader: BytesIO) -> bytes:
    if not 0 <= scale < len(_SCALES):
        raise ValueError("a scale is not known")
    _, parts, width = _SCALES[scale]
    number = int.from_bytes(stamp, "big") * parts + int.from_bytes(reader.read(width), "big")
    return number.to_bytes(LARGE_BYTES, "big")


def _steps(values: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
    """How far back each value was last used (0: never), and the new ones in order."""
    recent: list[bytes] = []
    steps, new = [], []
    for value in values:
        if value in recent:
            steps.append(recent.index(value) + 1)
            recent.remove(value)
        else:
            steps.append(0)
            new.append(value)
        recent.insert(0, value)
    return steps, new


def _values(steps: Sequence[int], new: Sequence[bytes]) -> list[bytes]:
    recent: list[bytes] = []
    values, unused = [], iter(new)
    for step in steps:
        if not 0 <= step <= len(recent):
            raise ValueError("a step leads nowhere")
        value = recent.pop(step - 1) if step else next(unused, None)
        if value is None:
            raise ValueError("a value is missing")
        recent.insert(0, value)
        values.append(value)
    return values
