"""Where a scan goes: to the page in front if it has use for it, else to whoever knows its kind."""

from collections.abc import Callable

Takes = Callable[[str], bool]


class ScanRoutes:
    """Asks each in turn; the first that takes the scan has it."""

    def __init__(self, in_front: Takes, otherwise: Callable[[str], None]) -> None:
        self._takers: list[Takes] = [in_front]
        self._otherwise = otherwise

    def add(self, takes: Takes) -> None:
        """Ask this one too, after those before it.

        `takes` does what the scan means and gives True, or leaves it and gives False.
        """
        self._takers.append(takes)

    def route(self, text: str) -> None:
        """Hand a scan to whom it concerns; what nobody takes is searched for."""
        if not any(takes(text) for takes in self._takers):
            self._otherwise(text)
