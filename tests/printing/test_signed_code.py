"""Signed codes come out of a printer readable, within 50 mm and numbered."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from models.paper_link import LetterKind, encode_parts, join, read_part
from printing.barcode import BarcodeError
from printing.page import Page
from printing.signed_code import (
    LEAST_MODULE_MM,
    MOST_MM,
    draw_codes,
    height_mm,
    signed_codes,
    width_mm,
)
from tests.models.letters import whole_letter
from tests.printing.pictures import page_at, scans_of

MM_PER_INCH = 25.4


def texts_of(count: int) -> tuple[str, ...]:
    subject, sets = whole_letter(count)
    return encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)


def printed(texts: tuple[str, ...]) -> bytes:
    codes = signed_codes(texts)
    page = Page(width_mm(codes) + 10, height_mm(codes) + 10, "Codes")
    draw_codes(page, codes, 5, height_mm(codes) + 5)
    return page.pdf()


@pytest.mark.parametrize("count", [1, 3, 40])
@pytest.mark.parametrize("dpi", [300, 600])
def test_what_is_printed_reads_back_to_the_same_letter(count, dpi):
    texts = texts_of(count)
    scans = scans_of(page_at(printed(texts), dpi))
    assert {scan.text for scan in scans} == set(texts)
    assert {scan.symbology_identifier for scan in scans} == {"]Q1"}
    assert len(join([read_part(scan.text) for scan in scans]).sets) == 4


@pytest.mark.parametrize("count", [1, 3, 6, 40])
def test_no_code_is_wider_than_fifty_millimetres_nor_too_fine(count):
    for code in signed_codes(texts_of(count)):
        assert code.side_mm <= MOST_MM + 1e-9
        assert code.module_mm >= LEAST_MODULE_MM
        assert code.symbol.quiet_modules == 4


def test_on_paper_a_code_has_the_size_that_it_says():
    texts = texts_of(3)
    (code,) = signed_codes(texts)
    dpi = 600
    (scan,) = scans_of(page_at(printed(texts), dpi))
    corners = scan.position
    across = (corners.top_right.x - corners.top_left.x) / dpi * MM_PER_INCH
    modules = code.symbol.columns
    assert across == pytest.approx(code.module_mm * modules, abs=0.3)
    assert across / modules >= LEAST_MODULE_MM - 0.005
    assert across + 8 * code.module_mm <= MOST_MM + 0.3


def test_each_code_says_which_it_is_and_what_to_scan():
    alone = signed_codes(texts_of(3))
    assert [code.caption for code in alone] == ["Scan this code"]
    two = signed_codes(("A" * 10, "B" * 10))
    assert [code.caption for code in two] == ["1 of 2 · scan both", "2 of 2 · scan both"]
    three = signed_codes(("A" * 10, "B" * 10, "C" * 10))
    assert three[2].caption == "3 of 3 · scan all"


def test_the_caption_stands_on_the_page_as_text():
    texts = encode_parts([], subject=whole_letter(1)[0], kind="admission")
    page = PdfReader(BytesIO(printed((texts[0], texts[0])))).pages[0]
    assert "2 of 2 · scan both" in page.extract_text()


def test_what_fits_no_code_is_refused():
    with pytest.raises(BarcodeError):
        signed_codes(("A" * 2114,))
