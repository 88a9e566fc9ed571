"""What the contract tests need of each thing in the catalogue: a good input, a specimen paper."""

from datetime import date
from typing import Any

from app.fields import BirthDate, Choice, Email, FormField, Money, Number, Phone, Pick, Text
from models.vocabulary import AdministrativeGender, DatePrecision
from printing.documents.admission_slip import AdmissionSlipData
from printing.documents.dispensing_label import DispensingLabelData
from printing.documents.prescription import PrescribedItem, PrescriptionData
from printing.documents.wristband_content import WristbandData
from tests.builders import NOW, row_id
from tests.printing.documents.bills import a_receipt, an_invoice
from tests.printing.documents.test_discharge_summary import SPECIMEN as DISCHARGE_SUMMARY

_SLIP = AdmissionSlipData(
    patient_id=row_id(1),
    name="OKAFOR, Chidi (Mr)",
    born="03-Apr-1984 (42y)",
    gender="Male",
    mrn="000010004",
    number="000 010 00-4",
    kind="Outpatient visit",
    began="21-Nov-2026 10:30",
    place="Ward 3 · Bed 2",
    token="A017",
    codes=("ALM1SPECIMEN",),
    hospital="St Mary",
    printed_at=NOW,
    printed_by="Ada Obi",
)
PAPERS: dict[str, Any] = {
    "invoice": an_invoice(40),
    "receipt": a_receipt(),
    "prescription": PrescriptionData(
        hospital="St Mary",
        patient_name="OKAFOR, Chidi",
        patient_number="000 010 00-4",
        patient=(("Born", "03-Apr-1984 (42y)"), ("Gender", "Male")),
        allergies=("amoxicillin: rash",),
        items=(
            PrescribedItem(
                medicine="doxycycline 100 mg capsule",
                directions="Take ONE capsule (100 mg) TWICE a day for SEVEN days",
                route="by mouth",
            ),
        ),
        prescriber=(("Signed by", "Ben Musa"), ("Signed", "21-Nov-2026 10:42")),
        offline="",
        codes=("ALM1ABCDEFGH",),
        reference="0A1B2C3D",
        printed="Printed 21-Nov-2026 10:43 by Ben Musa",
    ),
    "admission_slip": _SLIP,
    "discharge_summary": DISCHARGE_SUMMARY,
    "dispensing_label": DispensingLabelData(
        patient="OKAFOR, Chidi",
        number="000 010 00-4",
        medicine="amoxicillin 500 mg capsule",
        quantity="15 capsules",
        directions="Take ONE capsule (500 mg) THREE times a day for FIVE days",
        cautions=("Take until the course is finished",),
        batch="B-1",
        expires_on=date(2027, 6, 30),
        supplied_on=date(2026, 11, 21),
        prescriber="Prescribed by Ben Musa",
        hospital="St Mary",
        address="Pharmacy",
    ),
    "wristband": WristbandData(
        patient_id=row_id(1),
        family="Okafor",
        given="Chidi",
        born_on=date(1984, 4, 3),
        born_precision=DatePrecision.DAY,
        sex=AdministrativeGender.MALE,
        mrn="000010004",
        mrn_grouped="000 010 00-4",
        hospital="St Mary",
        printed_at=NOW,
    ),
}
"""A specimen of each printed document, by the key of the document."""


def good_text(field: FormField) -> str:
    """Something a person might type that the field takes."""
    marker = field.marker
    if isinstance(marker, Number):
        return str(int(marker.lo) + 1)
    if isinstance(marker, Choice):
        return marker.options[0][0]
    return _TYPED[type(marker)]


_TYPED: dict[type[object], str] = {
    BirthDate: "3/4/84",
    Phone: "0803 555 0100",
    Email: "ada@example.org",
    Money: "1,234.50",
    Pick: str(row_id(9)),
    Text: "0803 555",
}
