"""The order in which mixed left-to-right and right-to-left text is drawn on one line.

Unicode Standard Annex 9, for one line of plain text: rules P2-P3, W1-W7, N1-N2, I1-I2, L1-L2. The
explicit embedding and isolate characters are removed by the caller, so X1-X8 have nothing to do.
Paired brackets (N0) are treated as any neutral. Mirroring (L4) is done by the shaping engine.
"""

from unicodedata import bidirectional

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})


def base_level(text: str) -> int:
    """0 if the text reads from the left, 1 if from the right: by its first letter (P2, P3)."""
    for character in text:
        if kind := _STRONG.get(bidirectional(character)):
            return 1 if kind == "R" else 0
    return 0


def levels(text: str) -> list[int]:
    """The embedding level of each character; odd levels are drawn from right to left."""
    base = base_level(text)
    kinds = _weak([bidirectional(character) or "L" for character in text], base)
    _neutral(kinds, base)
    found = [_implicit(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):  # L1: trailing white space
        if bidirectional(text[at]) not in ("WS", "S", "B"):
            break
        found[at] = base
    return found


def visual_order(run_levels: list[int]) -> list[int]:
    """Positions of runs from left to right (L2: reverse from the highest level down)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = None
        for at in range(len(order) + 1):
            inside = at < len(order) and run_levels[order[at]] >= level
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                order[start:at] = reversed(order[start:at])
                start = None
    return order


def _weak(kinds: list[str], base: int) -> list[str]:
    edge = "R" if base else "L"
    kinds = _marks_and_arabic_numbers(kinds, edge)
    _separators(kinds)
    strong = edge
    for at, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS", "BN"):
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _marks_and_arabic_numbers(kinds: list[str], edge: str) -> list[str]:
    previous = strong = edge
    found = []
    for kind in kinds:  # W1-W3
        previous = previous if kind == "NSM" else kind
        if previous in _STRONG:
            strong = previous
        elif previous == "EN" and strong == "AL":
            previous = "AN"
        found.append("R" if previous == "AL" else previous)
    return found


def _separators(kinds: list[str]) -> None:
    for at in range(1, len(kinds) - 1):  # W4
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (
            (kinds[at] == "CS" and before in ("EN", "AN")) or (kinds[at] == "ES" and before == "EN")
        ):
            kinds[at] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):  # W5, from both sides
        number = False
        for at in order:
            number = kinds[at] == "EN" or (number and kinds[at] == "ET")
            if number:
                kinds[at] = "EN"


def _neutral(kinds: list[str], base: int) -> None:
    edge = "R" if base else "L"
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = edge if at == 0 else _side(kinds[at - 1])
            after = edge if end == len(kinds) else _side(kinds[end])
            kinds[at:end] = [before if before == after else edge] * (end - at)
        at = max(end, at + 1)


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _implicit(kind: str, base: int) -> int:
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return {"R": 1}.get(kind, 2)
