"""The order of change sets made at different desks: nothing before what it builds on.

No clock decides: each set names what its author had before them, and each desk numbers its own.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Place = tuple[bytes, int, int]
"""Device, incarnation and number in its chain."""


def ordered(
    sets: Sequence[K], deps: Mapping[K, Collection[K]], places: Mapping[K, Place]
) -> list[K]:
    """The sets, each after its deps and after earlier ones of its chain; else as they stood."""
    left, done = list(sets), list[K]()
    while left:
        free = (
            one
            for one in left
            if not any(
                other in deps[one] or _is_before(places[other], places[one]) for other in left
            )
        )
        # No desk makes a circle; were there one, its first set goes first.
        chosen = next(free, left[0])
        left.remove(chosen)
        done.append(chosen)
    return done


def _is_before(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1:] < other[1:]
