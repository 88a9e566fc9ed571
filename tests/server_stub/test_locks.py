"""Locks: one person at one workstation signs a draft; others are told who, in words."""

from uuid import UUID

import pytest

from models.change_set import Op
from models.vocabulary import OpKind
from server_stub.refusal import Refusal
from tests.server_stub.care import Care
from tests.server_stub.hospital import Hospital
from tests.server_stub.test_signing import draft_of, resource


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def test_a_lock_is_renewed_by_its_holder_and_refused_to_others_in_words(care: Care) -> None:
    care.hospital.author(
        *(
            Op(
                k=OpKind.INSERT,
                e="device",
                id=care.ward.device,
                f={"name": "W-01", "profile": "ward", "place": "Ward 1"},
            ),
        )
    )
    draft = draft_of(care)
    first = care.ward.lock(resource(draft))
    care.hospital.clock.advance(40)
    assert care.ward.lock(resource(draft)) == first
    care.hospital.clock.advance(40)
    with pytest.raises(Refusal) as caught:
        care.other_ward.lock(resource(draft))
    problem = caught.value.problem
    assert (problem.code, caught.value.http_status) == ("locked", 409)
    assert "Ada Okoro is signing this at W-01 (Ward 1)" in problem.message
    care.ward.release(resource(draft), first)
    assert care.other_ward.lock(resource(draft)) > first


def test_another_persons_release_ends_no_lock(care: Care) -> None:
    draft = draft_of(care)
    token = care.ward.lock(resource(draft))
    care.other_ward.release(resource(draft), token)
    care.ward.release(resource(draft), token + 1)
    with pytest.raises(Refusal, match="is signing this"):
        care.other_ward.lock(resource(draft))


@pytest.mark.parametrize(
    "resource",
    [
        "",
        "medication_request",
        "medication_request:",
        "medication_request:x",
        f"patient:{UUID(int=1)}",
    ],
)
def test_only_a_draft_is_locked(care: Care, resource: str) -> None:
    for ask in (care.ward.lock, lambda what: care.ward.release(what, 1)):
        with pytest.raises(Refusal) as caught:
            ask(resource)
        assert caught.value.problem.code == "malformed"


def test_only_who_may_sign_locks_and_only_where_it_is_held(care: Care) -> None:
    at_reception = care.hospital.desk(care.user)
    nurse = care.hospital.staff("nurse")
    stranger = care.hospital.staff("doctor", active=False)
    what = resource(draft_of(care))
    for desk, user in ((at_reception, care.user), (care.ward, nurse), (care.ward, stranger)):
        with pytest.raises(Refusal) as caught:
            desk.lock(what, user)
        assert (caught.value.problem.code, caught.value.http_status) == ("forbidden", 403)
