"""The numbers of lines as people type them: `1, 3-5`."""

import re

_PART = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
_BETWEEN = re.compile(r"[,;\s]+")
_AROUND_DASH = re.compile(r"\s*[-–]\s*")


def read_lines(text: str) -> list[int]:
    """The numbers in order, each once; empty if any of it is no number."""
    found: set[int] = set()
    for part in _BETWEEN.split(_AROUND_DASH.sub("-", text).strip(" ,;")):
        match = _PART.fullmatch(part)
        if match is None:
            return []
        first = int(match[1])
        found |= {*range(first, int(match[2] or first) + 1)}
    return sorted(found)
