"""What a desk may make, and what two desks make under one id."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from local_store.errors import NotHeldError
from local_store.store import Store
from models.clinical import AllergyIntolerance
from models.patient import PatientAddress
from models.values import PlainRow
from models.vocabulary import (
    PatientId,
    Profile,
    ReplicaClass,
)
from tests.local_store.desk import USER, Desk, Service, identity, page, registered, standing


def test_a_desk_refuses_to_make_what_it_does_not_hold(desk: Desk) -> None:
    store = desk.create()
    held = (ReplicaClass.REF, ReplicaClass.REGISTRY)
    store.adopt(replace(identity(), profile=Profile.WARD, classes=held), standing())
    patient = registered(store)
    with store.act("patient.change_address", USER) as tx, pytest.raises(NotHeldError, match="ward"):
        tx.add(PatientAddress(id=tx.new_id(), patient_id=patient, city="Kumasi"))
    store.close()


def summary_fields(patient: PatientId, **more: object) -> PlainRow:
    fields: PlainRow = {
        "criticality": None,
        "encounter_id": None,
        "kind": "allergy",
        "patient_id": patient,
        "reaction": None,
        "recorded_at": 0,
        "recorded_by_id": USER,
        "recorded_on_id": None,
        "status": "active",
        "substance": "penicillin",
        "substance_code": None,
        "void_reason": None,
        "voided_at": None,
        "voided_by_id": None,
    }
    return {**fields, **more}  # type: ignore[dict-item]  # plain values


def test_a_record_that_another_desk_made_under_the_same_id_stays_under_own_fields(
    store: Store,
) -> None:
    """Both are kept: the service judges field by field, and its answer replaces what is shown."""
    patient = registered(store)
    shared = UUID(int=123)
    own = AllergyIntolerance.from_plain(shared, summary_fields(patient, reaction="rash"))
    with store.act("allergy.record", USER) as tx:
        tx.add(own)
    theirs = summary_fields(patient, substance="aspirin")
    sent = {name: str(v) if isinstance(v, UUID) else v for name, v in theirs.items()}
    store.replica.apply_page(page([("allergy_intolerance", shared, patient, sent)]))
    with store.read() as read:
        assert read.get(AllergyIntolerance, shared) == own
    decided = {**sent, "reaction": "rash"}
    store.replica.apply_page(page([("allergy_intolerance", shared, patient, decided)], start=1))
    answered = [msgspec.structs.replace(r, seq_hi=2) for r in Service().take(store)]
    store.replica.take_receipts(answered, 1)
    with store.read() as read:
        held = read.get(AllergyIntolerance, shared)
    assert held is not None
    assert (held.substance, held.reaction) == ("aspirin", "rash")
