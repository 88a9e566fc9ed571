"""The pharmacist: what waits, the packs, one Enter, the labels; and a paper that comes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from app.command import Unavailable
from app.desk import Workspace
from app.paper.queries import PRINT_QUEUE
from models.medication import StockMovement
from models.vocabulary import MedicationId, MovementKind, StopKind
from tests.app.pharmacy.counter import (
    AMOX,
    DOXY,
    ORDERS,
    PARACETAMOL,
    Counter,
    a_counter,
    stop_of,
)
from tests.views.canned import CannedOffice
from tests.views.hands import named, press, shown
from tests.views.pharmacy_hands import (
    a_window,
    dispensed,
    enter,
    focused,
    open_the_first,
    pharmacy,
)
from tests.views.pharmacy_samples import BUSY_PHARMACY, PRESCRIPTION_ID
from views.main_window import MainWindow
from views.pharmacy.pharmacy_view import PharmacyView
from views.theme import Theme
from views.workplace import Workplace

AMOX_PACK = f"01{AMOX.gtin}17270630" + "10B-1"
DOXY_PACK = f"01{DOXY.gtin}17270600" + "10D-1\x1d21SER9"
PARA_PACK = f"01{PARACETAMOL.gtin}17280131" + "10P-1"
EXPIRED_PACK = f"01{AMOX.gtin}17261120" + "10B-0"


@pytest.fixture
def counter(tmp_path: Path, theme: Theme) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store")
    yield made
    made.bench.close()


@pytest.fixture
def main(counter: Counter, qtbot: QtBot) -> Iterator[MainWindow]:
    yield from a_window(counter, qtbot)


def test_a_pharmacist_begins_with_what_waits(main: MainWindow) -> None:
    view = pharmacy(main)
    assert main.pages.key is Workspace.PHARMACY
    table = named(view, QTableView, "Prescriptions that wait")
    assert table.model().index(0, 0).data() == "OKAFOR, Chidi"
    assert view.panel.prescription_id is None


def test_three_medicines_go_out_with_labels_in_few_actions(
    main: MainWindow, counter: Counter
) -> None:
    view = open_the_first(main)
    actions = 1
    for pack in (AMOX_PACK, DOXY_PACK, PARA_PACK):
        main.scan(pack)
        enter(main)
        actions += 2
    assert actions <= 10
    rows = {row.medication_id: row for row in dispensed(counter)}
    assert {row.batch for row in rows.values()} == {"B-1", "D-1", "P-1"}
    assert rows[MedicationId(DOXY.id)].expires_on.day == 30
    queue = counter.bench.office.ask(PRINT_QUEUE)
    assert [row.title for row in queue] == ["Dispensing label"] * 3
    assert view.list.table.rows == ()
    assert "print queue" in view.panel.notice.text


def test_all_packs_scanned_go_out_with_one_enter(main: MainWindow, counter: Counter) -> None:
    open_the_first(main)
    for pack in (AMOX_PACK, DOXY_PACK, PARA_PACK):
        main.scan(pack)
    enter(main)
    assert len(dispensed(counter)) == 3


def test_an_expired_pack_is_stopped_at_the_scan_and_at_the_form(
    main: MainWindow, counter: Counter
) -> None:
    view = open_the_first(main)
    main.scan(EXPIRED_PACK)
    card = view.panel.cards[ORDERS[0].id]  # type: ignore[index]  # its key is the same id
    assert "Hard stop" in card.notice.text
    assert card.boxes["batch"].value == ""
    card.boxes["batch"].put("B-0")
    card.boxes["expires"].put("20/11/2026")
    card.start()
    enter(main)
    assert "Hard stop" in card.boxes["expires"].problem
    assert dispensed(counter) == []


def test_the_wrong_pack_and_a_pack_too_early_are_said(main: MainWindow) -> None:
    view = pharmacy(main)
    main.scan(AMOX_PACK)
    assert "Open the prescription first" in view.panel.empty.accessibleName()
    open_the_first(main)
    main.scan("010950600000109817270630" + "10X")
    assert "Wrong pack" in view.panel.notice.text


def test_a_scanner_that_loses_separators_is_noticed(main: MainWindow) -> None:
    view = open_the_first(main)
    main.scan(f"01{AMOX.gtin}17270630" + "10AB-1221SER123")
    card = view.panel.cards[ORDERS[0].id]  # type: ignore[index]
    assert "lost a separator" in card.notice.text


def test_the_next_batch_is_taken_by_key(main: MainWindow, counter: Counter) -> None:
    view = open_the_first(main)
    button = view.panel.cards[ORDERS[0].id].next_batch  # type: ignore[index]
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    enter(main)
    (row,) = dispensed(counter)
    assert row.batch == "B-1"


def test_a_stopped_order_shows_why_and_asks_when(
    tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    counter = a_counter(tmp_path / "stopped", stop_of(ORDERS[0], StopKind.STOP))
    windows = a_window(counter, qtbot)
    main = next(windows)
    view = open_the_first(main)
    card = view.panel.cards[ORDERS[0].id]  # type: ignore[index]
    assert card.warning.text == "Stopped: Rash after the second dose"
    main.scan(AMOX_PACK)
    enter(main)
    assert dispensed(counter) == []
    card.boxes["handed_over"].put("1015")
    card.start()
    enter(main)
    assert len(dispensed(counter)) == 1
    windows.close()
    counter.bench.close()


def test_what_is_typed_stays_when_the_screen_is_read_again(main: MainWindow) -> None:
    view = open_the_first(main)
    card = view.panel.cards[ORDERS[0].id]  # type: ignore[index]
    card.boxes["batch"].put("B-9")
    view.reload()
    assert card.boxes["batch"].value == "B-9"
    press(focused(main), Qt.Key.Key_Escape)
    assert view.list.table.grid.hasFocus()
    assert card.boxes["batch"].value == "B-9"


def test_stock_is_received_by_keyboard(main: MainWindow, counter: Counter) -> None:
    view = pharmacy(main)
    view.deeds()["stock.receive"]()
    (dialog,) = view.findChildren(QDialog)
    form: Any = dialog
    form.form.boxes["medicine"].put(str(PARACETAMOL.id))
    for name, text in (("quantity", "100"), ("batch", "P-1"), ("expires", "06/2027")):
        form.form.boxes[name].put(text)
    form.form.commit()
    with counter.bench.store.read() as read:
        rows = read.all(StockMovement, medication_id=MedicationId(PARACETAMOL.id))
    assert [row.kind for row in rows] == [MovementKind.RECEIPT]
    assert any(row.batch == "P-1" for row in view.stock.table.rows)


def test_an_empty_pharmacy_and_one_that_cannot_be_read_say_so(
    canned: Workplace, office: CannedOffice, qtbot: QtBot
) -> None:
    view = shown(qtbot, PharmacyView(canned))
    assert named(view, QLineEdit, "Filter the prescriptions").isVisible()
    assert "Nothing waits" in view.list.table._empty.accessibleName()
    office.answers["dispense.worklist"] = OSError("disk")
    view.list.reload()
    assert "cannot be shown" in view.list.table._empty.accessibleName()


def test_a_disk_that_is_full_is_said_and_what_was_typed_stays(
    canned: Workplace, office: CannedOffice, qtbot: QtBot
) -> None:
    office.answers |= BUSY_PHARMACY
    view = shown(qtbot, PharmacyView(canned))
    view.open_prescription(PRESCRIPTION_ID)
    assert view.takes_scan(f"01{'09506000001012'}17270630" + "10B-1")
    office.outcome = Unavailable("The disk is full.")
    view.panel.hand_over()
    (card, *_) = view.panel.cards.values()
    assert card.notice.text == "The disk is full."
    assert card.boxes["batch"].value == "B-1"
    assert view.panel.commit.isEnabled()


def test_the_list_shows_as_chosen_what_is_in_hand_or_nothing(main: MainWindow) -> None:
    view = open_the_first(main)
    chosen = view.list.table.current
    assert chosen is not None
    assert chosen.prescription_id == view.panel.prescription_id
    view.open_prescription(PRESCRIPTION_ID)
    assert view.list.table.current is None, "another prescription looks as if it were in hand"
