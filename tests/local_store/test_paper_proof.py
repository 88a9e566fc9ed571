"""What is not signed by a known desk, or is not what it signed, is refused whole."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest

from local_store.errors import ForeignPaperError, TamperedPaperError
from models.change_set import Link, Sealed, decode_content, encode_content, seal
from models.clinical import Observation
from models.patient import Patient
from tests.local_store.desk import USER
from tests.local_store.islands import Island, island
from tests.local_store.test_care_work import pulse_of


def test_a_code_of_an_unknown_workstation_is_refused(tmp_path: Path, ward: Island) -> None:
    stranger = island(tmp_path / "stranger", 66)
    letter = stranger.print_patient(stranger.register())
    with pytest.raises(ForeignPaperError, match="by hand"):
        ward.store.carry(letter)
    assert ward.store.replica.carried_pending(10, 10**6) == []
    stranger.store.close()


def altered(sealed: Sealed) -> Iterator[tuple[str, Sealed]]:
    """The change set with one byte of it changed, or one of its numbers."""
    for place in range(0, len(sealed.content), 7):
        yield (
            f"content {place}",
            msgspec.structs.replace(sealed, content=flipped(sealed.content, place)),
        )
    for place in range(len(sealed.sig)):
        yield f"signature {place}", msgspec.structs.replace(sealed, sig=flipped(sealed.sig, place))
    link = sealed.link
    for place in range(len(link.prev)):
        yield f"prev {place}", relinked(sealed, prev=flipped(link.prev, place))
    for place in range(len(link.content_hash)):
        digest = flipped(link.content_hash, place)
        yield f"hash {place}", relinked(sealed, content_hash=digest)
    for place in range(16):
        device = UUID(bytes=flipped(link.device.bytes, place))
        yield f"device {place}", relinked(sealed, device=device)
    yield "number", relinked(sealed, dseq=link.dseq + 1)
    yield "incarnation", relinked(sealed, inc=link.inc + 1)
    yield "short signature", msgspec.structs.replace(sealed, sig=sealed.sig[:-1])


def flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 0x41]) + raw[place + 1 :]


def relinked(sealed: Sealed, **changes: object) -> Sealed:
    link: Link = msgspec.structs.replace(sealed.link, **changes)
    return msgspec.structs.replace(sealed, link=link)


def test_whatever_is_altered_is_refused_and_nothing_is_kept(front: Island, ward: Island) -> None:
    good = front.print_patient(front.register())
    (second,) = front.print_patient(front.register("Mensah"))
    for what, bad in altered(second):
        with pytest.raises((TamperedPaperError, ForeignPaperError)):
            ward.store.carry([*good, bad])
        assert ward.store.replica.carried_pending(10, 10**6) == [], what
    assert ward.dirty() == 0
    with ward.store.read() as read:
        assert read.all(Patient) == []


def test_what_is_signed_and_no_change_set_is_refused(front: Island, ward: Island) -> None:
    (sealed,) = front.print_patient(front.register())
    with pytest.raises(TamperedPaperError, match="altered"):
        ward.store.carry([resealed(front, sealed, b"not a change set")])


def test_a_signed_set_of_another_shape_is_kept_and_shown_nowhere(
    front: Island, ward: Island
) -> None:
    """A newer desk may know records that this one does not; the service will understand it."""
    patient = front.register()
    with front.store.act("vitals.record", USER) as tx:
        pulse_of(tx, patient)
    sealed = front.store.replica.pending(10, 10**6)[-1]
    content = decode_content(sealed.content)
    (op,) = content.ops
    for fields, table in (
        ({name: value for name, value in op.f.items() if name != "code"}, op.e),
        ({**op.f, "code": 5}, op.e),
        (op.f, "from_the_future"),
    ):
        strange = msgspec.structs.replace(op, f=fields, e=table)
        made = msgspec.structs.replace(content, id=uuid4(), ops=[strange])
        letter = [resealed(front, sealed, encode_content(made))]
        assert len(ward.store.carry(letter).new) == 1
        assert ward.store.replica.carried_pending(10, 10**6)[-1:] == letter
    with ward.store.read() as read:
        assert read.all(Observation) == []


def resealed(desk: Island, like: Sealed, body: bytes) -> Sealed:
    """Other content, signed by the same desk into the same place."""
    link = like.link
    place = (link.device, link.inc, link.dseq)
    return seal(body, desk.store._writing.device_key, place=place, prev=link.prev)
