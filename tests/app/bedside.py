"""A nurse at the bedside: orders that are due, wristbands and packs to scan, doses to record."""

from typing import Any

from app.doses.queries import DOSES_TODAY
from app.doses.record_dose import RECORD_DOSE
from app.doses.rows import DoseRow
from app.orders.queries import PATIENT_ORDERS
from app.orders.sign_orders import SIGN_ORDERS
from models.medication import MedicationAdministration
from models.vocabulary import PatientId
from models.wristband_code import WristbandCode, encode
from tests.app.formulary import draft
from tests.builders import Workbench

GTIN = "09506000134352"
OTHER_GTIN = "09506000134369"
GOOD = f"01{GTIN}1727063010ABC123"
EXPIRED = f"01{GTIN}1726112010ABC123"
WRONG = f"01{OTHER_GTIN}1727063010ABC123"


def order_for(ward: Workbench, patient_id: PatientId, **raw: str) -> None:
    draft(ward, patient_id, **raw)
    (row, *_) = ward.office.ask(PATIENT_ORDERS, patient_id)
    ward.save(SIGN_ORDERS, {"patient": patient_id, "prescription": row.prescription_id})


def doses(ward: Workbench, patient_id: PatientId) -> tuple[DoseRow, ...]:
    return ward.office.ask(DOSES_TODAY, patient_id)


def band(patient_id: PatientId) -> str:
    return encode(WristbandCode(patient_id, "2041173385"))


def give(ward: Workbench, patient_id: PatientId, dose: DoseRow | None = None, **raw: Any) -> Any:
    """Record the first dose of the list: scanned and given, unless said otherwise."""
    dose = dose or doses(ward, patient_id)[0]
    context = {"patient": patient_id, "order": dose.order_id, "due": dose.due_at}
    context |= {"band": raw.pop("band", band(patient_id)), "pack": raw.pop("pack", None)}
    return ward.save(RECORD_DOSE, context, **raw)


def given(ward: Workbench) -> list[MedicationAdministration]:
    with ward.store.read() as read:
        return read.all(MedicationAdministration)
