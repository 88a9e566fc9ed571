"""The label on a medicine says all that it must, in 70 x 35 mm, and no word becomes a command."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from printing.band_stock import ADULT
from printing.documents.dispensing_label import (
    DispensingLabel,
    DispensingLabelData,
    ZplDispensingLabel,
    label_for,
)
from printing.documents.dispensing_label_layout import LABEL_MM, LEAST_PT, lay_out
from printing.lettering import LetteringError
from printing.printers import PDF, ZPL, PrinterKind, PrinterProfile
from printing.zpl import DOTS_PER_MM
from tests.printing.test_zpl import HOSTILE, letters
from tests.printing.zpl_reader import read_label

LABEL = DispensingLabelData(
    patient="OKONKWO-MENSAH, Adaeze Chinwe (Ms)",
    number="100 004 12-7",
    medicine="amoxicillin 500 mg capsule",
    quantity="15 capsules",
    directions="Take ONE capsule (500 mg) THREE times a day for FIVE days",
    cautions=("Take until the course is finished", "Keep out of the reach and sight of children."),
    batch="AB-12",
    expires_on=date(2027, 6, 30),
    supplied_on=date(2026, 11, 21),
    prescriber="Prescribed by Ngozi Eze",
    hospital="St Mary Hospital",
    address="Main pharmacy, 1 Hill Road",
)
MUCH = replace(LABEL, directions=LABEL.directions + ". Take it with plenty of water." * 6)


def words_of(data: DispensingLabelData) -> str:
    page = PdfReader(BytesIO(DispensingLabel().render(data))).pages[0]
    return letters(page.extract_text().replace("\n", " "))


@pytest.mark.parametrize("data", [LABEL, MUCH, replace(LABEL, copy=True)])
def test_everything_that_must_stand_on_it_does(data: DispensingLabelData):
    words = words_of(data)
    for text in (
        data.patient,
        data.number,
        data.medicine,
        data.quantity,
        data.directions,
        *data.cautions,
        data.batch,
        "30-Jun-2027",
        "21-Nov-2026",
        data.prescriber,
        data.hospital,
        data.address,
        *(["COPY"] if data.copy else []),
    ):
        assert letters(text) in words, text


def test_the_page_is_the_size_of_the_label():
    box = PdfReader(BytesIO(DispensingLabel().render(LABEL))).pages[0].mediabox
    size = float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4
    assert size == pytest.approx(LABEL_MM, abs=0.01)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 12), st.integers(0, 5))
def test_whatever_is_said_stays_on_the_label_and_no_lines_touch(words: int, cautions: int):
    try:
        placed = lay_out(
            head=(("amoxicillin 500 mg capsule", "15 capsules"),),
            body=(("Take ONE capsule " * words, True), *[("Take with food", False)] * cautions),
            foot=(("OKAFOR, Chidi", "21-Nov-2026"), ("Batch B-1", "Prescribed by Ngozi Eze")),
        )
    except LetteringError as error:
        assert "Shorten" in str(error)  # noqa: PT017  there may be too much for the least size
        return
    baselines = sorted({(round(each.baseline_mm, 4), each.size_pt) for each in placed})
    for each in placed:
        right = each.x_mm + each.line.width(each.size_pt) / 72 * 25.4
        assert each.x_mm >= 1.9
        assert right <= LABEL_MM[0] - 1.9
        assert each.size_pt >= LEAST_PT * 0.8
    gaps = pairwise(baselines)
    assert all(upper - lower >= size / 72 * 25.4 for (lower, size), (upper, _) in gaps)
    assert baselines[0][0] > 1


def test_what_does_not_fit_is_refused_in_words():
    with pytest.raises(LetteringError, match="Shorten the instructions"):
        DispensingLabel().render(replace(LABEL, directions="Take it slowly. " * 60))


@settings(deadline=None, max_examples=60)
@given(st.lists(HOSTILE, min_size=1, max_size=5).map("".join), st.text("^~_\\XZ", max_size=8))
def test_no_name_of_a_drug_or_a_person_gives_the_printer_a_command(name: str, batch: str):
    data = replace(LABEL, medicine=f"a{name}", patient=f"B{name}", batch=f"C{batch}")
    try:
        label = read_label(ZplDispensingLabel(203).render(data))
    except LetteringError:
        return
    plain = read_label(ZplDispensingLabel(203).render(LABEL))
    assert label.set_up == plain.set_up
    printed = letters("".join(each.text for each in label.fields if each.named("^A")))
    if name.isascii():
        assert letters(f"a{name}") in printed
        assert letters(f"B{name}") in printed


@pytest.mark.parametrize("dpi", sorted(DOTS_PER_MM))
def test_in_zpl_everything_stands_on_the_label(dpi: int):
    label = read_label(ZplDispensingLabel(dpi).render(LABEL))
    scale = DOTS_PER_MM[dpi]
    assert label.set_up["^PW"] == str(round(35 * scale))
    assert label.set_up["^LL"] == str(round(70 * scale))
    assert all(0 <= each.x <= 35 * scale and 0 <= each.y <= 70 * scale for each in label.fields)


def test_a_printer_gets_the_label_in_its_own_language():
    profile = PrinterProfile(
        name="L", kind=PrinterKind.FILE, address="x", content_type=ZPL, stock=ADULT, dpi=300
    )
    assert label_for(profile) == ZplDispensingLabel(300)
    assert label_for(replace(profile, content_type=PDF)) == DispensingLabel()
