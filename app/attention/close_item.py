"""Closing what needed a person, with a word on what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.attention.queries import closing_words, may_close
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Context, Layout, Text, Width
from app.query import Look
from app.seen import Seen, see
from models.attention import AttentionItem
from models.vocabulary import N_, AttentionStatus


class CloseRefusal(StrEnum):
    """Why it stays as it is."""

    GONE = "gone"
    CLOSED = "closed"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItem:
    """What was done about it."""

    seen: Annotated[Seen[AttentionItem] | None, Context("seen")]
    note: Annotated[
        str,
        Text(
            N_("What was done"),
            300,
            lines=3,
            layout=Layout(width=Width.LONG, help=N_("The next person reads this")),
        ),
    ]


def open_closing(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the item named in the context."""
    item_id = context.get("attention")
    seen = see(look.read, AttentionItem, item_id) if isinstance(item_id, UUID) else None
    return Opening({}, {**context, "seen": seen})


def close_item(act: Act, command: CloseItem) -> UUID:
    """Record who closed it, when, and with which words; two people closing it are merged."""
    seen = command.seen
    item = act.tx.get(AttentionItem, seen.row.id) if seen else None
    if seen is None or item is None:
        raise Refuse(CloseRefusal.GONE)
    if item.status is AttentionStatus.CLOSED:
        raise Refuse(CloseRefusal.CLOSED, **closing_words(act.tx, item, act.now))
    if not may_close(act.tx, item, act.by):
        raise Refuse(CloseRefusal.NOT_YOURS)
    act.tx.change(
        AttentionItem,
        item.id,
        seen_seq=seen.seq,
        status=AttentionStatus.CLOSED,
        closed_by_id=act.by,
        closed_at=act.tx.now,
        closing_note=command.note,
    )
    return item.id


CLOSE_ITEM = UseCase(
    key="attention.close",
    title=N_("Close what needed attention"),
    input=CloseItem,
    function=close_item,
    opening=open_closing,
    refusals={
        CloseRefusal.GONE: N_("This desk does not hold it any more. Close this and look again."),
        CloseRefusal.CLOSED: N_("{who} closed it at {when}: “{note}”. Nothing is left to do."),
        CloseRefusal.NOT_YOURS: N_(
            "This is for colleagues of another role to decide. Tell one of them."
        ),
    },
)
