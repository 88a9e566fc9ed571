"""Hybrid logical clock: 48 bits of milliseconds and a 16-bit counter in one integer.

It orders events that may have caused one another even when wall clocks disagree (Kulkarni et
al., "Logical Physical Clocks", 2014). Order between truly concurrent edits is all it decides.
"""

_COUNTER_BITS = 16
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1


def pack(milliseconds: int, counter: int) -> int:
    """Join milliseconds since 1970 and a counter into one comparable integer."""
    return (milliseconds << _COUNTER_BITS) | counter


def milliseconds_of(hlc: int) -> int:
    """The milliseconds since 1970 that an HLC carries."""
    return hlc >> _COUNTER_BITS


def tick(last: int, physical_ms: int) -> int:
    """The next HLC of a local event: later than `last`, and not behind the physical clock."""
    if physical_ms > milliseconds_of(last):
        return pack(physical_ms, 0)
    return last + 1


def observe(last: int, physical_ms: int, seen: int) -> int:
    """The next HLC after a message that carried `seen`: later than both."""
    return tick(max(last, seen), physical_ms)


def clamp(hlc: int, ceiling: int) -> int:
    """An HLC from a clock that runs ahead counts as the service's own at receipt."""
    return min(hlc, ceiling)
