"""Two desks change the same person while neither can see the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.part_morning import CHIDI, ZOFIA
from tests.journeys.parts import part

FACTS = "Change birth date or gender"
MOBILE = "Change Mobile"
NUMBER = "Number or address"


@contextmanager
def apart(day: Day) -> Iterator[None]:
    """Both cables out; back in when done, A first."""
    for cable, station in ((day.cable_a, day.a), (day.cable_b, day.b)):
        cable.set("refuse")
        desk_work.wait_for_pill(station, "Offline since")
    yield
    for cable, station in ((day.cable_a, day.a), (day.cable_b, day.b)):
        cable.set("pass")
        wait_until(partial(_is_back, station), f"{station.name} does not come back")


def _is_back(station: Workstation) -> bool:
    return "Offline" not in desk_work.pill(station)


def _asks_nothing(station: Workstation) -> bool:
    return desk_work.pill(station) == "Online"


def _open(station: Workstation, who: Newcomer) -> None:
    desk_work.find(station, f"{who.family} {who.given}", who.shown)


@part("different-fields-merge")
def different_fields_merge(day: Day) -> None:
    """A corrects the birth date, B the gender; both stand, and nobody is asked."""
    name = "different-fields-merge"
    with day.findings.checking(name) as seen:
        with apart(day):
            _open(day.a, ZOFIA)
            desk_work.change(day.a, FACTS, {"Born": "13 mar 1991"})
            _open(day.b, ZOFIA)
            if day.findings.planted(name):
                desk_work.change(day.b, FACTS, {"Born": "14 mar 1991"})
            else:
                desk_work.change_choice(day.b, FACTS, "Gender", "Other")
        for station in (day.a, day.b):
            for fact in ("13-Mar-1991", "Other"):
                station.wait_for(fact)
        said = desk_work.wait_for_pill(day.a, "Online")
        assert "attention" not in said, f"somebody is asked: {said!r}"
        seen.append("13-Mar-1991 from A and Other from B stand on both desks")


@part("newest-phone-stands")
def the_newest_phone_number_stands(day: Day) -> None:
    """Both desks give another mobile number; the later one stands on both."""
    name = "newest-phone-stands"
    with day.findings.checking(name) as seen:
        with apart(day):
            _open(day.a, CHIDI)
            desk_work.change(day.a, MOBILE, {NUMBER: "0803 555 0201"})
            _open(day.b, CHIDI)
            desk_work.change(day.b, MOBILE, {NUMBER: "0803 555 0202"})
        expected = "0803 555 0201" if day.findings.planted(name) else "0803 555 0202"
        for station in (day.a, day.b):
            station.wait_for(expected)
        seen.append("B's later number stands on both desks")


@part("one-conflict-for-one-field", "a-person-decides")
def one_field_set_twice_waits_for_a_person(day: Day) -> None:
    """Both desks correct one birth date to two days: one decision, with all there is to know."""
    name = "one-conflict-for-one-field"
    with day.findings.checking(name) as seen:
        with apart(day):
            _open(day.a, CHIDI)
            desk_work.change(day.a, FACTS, {"Born": "5/4/84"})
            _open(day.b, CHIDI)
            desk_work.change(
                day.b, FACTS, {"Born": "5/4/84" if day.findings.planted(name) else "4/3/84"}
            )
        for station in (day.a, day.b):
            said = desk_work.wait_for_pill(station, "need")
            assert "1 needs attention" in said, f"the pill says {said!r}"
        _open_decision(day)
        for words in ("03-Apr-1984", "05-Apr-1984", "04-Mar-1984", "Amina Bello", "R-01", "R-02"):
            day.b.wait_for(words)
        day.picture(day.b, "conflict")
        seen.append("both values, the one before, who and which desk are shown on both desks")
    day.conflicts += 1
    _decide(day)


def _open_decision(day: Day) -> None:
    day.b.click_kind(desk_work.PILL)
    day.b.wait_for("Ask the server now")
    day.picture(day.b, "sync-panel")
    day.b.key("Ctrl+D")
    day.b.wait_for("was set differently at two desks")


def _decide(day: Day) -> None:
    name = "a-person-decides"
    with day.findings.checking(name) as seen:
        if not day.findings.planted(name):
            day.b.click_first(lambda control: control["name"].startswith("05-Apr-1984"))
            day.b.click("Decide   Enter")
        for station in (day.a, day.b):
            wait_until(partial(_asks_nothing, station), f"{station.name} still asks")
        _open(day.a, CHIDI)
        _open(day.b, CHIDI)
        for station in (day.a, day.b):
            station.wait_for("05-Apr-1984")
        seen.append("decided on B for A's value; both desks show it and nothing waits")
