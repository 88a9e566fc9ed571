"""A workstation dies: while somebody types, and in the middle of a write."""

import time

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.hand import wait_until
from tests.journeys.parts import part

TYPED = Newcomer("Silva", "Beatriz", "9/9/1999", "0240 555 006")
WRITTEN = {
    0.0: Newcomer("Kowalski", "Jan", "2/2/1942", "0240 555 007", "Male"),
    0.012: Newcomer("Lindqvist", "Astrid", "3/3/1953", "0240 555 008"),
    0.03: Newcomer("Baptiste", "Marcel", "4/4/1964", "0240 555 009", "Male"),
}
"""Who is being saved when the power goes, by how long after the click, in seconds."""


def _restart(day: Day) -> None:
    day.a.start()
    desk_work.sign_in(day.a, day.people["amina"])
    desk_work.wait_for_pill(day.a, "Online")


@part("draft-survives-a-kill")
def what_was_typed_survives_a_kill(day: Day) -> None:
    """The process is killed with a form half filled; the words are there again."""
    name = "draft-survives-a-kill"
    with day.findings.checking(name) as seen:
        desk_work.type_registration(day.a, TYPED)
        # Leaving a field keeps the draft; only then may the power go.
        day.a.key("Tab")
        wait_until(lambda: day.a.read("Mobile") == TYPED.mobile, "the number is not typed")
        if day.findings.planted(name):
            day.a.click("Start afresh" if "Start afresh" in day.a.screen() else "Register only")
            day.a.wait_for(TYPED.shown)
        day.a.settle()
        day.a.kill()
        _restart(day)
        day.a.wait_for("What you typed before is back")
        texts = [day.a.read(field) for field in ("Family name", "Given names", "Mobile")]
        assert texts == [TYPED.family, TYPED.given, TYPED.mobile], f"back came {texts}"
        day.picture(day.a, "draft-is-back")
        seen.append("killed with the form half filled; every word is back")
        day.a.click("Register only")
        day.a.wait_for(TYPED.shown)
    day.registered += 1


@part("killed-in-mid-write")
def a_kill_in_mid_write_loses_and_doubles_nothing(day: Day) -> None:
    """Killed at three moments of a save; afterwards each patient exists exactly once."""
    name = "killed-in-mid-write"
    with day.findings.checking(name) as seen:
        for after_s, who in WRITTEN.items():
            recorded = _kill_while_saving(day, who, after_s)
            if not recorded:
                day.a.click("Register only")
                day.a.wait_for(who.shown)
            if day.findings.planted(name):
                desk_work.register(day.a, who)
            desk_work.find(day.b, who.family, who.shown)
            count = desk_work.count_found(day.b, f"{who.family} {who.given}", who.shown)
            assert count == 1, f"B finds {count} of {who.shown}"
            told = "it was recorded" if recorded else "it was not, and the draft was back"
            seen.append(f"killed {after_s * 1000:.0f} ms after the click {told}: exactly one")
    day.registered += len(WRITTEN)


def _kill_while_saving(day: Day, who: Newcomer, after_s: float) -> bool:
    """Kill, start again, and say whether the patient had been recorded."""
    desk_work.type_registration(day.a, who)
    day.a.settle()
    day.a.click("Register only")
    time.sleep(after_s)
    day.a.kill()
    _restart(day)
    day.a.key("Ctrl+1")
    day.a.wait_for("Register a patient")
    day.a.settle()
    return "What you typed before is back" not in day.a.screen()
