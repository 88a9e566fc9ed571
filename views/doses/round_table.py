"""The doses of the day as a list: what is late first, what was given last."""

from app.doses.rows import DoseRow, DoseState
from app.marks import MARK_WORDS, SyncMark
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.words import joined, said

ICONS: dict[DoseState, tuple[Icon, str]] = {
    DoseState.LATE: (Icon.DANGER, "danger"),
    DoseState.DUE: (Icon.ATTENTION, "attention"),
    DoseState.WHEN_NEEDED: (Icon.INFO, "accent"),
    DoseState.LATER: (Icon.CLOCK, "muted"),
    DoseState.NOT_GIVEN: (Icon.CLOSE, "muted"),
    DoseState.GIVEN: (Icon.DONE, "success"),
}
_RANK = {state: place for place, state in enumerate(DoseState)}


def round_table(name: str) -> RowsTable[DoseRow]:
    """The list; it keeps the order in which a nurse needs it unless a heading is clicked."""
    return RowsTable(
        (
            Column(
                N_("State"),
                lambda each: said(each.state_words),
                sort=lambda each: _RANK[each.state],
                weight=0,
                mark=lambda each: ICONS[each.state],
                meaning=lambda each: said(each.state_words),
            ),
            Column(N_("Due"), lambda each: each.due, sort=_due, weight=0, figures=True),
            Column(N_("Medicine"), lambda each: each.medicine, weight=3, wraps=True),
            Column(N_("Dose"), lambda each: said(each.amount), weight=3, wraps=True),
            Column(N_("Recorded"), _recorded, weight=3, wraps=True),
        ),
        lambda each: each.key,
        name=name,
    )


def _due(each: DoseRow) -> float:
    return each.due_at.timestamp() if each.due_at is not None else 0.0


def _recorded(each: DoseRow) -> str:
    mark = "" if each.mark is SyncMark.SENT else said(MARK_WORDS[each.mark])
    return joined((said(each.what), said(each.remark), mark))
