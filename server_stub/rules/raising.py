"""Things for a person to look at: how an attention item is made of two facts.

Its class is that of the fact it is about, so it goes nowhere that the fact does not; it carries
ids and codes, and no words.
"""

from datetime import datetime
from uuid import UUID, uuid5

from models.attention import AttentionItem
from models.entity import Entity, class_of
from models.values import instant_from_us
from models.vocabulary import AttentionKind, EncounterId, PatientId, Role, RowId
from server_stub.open_run import OpenRun

USE_CASE = "attention.raise"

_ROLES: dict[AttentionKind, tuple[Role, ...]] = {
    AttentionKind.TWO_IN_ONE_BED: (Role.NURSE, Role.RECEPTIONIST),
    AttentionKind.BED_TAKEN_BY_ANOTHER: (Role.NURSE, Role.RECEPTIONIST),
    AttentionKind.GIVEN_AFTER_STOP: (Role.NURSE, Role.DOCTOR),
    AttentionKind.DISPENSED_AFTER_STOP: (Role.DOCTOR, Role.PHARMACIST),
    AttentionKind.DOUBLE_ORDER: (Role.DOCTOR, Role.NURSE, Role.PHARMACIST),
    AttentionKind.ORDER_AGAINST_ALLERGY: (Role.DOCTOR, Role.NURSE, Role.PHARMACIST),
    AttentionKind.STOCK_BELOW_ZERO: (Role.PHARMACIST,),
    AttentionKind.EXPIRED_DISPENSED: (Role.DOCTOR, Role.PHARMACIST),
    AttentionKind.DISCHARGED_TWICE: (Role.NURSE, Role.DOCTOR),
}
"""For whom each kind is; the right to close it is theirs."""


def attention_id(subject: UUID, kind: AttentionKind, part: object = None) -> UUID:
    """The id of what there is to see about a subject; `part` tells several of a kind apart."""
    return uuid5(subject, kind.value if part is None else f"{kind.value}/{part}")


def raised(
    run: OpenRun,
    kind: AttentionKind,
    subject: Entity,
    other: Entity | None,
    item_id: UUID,
) -> AttentionItem:
    """The item about a subject, and what it does not go together with."""
    patient_id: PatientId | None = getattr(subject, "patient_id", None)
    encounter_id: EncounterId | None = getattr(subject, "encounter_id", None)
    replica = class_of(type(subject), subject.plain())
    if replica is None:
        raise TypeError(f"{subject.TABLE} never leaves its desk")
    return AttentionItem(
        id=item_id,
        kind=kind,
        patient_id=patient_id,
        encounter_id=encounter_id,
        subject_table=subject.TABLE,
        subject_id=RowId(subject.id),
        other_table=None if other is None else other.TABLE,
        other_id=None if other is None else RowId(other.id),
        roles=" ".join(role.value for role in _ROLES[kind]),
        replica_class=int(replica),
        raised_at=received_at(run),
    )


def received_at(run: OpenRun) -> datetime:
    """The time of receipt of what is new in a batch."""
    return instant_from_us(run.now_ms * 1000)
