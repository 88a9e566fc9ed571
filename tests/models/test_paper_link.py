"""What a code on paper carries comes back as it was, and what is damaged is never believed."""

from hashlib import blake2b
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import base36
from models.change_set import Link, Sealed, content_hash, is_authentic
from models.paper_dictionary import DICTIONARIES
from models.paper_link import (
    MAX_PART_CHARACTERS,
    ForeignPaperError,
    IncompletePaperError,
    LetterKind,
    OtherVersionPaperError,
    PaperError,
    Part,
    TamperedPaperError,
    encode_parts,
    join,
    looks_like_letter,
    read_part,
)
from models.paper_thinning import LARGE_MARK, SALT_MARK, UUID_MARK, restore, thin
from tests.models.letters import Writer, newcomer, prescription, visit, whole_letter

ALPHABET = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
SUBJECT = UUID(int=7)


def parts_of(sets, subject=SUBJECT, kind=LetterKind.PRESCRIPTION) -> list[Part]:
    return [read_part(text) for text in encode_parts(sets, subject=subject, kind=kind)]


links = st.builds(
    Link,
    device=st.uuids(),
    inc=st.integers(1, 2**31),
    dseq=st.integers(1, 2**62),
    prev=st.binary(min_size=32, max_size=32),
    content_hash=st.just(bytes(32)),
)
marks = st.sampled_from([UUID_MARK, LARGE_MARK, SALT_MARK, b"\xd8", b"\x1b", bytes(9)])
contents = st.lists(st.one_of(st.binary(max_size=40), marks), max_size=12).map(b"".join)


@st.composite
def sealed_sets(draw) -> Sealed:
    content, link = draw(contents), draw(links)
    link = Link(
        device=link.device,
        inc=link.inc,
        dseq=link.dseq,
        prev=link.prev,
        content_hash=content_hash(content),
    )
    return Sealed(content=content, link=link, sig=draw(st.binary(min_size=64, max_size=64)))


@settings(deadline=None)
@given(st.lists(sealed_sets(), max_size=6), st.uuids(), st.text(max_size=20))
def test_any_sets_come_back_byte_for_byte(sets, subject, kind):
    letter = join(parts_of(sets, subject, kind))
    assert (letter.kind, letter.subject, list(letter.sets)) == (kind, subject, sets)


@given(st.binary(max_size=300))
def test_text_of_digits_and_letters_gives_the_bytes_back(raw):
    text = base36.encode(raw)
    assert base36.decode(text) == raw
    assert set(text) <= ALPHABET
    assert len(text) == base36.length_of(len(raw))
    assert len(raw) <= base36.room_in(len(text))


@given(st.lists(st.one_of(st.binary(max_size=30), marks), max_size=20).map(b"".join))
def test_thinning_gives_back_the_same_bytes_whatever_they_are(raw):
    assert restore(*thin(raw)) == (raw, b"")


def test_an_order_of_three_with_its_newcomer_and_visit_fits_one_code():
    subject, sets = whole_letter(3)
    (text,) = encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)
    assert set(text) <= ALPHABET
    assert len(text) <= MAX_PART_CHARACTERS
    letter = join([read_part(text)])
    assert (letter.kind, letter.subject) == (LetterKind.PRESCRIPTION, subject)
    assert list(letter.sets) == sets


def test_signatures_still_hold_after_the_paper():
    desk = Writer(3)
    patient_id, registered = newcomer(desk)
    encounter_id, opened = visit(desk, patient_id)
    _, orders = prescription(desk, patient_id, encounter_id)
    letter = join(parts_of([registered, opened, *orders]))
    assert all(is_authentic(each, desk.key.public_key()) for each in letter.sets)


def test_what_desks_write_takes_a_third_of_its_size():
    _, sets = whole_letter(3)
    (text,) = encode_parts(sets, subject=SUBJECT, kind=LetterKind.PRESCRIPTION)
    sent = sum(len(each.content) + 64 + 32 for each in sets)
    assert len(text) * 5.17 / 8 < sent / 3


def test_every_wrong_character_is_found_before_anything_else_is_believed():
    subject, sets = whole_letter(1)
    (text,) = encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)
    random = Random(5)
    for at, right in enumerate(text):
        wrong = random.choice(sorted(ALPHABET - {right}))
        with pytest.raises((TamperedPaperError, ForeignPaperError)):
            read_part(text[:at] + wrong + text[at + 1 :])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_lost_a_doubled_and_a_foreign_character_are_found(data):
    subject, sets = whole_letter(1)
    (text,) = encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)
    at = data.draw(st.integers(3, len(text) - 1))
    bad = data.draw(st.sampled_from(["", text[at] * 2, "é", "-", " "]))
    with pytest.raises(TamperedPaperError):
        read_part(text[:at] + bad + text[at + 1 :])


def test_caps_lock_and_spaces_of_a_scanner_do_no_harm():
    subject, sets = whole_letter(1)
    (text,) = encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)
    assert looks_like_letter(f" {text.lower()}\r")
    assert join([read_part(f" {text.lower()}\r")]).subject == subject


@pytest.fixture(scope="module")
def long_letter() -> tuple[list[Sealed], list[Part]]:
    subject, sets = whole_letter(30)
    parts = parts_of(sets, subject)
    assert len(parts) > 1
    return sets, parts


@given(st.randoms(use_true_random=False))
def test_parts_join_in_any_order_and_read_twice(long_letter, random):
    sets, parts = long_letter
    scanned = [*parts, random.choice(parts)]
    random.shuffle(scanned)
    assert list(join(scanned).sets) == sets


def test_a_missing_part_is_named(long_letter):
    _, parts = long_letter
    with pytest.raises(IncompletePaperError, match=f"^Part 1 of {len(parts)} ") as caught:
        join(parts[1:])
    assert (caught.value.missing, caught.value.count) == ((1,), len(parts))


def test_parts_of_two_letters_are_never_joined(long_letter):
    _, parts = long_letter
    subject, sets = whole_letter(30, seed=11)
    other = parts_of(sets, subject)
    with pytest.raises(TamperedPaperError, match="different papers"):
        join([parts[0], *other[1:]])


def test_a_part_that_was_swapped_for_another_of_the_same_name_is_found(long_letter):
    _, parts = long_letter
    forged = Part(parts[0].version, parts[0].letter, 1, parts[0].count, parts[0].payload[::-1])
    with pytest.raises(TamperedPaperError):
        join([forged, *parts[1:]])


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=200))
def test_rubbish_in_good_order_is_refused_in_words(payload):
    letter = base36.encode(blake2b(payload, digest_size=5).digest())
    with pytest.raises(TamperedPaperError):
        join([Part("1", letter, 1, 1, payload)])


@pytest.mark.parametrize("text", ["", "AW1G", "0109506000134352", "hello", "ÄLM1"])
def test_a_code_that_is_not_ours_is_called_foreign(text):
    assert not looks_like_letter(text)
    with pytest.raises(ForeignPaperError, match="not from Almoner"):
        read_part(text)


def test_a_code_of_a_later_version_says_what_to_do(monkeypatch):
    monkeypatch.setattr("models.paper_link.VERSION", "2")
    monkeypatch.setitem(DICTIONARIES, "2", DICTIONARIES["1"])
    (text,) = encode_parts([], subject=SUBJECT, kind="admission")
    monkeypatch.delitem(DICTIONARIES, "2")
    with pytest.raises(OtherVersionPaperError, match="up to date"):
        read_part(text)


def test_what_no_paper_can_hold_is_refused():
    desk = Writer(9)
    patient_id, _ = newcomer(desk)
    encounter_id, _ = visit(desk, patient_id)
    sets = [s for _ in range(140) for s in prescription(desk, patient_id, encounter_id, 6)[1]]
    with pytest.raises(PaperError, match="too much"):
        encode_parts(sets, subject=SUBJECT, kind=LetterKind.PRESCRIPTION)


def test_paper_that_is_in_somebodys_hand_stays_readable():
    # The dictionary of a version is what both ends hold: it may never change.
    assert {v: blake2b(d, digest_size=8).hexdigest() for v, d in DICTIONARIES.items()} == {
        "1": "06efe0d9086a436a"
    }
