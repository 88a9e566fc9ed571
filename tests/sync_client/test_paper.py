"""What paper brought reaches the real service, once, whoever comes first."""

from models.change_set import Sealed, decode_content
from models.patient import Patient, PatientContact
from models.vocabulary import PatientId
from models.wire import Problem, PushReply, PushRequest
from server_stub.running import SystemClock
from sync_client.exchange import Answered
from sync_client.line import Line
from sync_client.push import push_waiting
from sync_client.round import Outcome, sync_round
from tests.sync_client.desks import Desk
from tests.sync_client.test_push import Narrow


def letter_about(desk: Desk, patient: PatientId) -> list[Sealed]:
    with desk.store.read() as read:
        phones = read.all(PatientContact, patient_id=patient)
        return read.sealed_for([(Patient, patient), *((PatientContact, p.id) for p in phones)])


def scanned(desk: Desk, other: Desk) -> tuple[PatientId, list[Sealed]]:
    """A patient whom one desk registered offline, on paper at another; both know all keys."""
    for each in (desk, other, desk):
        assert sync_round(each.line).done
    patient = desk.register()
    desk.add_phone(patient, "0700")
    letter = letter_about(desk, patient)
    assert len(other.store.carry(letter).new) == 2
    return patient, letter


def dumps_agree(*desks: Desk) -> None:
    for desk in desks:
        assert sync_round(desk.line).done
    assert sync_round(desks[0].line).done
    first, *rest = [desk.store.replica.dump() for desk in desks]
    assert all(each == first for each in rest)
    assert all(desk.store.replica.summary().last_agreed_at is not None for desk in desks)


def test_paper_first_and_origin_after_have_one_effect(desk: Desk, other: Desk) -> None:
    patient, _ = scanned(desk, other)
    assert push_waiting(other.line) == 2
    assert push_waiting(desk.line) == 2
    dumps_agree(desk, other)
    assert other.phones(patient) == desk.phones(patient) == ["0700"]
    summary = other.store.replica.summary()
    assert (summary.by_paper, summary.parked) == (0, ())


def test_origin_first_and_paper_after_have_one_effect(desk: Desk, other: Desk) -> None:
    patient, _ = scanned(desk, other)
    assert push_waiting(desk.line) == 2
    assert push_waiting(other.line) == 2
    dumps_agree(desk, other)
    assert other.phones(patient) == ["0700"]


def test_own_work_on_top_of_paper_goes_with_it(desk: Desk, other: Desk) -> None:
    patient, letter = scanned(desk, other)
    with other.store.read() as read:
        (contact,) = read.all(PatientContact, patient_id=patient)
    with other.store.act("patient.change_contact", other.user) as tx:
        tx.change(PatientContact, contact.id, value="0711")
    (mine,) = other.store.replica.pending(10, 10**6)
    assert decode_content(letter[1].content).id in decode_content(mine.content).deps
    assert push_waiting(other.line) == 3
    dumps_agree(other, desk)
    assert desk.phones(patient) == ["0711"]


def test_half_a_letter_waits_at_the_service_until_the_rest_comes(desk: Desk, other: Desk) -> None:
    for each in (desk, other, desk):
        assert sync_round(each.line).done
    patient = desk.register()
    desk.add_phone(patient, "0700")
    _, second = letter_about(desk, patient)
    other.store.carry([second])
    assert sync_round(other.line).done
    (parked,) = other.store.replica.summary().parked
    assert parked.by_paper
    assert push_waiting(other.line) == 0
    assert sync_round(desk.line).done
    assert sync_round(other.line).done
    dumps_agree(other, desk)
    assert other.store.replica.summary().parked == ()
    assert other.phones(patient) == ["0700"]


class NoPaper(Narrow):
    """A line to a service that takes nothing from paper."""

    def push(self, request: PushRequest) -> PushReply:
        if request.carried:
            raise Answered(Problem(code="malformed", message="no paper here"), 400)
        return super().push(request)


def test_a_service_that_takes_no_paper_still_gets_own_work(desk: Desk, other: Desk) -> None:
    scanned(desk, other)
    other.register()
    narrow = NoPaper(other.transport, most=500)
    line = Line(
        other.store.replica, narrow, SystemClock(), device=other.line.device, inc=other.line.inc
    )
    result = sync_round(line)
    assert result.upload.outcome is Outcome.TROUBLE
    assert other.waiting() == 0
    assert other.store.replica.summary().by_paper == 2
