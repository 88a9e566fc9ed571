"""Taking in what paper brought: proven, kept, and laid over the base below own work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from local_store import carried, evidence, outbox, search_index
from local_store.evidence import Classes, Evidence
from local_store.overlay import Rebase, RowKey, changed_tables, touch, touched_by
from local_store.paper_proof import proven
from local_store.rows import rows_of
from local_store.writing import Writing
from models.change_set import Content, Sealed, decode_content
from models.registry import BY_NUMBER
from models.values import us_from_instant
from models.vocabulary import ReplicaClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a scan brought, as change sets.

    Attributes:
        new: taken in now; they wait for the service.
        known: here before, by the line or by paper; nothing changes.
        waiting: those of the new ones that show nothing yet, because a record that they change
            has not come here.
    """

    new: tuple[UUID, ...]
    known: tuple[UUID, ...]
    waiting: tuple[UUID, ...]


def carry(writing: Writing, sets: Sequence[Sealed]) -> Carried:
    """Take in change sets of other desks; all of them, or none.

    Raises:
        ForeignPaperError, TamperedPaperError: one of them is not this hospital's, or not what was
            signed. Nothing was kept.
    """
    at_us = us_from_instant(writing.time.now())
    with writing.person() as raw:
        contents = [proven(writing, raw, sealed) for sealed in sets]
        taken = _Taken(raw, frozenset(writing.enrolled().classes))
        for sealed, content in zip(sets, contents, strict=True):
            taken.take(sealed, content, at_us)
        rows = taken.lay()
        writing.probe("carried")
    if taken.kept:
        writing.tell(*changed_tables(rows), "outbox")
    return taken.said(contents)


def offer_again(raw: Any, classes: Iterable[ReplicaClass]) -> set[RowKey]:
    """Let everything from paper wait for the service again; gives the rows to recompute.

    The service has lost some of its history, and this may be the only copy.
    """
    rows = set[RowKey]()
    for change_set, body in carried.offer_again(raw):
        ops = evidence.shown_ops(decode_content(body), frozenset(classes))
        if evidence.of(raw, ops) is Evidence.NONE:
            over = touched_by(raw, ops)
            touch(raw, change_set, over)
            rows |= over
    return rows


class _Taken:
    """One scan while it is taken in."""

    def __init__(self, raw: Any, classes: Classes) -> None:
        self._raw, self._classes = raw, classes
        self._new: dict[UUID, set[RowKey]] = {}
        self._hidden: set[UUID] = set()
        self.kept = False

    def take(self, sealed: Sealed, content: Content, at_us: int) -> None:
        """Keep one change set, unless it is here already."""
        raw, change_set = self._raw, content.id
        if outbox.is_known(raw, change_set) or carried.find(raw, change_set) is not None:
            return
        ops = evidence.shown_ops(content, self._classes)
        found = evidence.of(raw, ops)
        if found is Evidence.SAME:
            return
        carried.keep(raw, change_set, sealed, at_us)
        self.kept = True
        if found is Evidence.NONE:
            self._new[change_set] = touched_by(raw, ops)

    def lay(self) -> set[RowKey]:
        """Lay what is new over its rows; gives the rows that were computed anew."""
        raw = self._raw
        for change_set, rows in self._new.items():
            touch(raw, change_set, rows)
        rows = set[RowKey]().union(*self._new.values())
        if self.kept and carried.arrange(raw):
            rows |= carried.rows_under(raw)
        rebase = Rebase(raw)
        rebase.recompute(rows)
        search_index.reindex(raw, rebase.roots)
        self._hidden = {one for one, over in self._new.items() if over and not self._shows(over)}
        return rows

    def said(self, contents: Iterable[Content]) -> Carried:
        """What came of it, in the order of the paper."""
        ids = list(dict.fromkeys(content.id for content in contents))
        return Carried(
            new=tuple(one for one in ids if one in self._new),
            known=tuple(one for one in ids if one not in self._new),
            waiting=tuple(one for one in ids if one in self._hidden),
        )

    def _shows(self, rows: set[RowKey]) -> bool:
        return any(rows_of(BY_NUMBER[number]).get(self._raw, key) for number, key in rows)
