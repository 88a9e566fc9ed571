"""What a signed code on paper brings shows at once and has one effect, in any order."""

import pytest

from local_store.outbox import SetState
from models.change_set import decode_content
from models.patient import Patient
from tests.local_store.islands import Island, Mainland, finds, shown_phone


def front_dump(front: Island, service: Mainland) -> dict[str, list[str]]:
    service.pull(front)
    return front.store.replica.dump()


def test_a_patient_from_paper_shows_can_be_found_and_waits_for_the_service(
    front: Island, ward: Island
) -> None:
    patient = front.register(phone="0700")
    told: list[frozenset[str]] = []
    ward.store.subscribe(told.append)
    letter = front.print_patient(patient)
    carried = ward.store.carry(letter)
    (only,) = (decode_content(sealed.content).id for sealed in letter)
    assert (carried.new, carried.known, carried.waiting) == ((only,), (), ())
    assert shown_phone(ward, patient) == "0700"
    assert finds(ward, "0700")
    assert {"patient", "patient_contact", "outbox"} <= set().union(*told)
    assert ward.store.replica.carried_pending(10, 10**6) == letter
    assert ward.store.replica.pending(10, 10**6) == []
    with ward.store.read() as read:
        assert read.seq_of(Patient, patient) == 0
        assert read.is_acknowledged(Patient, patient)


def test_a_paper_scanned_twice_is_known(front: Island, ward: Island) -> None:
    letter = front.print_patient(front.register())
    first = ward.store.carry(letter)
    again = ward.store.carry(letter)
    assert (again.new, again.known) == ((), first.new)
    assert len(ward.store.replica.carried_pending(10, 10**6)) == 1


def test_an_own_paper_is_known(front: Island, service: Mainland) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    assert front.store.carry(letter).new == ()
    service.push(front)
    service.pull(front)
    assert front.store.carry(letter).new == ()
    assert front.store.replica.carried_pending(10, 10**6) == []


def test_what_came_by_the_line_before_is_known_and_not_sent(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    service.push(front)
    service.pull(ward)
    carried = ward.store.carry(letter)
    assert (carried.new, len(carried.known)) == ((), 1)
    assert ward.dirty() == 0
    assert ward.store.replica.carried_pending(10, 10**6) == []


def test_an_old_paper_does_not_cover_what_is_newer(
    front: Island, ward: Island, service: Mainland
) -> None:
    """The row has changed since: nobody here can tell, so only the service is asked."""
    patient = front.register(phone="0700")
    letter = front.print_patient(patient)
    service.push(front)
    service.pull(front)
    front.call(patient, "0711")
    service.push(front)
    service.pull(ward)
    carried = ward.store.carry(letter)
    assert (carried.new, len(carried.known)) == ((), 1)
    assert shown_phone(ward, patient) == "0711"
    assert ward.dirty() == 0
    rows = service.head
    service.push(ward)
    assert service.head == rows
    assert ward.store.replica.carried_pending(10, 10**6) == []


def test_the_effect_may_come_by_the_line_after_the_paper(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register(phone="0700")
    ward.store.carry(front.print_patient(patient))
    service.push(front)
    service.pull(front)
    front.call(patient, "0711")
    service.push(front)
    service.pull(ward)
    assert shown_phone(ward, patient) == "0711"
    assert ward.dirty() == 0
    service.push(ward)
    service.pull(ward)
    assert shown_phone(ward, patient) == "0711"
    assert ward.store.replica.dump() == front_dump(front, service)


@pytest.mark.parametrize("first", ["carrier", "origin"])
def test_carrier_and_origin_together_have_one_effect(
    first: str, front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    ward.store.carry(front.print_patient(patient))
    desks = (ward, front) if first == "carrier" else (front, ward)
    rows = service.head
    for desk in desks:
        service.push(desk)
    assert service.head == rows + 4
    for desk in desks:
        service.pull(desk)
        assert desk.dirty() == 0
    assert ward.store.replica.dump() == front.store.replica.dump()


def test_the_effect_stands_when_the_origin_never_comes_back(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    service.push(ward)
    assert ward.state_of(letter[0]) == SetState.RECEIPTED
    assert shown_phone(ward, patient) == "0700"
    service.pull(ward)
    assert ward.state_of(letter[0]) == SetState.SETTLED
    assert shown_phone(ward, patient) == "0700"
    assert ward.dirty() == 0
    with ward.store.read() as read:
        assert read.seq_of(Patient, patient) > 0


def test_own_work_lies_over_what_paper_brought_and_names_it(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register(phone="0700")
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    ward.call(patient, "0711")
    assert shown_phone(ward, patient) == "0711"
    (mine,) = ward.store.replica.pending(10, 10**6)
    assert decode_content(mine.content).deps == [decode_content(letter[0].content).id]
    service.push(ward)
    ward.call(patient, "0722")
    last = decode_content(ward.store.replica.pending(10, 10**6)[-1].content)
    # The service cannot see from the desk alone that the writer had seen what paper brought.
    assert decode_content(letter[0].content).id in last.deps
    service.pull(ward)
    assert shown_phone(ward, patient) == "0722"
    service.push(ward)
    service.pull(ward)
    assert (shown_phone(ward, patient), ward.dirty()) == ("0722", 0)


def test_what_others_built_on_own_work_lies_over_it(
    front: Island, ward: Island, service: Mainland
) -> None:
    """The order of causes decides, not who brought it."""
    patient = front.register(phone="0700")
    ward.store.carry(front.print_patient(patient))
    ward.call(patient, "0711")
    reply = ward.print_patient(patient)
    assert [sealed.link.device for sealed in reply] == [front.device, ward.device]
    carried = front.store.carry(reply)
    assert (len(carried.new), len(carried.known)) == (1, 1)
    assert shown_phone(front, patient) == "0711"
    front.call(patient, "0722")
    front.restart()
    assert shown_phone(front, patient) == "0722"
    service.push(front)
    service.pull(front)
    service.push(front)
    service.pull(front)
    assert (shown_phone(front, patient), front.dirty()) == ("0722", 0)


def test_papers_may_be_scanned_in_any_order(front: Island, ward: Island) -> None:
    patient = front.register(phone="0700")
    contact = front.contact(patient)
    assert contact is not None
    front.call(patient, "0711")
    first, second = front.print_patient(patient)
    late = ward.store.carry([second])
    assert late.waiting == late.new
    assert shown_phone(ward, patient) is None
    ward.store.carry([first])
    assert shown_phone(ward, patient) == "0711"
    assert ward.store.replica.carried_pending(10, 10**6) == [first, second]
