"""The cable is back: one record, its charges, the bill, what came late, and going home."""

import re
from decimal import Decimal
from functools import partial

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.papers import Printer
from tests.journeys.patients_day.arrival import BOARD
from tests.journeys.patients_day.bedside import fill_set, has_list, in_timeline, to_the_timeline
from tests.journeys.patients_day.case import Case, chapter
from tests.journeys.patients_day.counters import open_account

ADMISSION, BED_DAY, SET, DOSE = Decimal(95), Decimal(180), Decimal("3.50"), Decimal("2.20")
"""The tariff of the demonstration hospital, EUR."""
SETS, DOSES = 2, 2
LATE = SET
ATTENTION = "What needs attention"
DOCUMENTS = "Invoices and payments"


@chapter("everybody-is-online-again", "newcomer-on-every-desk", "paper-and-wire-are-one")
def the_cable_is_back(day: Day, case: Case) -> None:
    """Everything arrives everywhere it may; what came by paper and by wire is one."""
    with case.checking(day, "everybody-is-online-again") as seen:
        if not case.planted(day, "everybody-is-online-again"):
            day.mend_every_cable()
        for post in day.posts.values():
            wait_until(partial(is_back, post.station), f"{post.device} does not come back", 30)
            seen.append(f"{post.device} {desk_work.pill(post.station)}")
    name = case.newcomer
    with case.checking(day, "newcomer-on-every-desk") as seen:
        for desk in ("A", "B", "W", "D"):
            station = case.at(day, desk)
            wanted = "nobody" if case.planted(day, "newcomer-on-every-desk") else name.shown
            desk_work.find(station, f"{name.family} {name.given}", wanted)
            seen.append(desk)
    doctor = case.at(day, "D")
    with case.checking(day, "paper-and-wire-are-one") as seen:
        to_the_timeline(doctor)
        twice = 2 if case.planted(day, "paper-and-wire-are-one") else 1
        for words in ("ibuprofen", case.newcomer_bed):
            wait_until(lambda w=words: in_timeline(doctor, w), f"{words} is missing", 10)  # type: ignore[misc]
        rows = [" · ".join(row) for row in doctor.rows("Timeline")]
        supplied = [
            row for row in rows if ("ibuprofen" in row and "upplied" in row) or "ispensed" in row
        ]
        assert len(supplied) == twice, f"{len(supplied)} supplies in {rows}"
        case.picture(day, doctor, "timeline")
        seen.append(f"{len(rows)} entries; the supply stands there once: {supplied[0]}")


def is_back(desk: Workstation) -> bool:
    """Whether the pill says that nothing waits: online, or what a person should look at."""
    said = desk_work.pill(desk)
    return said.startswith("Online") or "attention" in said


@chapter("timeline-says-how")
def the_timeline_says_how(day: Day, case: Case) -> None:
    """Who, when, where and how: offline, by paper, late."""
    doctor = case.at(day, "D")
    with case.checking(day, "timeline-says-how") as seen:
        rows = [" · ".join(row) for row in doctor.rows("Timeline")]
        told = [row for row in rows if "paper" in row.casefold() or "offline" in row.casefold()]
        wanted = len(rows) + 1 if case.planted(day, "timeline-says-how") else 2
        assert len(told) >= wanted, f"how things came is not said: {rows}"
        seen.extend(told[:3])


@chapter("attention-is-raised")
def what_does_not_go_together_is_shown(day: Day, case: Case) -> None:
    """The dose after the stop is shown to those it is for, and closed with a word."""
    doctor = case.at(day, "D")
    with case.checking(day, "attention-is-raised") as seen:
        doctor.key("Ctrl+U")
        wanted = "Nothing of" if case.planted(day, "attention-is-raised") else case.patient.shown
        words = "A dose was given after the order was stopped"
        wait_until(lambda: asks(doctor, words, wanted), f"it is not shown: {words}", 8)
        case.picture(day, doctor, "attention")
        rows = doctor.rows(ATTENTION)
        place = next(n for n, row in enumerate(rows) if words in " ".join(row))
        doctor.select_row(ATTENTION, place)
        doctor.click("Close it…   Enter")
        doctor.wait_for(desk_work.SAVE)
        doctor.fill("What was done", "Patient seen, no harm")
        doctor.click(desk_work.SAVE)
        wait_until(lambda: not asks(doctor, words, case.patient.shown), "it is still open", 8)
        seen.append("shown to the doctor, and closed with a word on what was done")


def asks(desk: Workstation, words: str, name: str) -> bool:
    """Whether the list of what needs attention says this about somebody."""
    if not has_list(desk, ATTENTION):
        return False
    rows = [" · ".join(row) for row in desk.rows(ATTENTION)]
    return any(words in row and name in row for row in rows)


@chapter("bill-equals-the-tariff", "late-charge-is-supplementary")
def the_bill_is_issued(day: Day, case: Case) -> None:
    """The service has derived the charges; the invoice's total is the tariff's; then a late one."""
    cashier, ward = case.at(day, "C"), case.at(day, "W")
    printer = Printer(day, cashier)
    total = ADMISSION + BED_DAY + SETS * SET + DOSES * DOSE
    with case.checking(day, "bill-equals-the-tariff") as seen:
        open_account(cashier, case)
        wait_until(lambda: f"{total:.2f}" in cashier.screen(), f"not {total:.2f} charged", 10)
        case.picture(day, cashier, "bill")
        issue(cashier)
        invoice = print_document(cashier, printer, f"{case.prefix}invoice", "Invoice")
        case.invoices.append(invoice_number(invoice))
        if case.planted(day, "bill-equals-the-tariff"):
            total += 1
        assert f"{total:.2f}" in invoice, f"{total:.2f} is not on the invoice:\n{invoice}"
        seen.append(f"{case.invoices[-1]}: EUR {total:.2f}")
    with case.checking(day, "late-charge-is-supplementary") as seen:
        name = case.patient
        desk_work.find(ward, f"{name.family} {name.given}", name.shown)
        ward.key("Alt+V")
        fill_set(ward)
        if not case.planted(day, "late-charge-is-supplementary"):
            ward.key("Return")
            ward.wait_for("Recorded at this desk", 5)
        wait_until(lambda: f"{LATE:.2f}" in cashier.screen(), "the late charge does not come", 8)
        issue(cashier)
        late = print_document(cashier, printer, f"{case.prefix}supplementary-invoice", "Supplem")
        assert case.invoices, "there is no invoice that it could name"
        for words in ("upplementary", case.invoices[-1]):
            assert words in late, f"{words!r} is not on it:\n{late}"
        seen.append(f"{invoice_number(late)} for {LATE:.2f}, beside {case.invoices[-1]}")


def issue(cashier: Workstation) -> None:
    """Issue what is not billed yet."""
    cashier.click("Issue invoice")
    cashier.wait_for("The invoice is issued", 8)


def print_document(cashier: Workstation, printer: Printer, name: str, kind: str) -> str:
    """Print the document of a kind from the account in front: its text."""

    def place() -> int | None:
        rows = [" · ".join(row) for row in cashier.rows(DOCUMENTS)]
        return next((n for n, row in enumerate(rows) if kind in row), None)

    wait_until(lambda: place() is not None, f"there is no {kind} in the list", 8)
    cashier.select_row(DOCUMENTS, place() or 0)
    cashier.click("Print")
    (paper,) = printer.next(name)
    return paper.text


def invoice_number(text: str) -> str:
    """The number of an invoice, from its text."""
    found = re.search(r"\b[A-Z0-9]+-I\d{6}\b", text)
    assert found is not None, f"there is no number in {text}"
    return found.group()


@chapter("goes-home", "bed-is-to-clean")
def the_patient_goes_home(day: Day, case: Case) -> None:
    """Discharged, the summary printed, the bed to be cleaned."""
    doctor, ward = case.at(day, "D"), case.at(day, "W")
    printer = Printer(day, doctor)
    with case.checking(day, "goes-home") as seen:
        name = case.patient
        desk_work.find(doctor, f"{name.family} {name.given}", name.shown)
        doctor.key("Alt+D")
        doctor.choose("Discharged to", "Home")
        doctor.fill("Advice to the patient", "Drink enough. Come back if the fever returns.")
        case.picture(day, doctor, "discharge")
        doctor.click("Discharge   Enter")
        doctor.key("Alt+Shift+D")
        (summary,) = printer.next(f"{case.prefix}discharge-summary")
        wanted = "Latex" if case.planted(day, "goes-home") else "Penicillins"
        for words in (wanted, "doxycycline", "Liver values", "Drink enough"):
            assert words in " ".join(summary.text.split()), f"{words!r} is not in {summary.text}"
        seen.append("summary with allergies, medicines, what was stopped and why, advice")
    with case.checking(day, "bed-is-to-clean") as seen:
        ward.key("Ctrl+2")
        wanted = "Free" if case.planted(day, "bed-is-to-clean") else "To clean"
        wait_until(lambda: bed_says(ward, case.bed, wanted), f"{case.bed} is not: {wanted}", 8)
        case.picture(day, ward, "bed-to-clean")
        seen.append(f"{case.bed} is to be cleaned")


def bed_says(ward: Workstation, bed: str, words: str) -> bool:
    """Whether the board says this of a bed."""
    rows = [" · ".join(row).casefold() for row in ward.rows(BOARD)]
    return any(bed.casefold() in row and words.casefold() in row for row in rows)
