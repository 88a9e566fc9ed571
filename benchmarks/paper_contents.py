"""What stands on the papers of the bench `papers`: the same for everybody, under other names."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from uuid import UUID

from benchmarks.population import Person, people
from models.paper_link import MAX_PART_CHARACTERS, PREFIX
from printing.documents.dispensing_label import DispensingLabelData
from printing.documents.invoice import InvoiceData, InvoiceLinePaper
from printing.documents.prescription import PrescribedItem, PrescriptionData
from printing.documents.wristband_content import WristbandData

LINES, MEDICINES = 12, 3
NOW = datetime(2026, 11, 21, 10, 47, tzinfo=UTC)
HOSPITAL = "St. Anne's Hospital"
_PEOPLE = 1000
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TAX = "VAT exempt: hospital care"
_LINE = InvoiceLinePaper(
    position="1",
    title="Amoxicillin 500 mg capsules, dispensed on discharge for use at home until finished",
    when="21-Nov-2026",
    quantity="21",
    unit_price="0.35",
    amount="7.35",
    tax_note=_TAX,
)
_ITEM = PrescribedItem(
    medicine="doxycycline 100 mg capsule",
    directions="Take ONE capsule (100 mg) TWICE a day for SEVEN days. With a full glass of water",
    route="by mouth",
    quantity="14 capsules (FOURTEEN)",
    indication="Pneumonia",
    check="Nothing found in Demonstration allergy table, version 1 of 2026-10-01.",
)


def band_of(number: int) -> WristbandData:
    """The wristband of the n-th patient."""
    person = _person(number)
    return WristbandData(
        patient_id=UUID(int=(1 << 124) | number),
        family=person.family,
        given=person.given,
        born_on=date.fromisoformat(person.born),
        mrn=person.number,
        mrn_grouped=person.number,
        hospital=HOSPITAL,
        printed_at=NOW,
    )


def label_of(number: int) -> DispensingLabelData:
    """The label on a pack for the n-th patient."""
    person = _person(number)
    return DispensingLabelData(
        patient=_name(person),
        number=person.number,
        medicine="amoxicillin 500 mg capsule",
        quantity="15 capsules",
        directions="Take ONE capsule (500 mg) THREE times a day for FIVE days",
        cautions=("Take until the course is finished", "Keep out of the reach of children."),
        batch=f"AB-{number}",
        expires_on=date(2027, 6, 30),
        supplied_on=NOW.date(),
        prescriber="Prescribed by Elena Marković",
        hospital=HOSPITAL,
        address="Pharmacy",
    )


def invoice_of(number: int) -> InvoiceData:
    """An invoice of twelve lines for the n-th patient."""
    person = _person(number)
    return InvoiceData(
        kind="Invoice",
        number=f"A1-I{number:06d}",
        currency="EUR",
        hospital=HOSPITAL,
        facts=(("Date of issue", "21-Nov-2026 10:30"), ("Issued by", "Yuki Tanaka")),
        customer=(_name(person), f"MRN {person.number}", "14 Broad Street", "Puebla"),
        lines=tuple(replace(_LINE, position=str(place + 1)) for place in range(LINES)),
        taxes=((_TAX, "EUR 88.20"),),
        totals=(("Total", "EUR 88.20"), ("Paid", "EUR 0.00"), ("To be paid", "EUR 88.20")),
        notes=("Issued offline. Charges known as at 21-Nov-2026 09:12.",),
        printed="Printed 21-Nov-2026 10:31",
    )


def prescription_of(number: int) -> PrescriptionData:
    """A prescription of three medicines for the n-th patient, with the fullest code there is."""
    person = _person(number)
    chance = random.Random(number)
    body = "".join(chance.choices(_BASE_36, k=MAX_PART_CHARACTERS - len(PREFIX)))
    return PrescriptionData(
        hospital=HOSPITAL,
        patient_name=_name(person),
        patient_number=person.number,
        patient=(("Born", person.born), ("Where", "Medical Ward · M1-2")),
        allergies=("amoxicillin: rash", "the pink tablets: swelling (free text, NOT CHECKED)"),
        items=(_ITEM,) * MEDICINES,
        prescriber=(("Signed by", "Elena Marković"), ("Signed", "21-Nov-2026 10:42")),
        offline="",
        codes=(PREFIX + body,),
        reference=f"{number:08X}",
        printed="Printed 21-Nov-2026 10:43 by Elena Marković",
    )


def _person(number: int) -> Person:
    return _everybody()[number % _PEOPLE]


@cache
def _everybody() -> list[Person]:
    return list(islice(people(), _PEOPLE))


def _name(person: Person) -> str:
    return f"{person.family.upper()}, {person.given}"
