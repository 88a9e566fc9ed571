"""A patient's day by hand: desks of a hospital core that record care, and what followed from it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from models.attention import AttentionItem
from models.change_set import Op
from models.entity import Entity, field_index
from models.medication import Medication
from models.registry import BY_TABLE
from models.values import us_from_instant
from models.vital_signs import LOINC, PANEL_CODE
from models.vocabulary import AttentionKind, OpKind, Profile
from models.wire import Receipt
from tests.server_stub.hospital import Desk, Hospital
from tests.server_stub.ops import insert

R = TypeVar("R", bound=Entity)
DEFAULTS: dict[str, dict[str, Any]] = {
    "encounter": {"class_code": "IMP", "status": "in-progress"},
    "encounter_location": {"status": "active"},
    "observation": {"code": PANEL_CODE, "code_system": LOINC, "display": "Vital signs panel"},
    "medication_request": {
        "status": "draft",
        "medication_text": "a medicine",
        "dose_value": "500",
        "dose_unit": "mg",
        "route": "oral",
        "frequency": "daily",
    },
    "medication_stop": {"kind": "stop", "reason": "rash", "offline": False},
    "medication_administration": {"status": "completed", "was_scanned": True},
    "medication_dispense": {
        "quantity": "10",
        "unit": "tablet",
        "batch": "B1",
        "expires_on": "2099-01-01",
        "directions": "One a day",
        "from_paper": False,
    },
    "allergy_intolerance": {"kind": "allergy", "status": "active"},
    "discharge_summary": {"disposition": "home"},
    "stock_movement": {"batch": "B1", "expires_on": "2099-01-01", "kind": "receipt"},
}
MOMENTS = ("started_at", "occurred_at", "effective_at", "starts_at", "discharged_at")


class Care:
    """One hospital, one patient, one visit, and desks that may do everything."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.user = hospital.staff("administrator")
        self.ward = hospital.desk(self.user, Profile.WARD)
        self.other_ward = hospital.desk(self.user, Profile.WARD)
        self.pharmacy = hospital.desk(self.user, Profile.PHARMACY)
        self.patient = self.newcomer()
        self.visit: UUID | None = None

    def new_id(self) -> UUID:
        return self.hospital.chance.uuid()

    def now(self) -> datetime:
        return self.hospital.clock.now()

    def newcomer(self) -> UUID:
        patient, _, sealed = self.ward.patient()
        self.ward.push(sealed)
        return patient

    def medicine(self, code: str = "M-1", ingredient: str = "amoxicillin") -> UUID:
        made = self.new_id()
        self.hospital.author(
            insert(
                Medication.TABLE,
                made,
                code=code,
                name=ingredient,
                display_name=ingredient,
                form="tablet",
                strength="500 mg",
                ingredient_code=ingredient,
                dose_unit="mg",
                supply_unit="tablet",
                usual_route="oral",
            )
        )
        return made

    def price(self, event: str, minor: int, applies_to: str | None = None, **more: Any) -> UUID:
        made = self.new_id()
        fields = {"effective_from": "2000-01-01", "code": str(made), "title": event, **more}
        op = insert(
            "charge_item_definition",
            made,
            event=event,
            applies_to=applies_to,
            unit_price_minor=minor,
            currency="EUR",
            **fields,
        )
        assert self.hospital.author(op).status == "applied"
        return made

    def op(self, table: str, row_id: UUID | None = None, **fields: Any) -> Op:
        """The op that makes a record of care, complete but for what is given."""
        index = field_index(BY_TABLE[table])
        now = us_from_instant(self.now())
        row: dict[str, Any] = {
            "patient_id": self.patient,
            "encounter_id": self.visit,
            "recorded_at": now,
            "recorded_by_id": self.user,
            **dict.fromkeys(MOMENTS, now),
            **DEFAULTS.get(table, {}),
            **fields,
        }
        row = {name: _plain(value) for name, value in row.items() if name in index}
        root = row.get("patient_id") if BY_TABLE[table].SYNC.root else None
        return insert(table, row_id or self.new_id(), root=root, **row)

    def record(self, table: str, desk: Desk | None = None, **fields: Any) -> UUID:
        """Record and push; the id."""
        op = self.op(table, **fields)
        receipt = (desk or self.ward).say(op)
        assert receipt.status in {"applied", "merged", "conflict"}, receipt
        return op.id

    def void(self, table: str, row_id: UUID, desk: Desk | None = None) -> Receipt:
        op = Op(k=OpKind.VOID, e=table, id=row_id, f={"void_reason": "wrong patient"})
        return (desk or self.ward).say(op)

    def open_visit(self, **fields: Any) -> UUID:
        self.visit = self.record("encounter", **{"encounter_id": None, **fields})
        return self.visit

    def signed_order(self, medicine: UUID, desk: Desk | None = None, **fields: Any) -> UUID:
        """Draft and sign in one chain, as a desk without a line does."""
        asked = desk or self.ward
        draft = self.op(
            "medication_request", prescription_id=self.new_id(), medication_id=medicine, **fields
        )
        assert asked.say(draft).status == "applied"
        return self.sign(draft, asked)

    def sign(self, draft: Op, desk: Desk) -> UUID:
        signed = {
            **draft.f,
            "status": "active",
            "signed_at": us_from_instant(self.now()),
            "signed_by_id": self.user,
            "signed_offline": True,
        }
        op = Op(k=OpKind.SIGN, e="medication_request", id=draft.id, root=draft.root, f=signed)
        receipt = desk.say(op)
        assert receipt.status == "applied", receipt
        return draft.id

    def rows(self, entity: type[R]) -> list[R]:
        with self.hospital.port.snapshot() as snapshot:
            return [entity.from_plain(i, row) for i, row in snapshot.domain_rows(entity)]

    def told(self, kind: AttentionKind | None = None) -> list[AttentionItem]:
        """What a person has been told of, all of it or of one kind."""
        return [item for item in self.rows(AttentionItem) if kind in (None, item.kind)]

    def the_item(self, kind: AttentionKind) -> AttentionItem:
        """The one thing that a person has been told of."""
        (item,) = self.told()
        assert item.kind is kind
        return item

    def row(self, entity: type[R], row_id: UUID) -> R:
        (found,) = [row for row in self.rows(entity) if row.id == row_id]
        return found


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return us_from_instant(value)
    return str(value) if isinstance(value, date) else value


def local(day: int, hour: int = 12) -> datetime:
    """An hour on a day of January 2026, as the wall of the site shows it."""
    return datetime(2026, 1, day, hour).astimezone(UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
