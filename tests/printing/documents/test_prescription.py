"""The prescription on paper: what it says, that nothing is cut, and that codes are read again."""

from io import BytesIO

import pytest
import zxingcpp
from pypdf import PdfReader
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it ships no types

from printing.documents.prescription import PrescribedItem, Prescription, PrescriptionData

ITEM = PrescribedItem(
    medicine="doxycycline 100 mg capsule",
    directions="Take ONE capsule (100 mg) TWICE a day for SEVEN days. With a full glass of water",
    route="by mouth",
    quantity="14 capsules (FOURTEEN)",
    indication="Pneumonia",
    check="Nothing found in Demonstration allergy table, version 1 of 2026-10-01.",
)


def data(**more: object) -> PrescriptionData:
    given: dict[str, object] = {
        "hospital": "St Mary Hospital",
        "patient_name": "OKAFOR, Chidi (Mr)",
        "patient_number": "204 117 38-5",
        "patient": (("Born", "03-Apr-1984 (42y)"), ("Gender", "Male"), ("Where", "Ward 3 · Bed 7")),
        "allergies": ("amoxicillin: rash", "the pink tablets: swelling (free text, NOT CHECKED)"),
        "items": (ITEM,),
        "prescriber": (("Signed by", "Ben Musa"), ("Signed", "21-Nov-2026 10:42")),
        "offline": "",
        "codes": (),
        "reference": "0A1B2C3D",
        "printed": "Printed 21-Nov-2026 10:43 by Ben Musa",
    }
    return PrescriptionData(**(given | more))  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).split())


def codes_of(pdf: bytes) -> list[str]:
    found = []
    for page in PdfDocument(pdf):
        image = page.render(scale=300 / 72).to_pil().convert("L")
        found += [each.text for each in zxingcpp.read_barcodes(image)]
    return found


def test_it_says_everything_that_a_prescription_must_say() -> None:
    text = text_of(Prescription().render(data()))
    for words in (
        "Prescription",
        "St Mary Hospital",
        "OKAFOR, Chidi (Mr)",
        "03-Apr-1984 (42y)",
        "204 117 38-5",
        "doxycycline 100 mg capsule",
        "Take ONE capsule (100 mg) TWICE a day for SEVEN days",
        "by mouth",
        "14 capsules (FOURTEEN)",
        "Pneumonia",
        "Nothing found in Demonstration allergy table",
        "amoxicillin: rash",
        "NOT CHECKED",
        "Ben Musa",
        "21-Nov-2026 10:42",
        "Signature",
        "Page 1 of 1",
    ):
        assert words in text, words


def test_a_signature_without_the_service_is_said_on_every_sheet() -> None:
    words = "SIGNED OFFLINE, 21-Nov-2026 10:42, Ward desk (Ward 3)"
    pdf = Prescription().render(data(offline=words, items=(ITEM,) * 12))
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 1
    for page in pages:
        whole = " ".join(page.extract_text().split())
        assert words in whole
        assert "OKAFOR, Chidi" in whole


def test_a_stopped_order_says_so_above_everything_else_of_it() -> None:
    stopped = PrescribedItem(
        medicine=ITEM.medicine,
        directions=ITEM.directions,
        route=ITEM.route,
        stopped="STOPPED 21-Nov-2026 11:00 by Ben Musa: rash",
    )
    text = text_of(Prescription().render(data(items=(stopped,), is_stopped=True)))
    assert text.index("Stopped order") < text.index("STOPPED 21-Nov-2026 11:00 by Ben Musa: rash")
    assert text.index("STOPPED 21-Nov") < text.index("Take ONE capsule")


def test_a_copy_says_so() -> None:
    assert "COPY" in text_of(Prescription().render(data(copy=True)))


@pytest.mark.parametrize("count", [1, 2, 4])
def test_every_code_is_read_again_whole(count: int) -> None:
    codes = tuple(f"ALM1{number}" + "0A9Z" * 500 for number in range(count))
    pdf = Prescription().render(data(codes=codes))
    assert sorted(codes_of(pdf)) == sorted(codes)


def test_the_same_data_gives_the_same_bytes() -> None:
    assert Prescription().render(data()) == Prescription().render(data())
