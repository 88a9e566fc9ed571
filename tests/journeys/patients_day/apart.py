"""Two people change the same record apart: different fields merge, one field waits for a person."""

from functools import partial

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.part_apart import FACTS
from tests.journeys.patients_day.case import Case, chapter

NAME = "Change name"
BORN, SHOWN = "17 mar 1979", "17-Mar-1979"
MINE, THEIRS = "Dr", "Prof"


@chapter("changed-apart")
def two_people_change_it(day: Day, case: Case) -> None:
    """Birth date at one desk, gender at the other; and two titles."""
    one, other = case.at(day, "A"), case.at(day, "B")
    with case.checking(day, "changed-apart") as seen:
        for desk, title in ((one, MINE), (other, THEIRS)):
            desk_work.find(desk, f"{case.patient.family} {case.patient.given}", case.patient.shown)
            same = case.planted(day, "changed-apart")
            desk_work.change(desk, NAME, {"Title": "" if same else title})
        desk_work.change(one, FACTS, {"Born": BORN})
        desk_work.change_choice(other, FACTS, "Gender", "Other")
        assert MINE in desk_work.banner(one), "the title is not shown where it was typed"
        seen.append("birth date and a title at R-01, gender and another title at R-02")


@chapter("different-fields-are-merged", "one-field-is-one-decision")
def it_comes_together(day: Day, case: Case) -> None:
    """Both different fields stand everywhere; the title waits for somebody, and is decided."""
    one, other = case.at(day, "A"), case.at(day, "B")
    name = case.patient
    with case.checking(day, "different-fields-are-merged") as seen:
        for desk in (one, other):
            desk_work.find(desk, f"{name.family} {name.given}", name.shown)
            facts = (
                SHOWN,
                "Female" if case.planted(day, "different-fields-are-merged") else "Other",
            )
            for fact in facts:
                desk.wait_for(fact, 8)
        seen.append(f"{SHOWN} and Other on both desks")
    with case.checking(day, "one-field-is-one-decision") as seen:
        other.key("Ctrl+D")
        other.wait_for("was set differently at two desks", 8)
        case.picture(day, other, "decision")
        wanted = THEIRS if case.planted(day, "one-field-is-one-decision") else MINE
        other.pick(wanted)
        other.click("Decide   Enter")
        for desk in (one, other):
            wait_until(
                partial(_has_title, desk, case, MINE), f"{desk.name} does not show {MINE}", 8
            )
        seen.append(f"{MINE}, decided by a person, on both desks")
    day.conflicts += 1


def _has_title(desk: Workstation, case: Case, title: str) -> bool:
    desk_work.find(desk, f"{case.patient.family} {case.patient.given}", case.patient.shown)
    return f"({title})" in desk_work.banner(desk)
