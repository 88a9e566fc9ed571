"""What others have done for the patients of `tasks` before the first key that counts is pressed.

They work at a workstation that has no window: visits, the question for allergies, orders and their
signatures reach the desks over the line, as anybody's do.
"""

import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import product
from uuid import UUID

from models.change_set import Op, Sealed
from models.clinical import AllergyIntolerance
from models.encounter import Encounter
from models.entity import Entity
from models.medication import Medication, MedicationRequest
from models.practitioner import PractitionerCredential
from models.values import us_from_instant
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    Frequency,
    MedicationId,
    OpKind,
    PatientId,
    RequestStatus,
    RowId,
)
from models.wristband_code import WristbandCode, encode
from tests.server_stub.by_hand import CLOCK, HandDesk, new_id, registration

COLLEAGUE = "grace"
"""May do everything, and so is everybody else at once."""
APPLIED = {"applied", "merged"}


@dataclass(frozen=True, slots=True)
class Someone:
    """A patient: their family name, and what their wristband carries."""

    family: str
    band: str

    @property
    def shown(self) -> str:
        """The beginning of how the banner and every list show them."""
        return f"{self.family.upper()}, "


class Elsewhere:
    """The rest of the hospital."""

    def __init__(self, url: str, trust: ssl.SSLContext, code: str) -> None:
        self._desk = HandDesk(url, trust)
        self._desk.enrol(code)
        rows = self._desk.pull_all()[1]
        (self._colleague,) = (
            UUID(row.fields["practitioner_id"])
            for row in rows
            if row.table == PractitionerCredential.TABLE and row.fields["username"] == COLLEAGUE
        )
        found = [
            Medication.from_plain(row.id, row.fields)
            for row in rows
            if row.table == Medication.TABLE
        ]
        self._medicines = {each.code: each for each in found}
        self._names = _names()

    def close(self) -> None:
        """Go home."""
        self._desk.client.close()

    def pack(self, code: str) -> str:
        """What the code on a pack of this medicine says: product, expiry, batch."""
        return f"01{self._medicines[code].gtin}17391231" + "10LOT7"

    def register(self) -> Someone:
        """Somebody who has been here before."""
        return self._registered()[1]

    def admit(
        self, kind: EncounterClass, codes: Sequence[str] = (), often: Frequency = Frequency.ONCE
    ) -> Someone:
        """Somebody in a visit of this kind, who knows of no allergy; with these medicines ordered.

        What is ordered once is due at once.
        """
        patient, someone = self._registered()
        visit, now = EncounterId(new_id()), CLOCK.now()
        opened = Encounter(
            id=visit,
            class_code=kind,
            status=EncounterStatus.IN_PROGRESS,
            started_at=now,
            **self._stamped(patient, None, now),  # type: ignore[arg-type]  # as every record
        )
        asked = AllergyIntolerance(
            id=new_id(),
            kind=AllergyKind.NONE_KNOWN,
            substance="No known allergies",
            status=ClinicalStatus.ACTIVE,
            **self._stamped(patient, visit, now),  # type: ignore[arg-type]  # as every record
        )
        self._say("encounter.open", [opened])
        self._say("allergy.none_known", [asked])
        if codes:
            self._order(patient, visit, codes, often)
        return someone

    def _registered(self) -> tuple[PatientId, Someone]:
        family = next(self._names)
        records = registration(family, self._colleague)
        patient = PatientId(records[0].id)
        self._say("patient.register", records)
        return patient, Someone(family, encode(WristbandCode(patient, "")))

    def _order(
        self, patient: PatientId, visit: EncounterId, codes: Sequence[str], often: Frequency
    ) -> None:
        """Draft a prescription and sign it."""
        prescription, now = RowId(new_id()), CLOCK.now()
        drafts = [
            MedicationRequest(
                id=new_id(),
                prescription_id=prescription,
                status=RequestStatus.DRAFT,
                starts_at=now,
                frequency=often,
                duration_days=None if often is Frequency.ONCE else 7,
                quantity=Decimal(14),
                **_ordered(self._medicines[code]),  # type: ignore[arg-type]  # of one product
                **self._stamped(patient, visit, now),  # type: ignore[arg-type]  # as every record
            )
            for code in codes
        ]
        self._say("order.draft", drafts)
        ops = [self._signed(each, now) for each in drafts]
        self._push(self._desk.sealed_ops("order.sign", self._colleague, ops))

    def _signed(self, draft: MedicationRequest, now: datetime) -> Op:
        signature = {
            "status": RequestStatus.ACTIVE.value,
            "signed_at": us_from_instant(now),
            "signed_by_id": self._colleague,
            "signed_offline": False,
        }
        return Op(
            k=OpKind.SIGN,
            e=draft.TABLE,
            id=draft.id,
            root=draft.root_id,
            f={**draft.plain(), **signature},
        )

    def _stamped(
        self, patient: PatientId, visit: EncounterId | None, now: datetime
    ) -> dict[str, object]:
        who = {"recorded_at": now, "recorded_by_id": self._colleague}
        return {"patient_id": patient, "encounter_id": visit, **who}

    def _say(self, use_case: str, records: Sequence[Entity]) -> None:
        self._push(self._desk.sealed(use_case, self._colleague, [*records]))

    def _push(self, sealed: Sealed) -> None:
        (receipt,) = self._desk.push(sealed).receipts
        if receipt.status not in APPLIED:
            raise RuntimeError(f"the service has not applied it: {receipt}")


def _ordered(medicine: Medication) -> dict[str, object]:
    return {
        "medication_id": MedicationId(medicine.id),
        "medication_text": f"{medicine.display_name} {medicine.strength} {medicine.form}",
        "dose_value": medicine.dose_per_unit or Decimal(1),
        "dose_unit": medicine.dose_unit,
        "route": medicine.usual_route,
    }


def _names() -> Iterator[str]:
    """Family names that no search confuses with another."""
    starts, middles, ends = ("Qua", "Zim", "Vox", "Kyl"), ("dro", "bel", "fi"), ("wick", "nash")
    for parts in product(ends, middles, starts):
        yield "".join(reversed(parts))
