"""Accounts, bills and what needs attention as the screens read them."""

from datetime import timedelta
from typing import Any

from app.attention.rows import AttentionRow
from app.billing.rows import AccountRow, Bill, ChargeRow, DocumentRow
from models.vocabulary import EncounterId, PatientId
from tests.views.canned import NOW, an_id

_NAMES = (
    "OKAFOR, Chidi (Mr)",
    "ADEBAYO, Oluwaseun Temitope (Mrs)",
    "MÜLLER-LÜDENSCHEIDT, Anna",
    "الأمين, محمد",
)


def _euros(minor: int) -> str:
    return f"EUR\u00a0{minor / 100:,.2f}"


def _plain(minor: int) -> str:
    return f"{minor / 100:,.2f}"


def _account(number: int) -> AccountRow:
    charged, paid = 95_00 + number * 180_00, number * 100_00
    unbilled = 180_00 if number % 2 else 0
    billed = charged - unbilled
    return AccountRow(
        patient_id=PatientId(an_id(f"patient {number}")),
        encounter_id=EncounterId(an_id(f"visit {number}")),
        patient=_NAMES[number % len(_NAMES)],
        mrn="204 117 38-5",
        visit="Inpatient, 19-Nov 10:30" if number % 2 else "Outpatient, 09:12",
        state="In progress" if number % 3 else "Finished",
        since=NOW - timedelta(hours=number),
        charged=_plain(charged),
        charged_minor=charged,
        unbilled=_plain(unbilled),
        unbilled_minor=unbilled,
        billed=_plain(billed),
        billed_minor=billed,
        paid=_plain(paid),
        paid_minor=paid,
        balance=_plain(billed - paid),
        balance_minor=billed - paid,
        due=_plain(charged - paid),
        due_minor=charged - paid,
        is_leaving=number % 3 == 0,
    )


def _charge(number: int) -> ChargeRow:
    return ChargeRow(
        charge_id=an_id(f"charge {number}"),
        title=("Inpatient admission", "Bed day", "Amoxicillin 500 mg capsule, each")[number % 3],
        what_for=("Visit", "Bed", "Pharmacy")[number % 3],
        when=f"2{number % 2}-Nov 0{number}:12",
        occurred_at=NOW - timedelta(hours=number),
        quantity="21" if number % 3 == 2 else "1",
        unit_price=_plain(180_00),
        amount=_plain(180_00),
        amount_minor=180_00,
        bill="A1-I000012" if number < 4 else "Not billed yet",
        is_twice=number == 2,
    )


def _document(number: int, what: str, kind: str, minor: int, about: str = "") -> DocumentRow:
    return DocumentRow(
        document_id=an_id(f"document {number}"),
        what=what,
        number=f"A1-{kind}00001{number}",
        when=f"10:0{number}",
        at=NOW + timedelta(minutes=number),
        who="Ife Bello",
        amount=_plain(minor),
        amount_minor=minor,
        open=_plain(minor) if kind == "I" else "",
        about=about,
        is_bill=kind == "I",
        is_payment=kind == "R",
        waits=number == 3,
    )


BILL = Bill(
    patient_id=PatientId(an_id("patient 0")),
    encounter_id=EncounterId(an_id("visit 0")),
    patient=_NAMES[0],
    visit="Inpatient, 19-Nov 10:30",
    visits=(
        (str(an_id("visit 0")), "Inpatient, 19-Nov 10:30"),
        (str(an_id("visit 1")), "Outpatient, 03-Apr 09:12"),
    ),
    currency="EUR",
    charged=_euros(1_075_00),
    unbilled=_euros(540_00),
    unbilled_minor=540_00,
    billed=_euros(535_00),
    paid=_euros(100_00),
    balance=_euros(435_00),
    balance_minor=435_00,
    due=_euros(975_00),
    due_minor=975_00,
    charges=tuple(_charge(n) for n in range(7)),
    documents=(
        _document(1, "Deposit, cash", "R", 100_00),
        _document(2, "Invoice", "I", 635_00),
        _document(3, "Credit note", "C", -100_00, "amends A1-I000012. Not given"),
    ),
    discrepancies=(
        (
            "Bed day of 20-Nov 02:12 stands on A1-I000012, B2-I000007: two desks billed it while "
            "they could not see each other. Credit that line on one of them."
        ),
    ),
    has_unbilled=True,
    known_at="09:12",
)
ATTENTION = tuple(
    AttentionRow(
        item_id=an_id(f"attention {number}"),
        patient_id=PatientId(an_id(f"patient {number}")) if number < 4 else None,
        what=what,
        detail=(
            "Order: Amoxicillin 500 mg capsule, by mouth, 3 times daily (Signed)",
            "Allergy: Penicillin",
        ),
        advice="Give none of it until a doctor has looked. Stop the order, or write why it stands.",
        patient=_NAMES[number % len(_NAMES)] if number < 4 else "",
        place=f"Ward 3 · Room A · Bed {number + 1}" if number < 4 else "",
        desk="Ward desk (Ward 3)",
        who="Ben Musa",
        raised=f"10:0{number}",
        raised_at=NOW + timedelta(minutes=number),
        is_urgent=number < 2,
    )
    for number, what in enumerate(
        (
            "An order does not go with an allergy",
            "A dose was given after the order was stopped",
            "Two patients are recorded in one bed",
            "Discharged at two desks",
            "Count needed: stock is below zero",
        )
    )
)
MONEY_AND_ATTENTION: dict[str, Any] = {
    "billing.accounts": tuple(_account(n) for n in range(9)),
    "billing.bill": BILL,
    "billing.usual": BILL,
    "attention.open": ATTENTION,
    "attention.count": len(ATTENTION),
}
