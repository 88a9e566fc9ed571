"""The patient comes: a look-alike, a visit, a wristband, a bed that another desk wants too."""

import time

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.papers import Printer
from tests.journeys.patients_day.case import Case, chapter

BEDS, BOARD = "Beds", "Bed board"
WHY_APART = "Both came together and showed their papers"


@chapter("look-alike-is-shown", "look-alike-needs-a-reason")
def a_look_alike_is_registered(day: Day, case: Case) -> None:
    """Warned while typing; looked at; registered as another person with a reason."""
    desk = case.at(day, "A")
    with case.checking(day, "look-alike-is-shown") as seen:
        desk_work.type_registration(desk, case.patient)
        if case.planted(day, "look-alike-is-shown"):
            desk.fill("Family name", "Zzyzx")
            desk.fill("Given names", "Quill")
            desk.fill("Mobile", "0999 000 111")
        wait_until(
            lambda: any(case.known in row[0] for row in desk.rows("Similar patients")),
            "the one who looks alike is not shown",
        )
        (row,) = [row for row in desk.rows("Similar patients") if case.known in row[0]]
        case.picture(day, desk, "look-alike")
        seen.append(f"{row[0]}: {row[-1]}")
    with case.checking(day, "look-alike-needs-a-reason") as seen:
        if case.planted(day, "look-alike-needs-a-reason"):
            desk.fill("Born", "1/1/1931")
            desk.fill("Family name", "Zzyzx")
        desk.click("Register only")
        desk.wait_for("another person")
        assert not desk_work.banner(desk), "it was registered without a reason"
        desk.fill("It is another person, because", WHY_APART)
        desk.click("Register only")
        desk.wait_for(case.patient.shown)
        seen.append("not taken without a reason; taken with one")
    day.registered += 1


@chapter("band-and-visit")
def a_visit_is_opened(day: Day, case: Case) -> None:
    """The wristband is printed and the visit opened."""
    desk = case.at(day, "A")
    printer = Printer(day, desk)
    with case.checking(day, "band-and-visit") as seen:
        desk.key("Ctrl+P")
        (band,) = printer.next(f"{case.prefix}wristband-of-the-day")
        case.band = band.codes[0]
        open_visit(desk, "Outpatient" if case.planted(day, "band-and-visit") else "Inpatient")
        desk.wait_for("Inpatient", 5)
        seen.append(f"{len(band.codes)} codes on the band; the visit stands in the banner")


def open_visit(desk: Workstation, kind: str) -> None:
    """Open a visit of the patient in front."""
    desk.key("Ctrl+O")
    desk.wait_for(desk_work.SAVE)
    desk.choose("Kind of visit", kind)
    desk.key("Return")
    wait_until(lambda: desk_work.SAVE not in desk.screen(), f"{desk.name}: the form stays open")


@chapter("bed-is-claimed", "the-other-desk-is-told", "on-the-board-within-a-second")
def a_bed_is_claimed(day: Day, case: Case) -> None:
    """The service grants the bed; another desk is told who has it; the ward sees it at once."""
    desk, other, ward = (case.at(day, name) for name in ("A", "B", "W"))
    ward.key("Ctrl+2")
    with case.checking(day, "bed-is-claimed") as seen:
        choose_bed(desk, case.bed)
        if case.planted(day, "bed-is-claimed"):
            day.cable_a.set("refuse")
            desk_work.wait_for_pill(desk, "Offline since")
        desk.click(desk_work.book_button(desk)["name"])
        desk.wait_for("The bed is booked")
        claimed = time.monotonic()
        seen.append(f"{case.bed} is booked")
    day.bookings += 1
    with case.checking(day, "on-the-board-within-a-second") as seen:
        wanted = "nobody" if case.planted(day, "on-the-board-within-a-second") else case.patient
        name = wanted if isinstance(wanted, str) else wanted.shown
        wait_until(lambda: is_on_board(ward, case.bed, name), "the ward does not see it", 5)
        took = time.monotonic() - claimed
        day.findings.latencies[f"{case.prefix}booked_to_board_s"] = took
        assert took < 1, f"it took {took:.2f} s"
        case.picture(day, ward, "ward-board")
        seen.append(f"{case.patient.shown} on the ward's board after {took:.2f} s")
    with case.checking(day, "the-other-desk-is-told") as seen:
        family = case.known.split(",")[0]
        desk_work.find(other, case.known.replace(",", ""), family)
        if not case.planted(day, "the-other-desk-is-told"):
            choose_bed(other, case.bed)
        other.wait_for(f"This bed is booked for {case.patient.shown}", 5)
        assert not desk_work.book_button(other)["enabled"], "it can be asked for all the same"
        seen.append(f"{case.bed} is booked for {case.patient.shown}, and cannot be asked for")


def choose_bed(desk: Workstation, bed: str) -> None:
    """Select a bed in the list beside the patient."""
    wait_until(lambda: any(bed in row[0] for row in desk.rows(BEDS)), f"no bed {bed}")
    desk.select_row(BEDS, next(n for n, row in enumerate(desk.rows(BEDS)) if bed in row[0]))


def is_on_board(ward: Workstation, bed: str, name: str) -> bool:
    """Whether the board shows this patient at this bed."""
    return any(bed in " ".join(row) and name in " ".join(row) for row in ward.rows(BOARD))
