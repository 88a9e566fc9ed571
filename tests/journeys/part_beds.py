"""The last free bed: what only the service can decide."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.part_morning import CHIDI, ZOFIA
from tests.journeys.parts import part

BEDS = "Beds"


@part("a-bed-needs-the-server")
def a_bed_is_not_claimed_offline(day: Day) -> None:
    """Offline the button is there but disabled, and the reason stands next to it."""
    name = "a-bed-needs-the-server"
    if not day.findings.planted(name):
        day.cable_a.set("refuse")
    with day.findings.checking(name) as seen:
        desk_work.find(day.a, f"{CHIDI.family} {CHIDI.given}", CHIDI.shown)
        day.a.wait_for("Booking a bed needs the server", 10)
        day.a.select_row(BEDS, 0)
        assert not desk_work.book_button(day.a)["enabled"], "the button can be pressed"
        day.picture(day.a, "bed-offline")
        seen.append("disabled, with the reason and what to do instead")
    day.cable_a.set("pass")


@part("one-bed-one-patient")
def two_desks_want_one_bed(day: Day) -> None:
    """Both desks have chosen the same bed; one has it, the other is told who."""
    name = "one-bed-one-patient"
    with day.findings.checking(name) as seen:
        desk_work.wait_for_pill(day.a, "Online")
        desk_work.find(day.a, f"{CHIDI.family} {CHIDI.given}", CHIDI.shown)
        desk_work.find(day.b, f"{ZOFIA.family} {ZOFIA.given}", ZOFIA.shown)
        wanted = day.a.rows(BEDS)[0]
        other = 1 if day.findings.planted(name) else day.b.rows(BEDS).index(wanted)
        day.a.select_row(BEDS, 0)
        day.b.select_row(BEDS, other)
        # Held back, B still believes the bed to be free when it asks.
        for station in (day.a, day.b):
            wait_enabled(station)
        day.a.click(desk_work.book_button(day.a)["name"])
        day.b.click(desk_work.book_button(day.b)["name"])
        told = {
            station.name: desk_work.first_of(
                station, ("The bed is booked", "is booked for", "has this bed", "taken")
            )
            for station in (day.a, day.b)
        }
        won = [n for n, words in told.items() if "The bed is booked" in words]
        lost = [words for n, words in told.items() if n not in won]
        assert len(won) == 1, f"they were told {told}"
        winner = CHIDI if won == ["A"] else ZOFIA
        assert winner.family.upper() in lost[0].upper(), f"the other was told {lost[0]!r}"
        day.picture(day.b if won == ["A"] else day.a, "bed-taken")
        seen.append(f"{won[0]} has it; the other was told: {lost[0]}")
    day.bookings += 1


def wait_enabled(station: Workstation) -> None:
    """Wait until a bed is chosen and may be asked for."""
    wait_until(
        lambda: bool(desk_work.book_button(station)["enabled"]),
        f"{station.name}: no bed can be asked for",
    )
