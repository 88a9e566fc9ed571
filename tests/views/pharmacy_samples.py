"""A pharmacy in the middle of its morning, for its screens."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.pharmacy.rows import (
    BatchChoice,
    DispenseItem,
    Prescription,
    PrescriptionRow,
    StockRow,
)
from app.pharmacy.standing import Standing
from models.vocabulary import PatientId, RequestId
from tests.views.canned import NOW, an_id

PRESCRIPTION_ID = an_id("prescription 0")
_WAITING = (
    ("OKAFOR, Chidi (Mr)", "Ward 3 · Bed 2", "amoxicillin, paracetamol, doxycycline", False),
    ("OKONKWO-MENSAH, Adaeze Chinwe (Ms)", "Ward 1 · Bed 7", "cefTRIAXone", True),
    ("BELLO, Aisha", "", "metFORMIN, amLODIPine", False),
)
WORKLIST = tuple(
    PrescriptionRow(
        prescription_id=an_id(f"prescription {n}"),
        patient_id=PatientId(an_id(f"patient {n}")),
        patient=patient,
        place=place,
        medicines=medicines,
        signed_at=NOW.replace(minute=42 - n),
        signed_at_words=f"10:{42 - n}",
        signed_by="Ngozi Eze",
        state="To dispense" if n < 2 else "On hold",
        is_halted=n == 2,
        from_paper=from_paper,
    )
    for n, (patient, place, medicines, from_paper) in enumerate(_WAITING)
)
_BATCH = BatchChoice("B-1", date(2027, 6, 30), "30-Jun-2027", "20 capsules")
AMOXICILLIN = DispenseItem(
    request_id=RequestId(an_id("order 0")),
    medicine="amoxicillin 500 mg capsule",
    gtin="09506000001012",
    unit="capsule",
    directions="Take ONE capsule (500 mg) THREE times a day for FIVE days",
    ordered="15 capsules",
    dispensed="0 capsules",
    remaining=Decimal(15),
    standing=Standing.TO_DISPENSE,
    state="To dispense",
    checked="Nothing found.",
    warnings=(),
    stops=False,
    needs_reason=False,
    batches=(_BATCH,),
    dispenses=(),
)
STOPPED = replace(
    AMOXICILLIN,
    request_id=RequestId(an_id("order 1")),
    medicine="doxycycline 100 mg capsule",
    gtin="09506000001067",
    standing=Standing.STOPPED,
    state="Stopped",
    warnings=("Stopped: Rash after the second dose",),
    stops=True,
)
DONE = replace(
    AMOXICILLIN,
    request_id=RequestId(an_id("order 2")),
    medicine="paracetamol 500 mg tablet",
    gtin="09506000001081",
    dispensed="15 tablets",
    remaining=Decimal(0),
    standing=Standing.DISPENSED,
    state="Dispensed",
    dispenses=(an_id("dispense 0"),),
)
CARD = Prescription(
    prescription_id=PRESCRIPTION_ID,
    patient_id=PatientId(an_id("patient 0")),
    patient="OKAFOR, Chidi (Mr)",
    born="03-Apr-1984",
    number="204 117 38-5",
    allergies="ibuprofen",
    allergy_tone="danger",
    signed="10:42 by Ngozi Eze at W-02 (Ward 3), signed offline",
    from_paper=True,
    items=(AMOXICILLIN, STOPPED, DONE),
)
STOCK = tuple(
    StockRow(
        batch_id=an_id(f"batch {n}"),
        medicine=medicine,
        batch=batch,
        expires_on=day,
        expires=f"{day:%d-%b-%Y}",
        balance=Decimal(balance),
        amount=f"{balance} capsules",
        mark=mark,
        words=words,
    )
    for n, (medicine, batch, day, balance, mark, words) in enumerate(
        (
            ("doxycycline 100 mg capsule", "D-1", date(2027, 6, 30), -5, "count", "Count needed"),
            ("ibuprofen 400 mg tablet", "I-9", date(2026, 11, 7), 40, "expired", "Expired"),
            ("paracetamol 500 mg tablet", "P-2", date(2026, 12, 5), 120, "soon", "Expires soon"),
            ("amoxicillin 500 mg capsule", "B-1", date(2027, 6, 30), 20, "", ""),
        )
    )
)
BUSY_PHARMACY = {
    "dispense.worklist": WORKLIST,
    "dispense.prescription": CARD,
    "stock.list": STOCK,
}
