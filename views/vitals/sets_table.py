"""Every set of vital signs as a list: what the chart draws, in figures and words."""

from collections.abc import Callable
from typing import Any

from app.marks import MARK_WORDS, SyncMark
from app.vitals.rows import Sign, VitalsSet
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import icon_of
from views.words import joined, said

_SIGNS: tuple[tuple[str, tuple[Sign, ...]], ...] = (
    (N_("Resp."), (Sign.RESPIRATION,)),
    (N_("SpO₂"), (Sign.SPO2,)),
    (N_("Oxygen"), (Sign.OXYGEN,)),
    (N_("BP"), (Sign.SYSTOLIC, Sign.DIASTOLIC)),
    (N_("Pulse"), (Sign.PULSE,)),
    (N_("ACVPU"), (Sign.CONSCIOUSNESS,)),
    (N_("Temp."), (Sign.TEMPERATURE,)),
)
_PRESSURE = (Sign.SYSTOLIC, Sign.DIASTOLIC)


def sets_table(name: str) -> RowsTable[VitalsSet]:
    """The list; a set that was struck out is struck through and says so."""
    columns: list[Column[Any]] = [
        Column[VitalsSet](
            N_("Taken"), lambda each: each.taken, sort=_moment, weight=0, figures=True, struck=_void
        ),
        Column[VitalsSet](
            N_("NEWS2"),
            lambda each: each.score_words,
            sort=lambda each: -1 if each.score is None else each.score,
            weight=0,
            mark=_shape,
            meaning=lambda each: said(each.news.title),
            figures=True,
            struck=_void,
        ),
    ]
    columns += [
        Column[VitalsSet](title, _texts(signs), weight=0, figures=True, struck=_void)
        for title, signs in _SIGNS
    ]
    columns += [
        Column[VitalsSet](N_("How"), how_words, mark=_mark, wraps=True),
        Column[VitalsSet](
            N_("By"), lambda each: each.who, weight=0, meaning=lambda each: each.where
        ),
    ]
    return RowsTable(columns, lambda each: each.panel_id, name=name)


def how_words(each: VitalsSet) -> str:
    """Late, struck out, not sent yet; "" for what is ordinary."""
    mark = "" if each.mark is SyncMark.SENT else said(MARK_WORDS[each.mark])
    return joined((said(each.how), mark))


def _texts(signs: tuple[Sign, ...]) -> Callable[[VitalsSet], str]:
    def text(each: VitalsSet) -> str:
        if signs == _PRESSURE:
            measured = [f"{each.numbers[sign]:f}" for sign in signs if sign in each.numbers]
            return "/".join(measured)
        (sign,) = signs
        return f"{each.numbers[sign]:f}" if sign in each.numbers else said(each.text(sign))

    return text


def _moment(each: VitalsSet) -> float:
    return each.taken_at.timestamp()


def _void(each: VitalsSet) -> bool:
    return each.is_void


def _shape(each: VitalsSet) -> tuple[Icon, str] | None:
    if each.score is None or each.is_void:
        return None
    return icon_of(each.news.tone), each.news.tone


def _mark(each: VitalsSet) -> tuple[Icon, str] | None:
    if each.is_void:
        return Icon.CLOSE, "muted"
    return (Icon.CLOCK, "attention") if each.mark is SyncMark.WAITING else None
