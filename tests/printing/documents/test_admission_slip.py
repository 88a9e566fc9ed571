"""The slip of a visit says who, which visit and which number, and its codes read back."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no type marker
import pytest
from pypdf import PdfReader

from models.wristband_code import decode
from printing.document import DocumentError
from printing.documents.admission_slip import AdmissionSlip, AdmissionSlipData
from printing.documents.admission_slip_layout import MODULE_MM
from tests.printing.builders import PATIENT_ID
from tests.printing.pictures import page_at, scans_of

SLIP = AdmissionSlipData(
    patient_id=PATIENT_ID,
    name="OKAFOR, Chidi (Mr)",
    born="03-Apr-1984 (42y)",
    gender="Male",
    mrn="204117385",
    number="204 117 38-5",
    kind="Outpatient visit",
    began="21-Nov-2026 10:30",
    place="Ward 3 · Room A · Bed 2",
    token="B017",
    codes=(),
    hospital="St Luke's Hospital, Anua",
    printed_at=datetime(2026, 11, 21, 10, 47, tzinfo=UTC),
    printed_by="Ada Obi",
)


def slip(**changes: Any) -> bytes:
    return AdmissionSlip().render(replace(SLIP, **changes))


def words_on(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def codes_on(pdf: bytes, dpi: int) -> list[tuple[str, str]]:
    """The symbology and text of every code on every sheet."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    found = [scan for picture in pictures for scan in scans_of(picture)]
    return sorted({(scan.symbology_identifier, scan.text) for scan in found})


def test_it_says_who_which_visit_where_and_which_number() -> None:
    (text,) = words_on(slip())
    for said in (SLIP.name, SLIP.born, SLIP.number, SLIP.kind, SLIP.began, SLIP.place, SLIP.token):
        assert said in text
    assert "COPY" not in text
    assert "COPY" in words_on(slip(copy=True))[0]


@pytest.mark.parametrize("dpi", [203, 300])
def test_its_small_code_opens_the_patient(dpi: int) -> None:
    (scan,) = scans_of(page_at(slip(), dpi))
    band = decode(scan.text)
    assert (band.patient_id, band.mrn) == (PATIENT_ID, "204117385")


@pytest.mark.parametrize("dpi", [300, 600])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_large_code_reads_back_numbered_and_at_most_50_mm(count: int, dpi: int) -> None:
    codes = tuple(f"ALM1{n}" + f"{n}A9Z" * 497 for n in range(count))
    paper = slip(codes=codes)
    read = [text for kind, text in codes_on(paper, dpi) if kind == "]Q1"]
    assert read == sorted(codes)
    text = " ".join(words_on(paper))
    assert all(f"{n} of {count}" in text for n in range(1, count + 1))
    assert (141 + 8) * MODULE_MM <= 50


def test_a_visit_without_number_bed_or_record_number_is_printed_too() -> None:
    paper = slip(token="", place="", mrn="", number="T-A-12")
    (text,) = words_on(paper)
    assert "T-A-12" in text
    assert "Number" not in text


@pytest.mark.parametrize(
    "name",
    [
        "FEATHERSTONEHAUGH-CHOLMONDELEY-MARJORIBK, Wilhelmina Alexandrina Constantina Maryx",
        "الأنصاري, محمد عبد الرحمن",
        "शर्मा, प्रिया",
    ],
)
def test_a_long_or_foreign_name_is_never_cut(name: str) -> None:
    (text,) = words_on(slip(name=name))
    assert {*name} <= {*text}
    if name.isascii():
        assert all(word in text for word in name.split())


def test_what_cannot_be_printed_is_said() -> None:
    with pytest.raises(DocumentError):
        slip(name="OKAFOR\x07, Chidi")
