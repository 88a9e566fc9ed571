"""The label of what was handed over: printed once, then as a copy; and packs that were misread."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from app.command import Done, Refused
from app.pack_scan import read_pack
from app.paper.queries import PRINT_QUEUE
from app.pharmacy.pack_doubt import doubt_about
from app.pharmacy.print_label import PRINT_LABEL, PrintLabel
from models.vocabulary import Route
from tests.app.pharmacy.counter import AMOX, ORDERS, PARACETAMOL, Counter, a_counter, order_of
from tests.builders import row_id


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store", order_of(PARACETAMOL, 7, route=Route.TOPICAL))
    yield made
    made.bench.close()


def print_label(counter: Counter, dispense_id: UUID, tmp_path: Path) -> str:
    """Ask for the label, deliver it, and read what came out."""
    counter.bench.clock.go_on(60)
    before = set((tmp_path / "store" / "printed").glob("*"))
    outcome = counter.bench.office.execute(PRINT_LABEL, PrintLabel(dispense_id=dispense_id))
    assert isinstance(outcome, Done), outcome
    assert "print queue" in outcome.words
    assert counter.bench.office.room.deliver_waiting() == 1
    (paper,) = set((tmp_path / "store" / "printed").glob("*")) - before
    page = PdfReader(BytesIO(paper.read_bytes())).pages[0]
    return " ".join(page.extract_text().split())


def hand_over(counter: Counter, number: int) -> UUID:
    orders = {0: ORDERS[0], 2: ORDERS[2], 7: order_of(PARACETAMOL, 7)}
    done = counter.dispense(orders[number])
    assert isinstance(done, Done), done
    result: UUID = done.result
    return result


def test_the_label_says_who_what_how_and_from_where(counter: Counter, tmp_path: Path) -> None:
    words = print_label(counter, hand_over(counter, 2), tmp_path)
    for text in (
        "OKAFOR, Chidi",
        "paracetamol 500 mg capsule",
        "15 capsules",
        "THREE times a day for FIVE days",
        "Not more than 4 g a day",
        "Keep out of the reach and sight of children.",
        "Batch B-1 · use by 30-Jun-2027",
        "21-Nov-2026",
        "Prescribed by Ben Musa",
        "St Mary",
    ):
        assert text in words, text
    assert "skin" not in words
    assert "COPY" not in words


def test_what_goes_on_the_skin_says_so(counter: Counter, tmp_path: Path) -> None:
    assert "only on your skin" in print_label(counter, hand_over(counter, 7), tmp_path)


def test_the_second_label_is_a_copy_and_another_medicines_is_none(
    counter: Counter, tmp_path: Path
) -> None:
    first, second = hand_over(counter, 0), hand_over(counter, 2)
    assert "COPY" not in print_label(counter, first, tmp_path)
    assert "COPY" not in print_label(counter, second, tmp_path)
    assert "COPY" in print_label(counter, first, tmp_path)
    assert sum("(copy)" in row.title for row in counter.bench.office.ask(PRINT_QUEUE)) == 1


def test_what_this_desk_does_not_hold_has_no_label(counter: Counter) -> None:
    for unknown in (None, row_id(999)):
        refused = counter.bench.office.execute(PRINT_LABEL, PrintLabel(dispense_id=unknown))
        assert isinstance(refused, Refused)
        assert refused.code == "not_held"


DOUBTFUL = ("10AB-1221SER123", "10AB-1217270630")
CLEAR = ("10AB-12\x1d21SER123", "1727063010AB-12", "21SER123\x1d10AB-1221X", "10AB-12")


@pytest.mark.parametrize("tail", [*DOUBTFUL, *CLEAR])
def test_a_batch_that_may_have_swallowed_what_follows_is_doubted(tail: str) -> None:
    scanned = f"01{AMOX.gtin}{tail}"
    pack = read_pack(scanned)
    assert pack is not None
    assert bool(doubt_about(scanned, pack)) is (tail in DOUBTFUL)
