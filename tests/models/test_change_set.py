"""A change set is its bytes: signed once, never re-serialised, refused when it is anything else."""

from dataclasses import replace
from uuid import UUID

import cbor2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from models.change_set import (
    GENESIS,
    MAX_CONTENT_BYTES,
    MAX_OPS,
    Content,
    MalformedError,
    Op,
    decode_content,
    encode_content,
    is_authentic,
    seal,
)
from models.vocabulary import OpKind

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DESK = UUID(int=7)


def a_content(**changes) -> Content:
    op = Op(k=OpKind.PATCH, e="patient_contact", id=UUID(int=2), base=4, f={"value": "0803"})
    values = {
        "id": UUID(int=1), "use_case": "patient.change_contact", "user": UUID(int=3),
        "epoch": UUID(int=4), "hlc": 5, "wall_ms": 6, "gen": 1, "deps": [UUID(int=8)],
        "salt": bytes(16), "ops": [op],
    }  # fmt: skip
    return Content(**{**values, **changes})


PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=30), st.uuids()
)


@given(fields=st.dictionaries(st.text(min_size=1, max_size=30), PLAIN, max_size=8))
def test_content_survives_its_bytes_and_has_only_one_byte_form(fields):
    content = a_content(ops=[Op(k=OpKind.INSERT, e="thing", id=UUID(int=2), f=fields)])
    raw = encode_content(content)
    assert decode_content(raw) == content
    assert encode_content(decode_content(raw)) == raw
    assert cbor2.dumps(cbor2.loads(raw), canonical=True) == raw


def test_a_signed_change_set_is_authentic_and_a_touched_one_is_not():
    sealed = seal(encode_content(a_content()), KEY, place=(DESK, 1, 1), prev=GENESIS)
    assert is_authentic(sealed, KEY.public_key())
    other = encode_content(a_content(wall_ms=7))
    assert not is_authentic(msgspec.structs.replace(sealed, content=other), KEY.public_key())
    moved = msgspec.structs.replace(sealed.link, dseq=2)
    assert not is_authentic(msgspec.structs.replace(sealed, link=moved), KEY.public_key())
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    assert not is_authentic(sealed, stranger)


def test_the_same_content_in_another_place_is_the_same_change_set():
    raw = encode_content(a_content())
    first = seal(raw, KEY, place=(DESK, 1, 1), prev=GENESIS)
    again = seal(raw, KEY, place=(DESK, 2, 1), prev=GENESIS)
    assert first.link.content_hash == again.link.content_hash
    assert first.link.hash() != again.link.hash()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"not cbor at all",
        cbor2.dumps([1, 2]),
        cbor2.dumps({"id": "x"}),
        bytes(MAX_CONTENT_BYTES + 1),
        b"\x9f" * 5000,
    ],
)
def test_bytes_that_are_no_change_set_are_named_as_such(raw):
    with pytest.raises(MalformedError):
        decode_content(raw)


def test_the_number_of_ops_is_bounded():
    op = a_content().ops[0]
    for ops in ([], [op] * (MAX_OPS + 1)):
        with pytest.raises(MalformedError, match="ops"):
            decode_content(encode_content(a_content(ops=ops)))


def test_a_value_that_no_field_can_hold_is_refused():
    bad = Op(k=OpKind.INSERT, e="thing", id=UUID(int=2), f={"list": [1, 2]})
    with pytest.raises(MalformedError, match=r"thing\.list"):
        decode_content(encode_content(a_content(ops=[bad])))


@given(raw=st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(raw):
    try:
        decode_content(raw)
    except MalformedError:
        return


@given(data=st.data())
def test_a_single_flipped_byte_never_passes_for_the_original(data):
    raw = encode_content(a_content())
    sealed = seal(raw, KEY, place=(DESK, 1, 1), prev=GENESIS)
    place = data.draw(st.integers(0, len(raw) - 1))
    flipped = raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :]
    assert not is_authentic(msgspec.structs.replace(sealed, content=flipped), KEY.public_key())


def test_dataclasses_and_structs_are_not_mixed_up():
    with pytest.raises(TypeError):
        replace(a_content(), hlc=1)
