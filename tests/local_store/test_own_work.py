"""Own work over the base, from the click to the day the service confirms it."""

from uuid import UUID

import msgspec
import pytest

from local_store.errors import ForkedError
from local_store.search import SearchTerms, search_patients
from local_store.store import Store
from models.conflict import Conflict
from models.patient import Patient, PatientName
from models.vocabulary import ConflictStatus, SetStatus
from tests.local_store.desk import USER, Service, page, registered
from tests.local_store.phone import CONTACT, PATIENT, edited, patient_rows, phone_of, receipt


def test_own_work_stays_visible_until_the_replica_contains_it(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    store.replica.take_receipts([receipt(store, SetStatus.APPLIED, 5)], 2)
    for place in (2, 3):
        other = ("patient_contact", UUID(int=200 + place), PATIENT, patient_rows()[1][3])
        store.replica.apply_page(page([other], start=place, head=9))
        assert phone_of(store) == "0711"
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0733"})
    store.replica.apply_page(page([settled], start=4, head=9))
    assert phone_of(store) == "0733"
    assert store.replica.summary().waiting == 0


def test_a_receipt_that_comes_after_the_row_lets_the_row_show(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0733"})
    late = receipt(store, SetStatus.MERGED, 3)
    store.replica.apply_page(page([settled], start=2))
    assert phone_of(store) == "0711"
    store.replica.take_receipts([late], 2)
    assert phone_of(store) == "0733"
    store.replica.take_receipts([late], 2)
    assert phone_of(store) == "0733"


def test_what_left_no_row_goes_once_the_replica_has_caught_up(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    store.replica.take_receipts([receipt(store, SetStatus.MERGED, None)], 2)
    store.replica.apply_page(page(start=2, head=4))
    assert phone_of(store) == "0711"
    store.replica.apply_page(page(patient_rows()[:1], start=2, head=3))
    assert phone_of(store) == "0700"


def test_a_rejected_set_leaves_the_records_and_stays_listed(store: Store) -> None:
    patient = registered(store, "Rejected")
    store.replica.take_receipts([receipt(store, SetStatus.REJECTED, None)], 2)
    with store.read() as read:
        assert read.get(Patient, patient) is None
        assert search_patients(read, SearchTerms(name_tokens=("rejected",))) == []
    (parked,) = store.replica.summary().parked
    assert (parked.status, parked.reason) == (SetStatus.REJECTED, "rule:no")
    assert parked.patients == (patient,)


def test_a_parked_set_stays_visible_until_its_fate_is_decided(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    parked = receipt(store, SetStatus.PARKED, None)
    store.replica.take_receipts([parked], 2)
    assert phone_of(store) == "0711"
    assert [p.status for p in store.replica.summary().parked] == [SetStatus.PARKED]
    applied = msgspec.structs.replace(parked, status=SetStatus.APPLIED, seq_hi=3)
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0711"})
    store.replica.apply_page(page([settled], start=2, receipts=[applied]))
    store.replica.take_receipts([parked], 2)
    assert store.replica.summary().parked == ()
    assert phone_of(store) == "0711"


def test_a_chain_that_the_service_knows_better_is_a_copied_store(store: Store) -> None:
    registered(store)
    with pytest.raises(ForkedError):
        store.replica.take_receipts([], 9)


def test_what_the_service_lost_is_sent_again(store: Store) -> None:
    service = Service()
    for family in ("A", "B", "C"):
        registered(store, family)
    first = store.replica.pending(10, 10**6)
    store.replica.take_receipts(service.take(store), 4)
    store.replica.apply_page(service.page_for(store))
    assert store.replica.pending(10, 10**6) == []
    store.replica.resend_from(2)
    assert store.replica.pending(10, 10**6) == first[1:]
    with store.read() as read:
        assert sorted(str(n.family) for n in read.all(PatientName)) == ["A", "B", "C"]


def conflict_fields() -> dict[str, object]:
    nothing = dict.fromkeys(
        [
            *("standing_user_id", "standing_device_id", "standing_at", "proposed_user_id"),
            *("proposed_device_id", "proposed_at", "resolution", "resolved_by_id", "resolved_at"),
        ]
    )
    about: dict[str, object] = {"patient_id": PATIENT, "row_id": CONTACT, "field": "value"}
    values: dict[str, object] = {"base": '"0"', "standing": '"0700"', "proposed": '"0711"'}
    rest: dict[str, object] = {"change_set_id": UUID(int=3), "status": "open"}
    return {**nothing, **about, **values, **rest, "entity": "patient_contact"}


def test_a_decision_shows_at_once_on_the_conflict_and_on_its_subject(store: Store) -> None:
    rows = [*patient_rows(), ("conflict", UUID(int=300), PATIENT, conflict_fields())]
    store.replica.apply_page(page(rows))
    with store.act("conflict.resolve", USER) as tx:
        (conflict,) = tx.all(Conflict, status=ConflictStatus.OPEN)
        tx.resolve(conflict, "0711")
    with store.read() as read:
        shown = read.get(Conflict, conflict.id)
    assert shown is not None
    assert (shown.status, shown.resolution) == (ConflictStatus.RESOLVED, '"0711"')
    assert shown.resolved_by_id == USER
    assert phone_of(store) == "0711"
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0755"})
    store.replica.apply_page(page([settled], start=3))
    assert phone_of(store) == "0711"
    store.replica.take_receipts([receipt(store, SetStatus.REJECTED, None)], 2)
    assert phone_of(store) == "0755"
    assert store.replica.summary().conflicts == 1
