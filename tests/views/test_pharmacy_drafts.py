"""What a pharmacist has typed or scanned waits for them, and goes with its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.pharmacy.counter import AMOX, ORDERS, PHARMACIST, PRESCRIPTION, Counter, a_counter
from tests.views.hands import keys, press, type_into
from tests.views.pharmacy_hands import a_window, dispensed, enter, open_the_first
from views.main_window import MainWindow
from views.pharmacy.item_card import ItemCard
from views.pharmacy.pharmacy_view import PharmacyView
from views.theme import Theme

AMOX_PACK = f"01{AMOX.gtin}17270630" + "10B-1"


@pytest.fixture
def counter(tmp_path: Path, theme: Theme) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store")
    yield made
    made.bench.close()


@pytest.fixture
def main(counter: Counter, qtbot: QtBot) -> Iterator[MainWindow]:
    yield from a_window(counter, qtbot)


def kept(counter: Counter) -> list[str]:
    return [draft.place for draft in counter.bench.office.drafts.all(PHARMACIST.id)]


def leave_and_come_back(view: PharmacyView) -> ItemCard:
    view.panel.put_away()
    view.open_prescription(PRESCRIPTION)
    return next(iter(view.panel.cards.values()))


def test_a_scanned_pack_waits_with_its_product_until_it_is_handed_over(
    main: MainWindow, counter: Counter
) -> None:
    view = open_the_first(main)
    main.scan(AMOX_PACK)
    card = leave_and_come_back(view)
    assert (card.gtin, card.boxes["batch"].value) == (AMOX.gtin, "B-1")
    assert "not recorded yet" in card.back.text
    assert dispensed(counter) == []
    view.panel.hand_over()
    assert len(dispensed(counter)) == 1
    assert kept(counter) == [], "the draft goes with its record"
    card = leave_and_come_back(view)
    assert (card.gtin, card.boxes["batch"].value, card.back.text) == (None, "", "")


def test_the_rest_of_an_order_is_another_record_than_its_first_part(
    main: MainWindow, counter: Counter
) -> None:
    view = open_the_first(main)
    for quantity in ("5", "10"):
        main.scan(AMOX_PACK)
        (card, *_) = view.panel.cards.values()
        card.boxes["quantity"].control.setFocus()
        card.boxes["quantity"].put("")
        keys(card.boxes["quantity"].control, quantity)
        enter(main)
    assert sorted(int(row.quantity) for row in dispensed(counter)) == [5, 10]
    assert kept(counter) == []


def test_what_came_back_can_be_thrown_away_and_a_refusal_keeps_it(
    main: MainWindow, counter: Counter
) -> None:
    view = open_the_first(main)
    card = view.panel.cards[ORDERS[0].id]  # type: ignore[index]  # its key is the same id
    for name, text in (("batch", "B-0"), ("expires", "20/11/2026")):
        type_into(card.boxes[name].control, text)
    enter(main)
    assert dispensed(counter) == []
    assert kept(counter) == ["dispense.record"]
    card = leave_and_come_back(view)
    assert card.boxes["expires"].value == "20/11/2026"
    press(card.afresh, Qt.Key.Key_Space)
    assert (card.boxes["batch"].value, card.boxes["quantity"].value) == ("", "15")
    assert card.back.isHidden()
    assert kept(counter) == []


def test_looking_at_a_prescription_leaves_no_draft(main: MainWindow, counter: Counter) -> None:
    view = open_the_first(main)
    leave_and_come_back(view)
    assert kept(counter) == []
