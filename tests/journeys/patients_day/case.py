"""Who the story is about this time, how it is worked, and what is remembered from step to step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.hand import NotSeenError, Workstation
from tests.journeys.parts import Part


@dataclass(slots=True)
class Case:
    """One telling of the story.

    Attributes:
        prefix: what its checks begin with, so that each can be turned red by itself.
        by_keyboard: whether nobody touches a mouse.
        known: who is registered already and looks like the patient.
        patient: the patient.
        newcomer: who comes while the cable is pulled.
        bed, newcomer_bed: where they lie.
        band, newcomer_band: what their wristbands carry.
        slip, prescription: the signed codes of the papers that link the desks.
        receipt, invoice: numbers that were given.
    """

    prefix: str
    by_keyboard: bool
    known: str
    patient: Newcomer
    newcomer: Newcomer
    bed: str
    newcomer_bed: str
    band: str = ""
    newcomer_band: str = ""
    slip: list[str] = field(default_factory=list)
    prescription: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    invoices: list[str] = field(default_factory=list)

    @contextmanager
    def checking(self, day: Day, name: str) -> Iterator[list[str]]:
        """Record a check of this telling."""
        with day.findings.checking(self.prefix + name) as seen:
            try:
                yield seen
            except AssertionError:
                self._keep_what_is_seen(day, name)
                raise

    def _keep_what_is_seen(self, day: Day, name: str) -> None:
        """Every window as it is when a check does not hold."""
        folder = day.findings.out / "not-held"
        folder.mkdir(exist_ok=True)
        for post in day.posts.values():
            with suppress(NotSeenError):  # a desk that died has nothing to show
                post.station.picture(folder / f"{self.prefix}{name}-{post.device}.png")

    def planted(self, day: Day, name: str) -> bool:
        """Whether the fault of a check of this telling is to be planted."""
        return day.findings.planted(self.prefix + name)

    def at(self, day: Day, name: str) -> Workstation:
        """A desk, worked as this telling is."""
        station = day.posts[name].station
        station.by_keyboard = self.by_keyboard
        return station

    def picture(self, day: Day, station: Workstation, name: str) -> None:
        """Keep a picture, of the first telling only: the second shows the same."""
        if not self.by_keyboard:
            day.picture(station, name)


Step = Callable[[Day, Case], None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A step of the story and the checks it makes."""

    step: Step
    checks: tuple[str, ...]

    def told(self, case: Case) -> Part:
        """The step as a part of the day, for one telling."""
        names = tuple(case.prefix + name for name in self.checks)
        return Part(partial(_play, self.step, case), names)


def _play(step: Step, case: Case, day: Day) -> None:
    step(day, case)


def chapter(*checks: str) -> Callable[[Step], Chapter]:
    """Say which checks a step makes."""

    def make(step: Step) -> Chapter:
        return Chapter(step, checks)

    return make
