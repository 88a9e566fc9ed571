"""How a task is counted and judged, without a window."""

from typing import Any

import pytest

from benchmarks.tasks import TASKS, Task, judged
from benchmarks.typist import Effort, Typist
from models.vocabulary import Profile
from views.shell.scanner import TAUGHT_PREFIX


class DeskOfPaper:
    """Takes what is done to it, and shows the same words for ever."""

    name = "paper"

    def __init__(self) -> None:
        self.done: list[str] = []

    def type(self, text: str) -> None:
        self.done.append(text)

    def key(self, keys: str) -> None:
        self.done.append(keys)

    def scan(self, text: str) -> None:
        self.done.append(text)

    def screen(self) -> str:
        return "Saved"


def task(actions_max: int = 3, seconds_max: float = 6) -> Task:
    return Task("x", "something", Profile.WARD, actions_max, seconds_max, lambda _play: None)


def test_a_person_is_counted_by_keys_scans_and_decisions() -> None:
    desk: Any = DeskOfPaper()
    typist = Typist(desk)
    typist.scan("AW1")
    typist.type("22", "Tab")
    typist.decide()
    typist.press("Ctrl+O")
    typist.see("Saved")
    effort = typist.effort
    assert desk.done == [f"{TAUGHT_PREFIX}AW1", "22", "Tab", "Ctrl+O"]
    assert (effort.actions, effort.keys, effort.scans, effort.decisions) == (3, 5, 1, 1)
    assert effort.person_s == pytest.approx(5 * 0.28 + 1.2 + 1.35)
    assert 0 < effort.machine_s < effort.whole_s


@pytest.mark.parametrize(
    ("effort", "met"),
    [
        (Effort(actions=3, scans=5), True),
        (Effort(actions=4, scans=1), False),
        (Effort(actions=3, scans=6), False),
        (Effort(actions=3, scans=3, machine_s=0.3), True),
        (Effort(actions=3, scans=3, machine_s=0.5), False),
    ],
    ids=["at its limits", "too many actions", "too long", "waited little", "waited too long"],
)
def test_actions_seconds_and_the_share_of_the_machine_must_all_hold(
    effort: Effort, *, met: bool
) -> None:
    outcome = judged(task(), effort)
    assert outcome.met is met
    assert outcome.ours == effort.whole_s
    assert outcome.baseline == effort.person_s


def test_every_task_has_a_name_of_its_own_for_its_figures() -> None:
    assert len({each.key for each in TASKS}) == len(TASKS) == 7
