"""Barcodes are checked before they are made, and what is made reads back byte for byte."""

import pytest
import zxingcpp
from biip import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.barcode import (
    QR_MAX,
    BarcodeError,
    Symbol,
    Symbology,
    code_128,
    data_matrix,
    gs1_check_digit,
    gs1_data_matrix,
    gsrn,
    qr_code,
)
from tests.printing.pictures import picture_of

# GS1's own example of a Global Service Relation Number.
EXAMPLE_GSRN = "950600012345678907"


def read(symbol: Symbol) -> zxingcpp.Barcode:
    # The picture is exact. Shrunk, as the reader also tries by default, a linear code may be read a
    # second time, and wrongly: Code 128 has only a modulo 103 check.
    (found,) = zxingcpp.read_barcodes(picture_of(symbol), try_downscale=False)
    return found


@settings(deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=120))
def test_a_data_matrix_reads_back_and_is_square(content: str):
    symbol = data_matrix(content)
    found = read(symbol)
    assert (found.bytes, found.symbology_identifier) == (content.encode(), "]d1")
    assert symbol.columns == len(symbol.modules)


@settings(deadline=None)
@given(st.text("0123456789", min_size=1, max_size=10))
def test_a_gsrn_of_the_site_reads_back_as_gs1(reference: str):
    number = gsrn("9506000", reference)
    symbol = gs1_data_matrix({"8018": number})
    found = read(symbol)
    assert (found.bytes, found.symbology_identifier) == (f"8018{number}".encode(), "]d2")
    assert symbol.columns == len(symbol.modules)


def test_an_outside_reader_finds_the_patient_and_the_band():
    symbol = gs1_data_matrix({"8018": EXAMPLE_GSRN, "8019": "12"})
    found = read(symbol)
    message = parse("]d2" + found.bytes.decode()).gs1_message
    assert message is not None
    values = {element.ai.ai: element.value for element in message.element_strings}
    assert values == {"8018": EXAMPLE_GSRN, "8019": "12"}


@settings(deadline=None)
@given(st.text([chr(c) for c in range(32, 127)], min_size=1, max_size=40))
def test_a_code_128_reads_back(content: str):
    assert read(code_128(content)).bytes == content.encode()


def test_the_check_digit_is_that_of_the_standard():
    assert gs1_check_digit(EXAMPLE_GSRN[:-1]) == EXAMPLE_GSRN[-1]
    assert gs1_check_digit("0950600013435") == "2"


def test_the_quiet_zones_are_those_of_the_standards():
    assert data_matrix("A").quiet_modules == 1
    assert code_128("A").quiet_modules == 10
    assert code_128("A").symbology is Symbology.CODE_128


@pytest.mark.parametrize(
    ("elements", "reason"),
    [
        ({"8018": "950600012345678906"}, "check digit"),
        ({"8018": "95060001234567890"}, "18 digits"),
        ({"8018": "٩50600012345678907"}, "18 digits"),
        ({"8018": EXAMPLE_GSRN, "8017": EXAMPLE_GSRN}, "may not stand in one"),
        ({"8019": "1"}, "only with"),
        ({"8018": EXAMPLE_GSRN, "8019": "12345678901"}, "1 to 10"),
        ({"01": "09506000134352"}, "not printed here"),
        ({}, "at least one"),
    ],
)
def test_a_wrong_element_is_refused_before_it_is_printed(elements: dict[str, str], reason: str):
    with pytest.raises(BarcodeError, match=reason):
        gs1_data_matrix(elements)


@pytest.mark.parametrize("content", ["", "abc", "A-B", "É", "A" * 201])
def test_a_data_matrix_of_ours_holds_only_digits_and_capitals(content: str):
    with pytest.raises(BarcodeError):
        data_matrix(content)


@pytest.mark.parametrize("content", ["", "É", "a\tb", "A" * 49])
def test_a_code_128_holds_only_printable_ascii(content: str):
    with pytest.raises(BarcodeError):
        code_128(content)


@pytest.mark.parametrize(
    ("prefix", "reference", "reason"),
    [
        ("", "1", "company prefix"),
        ("123456", "1", "company prefix"),
        ("9506000", "12345678901", "1 to 10 digits"),
        ("9506000", "", "1 to 10 digits"),
        ("9506000", "1A", "1 to 10 digits"),
    ],
)
def test_a_hospital_without_its_own_numbers_gets_no_gsrn(prefix: str, reference: str, reason: str):
    with pytest.raises(BarcodeError, match=reason):
        gsrn(prefix, reference)


@pytest.mark.parametrize("content", ["", "abc", "A-B", "É", "A" * (QR_MAX + 1)])
def test_a_qr_code_of_ours_holds_only_digits_and_capitals(content: str):
    with pytest.raises(BarcodeError):
        qr_code(content)


@pytest.mark.parametrize("length", [1, 700, QR_MAX])
def test_a_qr_code_reads_back_and_fits_50_mm_at_a_third_of_a_millimetre(length: int):
    content = ("ALM1" + "Z9A" * length)[:length]
    symbol = qr_code(content)
    scan = read(symbol)
    assert (scan.symbology_identifier, scan.text) == ("]Q1", content)
    assert (symbol.columns + 2 * symbol.quiet_modules) * 0.33 <= 50
