"""The discharge summary on paper: every heading, every medicine, every page counted."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from printing.documents.discharge_summary import (
    DischargeSummaryData,
    DischargeSummaryPaper,
    Medicine,
)
from printing.documents.discharge_summary_layout import (
    FOOT_MM,
    HEIGHT_MM,
    SIDE_MM,
    WIDTH_MM,
    Block,
    Style,
    paginate,
    wrapped,
)
from printing.lettering import LetteringError
from printing.page import POINTS_PER_MM

HEADINGS = (
    *("Patient details", "Admission details", "Discharge details", "Diagnoses at discharge"),
    *("Reason for admission and presenting complaints", "Allergies and adverse reactions"),
    *("Clinical narrative", "Medicines to go on with", "Medicines stopped, and why"),
    *("Plan and follow-up", "Information and advice given to the patient"),
    "Person completing record",
)
SPECIMEN = DischargeSummaryData(
    hospital="St Mary",
    patient=(("Name", "OKAFOR, Chidi (Mr)"), ("Born", "03-Apr-1984 (42y)")),
    patient_name="OKAFOR, Chidi (Mr)",
    patient_number="204 117 38-5",
    admission=(("Came", "18-Nov-2026 14:05"), ("Places", "Ward 3 · Room A · Bed 12")),
    discharge=(("Left", "21-Nov-2026 10:42"), ("Discharged to", "Home")),
    diagnoses=("Pneumonia", "Asthma (Inactive)"),
    allergies=("Known allergies", "Penicillin · rash · High risk"),
    allergies_grave=True,
    current=(
        Medicine(
            name="doxycycline 100 mg capsule",
            dose="Take ONE capsule (100 mg) ONCE a day for FIVE days",
            why="For: pneumonia",
        ),
    ),
    stopped=(
        Medicine(
            name="amoxicillin 500 mg capsule",
            dose="Take ONE capsule (500 mg) THREE times a day",
            why="Stopped 19-Nov-2026 08:10: rash",
        ),
    ),
    reason="Fever and cough for three days.",
    course="Pneumonia of the right lower lobe.\nBetter from the second day.",
    advice="Drink enough.",
    follow_up="Chest clinic in two weeks.",
    completed_by=(("Name", "Ada Obi"), ("Completed at", "21-Nov-2026 10:42")),
    document_id="Document 0192f0a0",
    provisional=False,
    printed="printed 21-Nov-2026 10:45 by Ada Obi",
)


def pages_of(data: DischargeSummaryData) -> list[str]:
    pdf = DischargeSummaryPaper().render(data)
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_heading_of_the_record_standard_is_there_in_order() -> None:
    (text,) = pages_of(SPECIMEN)
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)


def test_every_fact_is_on_the_paper() -> None:
    (text,) = pages_of(SPECIMEN)
    for words in (
        *("OKAFOR, Chidi (Mr)", "204 117 38-5", "Penicillin · rash · High risk", "St Mary"),
        *("Stopped 19-Nov-2026 08:10: rash", "Better from the second day.", "Page 1 of 1"),
        *("Document 0192f0a0", "printed 21-Nov-2026 10:45 by Ada Obi"),
    ):
        assert words in text


def test_what_is_not_recorded_says_so_under_its_heading() -> None:
    bare = replace(SPECIMEN, diagnoses=(), current=(), stopped=(), reason="", advice="")
    (text,) = pages_of(bare)
    assert text.count("None recorded.") == 5


@pytest.mark.parametrize("provisional", [True, False])
def test_only_what_the_service_does_not_have_is_marked(*, provisional: bool) -> None:
    (text,) = pages_of(replace(SPECIMEN, provisional=provisional))
    assert ("PROVISIONAL" in text) is provisional


def test_a_long_story_takes_more_sheets_each_with_the_patient_and_its_number() -> None:
    long = "\n".join(f"Day {day}: better, walked to the door and back again." for day in range(120))
    pages = pages_of(replace(SPECIMEN, course=long, provisional=True))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "OKAFOR, Chidi (Mr)" in text
        assert "PROVISIONAL" in text
    whole = "\n".join(pages)
    for day in range(120):
        assert f"Day {day}:" in whole


def test_no_line_leaves_the_sheet_and_none_falls_into_the_foot() -> None:
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4
    blocks = [Block(f"{word} and more words of a long story " * 9, Style.TEXT) for _ in range(30)]
    for sheet in paginate(blocks, first=[]):
        for placed in sheet:
            assert FOOT_MM <= placed.y_mm <= HEIGHT_MM
            if placed.line is not None:
                width = placed.line.width(placed.size_pt) / POINTS_PER_MM
                assert placed.x_mm >= SIDE_MM - 0.01
                assert placed.x_mm + width <= WIDTH_MM - SIDE_MM + 0.01


def test_no_letter_is_lost_where_lines_are_broken() -> None:
    text = "one two " * 60 + "x" * 300
    lines = wrapped(text, Style.TEXT, 80)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())


def test_a_heading_never_stands_alone_at_the_foot_of_a_sheet() -> None:
    for filler in range(30, 60):
        blocks = [Block("line", Style.TEXT)] * filler
        blocks += [Block("Heading", Style.HEADING), Block("below", Style.TEXT)]
        sheets = paginate(blocks, first=[])
        texts = [[p.line.text for p in sheet if p.line is not None] for sheet in sheets]
        (sheet,) = (each for each in texts if "Heading" in each)
        assert "below" in sheet


@pytest.mark.parametrize("name", ["محمد علي", "מרים כהן", "ОКАФОР, Чиди"])
def test_a_name_in_any_script_heads_the_sheet(name: str) -> None:
    (text,) = pages_of(replace(SPECIMEN, patient_name=name, course=f"{name} 21-Nov-2026"))
    for part in name.replace(",", "").split():
        assert part in text or part[::-1] in text


def test_a_letter_that_cannot_be_printed_is_refused_in_words() -> None:
    with pytest.raises(LetteringError, match="cannot be printed"):
        pages_of(replace(SPECIMEN, course="\ue000"))


def test_what_reads_from_the_right_stands_at_the_right() -> None:
    (sheet,) = paginate([Block("محمد علي بخير اليوم", Style.TEXT)], first=[])
    (placed,) = sheet
    assert placed.line is not None
    width = placed.line.width(placed.size_pt) / POINTS_PER_MM
    assert placed.x_mm + width == pytest.approx(WIDTH_MM - SIDE_MM)


def test_the_same_summary_is_always_the_same_bytes() -> None:
    first: Any = DischargeSummaryPaper().render(SPECIMEN)
    assert first == DischargeSummaryPaper().render(SPECIMEN)
