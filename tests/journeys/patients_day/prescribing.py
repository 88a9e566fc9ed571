"""The doctor: allergies, a stop by class, a choice that passes, a signature under the lock."""

from functools import partial

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.papers import Printer
from tests.journeys.patients_day.case import Case, chapter

ORDERS = "Orders"
ALLERGY, RASH = "Penicillins", "Rash all over, 2019"
UNCODED = "Yellow plasters"
STOPPED = ("amoxicillin 500 mg capsule", "500 mg", "3 times daily", "7")
CHOSEN = (
    ("doxycycline 100 mg capsule", "100 mg", "every 12 hours", "7"),
    ("paracetamol 500 mg tablet", "1 g", "every 6 hours", "5"),
    ("omeprazole 20 mg gastro-resistant capsule", "20 mg", "daily", "7"),
)
"""Doses are due from the moment of signing: the day can be told at any hour."""
ADD = "Add   Enter"


@chapter("allergies-in-the-banner")
def allergies_are_recorded(day: Day, case: Case) -> None:
    """A coded class and a free text; every banner that may show them does."""
    doctor = case.at(day, "D")
    with case.checking(day, "allergies-in-the-banner") as seen:
        for substance in (ALLERGY, UNCODED):
            record_allergy(doctor, substance)
        ward = case.at(day, "W")
        ward.scan(case.band)
        wait_until(lambda: case.patient.shown in desk_work.banner(ward), "the ward is elsewhere")
        wanted = "Latex" if case.planted(day, "allergies-in-the-banner") else ALLERGY
        for desk in (doctor, ward):
            wait_until(lambda d=desk: wanted in d.screen(), f"{desk.name}: not in the banner", 5)  # type: ignore[misc]
        case.picture(day, ward, "allergies-in-the-banner")
        seen.append("in the banner of the doctor and of the ward")


def record_allergy(desk: Workstation, substance: str) -> None:
    """Record an allergy of the patient in front."""
    desk.key("Ctrl+Shift+A")
    desk.wait_for(desk_work.SAVE)
    desk.fill("Substance", substance)
    desk.fill("Reaction", RASH)
    desk.key("Return")
    wait_until(lambda: desk_work.SAVE not in desk.screen(), f"{desk.name}: the form stays open")


@chapter("stopped-by-class", "not-checked-is-said")
def amoxicillin_is_stopped(day: Day, case: Case) -> None:
    """Penicillin allergy stops amoxicillin; the free text is said not to be checked."""
    doctor = case.at(day, "D")
    medicine = CHOSEN[1] if case.planted(day, "stopped-by-class") else STOPPED
    with case.checking(day, "stopped-by-class") as seen:
        type_order(doctor, medicine)
        doctor.wait_for("belongs to Penicillins", 5)
        doctor.click(ADD)
        doctor.wait_for("Reason to order all the same", 5)
        assert ADD in doctor.screen(), "the order was taken"
        case.picture(day, doctor, "stopped-by-class")
        seen.append("amoxicillin belongs to Penicillins: not taken without a reason")
    with case.checking(day, "not-checked-is-said") as seen:
        wanted = "checked in full" if case.planted(day, "not-checked-is-said") else UNCODED
        doctor.wait_for(f"NOT CHECKED against “{wanted}”", 5)
        seen.append(f"NOT CHECKED against “{wanted}”")
    doctor.click("Keep as draft   Esc")
    wait_until(lambda: ADD not in doctor.screen(), "the form stays open")


def type_order(desk: Workstation, order: tuple[str, str, str, str]) -> None:
    """Fill in an order, and leave it there."""
    medicine, dose, often, days = order
    desk.key("Ctrl+Shift+M")
    desk.wait_for(ADD)
    desk.fill("Medicine", medicine)
    desk.fill("Dose", dose)
    desk.choose("How often", often)
    desk.fill("Days", days)


def order(desk: Workstation, wanted: tuple[str, str, str, str]) -> None:
    """Keep an order as a draft."""
    type_order(desk, wanted)
    desk.click(ADD)
    wait_until(lambda: ADD not in desk.screen(), f"{desk.name}: {wanted[0]} is not taken")
    wait_until(lambda: has_order(desk, wanted[0], "Draft"), f"{desk.name}: no draft of {wanted[0]}")


def has_order(desk: Workstation, medicine: str, state: str) -> bool:
    """Whether the list of orders has this medicine in this state."""
    return any(medicine in row[0] and state in row[-1] for row in desk.rows(ORDERS))


@chapter("signed-under-the-lock", "prescription-printed", "pharmacy-sees-the-order")
def another_is_signed(day: Day, case: Case) -> None:
    """Three medicines are drafted, signed under the service's lock, and printed with a code."""
    doctor = case.at(day, "D")
    with case.checking(day, "signed-under-the-lock") as seen:
        for wanted in CHOSEN:
            order(doctor, wanted)
        if case.planted(day, "signed-under-the-lock"):
            day.posts["D"].cable.set("refuse")
            desk_work.wait_for_pill(doctor, "Offline since")
        doctor.click("Sign the drafts")
        doctor.wait_for("The service locks these drafts", 5)
        case.picture(day, doctor, "signing")
        doctor.click("Sign")
        doctor.wait_for("Signed. Print it", 8)
        for medicine, *_ in CHOSEN:
            wait_until(partial(has_order, doctor, medicine, "Active"), f"{medicine} is not active")
        seen.append(f"{len(CHOSEN)} medicines signed while the service held the lock")
    printer = Printer(day, doctor)
    with case.checking(day, "prescription-printed") as seen:
        doctor.click("Print the prescription")
        (paper,) = printer.next(f"{case.prefix}prescription")
        offline = "SIGNED OFFLINE" if case.planted(day, "prescription-printed") else "doxycycline"
        for words in (offline, case.patient.given, "paracetamol", "omeprazole", "Penicillins"):
            assert words.casefold() in paper.text.casefold(), f"{words!r} is not on the paper"
        assert paper.carried, f"no code carries the order: {paper.codes}"
        seen.append(f"{len(paper.carried)} code(s), {sum(map(len, paper.carried))} characters")
    with case.checking(day, "pharmacy-sees-the-order") as seen:
        pharmacy = case.at(day, "P")
        pharmacy.key("Ctrl+3")
        name = "nobody" if case.planted(day, "pharmacy-sees-the-order") else case.patient.shown
        wait_until(lambda: name in pharmacy.screen(), "the pharmacy does not see it", 5)
        case.picture(day, pharmacy, "pharmacy-worklist")
        seen.append("on the pharmacist's list")
