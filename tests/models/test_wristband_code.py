"""The wristband's code comes back as it went in, and a wrong character is noticed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.wristband_code import (
    WristbandCode,
    WristbandCodeError,
    check_character,
    check_holds,
    decode,
    encode,
    looks_like_wristband,
)

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE = WristbandCode(UUID("01890a5d-ac96-774b-bcce-b302099a8057"), "204117385")
CODES = st.builds(WristbandCode, st.uuids(), st.text("0123456789", max_size=16))


@given(CODES)
def test_a_code_comes_back_as_it_went_in(code: WristbandCode):
    assert decode(encode(code)) == code


@given(CODES)
def test_only_digits_and_capital_letters_are_used(code: WristbandCode):
    assert set(encode(code)) <= set(ALPHABET)


@given(CODES)
def test_caps_lock_and_line_ends_do_not_matter(code: WristbandCode):
    assert decode(f" {encode(code).lower()}\r\n") == code


@given(CODES, st.data())
def test_every_single_wrong_character_is_noticed(code: WristbandCode, data: st.DataObject):
    text = encode(code)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != text[place]]))
    with pytest.raises(WristbandCodeError):
        decode(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("place", range(len(encode(CODE)) - 1))
def test_a_lost_character_is_noticed(place: int):
    text = encode(CODE)
    lost = text[:place] + text[place + 1 :]
    if lost != text:
        with pytest.raises(WristbandCodeError):
            decode(lost)


def test_the_check_character_is_that_of_the_standard():
    # The GRid A1-2425G-ABC1234002-M: ISO 7064 MOD 37,36, as published by IFPI.
    assert check_character("A12425GABC1234002") == "M"
    assert check_holds("A12425GABC1234002M")
    assert not check_holds("A12425GABC1234002N")
    assert not check_holds("M")


@pytest.mark.parametrize("mrn", ["12A", "12 3", "٣٤", "1" * 17])
def test_a_number_that_is_not_plain_digits_is_refused(mrn: str):
    with pytest.raises(WristbandCodeError):
        encode(WristbandCode(CODE.patient_id, mrn))


def test_other_scans_are_left_to_others():
    assert not looks_like_wristband("0109506000134352")
    assert not looks_like_wristband("AW1123")
    with pytest.raises(WristbandCodeError, match="not an Almoner wristband"):
        decode("0109506000134352")


def test_an_id_beyond_128_bits_is_refused_although_its_check_character_fits():
    payload = "AW10" + "Z" * 25
    with pytest.raises(WristbandCodeError):
        decode(payload + check_character(payload))


def test_letters_within_the_number_are_refused_although_the_check_character_fits():
    payload = "AW14" + "12B4" + encode(CODE)[-26:-1]
    with pytest.raises(WristbandCodeError):
        decode(payload + check_character(payload))


def test_a_number_longer_than_any_is_refused_although_the_check_character_fits():
    payload = "AW1H" + "1" * 17 + encode(CODE)[-26:-1]
    with pytest.raises(WristbandCodeError):
        decode(payload + check_character(payload))
