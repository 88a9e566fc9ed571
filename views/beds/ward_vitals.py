"""Two columns of the bed board: the last NEWS2 of whoever lies there, and when the next is due."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.beds.rows import BedRow
from app.chart.queries import WARD_SUMMARY
from app.chart.rows import WardSummary
from models.vocabulary import N_, PatientId, ReplicaClass
from resources.icons import Icon
from views.tables.rows_model import Column
from views.widgets.notice import icon_of
from views.words import said
from views.workplace import Workplace


class WardVitals(QObject):
    """What is known of the patients on the board; a desk that holds no findings asks nothing."""

    arrived = Signal()
    """Something is known that was not before: the board is to be drawn again."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._known: dict[PatientId, WardSummary] = {}
        self._asked: tuple[PatientId, ...] = ()
        place.runner.reload_on(WARD_SUMMARY.tables, self._ask, owner=self)

    @property
    def columns(self) -> tuple[Column[BedRow], ...]:
        """The columns; none where this desk holds no findings."""
        if not self._place.office.holds(ReplicaClass.CLINICAL):
            return ()
        score = Column[BedRow](
            N_("NEWS2"),
            self._score,
            sort=self._urgency,
            weight=0,
            mark=self._shape,
            meaning=self._last,
            figures=True,
        )
        due = Column[BedRow](
            N_("Next set"), self._due, sort=self._urgency, weight=0, mark=self._late
        )
        return score, due

    def follow(self, beds: Iterable[BedRow]) -> None:
        """These beds are on the board now."""
        asked = tuple(dict.fromkeys(bed.patient_id for bed in beds if bed.patient_id is not None))
        if asked != self._asked:
            self._asked = asked
            self._ask()

    def _ask(self) -> None:
        office, asked = self._place.office, self._asked
        if asked and office.holds(ReplicaClass.CLINICAL):
            self._place.runner.ask(
                lambda: office.ask(WARD_SUMMARY, asked), self._show, owner=self, slot="summary"
            )

    def _show(self, found: tuple[WardSummary, ...]) -> None:
        known = {each.patient_id: each for each in found}
        if known != self._known:
            self._known = known
            self.arrived.emit()

    def _of(self, bed: BedRow) -> WardSummary | None:
        return self._known.get(bed.patient_id) if bed.patient_id is not None else None

    def _score(self, bed: BedRow) -> str:
        found = self._of(bed)
        return found.score if found else ""

    def _due(self, bed: BedRow) -> str:
        found = self._of(bed)
        return said(found.due or found.last) if found else ""

    def _late(self, bed: BedRow) -> tuple[Icon, str] | None:
        found = self._of(bed)
        return (Icon.CLOCK, "attention") if found and found.is_overdue else None

    def _last(self, bed: BedRow) -> str:
        found = self._of(bed)
        return said(found.last) if found else ""

    def _urgency(self, bed: BedRow) -> int:
        found = self._of(bed)
        return found.urgency if found else -2

    def _shape(self, bed: BedRow) -> tuple[Icon, str] | None:
        found = self._of(bed)
        return (icon_of(found.tone), found.tone) if found and found.score else None
