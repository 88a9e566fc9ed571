"""One person's action is one change set: all of it or nothing."""

from datetime import timedelta
from uuid import UUID

import pytest

from local_store.errors import MissingRowError, NotEnrolledError, WrongEntityError
from local_store.search import SearchTerms, search_patients
from local_store.store import Store
from models.change_set import GENESIS, content_hash, decode_content, is_authentic
from models.check_digit import mrn_from_serial
from models.location import Location
from models.patient import Patient, PatientContact, PatientIdentifier, PatientName
from models.vocabulary import LocationKind, OpKind
from tests.local_store.desk import USER, Desk, Service, lease, registered


def contact_of(store: Store, patient: UUID) -> PatientContact:
    with store.read() as read:
        (contact,) = read.all(PatientContact, patient_id=patient)
    return contact


def test_what_is_recorded_can_be_read_at_once(store: Store) -> None:
    patient = registered(store, "Osei")
    with store.read() as read:
        assert read.get(Patient, patient) is not None
        (name,) = read.all(PatientName, patient_id=patient)
    assert name.family == "Osei"


def fail_half_way(store: Store) -> None:
    with store.act("patient.register", USER) as tx:
        tx.add(Patient(id=tx.new_id(), registered_at=tx.now))
        raise KeyError


def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(KeyError):
        fail_half_way(store)
    with store.read() as read:
        assert read.all(Patient) == []
    assert store.replica.pending(10, 10**6) == []


def test_an_action_that_did_nothing_sends_nothing_and_uses_no_number(store: Store) -> None:
    store.replica.add_block(lease(1, 10))
    with store.act("patient.register", USER) as tx:
        tx.take_mrn()
    assert store.replica.pending(10, 10**6) == []
    assert store.replica.serials_left() == 10


def test_only_fields_that_really_change_travel(store: Store) -> None:
    contact = contact_of(store, registered(store, phone="0700"))
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, contact.id, value="0711", system=contact.system)
    content = decode_content(store.replica.pending(10, 10**6)[-1].content)
    (op,) = content.ops
    assert (op.k, op.base, op.f) == (OpKind.PATCH, 0, {"value": "0711"})
    assert content.deps == [decode_content(store.replica.pending(1, 10**6)[0].content).id]


def test_a_change_to_what_it_was_sends_nothing(store: Store) -> None:
    contact = contact_of(store, registered(store, phone="0700"))
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, contact.id, value="0700")
    assert len(store.replica.pending(10, 10**6)) == 1


def test_two_changes_of_one_row_in_one_action_travel_as_one(store: Store) -> None:
    with store.act("patient.register", USER) as tx:
        patient = tx.new_id()
        tx.add(Patient(id=patient, registered_at=tx.now))
    patient = registered(store, phone="0700")
    contact = contact_of(store, patient)
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, contact.id, value="1")
        tx.change(PatientContact, contact.id, value="2")
    assert [op.f for op in decode_content(store.replica.pending(10, 10**6)[-1].content).ops] == [
        {"value": "2"}
    ]


def test_an_edit_is_based_on_what_the_person_saw(store: Store) -> None:
    service = Service()
    patient = registered(store, phone="0700")
    service.take(store)
    store.replica.apply_page(service.page_for(store))
    contact = contact_of(store, patient)
    with store.read() as read:
        seen = read.seq_of(PatientContact, contact.id)
    service.write("patient_contact", contact.id, patient, {"value": "0722"})
    store.replica.apply_page(service.page_for(store))
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, contact.id, seen_seq=seen, value="0711")
    (op,) = decode_content(store.replica.pending(1, 10**6)[0].content).ops
    assert op.base == seen < service.head


def test_facts_are_not_changed_and_the_service_alone_writes_what_is_its(store: Store) -> None:
    patient = registered(store)
    with pytest.raises(WrongEntityError), store.act("patient.register", USER) as tx:
        tx.change(Patient, patient, registered_at=tx.now)
    bed = Location(id=UUID(int=3), kind=LocationKind.BED, name="1", number=1)
    with pytest.raises(WrongEntityError), store.act("patient.register", USER) as tx:
        tx.add(bed)
    with pytest.raises(MissingRowError), store.act("patient.register", USER) as tx:
        tx.change(PatientName, UUID(int=4), family="x")


def test_a_desk_of_no_hospital_records_nothing(desk: Desk) -> None:
    store = desk.create()
    with pytest.raises(NotEnrolledError), store.act("patient.register", USER):
        pytest.fail("the action began")
    store.close()


def test_change_sets_form_a_signed_chain(store: Store) -> None:
    for family in ("A", "B", "C"):
        registered(store, family)
    sets = store.replica.pending(10, 10**6)
    prev = GENESIS
    for place, sealed in enumerate(sets, start=1):
        assert (sealed.link.dseq, sealed.link.prev) == (place, prev)
        assert sealed.link.content_hash == content_hash(sealed.content)
        assert is_authentic(sealed, store._writing.device_key.public_key())
        prev = sealed.link.hash()


def test_the_logical_clock_grows_over_restarts_and_jumps_back(desk: Desk) -> None:
    store = desk.enrolled()
    registered(store)
    store.close()
    desk.clock.wall -= timedelta(days=400)
    store = desk.open()
    registered(store)
    clocks = [decode_content(s.content).hlc for s in store.replica.pending(10, 10**6)]
    assert clocks == sorted(set(clocks))
    store.close()


def test_numbers_come_from_the_block_and_then_are_temporary(store: Store) -> None:
    store.replica.add_block(lease(41, 42))
    store.replica.add_block(lease(41, 42))
    for _ in range(4):
        registered(store)
    with store.read() as read:
        given = [row.value for row in read.all(PatientIdentifier)]
    assert sorted(given) == [mrn_from_serial(41), mrn_from_serial(42), "T-A1-1", "T-A1-2"]
    assert store.replica.serials_left() == 0


def test_listeners_hear_which_tables_changed_after_the_commit(store: Store) -> None:
    heard: list[frozenset[str]] = []
    seen: list[int] = []

    def listen(tables: frozenset[str]) -> None:
        heard.append(tables)
        with store.read() as read:
            seen.append(len(read.all(Patient)))

    stop = store.subscribe(listen)
    registered(store)
    stop()
    registered(store)
    assert heard == [frozenset({"patient", "patient_name", "patient_identifier", "outbox"})]
    assert seen == [1]


def test_a_search_finds_what_was_recorded_in_the_same_action(store: Store) -> None:
    patient = registered(store, "Müller-Lüdenscheidt", phone="+49 (30) 555-0199")
    looks = (
        SearchTerms(name_tokens=("muller",)),
        SearchTerms(name_tokens=("mullerludenscheidt", "ama")),
        SearchTerms(name_tokens=("ama", "lud"), prefix_last=True),
        SearchTerms(digits=("5550199",)),
    )
    with store.read() as read:
        assert [[h.patient_id for h in search_patients(read, t)] for t in looks] == [[patient]] * 4
