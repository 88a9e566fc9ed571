"""What waits, what is stuck, and the decisions of a person."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.command import Refused
from tests.views.canned import CannedOffice
from tests.views.hands import keys, press, shown
from tests.views.samples import CONFLICT
from views.sync.conflict_view import ConflictView
from views.sync.sync_view import SyncView
from views.workplace import Workplace


def test_the_sync_panel_says_what_waits_what_is_stuck_and_why(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: SyncView = shown(qtbot, SyncView(canned))
    assert page.waiting_title.text() == "14 changes waiting to be sent"
    assert "today 10:41" in page.agreed.text()
    assert page.decisions.text == "1 field was set differently at two desks."
    words = " ".join(label.text() for label in page.findChildren(type(page.line)))
    assert "the role did not include it" in words
    assert "Ask a colleague" in words
    page.retry.click()
    assert busy.line.nudged == 1


def test_a_decision_shows_base_both_values_and_whose_they_are(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: ConflictView = shown(qtbot, ConflictView(canned))
    card = page.decision
    assert card._choices["standing"].text() == "04-Mar-1984 (42 y)"
    assert card._choices["proposed"].accessibleName() == (
        "03-Apr-1985 (41 y) · Ama Mensah · W3-02 · today 10:35"
    )
    assert card._choices["base"].text() == "03-Apr-1984 (42 y)"
    assert not card.commit.isEnabled(), "nothing is decided before a person chooses"


@pytest.mark.parametrize("choice", ["standing", "proposed", "base"])
def test_a_decision_is_made_with_the_keyboard(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, choice: str
) -> None:
    page: ConflictView = shown(qtbot, ConflictView(canned))
    press(page.table.grid, Qt.Key.Key_Return)
    radio = page.decision._choices[choice]
    radio.setFocus()
    press(radio, Qt.Key.Key_Space)
    press(radio, Qt.Key.Key_Return)
    key, raw, context, _ = busy.saves[0]
    assert (key, raw["decision"], raw["other"]) == ("conflict.resolve", choice, "")
    assert context["conflict"] == CONFLICT


def test_another_value_is_typed(qtbot: QtBot, busy: CannedOffice, canned: Workplace) -> None:
    page: ConflictView = shown(qtbot, ConflictView(canned))
    page.decision.other.setFocus()
    keys(page.decision.other, "3/4/83")
    press(page.decision.other, Qt.Key.Key_Return)
    assert busy.saves[0][1] == {"decision": "other", "other": "3/4/83"}


def test_a_refused_decision_keeps_the_choice(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: ConflictView = shown(qtbot, ConflictView(canned))
    busy.outcome = Refused("Somebody has decided this already.")
    page.decision._choices["base"].click()
    page.decision.commit.click()
    assert "decided this already" in page.decision.notice.text
    assert page.decision._choices["base"].isChecked()
