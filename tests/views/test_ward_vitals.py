"""The bed board says who is how ill, and whose next set is due."""

from PySide6.QtCore import Qt

from app.chart.rows import WardSummary
from app.desk import Workspace
from models.vocabulary import PatientId, ReplicaClass
from tests.app.test_vitals import SICK, take
from tests.builders import Workbench
from tests.views.canned import CannedOffice
from tests.views.nurse import main, patient, settle, ward
from tests.views.samples import BEDS
from views.beds.ward_view import WardView
from views.main_window import MainWindow
from views.workplace import Workplace

__all__ = ["main", "patient", "ward"]


def under(view: WardView, title: str) -> int:
    """The number of the column with this heading."""
    model, across = view.table.grid.model(), Qt.Orientation.Horizontal
    (column,) = (n for n in range(model.columnCount()) if model.headerData(n, across) == title)
    return int(column)


def cell(view: WardView, row: int, title: str) -> str:
    """What stands under a heading."""
    return str(view.table.grid.model().index(row, under(view, title)).data())


def test_the_board_shows_the_last_score_as_soon_as_it_is_recorded(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    main.go(Workspace.WARD)
    settle()
    view = main.pages.currentWidget()
    assert isinstance(view, WardView)
    assert cell(view, 0, "NEWS2") == ""
    assert cell(view, 0, "Next set") == "no set yet"
    take(ward, patient, **SICK)
    settle()
    assert cell(view, 0, "NEWS2") == "9"
    assert cell(view, 0, "Next set") == "continuous"


def test_a_desk_that_holds_no_findings_asks_for_none(busy: CannedOffice, canned: Workplace) -> None:
    busy.classes = frozenset({ReplicaClass.REF, ReplicaClass.REGISTRY, ReplicaClass.SCHED})
    asked: list[object] = []
    busy.answers["ward.summary"] = asked.append
    view = WardView(canned)
    assert view.vitals.columns == ()
    assert asked == []
    view.deleteLater()


def test_the_most_urgent_can_be_sorted_to_the_top(busy: CannedOffice, canned: Workplace) -> None:
    urgent = next(bed for bed in reversed(BEDS) if bed.patient_id is not None)

    def summary(patient_ids: tuple[PatientId, ...]) -> tuple[WardSummary, ...]:
        return tuple(
            WardSummary(
                each,
                "7" if each == urgent.patient_id else "1",
                "danger" if each == urgent.patient_id else "info",
                "10:40",
                "continuous",
                is_overdue=False,
                urgency=8 if each == urgent.patient_id else 2,
            )
            for each in patient_ids
        )

    busy.answers["ward.summary"] = summary
    view = WardView(canned)
    scores = [cell(view, row, "NEWS2") for row in range(len(BEDS))]
    assert "7" in scores
    titles = [c.title for c in view.vitals.columns]
    assert titles == ["NEWS2", "Next set"]
    model = view.table.grid.model()
    (column,) = (
        n
        for n in range(model.columnCount())
        if model.headerData(n, Qt.Orientation.Horizontal) == "NEWS2"
    )
    view.table.sort(column, Qt.SortOrder.DescendingOrder)
    assert cell(view, 0, "NEWS2") == "7"
    view.deleteLater()
