"""The pharmacy and the cashier while the cable is pulled: paper, packs, money."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.papers import Printer
from tests.journeys.patients_day.case import Case, chapter
from tests.journeys.patients_day.forged import altered
from tests.journeys.patients_day.outage import GS

IBUPROFEN_PACK = f"010950600000109817280131{'10'}I-7{GS}21S2"
EXPIRED_PACK = f"010950600000109817250131{'10'}I-1{GS}21S3"
PAID = "50"


@chapter("forged-paper-is-refused", "paper-reaches-the-pharmacy", "expired-is-a-hard-stop")
def the_pharmacy_works_from_paper(day: Day, case: Case) -> None:
    """A forged paper is refused; the true one is verified; expired stock is stopped."""
    pharmacy = case.at(day, "P")
    pharmacy.key("Ctrl+3")
    with case.checking(day, "forged-paper-is-refused") as seen:
        is_true = case.planted(day, "forged-paper-is-refused")
        for code in case.prescription if is_true else altered(case.prescription):
            pharmacy.scan(code)
        pharmacy.wait_for("is not what the workstation that printed it signed", 8)
        case.picture(day, pharmacy, "forged-paper")
        seen.append(desk_work.first_of(pharmacy, ("is not what the workstation",)))
    with case.checking(day, "paper-reaches-the-pharmacy") as seen:
        for code in case.prescription:
            pharmacy.scan(code)
        wanted = "nobody" if case.planted(day, "paper-reaches-the-pharmacy") else "verified"
        pharmacy.wait_for(wanted, 8)
        pharmacy.wait_for(case.newcomer.shown, 5)
        case.picture(day, pharmacy, "from-paper")
        seen.append(desk_work.first_of(pharmacy, ("verified",)))
    with case.checking(day, "expired-is-a-hard-stop") as seen:
        early = case.planted(day, "expired-is-a-hard-stop")
        pharmacy.scan(IBUPROFEN_PACK if early else EXPIRED_PACK)
        pharmacy.wait_for("Hard stop: this pack has expired", 5)
        case.picture(day, pharmacy, "expired")
        seen.append("Hard stop: this pack has expired")


@chapter("handed-over-with-label", "scanned-twice-is-once")
def the_medicine_is_handed_over(day: Day, case: Case) -> None:
    """Batch and expiry from the pack, one Enter, one label; the same paper again adds nothing."""
    pharmacy = case.at(day, "P")
    printer = Printer(day, pharmacy)
    with case.checking(day, "handed-over-with-label") as seen:
        pharmacy.scan(IBUPROFEN_PACK)
        pharmacy.wait_for("the right product", 5)
        pharmacy.settle()
        pharmacy.key("Return")
        (label,) = printer.next(f"{case.prefix}dispensing-label")
        wanted = "I-9" if case.planted(day, "handed-over-with-label") else "I-7"
        for words in (wanted, case.newcomer.family, "ibuprofen"):
            assert words.casefold() in label.text.casefold(), f"{words!r} is not on {label.text!r}"
        seen.append("one label, with batch and expiry")
    with case.checking(day, "scanned-twice-is-once") as seen:
        if not case.planted(day, "scanned-twice-is-once"):
            for code in case.prescription:
                pharmacy.scan(code)
        pharmacy.wait_for("Known here already", 5)
        seen.append(desk_work.first_of(pharmacy, ("Known here already",)))


@chapter("receipt-of-its-own-series")
def a_payment_is_taken(day: Day, case: Case) -> None:
    """The cashier takes money; the receipt has the next number of the desk's own series."""
    cashier = case.at(day, "C")
    printer = Printer(day, cashier)
    with case.checking(day, "receipt-of-its-own-series") as seen:
        open_account(cashier, case)
        cashier.key("Ctrl+Y")
        cashier.wait_for("Cash handed over")
        cashier.fill("Amount", PAID)
        cashier.choose("Paid for", "Deposit")
        case.picture(day, cashier, "payment")
        cashier.key("Return")
        (receipt,) = printer.next(f"{case.prefix}receipt")
        number = next(word for word in receipt.text.split() if "-R0" in word)
        wanted = [number] if case.planted(day, "receipt-of-its-own-series") else []
        assert number not in [*case.receipts, *wanted], f"{number} was given before"
        case.receipts.append(number)
        seen.append(f"{number}, in the series of C-01")


def open_account(cashier: Workstation, case: Case) -> None:
    """Choose the patient's account at the cashier's."""
    cashier.key("Ctrl+4")
    cashier.fill("Filter the accounts", case.patient.family)
    wait_until(lambda: len(cashier.rows("Accounts")) == 1, "there is not one such account")
    cashier.select_row("Accounts", 0)
    cashier.wait_for("Take a payment", 5)
