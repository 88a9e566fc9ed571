"""A paper carries the change sets that its reader may lack, and no more."""

from models.change_set import decode_content
from models.medication import MedicationRequest
from models.patient import Patient, PatientContact
from tests.local_store.desk import USER
from tests.local_store.islands import Island, Mainland
from tests.local_store.test_care_work import drafted


def test_a_letter_has_what_the_reader_may_lack_and_no_more(
    front: Island, service: Mainland
) -> None:
    patient = front.register(phone="0700")
    other = front.register("Mensah", phone="0800")
    service.push(front)
    service.pull(front)
    assert front.print_patient(patient) == []
    contact = front.contact(patient)
    assert contact is not None
    (sealed,) = front.print(always=[(PatientContact, contact.id)])
    assert patient in {op.id for op in decode_content(sealed.content).ops}
    front.call(patient, "0711")
    front.call(other, "0811")
    both = front.print(
        (Patient, patient), (PatientContact, contact.id), always=[(Patient, patient)]
    )
    assert [each.link.dseq for each in both] == [1, 3]


def test_a_letter_brings_what_its_sets_build_on(front: Island) -> None:
    patient = front.register()
    with front.store.act("order.draft", USER) as tx:
        draft = drafted(tx, patient)
    letter = front.print((MedicationRequest, draft.id))
    assert [each.link.dseq for each in letter] == [1, 2]


def test_what_paper_brought_goes_into_letters_of_this_desk_as_it_came(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    assert ward.print_patient(patient) == letter
    service.push(ward)
    service.pull(ward)
    assert ward.print_patient(patient) == []
    assert ward.print(always=[(Patient, patient)]) == letter
