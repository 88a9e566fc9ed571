"""The commonest tasks of each desk, played in the real windows: actions, and seconds.

Seconds are those of the person, by the keystroke model of `typist`, and those of the machine,
measured from the last key of a step to what has to be on the screen before the next. The baseline
is the person alone: the ratio says how much the machine makes them wait, and may be 1.11 at most.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import task_plays
from benchmarks.harness import Outcome, Setting
from benchmarks.task_plays import Play
from benchmarks.task_stage import Stage, a_stage
from benchmarks.typist import Effort, Typist
from models.vocabulary import Profile
from tests.journeys.hand import Workstation

PLAYS = 3
MACHINE_SHARE_MAX = 0.1


@dataclass(frozen=True, slots=True)
class Task:
    """Something done many times a day, and what it may cost: actions, and seconds."""

    key: str
    what: str
    profile: Profile
    actions_max: int
    seconds_max: float
    play: Callable[[Play], None]


TASKS = (
    Task("register", "quick registration", Profile.RECEPTION, 9, 35, task_plays.quick_registration),
    Task("unlock", "unlock a shared PC", Profile.RECEPTION, 2, 3, task_plays.unlock),
    Task(
        "visit",
        "visit for a returning patient with token",
        Profile.RECEPTION,
        3,
        6,
        task_plays.visit_with_token,
    ),
    Task("vitals", "vitals set with NEWS2", Profile.WARD, 10, 20, task_plays.vitals_with_news2),
    Task("dose", "one scheduled dose scanned", Profile.WARD, 3, 8, task_plays.dose_by_scan),
    Task(
        "dispense",
        "verify and dispense three items with labels",
        Profile.PHARMACY,
        10,
        45,
        task_plays.dispense_three,
    ),
    Task(
        "cash", "cash for one bill with receipt", Profile.CASHIER, 4, 10, task_plays.cash_for_a_bill
    ),
)
QUICK = 2
"""How many of them a quick run plays: those of the first desk."""


def run(setting: Setting) -> list[Outcome]:
    """Play every task, desk by desk."""
    tasks = TASKS[: setting.size(len(TASKS), QUICK)]
    plays = setting.size(PLAYS, 1)
    outcomes = []
    with a_stage(setting.folder) as stage:
        for profile in dict.fromkeys(task.profile for task in tasks):
            with stage.desk(profile) as desk:
                outcomes += [
                    judged(task, _played(task, stage, desk, plays))
                    for task in tasks
                    if task.profile is profile
                ]
    return outcomes


def _played(task: Task, stage: Stage, desk: Workstation, plays: int) -> Effort:
    """What the person did the last time, with the median of the machine's seconds."""
    efforts = []
    for number in range(plays):
        play = Play(stage, Typist(desk), number)
        task.play(play)
        efforts.append(play.typist.effort)
    last = efforts[-1]
    last.machine_s = statistics.median(each.machine_s for each in efforts)
    return last


def judged(task: Task, effort: Effort) -> Outcome:
    """What a task cost beside what it may cost."""
    share = effort.machine_s / effort.whole_s
    met = (
        effort.actions <= task.actions_max
        and effort.whole_s <= task.seconds_max
        and share <= MACHINE_SHARE_MAX
    )
    return Outcome(
        goal_id="task",
        what=f"{task.what}, {effort.actions} actions",
        unit="s",
        ours=effort.whole_s,
        baseline=effort.person_s,
        baseline_is="the person alone, by the keystroke model",
        goal=f"≤ {task.actions_max} actions, ≤ {task.seconds_max:.0f} s, machine ≤ 10 %",
        met=met,
        figures={
            f"{task.key}.actions": effort.actions,
            f"{task.key}.keys": effort.keys,
            f"{task.key}.scans": effort.scans,
            f"{task.key}.decisions": effort.decisions,
            f"{task.key}.machine_s": effort.machine_s,
        },
    )
