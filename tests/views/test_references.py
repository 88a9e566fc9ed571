"""The guard against the signal that takes the last reference to True."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal

import views  # noqa: F401 - lends the references
from views.references import LENT


class Bell(QObject):
    rung = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True lives for ever from Python 3.12 on")
def test_true_has_more_references_than_signals_will_ever_take() -> None:
    assert sys.getrefcount(bool(1)) > LENT // 2


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True lives for ever from Python 3.12 on")
def test_the_guard_is_still_needed(qapp: object) -> None:
    bell, before = Bell(), sys.getrefcount(bool(1))
    for _ in range(100):
        bell.rung.emit()
    taken = before - sys.getrefcount(bool(1))
    assert taken >= 100, "PySide no longer takes references: views/references.py can go"
