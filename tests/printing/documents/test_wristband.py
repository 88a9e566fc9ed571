"""Wristbands are printed to PDF, looked at as a printer and a scanner do, and read back."""

from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from models.vocabulary import AdministrativeGender, DatePrecision
from models.wristband_code import decode
from printing.band_stock import ADULT, BAND_STOCKS, CHILD, INFANT, BandStock
from printing.barcode import MIN_MODULE_MM, BarcodeError, gsrn
from printing.document import DocumentError
from printing.documents.wristband import Wristband, ZplWristband, wristband_for
from printing.documents.wristband_content import BandCode, born_text, unknown_name
from printing.documents.wristband_layout import PlacedText, lay_out
from printing.lettering import LetteringError
from printing.printers import PDF, ZPL, PrinterKind, PrinterProfile
from tests.printing.builders import PATIENT_ID, a_band
from tests.printing.pictures import page_at, scans_of

STOCKS = list(BAND_STOCKS.values())
GSRN = BandCode("gsrn", "9506000")
LINEAR = BandCode("mrn-code128")
LONG_NAME = {
    "family": "Featherstonehaugh-Cholmondeley-Marjoribk",
    "given": "Wilhelmina Alexandrina Constantina Maryx",
}
PEOPLE = {
    "ordinary": a_band(),
    "copy": a_band(copy=True, temporary_number=True),
    "twice forty letters": a_band(**LONG_NAME, copy=True),
    "Arabic": a_band(family="الأنصاري", given="محمد عبد الرحمن"),
    "Devanagari": a_band(family="शर्मा", given="प्रिया"),
    "marks above and below": a_band(family="Ọbáfẹ́mi", given="Nguyễn"),
    "single name": a_band(family="Suharto", given=""),
    "given name only": a_band(family="", given="Soraya"),
    "unknown": a_band(family="", given="", born_on=None, mrn="", mrn_grouped=""),
    "newborn": a_band(given="Baby of Ngozi 1", born_on=date(2026, 11, 20)),
    "long hospital": a_band(hospital="Murtala Muhammad Specialist Teaching Hospital, Kano"),
}


def words_on(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_code_on_a_band_reads_back_as_this_patient(stock: BandStock, dpi: int, who: str):
    data = PEOPLE[who]
    scans = scans_of(page_at(Wristband(stock).render(data), dpi))
    assert len(scans) >= 2
    for scan in scans:
        assert scan.symbology_identifier == "]d1"
        read = decode(scan.bytes.decode("ascii"))
        assert (read.patient_id, read.mrn) == (PATIENT_ID, data.mrn)


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_site_with_a_gs1_prefix_gets_a_gsrn(stock: BandStock, dpi: int):
    scans = scans_of(page_at(Wristband(stock, GSRN).render(a_band()), dpi))
    expected = f"8018{gsrn('9506000', '204117385')}".encode()
    assert {(scan.bytes, scan.symbology_identifier) for scan in scans} == {(expected, "]d2")}
    assert len(scans) >= 2


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_site_with_linear_scanners_gets_the_bare_number(dpi: int):
    scans = scans_of(page_at(Wristband(ADULT, LINEAR).render(a_band()), dpi))
    assert [scan.bytes for scan in scans] == [b"204117385"] * 2


def test_a_band_too_short_for_two_linear_codes_says_so():
    with pytest.raises(LetteringError, match="infant band is too short"):
        Wristband(INFANT, LINEAR).render(a_band())


def test_a_linear_code_needs_a_number():
    with pytest.raises(BarcodeError):
        Wristband(ADULT, LINEAR).render(a_band(mrn="", mrn_grouped=""))


@pytest.mark.parametrize("mrn", ["S99-1234", "12345678901234567", "\u0663\u0664"])
def test_a_number_from_elsewhere_is_printed_and_the_code_holds_the_id_alone(mrn: str):
    pdf = Wristband(ADULT).render(a_band(mrn=mrn, mrn_grouped="S99-1234"))
    (payload,) = {scan.text for scan in scans_of(page_at(pdf, 203))}
    assert (decode(payload).patient_id, decode(payload).mrn) == (PATIENT_ID, "")
    assert "MRN S99-1234" in words_on(pdf)


@pytest.mark.parametrize("code", [GSRN, LINEAR])
def test_a_number_from_elsewhere_is_refused_by_codes_that_have_nothing_else(code: BandCode):
    with pytest.raises(DocumentError, match="S99-1234"):
        Wristband(ADULT, code).render(a_band(mrn="S99-1234"))


def test_the_identifiers_are_printed_and_nothing_else_beside_them():
    said = words_on(Wristband(ADULT).render(a_band()))
    assert said == (
        "OKAFOR Chidi Born 03-Apr-1984 MRN 204 117 38-5 "
        "St Luke's Hospital, Anua Printed 21-Nov-2026 10:47"
    )


def test_a_reprint_says_copy_and_a_first_print_does_not():
    assert "COPY" in words_on(Wristband(CHILD).render(a_band(copy=True)))
    assert "COPY" not in words_on(Wristband(CHILD).render(a_band()))


def test_a_temporary_number_is_called_so():
    said = words_on(Wristband(ADULT).render(a_band(temporary_number=True)))
    assert "Temporary no. 204 117 38-5" in said
    assert "MRN" not in said


def test_an_arabic_name_can_be_searched_in_the_document():
    said = words_on(Wristband(ADULT).render(PEOPLE["Arabic"]))
    assert "الأنصاري" in said


@pytest.mark.parametrize(
    ("sex", "child", "name"),
    [
        (AdministrativeGender.MALE, False, "Unknown Male"),
        (AdministrativeGender.FEMALE, True, "Unknown Female Child"),
        (AdministrativeGender.UNKNOWN, True, "Unknown Child"),
        (AdministrativeGender.OTHER, False, "Unknown Person"),
    ],
)
def test_a_patient_without_a_name_is_called_unknown(sex: AdministrativeGender, child, name: str):
    assert unknown_name(sex, child=child) == name
    band = a_band(family=" ", given="", sex=sex, child=child)
    assert words_on(Wristband(ADULT).render(band)).startswith(f"{name} Born")


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (DatePrecision.DAY, "03-Apr-1984"),
        (DatePrecision.MONTH, "Apr-1984"),
        (DatePrecision.YEAR, "1984"),
    ],
)
def test_a_birth_date_claims_no_more_than_is_known(precision: DatePrecision, text: str):
    assert born_text(a_band(born_precision=precision)) == text
    assert born_text(a_band(born_on=None, born_precision=precision)) == "Not known"


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_runs_into_anything_else(stock: BandStock, who: str):
    layout = lay_out(PEOPLE[who], stock, BandCode(), module_mm=stock.module_mm)
    boxes = sorted(ink_of(text) for text in layout.texts)
    side = layout.symbol.columns * layout.module_mm
    quiet = layout.symbol.quiet_modules * layout.module_mm
    codes = [
        (c.x_mm - quiet, c.y_mm - quiet, c.x_mm + side + quiet, c.y_mm + side + quiet)
        for c in layout.codes
    ]
    everything = [*boxes, *codes]
    for at, one in enumerate(everything):
        assert stock.lead_mm - 0.01 <= one[0]
        assert one[2] <= stock.length_mm - stock.tail_mm + 0.01
        assert one[1] >= 1.0
        assert one[3] <= stock.width_mm - 1.0
        assert not [other for other in everything[at + 1 :] if overlap(one, other)]


def test_the_family_name_is_larger_than_what_stands_below_it():
    layout = lay_out(a_band(), ADULT, BandCode(), module_mm=0.5)
    sizes = {text.line.text: text.size_pt for text in layout.texts}
    assert sizes["OKAFOR Chidi"] > sizes["03-Apr-1984"] == sizes["204 117 38-5"] > sizes["MRN"]


def test_a_name_of_twice_forty_letters_is_printed_whole():
    for stock in STOCKS:
        said = words_on(Wristband(stock).render(a_band(**LONG_NAME)))
        assert f"{LONG_NAME['family'].upper()} {LONG_NAME['given']}" in said


def test_a_name_that_no_band_holds_is_refused_not_cut():
    with pytest.raises(LetteringError, match="too long"):
        Wristband(INFANT).render(a_band(family="Wolfeschlegelsteinhausenberger" * 6))


def test_modules_are_large_enough_for_a_handheld_scanner():
    assert all(stock.module_mm >= MIN_MODULE_MM for stock in STOCKS)


def test_the_codes_stand_apart_along_the_band():
    for stock in STOCKS:
        layout = lay_out(a_band(), stock, BandCode(), module_mm=stock.module_mm)
        places = [code.x_mm for code in layout.codes]
        assert all(later - earlier > 25 for earlier, later in pairwise(places))


def test_the_same_data_gives_the_same_bytes():
    assert Wristband(ADULT).render(a_band()) == Wristband(ADULT).render(a_band())


@pytest.mark.parametrize(("content_type", "kind"), [(PDF, Wristband), (ZPL, ZplWristband)])
def test_a_printer_gets_the_language_it_speaks(content_type: str, kind: type):
    printer = PrinterProfile(
        name="Bands",
        kind=PrinterKind.FILE,
        address="out",
        content_type=content_type,
        stock=CHILD,
    )
    band = wristband_for(printer, BandCode())
    assert isinstance(band, kind)
    assert band.content_type == content_type
    assert band.key == "wristband"


Box = tuple[float, float, float, float]


def ink_of(text: PlacedText) -> Box:
    mm = text.size_pt * 25.4 / 72
    return (
        text.x_mm,
        text.baseline_mm - text.line.drop_em * mm,
        text.x_mm + text.line.width_em * mm,
        text.baseline_mm + text.line.rise_em * mm,
    )


def overlap(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
