"""The columns of the timeline."""

from app.chart.rows import KIND_WORDS, Kind, TimelineRow
from app.marks import SyncMark
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.words import joined, said

ICONS: dict[Kind, Icon] = {
    Kind.VISIT: Icon.BED,
    Kind.VITALS: Icon.REFRESH,
    Kind.ALLERGY: Icon.ATTENTION,
    Kind.PROBLEM: Icon.INFO,
    Kind.NOTE: Icon.DOCUMENT,
    Kind.ORDER: Icon.KEYBOARD,
    Kind.MEDICINE: Icon.CHECK,
    Kind.BILLING: Icon.INBOX,
}


def timeline_table(name: str) -> RowsTable[TimelineRow]:
    """The list; what was struck out is struck through, and says so under How."""
    return RowsTable(
        (
            Column[TimelineRow](
                N_("When"),
                lambda each: each.when,
                sort=lambda each: each.at.timestamp(),
                weight=0,
                figures=True,
                struck=_void,
            ),
            Column[TimelineRow](N_("Kind"), lambda each: said(KIND_WORDS[each.kind]), weight=0),
            Column[TimelineRow](N_("What"), what_words, wraps=True, struck=_void),
            Column[TimelineRow](N_("Who"), lambda each: each.who, weight=0),
            Column[TimelineRow](N_("Where"), _desk, weight=0, meaning=lambda each: each.where),
            Column[TimelineRow](N_("How"), lambda each: said(each.how), mark=_mark, wraps=True),
        ),
        lambda each: each.key,
        name=name,
    )


def what_words(each: TimelineRow) -> str:
    """The thing and what is known of it."""
    return joined((said(each.what), each.detail))


def _desk(each: TimelineRow) -> str:
    """The desk without its place, which is told beside it."""
    return each.where.split(" (")[0]


def _void(each: TimelineRow) -> bool:
    return each.is_void


def _mark(each: TimelineRow) -> tuple[Icon, str] | None:
    if each.is_void:
        return Icon.CLOSE, "muted"
    if each.mark is SyncMark.REFUSED:
        return Icon.DANGER, "danger"
    return (Icon.CLOCK, "attention") if each.mark is SyncMark.WAITING else None
