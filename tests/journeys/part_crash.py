"""A workstation dies: while somebody types, and in the middle of a write."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.hand import wait_until
from tests.journeys.parts import part

TYPED = Newcomer("Silva", "Beatriz", "9/9/1999", "0240 555 006")
WRITTEN = Newcomer("Kowalski", "Jan", "2/2/1942", "0240 555 007", "Male")


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
    """The process is killed while it saves; afterwards the patient exists exactly once."""
    name = "killed-in-mid-write"
    with day.findings.checking(name) as seen:
        desk_work.type_registration(day.a, WRITTEN)
        day.a.settle()
        day.a.click("Register only")
        day.a.kill()
        _restart(day)
        recorded = "What you typed before is back" not in day.a.screen()
        if not recorded or day.findings.planted(name):
            day.a.key("Ctrl+1")
            if recorded:
                desk_work.type_registration(day.a, WRITTEN)
            day.a.click("Register only")
            day.a.wait_for(WRITTEN.shown)
        desk_work.find(day.b, WRITTEN.family, WRITTEN.shown)
        count = desk_work.count_found(day.b, f"{WRITTEN.family} {WRITTEN.given}", WRITTEN.shown)
        assert count == 1, f"B finds {count}"
        told = "had been recorded" if recorded else "had not been recorded, and the draft was back"
        seen.append(f"killed while saving: it {told}; there is exactly one")
    day.registered += 1
