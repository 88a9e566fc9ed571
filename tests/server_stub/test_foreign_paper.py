"""Paper that is not what it says: kept aside, never believed, and nothing waits for it."""

from collections.abc import Callable
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Sealed
from tests.server_stub.dict_port import DictPort
from tests.server_stub.hospital import Hospital, dict_hospital
from tests.server_stub.ops import contact
from tests.server_stub.test_carried import id_of, two_desks


def quarantined(hospital: Hospital) -> list[str]:
    assert isinstance(hospital.port, DictPort)
    return [each.why for each in hospital.port.state.quarantine]


def forged(sealed: Sealed) -> Sealed:
    key = Ed25519PrivateKey.from_private_bytes(b"f" * 32)
    return msgspec.structs.replace(sealed, sig=key.sign(sealed.link.signed_bytes()))


def tampered(sealed: Sealed) -> Sealed:
    return msgspec.structs.replace(sealed, content=sealed.content + b"\0")


def of_nobody(sealed: Sealed) -> Sealed:
    link = msgspec.structs.replace(sealed.link, device=UUID(int=99))
    return msgspec.structs.replace(sealed, link=link)


def of_no_incarnation(sealed: Sealed) -> Sealed:
    link = msgspec.structs.replace(sealed.link, inc=2**40)
    return msgspec.structs.replace(sealed, link=link)


def far_away(sealed: Sealed) -> Sealed:
    link = msgspec.structs.replace(sealed.link, dseq=2**63)
    return msgspec.structs.replace(sealed, link=link)


@pytest.mark.parametrize(
    ("alter", "reason"),
    [
        (forged, "signature"),
        (tampered, "signature"),
        (of_nobody, "foreign_paper"),
        (of_no_incarnation, "foreign_paper"),
        (far_away, "foreign_paper"),
    ],
)
def test_foreign_paper_is_kept_aside_and_holds_nothing_else_up(
    hospital: Hospital, alter: Callable[[Sealed], Sealed], reason: str
) -> None:
    origin, carrier = two_desks(hospital)
    _, _, good = origin.patient()
    _, _, own = carrier.patient()
    receipts = carrier.carry(alter(good), good, own=[own])
    assert [(r.status, r.reason) for r in receipts] == [
        ("applied", None),
        ("rejected", reason),
        ("applied", None),
    ]


def test_foreign_paper_is_quarantined() -> None:
    hospital = dict_hospital()
    origin, carrier = two_desks(hospital)
    _, _, good = origin.patient()
    carrier.carry(forged(good), of_nobody(good))
    assert quarantined(hospital) == ["signature", "foreign_paper"]


def test_of_two_change_sets_at_one_place_both_are_kept_and_one_is_noted() -> None:
    hospital = dict_hospital()
    origin, carrier = two_desks(hospital)
    _, _, first = origin.patient()
    origin.push(first)
    origin.dseq, origin.prev = 1, bytes(32)
    _, twin_name, twin = origin.patient("Twin")
    (receipt,) = carrier.carry(twin)
    assert receipt.status == "applied"
    carrier.pull()
    assert ("patient_name", twin_name) in carrier.rows
    assert quarantined(hospital) == ["fork"]


def test_an_origin_that_sends_something_else_at_the_place_of_its_paper_has_split(
    hospital: Hospital,
) -> None:
    origin, carrier = two_desks(hospital)
    _, _, first = origin.patient()
    assert carrier.carry(first)[0].status == "applied"
    origin.dseq, origin.prev = 1, bytes(32)
    _, _, other = origin.patient()
    assert origin.refused(other).problem.code == "fork"


def test_an_id_used_again_on_paper_is_rejected_and_kept_aside() -> None:
    hospital = dict_hospital()
    origin, carrier = two_desks(hospital)
    patient, _, first = origin.patient()
    origin.push(first)
    again = origin.record(contact(UUID(int=7), patient, "1"), id=id_of(first))
    assert carrier.carry(again)[0].reason == "id_reuse"
    assert quarantined(hospital) == ["id_reuse"]


def test_what_the_service_signed_never_comes_by_paper() -> None:
    hospital = dict_hospital()
    origin, carrier = two_desks(hospital)
    _, _, made = origin.patient()
    with hospital.port.begin() as tx:
        service = tx.service()
    link = msgspec.structs.replace(made.link, device=service.device, inc=service.inc)
    sig = hospital.keys.service.sign(link.signed_bytes())
    claimed = Sealed(content=made.content, link=link, sig=sig)
    assert carrier.carry(claimed)[0].reason == "foreign_paper"
