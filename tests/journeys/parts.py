"""The parts of the day, in the order in which they are played, and the checks each makes."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.day import Day

Play = Callable[[Day], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the story."""

    play: Play
    checks: tuple[str, ...]


def part(*checks: str) -> Callable[[Play], Part]:
    """Say which checks a part makes; each can be turned red by `--break`."""

    def make(play: Play) -> Part:
        return Part(play, checks)

    return make
