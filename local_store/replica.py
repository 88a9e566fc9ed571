"""What the line to the service needs of the store. Every method is one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from local_store import (
    carried,
    inbox,
    numbers,
    outbox,
    overview,
    receipts,
    scanning,
    search_index,
    state,
    sums,
)
from local_store.errors import ForkedError
from local_store.overlay import Rebase, changed_tables, touch, touched_by
from local_store.overview import ReplicaSummary
from local_store.reading import Read
from local_store.writing import Writing
from models.change_set import Sealed, decode_content
from models.checksum import Sum
from models.values import us_from_instant
from models.vocabulary import N_
from models.wire import Cursor, LeaseReply, Page, Receipt

FORKED = N_(
    "The service holds work of this workstation that is not in its records: they were restored"
    " from an old copy, or copied. Nothing was changed. Enrol this workstation again."
)
_STATE = "sync_state"
_LOG_COMMAND = (
    "INSERT OR IGNORE INTO command_log (id, name, args, user_id, state, at)"
    " VALUES (?, ?, ?, ?, 'open', ?)"
)
_FINISH = "UPDATE command_log SET state = ?, result = ?, seq = ? WHERE id = ? AND state = 'open'"
_OPEN = "SELECT id, name, args, user_id FROM command_log WHERE state = 'open' ORDER BY at, id"


@dataclass(frozen=True, slots=True)
class OpenCommand:
    """A command that was sent, perhaps, and has no decision yet."""

    id: UUID
    name: str
    args: dict[str, Any]
    user: UUID


class Replica:
    """The replica of one desk. Repeated and stale input changes nothing."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def cursor(self) -> Cursor | None:
        """How far the replica has come; None before its first page."""
        with self._writing.database.reading() as connection:
            return inbox.cursor(connection.connection.driver_connection)

    def pending(self, max_sets: int, max_bytes: int) -> list[Sealed]:
        """What waits for a receipt, oldest first; the first one whatever its size.

        They follow one another in the chain: where a page has told of a later one before the
        answer to an earlier one came, what is behind that goes with the next request.
        """
        device = self._writing.enrolled().device
        with self._writing.database.reading() as connection:
            raw = connection.connection.driver_connection
            sets = (sealed for _, sealed in outbox.waiting(raw, device, max_sets))
            return _as_many(_in_one_row(sets), max_bytes)

    def carried_pending(self, max_sets: int, max_bytes: int) -> list[Sealed]:
        """What paper brought and the service has not answered for, with the links of its origin.

        A set that waits at the service for another is offered again once the replica has moved on.
        """
        with self._writing.database.reading() as connection:
            raw = connection.connection.driver_connection
            seq = state.get(raw, state.SEQ) or 0
            return _as_many(carried.pending(raw, seq, max_sets), max_bytes)

    def take_receipts(self, taken: list[Receipt], next_dseq: int) -> None:
        """Store what the service says became of change sets.

        Raises:
            ForkedError: it expects a later place than this store's chain has.
        """
        with self._writing.background() as raw:
            if receipts.is_forked(raw, next_dseq):
                raise ForkedError(FORKED)
            news = receipts.note(raw, taken)
            rows = news.rows | receipts.lift_settled(
                raw, state.get(raw, state.SEQ) or 0, caught_up=False
            )
            rebase = Rebase(raw)
            rebase.recompute(rows)
            search_index.reindex(raw, rebase.roots)
        self._after(news.own, news.tables, rows)

    def resend_from(self, next_dseq: int) -> None:
        """The service has the chain only up to before this place: send from there on again."""
        inc = self._writing.enrolled().inc
        with self._writing.person() as raw:
            returned = receipts.take_back(raw, inc, next_dseq)
            rows = scanning.offer_again(raw, self._writing.enrolled().classes)
            for change_set, content in returned:
                touched = touched_by(raw, decode_content(content).ops)
                touch(raw, change_set, touched)
                rows |= touched
            rebase = Rebase(raw)
            rebase.recompute(rows)
            search_index.reindex(raw, rebase.roots)
            self._writing.journal.rewrite(outbox.unsent(raw, self._writing.enrolled().device))
        self._after([], {"outbox"}, rows)

    def apply_page(self, page: Page) -> frozenset[str]:
        """Move to the commit a page leads to; gives the tables that changed.

        Raises:
            PageGapError: it does not begin where this replica stands.
            BadPageError, OtherHistoryError: it cannot be applied; nothing was changed.
        """
        hash_key = self._writing.enrolled().hash_key
        with self._writing.background() as raw:
            if inbox.is_stale(inbox.cursor(raw), page):
                return frozenset()
            changed, news = inbox.apply(raw, page, hash_key)
            self._writing.probe("page applied")
        self._writing.time.heard(page.standing.hlc)
        self._after(news.own, {_STATE, *changed, *news.tables}, set())
        return frozenset(changed)

    def sums(self) -> tuple[Cursor, dict[str, Sum]]:
        """Where the replica stands and the sums of its base rows, of one moment."""
        with self._writing.database.reading() as connection:
            return sums.of_base(connection.connection.driver_connection)

    def dump(self) -> dict[str, list[str]]:
        """Every base row in canonical form, by table and in the order of ids."""
        with self._writing.database.reading() as connection:
            return sums.dump(connection.connection.driver_connection)

    def note_time(self, server_time_ms: int, server_hlc: int, round_trip_s: float) -> None:
        """Correct the desk's time by that of a reply."""
        time = self._writing.time
        time.heard(server_hlc)
        if time.is_better(round_trip_s):
            with self._writing.background() as raw:
                time.correct(raw, server_time_ms, round_trip_s)

    def serials_left(self) -> int:
        """How many medical record numbers this desk can still give."""
        inc = self._writing.enrolled().inc
        with self._writing.database.reading() as connection:
            return numbers.left(connection.connection.driver_connection, inc)

    def add_block(self, lease: LeaseReply) -> None:
        """Keep a block of medical record numbers."""
        inc = self._writing.enrolled().inc
        with self._writing.person() as raw:
            numbers.add_block(raw, inc, lease)

    def log_command(self, command: UUID, name: str, args: Mapping[str, Any], user: UUID) -> None:
        """Remember a command before it is sent."""
        at = us_from_instant(self._writing.time.now())
        text = msgspec.json.encode(dict(args)).decode()
        with self._writing.person() as raw:
            raw.execute(_LOG_COMMAND, (command.bytes, name, text, user.bytes, at))

    def finish_command(
        self, command: UUID, outcome: str, result: Mapping[str, Any], seq: int | None
    ) -> None:
        """Store what was decided; the first decision stands."""
        text = msgspec.json.encode(dict(result)).decode()
        with self._writing.background() as raw:
            raw.execute(_FINISH, (str(outcome), text, seq, command.bytes))

    def open_commands(self) -> list[OpenCommand]:
        """The commands whose decision never arrived, oldest first."""
        with self._writing.database.reading() as connection:
            rows = connection.exec_driver_sql(_OPEN).all()
        return [
            OpenCommand(UUID(bytes=key), name, msgspec.json.decode(args), UUID(bytes=user))
            for key, name, args, user in rows
        ]

    def note_agreement(self, seq: int, at: datetime) -> None:
        """This desk and the service were compared at `seq` and hold the same."""
        overview.put_agreement(self._writing, seq, at)

    def note_trouble(self, code: str, words: str) -> None:
        """What is wrong with the line, until it is cleared."""
        overview.put_trouble(self._writing, code, words)

    def clear_trouble(self) -> None:
        """The line is well."""
        overview.put_trouble(self._writing, "", "")

    def summary(self) -> ReplicaSummary:
        """How this desk stands to the service, of one moment."""
        with self._writing.database.reading() as connection:
            return overview.summary(Read(connection))

    def _after(self, news: list[UUID], changed: set[str], rows: set[tuple[int, UUID]]) -> None:
        if news:
            self._writing.journal.receipted(news)
        self._writing.tell(*(changed | changed_tables(rows)))


def _in_one_row(sets: Iterable[Sealed]) -> Iterable[Sealed]:
    before: Sealed | None = None
    for sealed in sets:
        if before is not None and sealed.link.dseq != before.link.dseq + 1:
            return
        before = sealed
        yield sealed


def _as_many(sets: Iterable[Sealed], max_bytes: int) -> list[Sealed]:
    chosen: list[Sealed] = []
    size = 0
    for sealed in sets:
        size += len(sealed.content)
        if chosen and size > max_bytes:
            break
        chosen.append(sealed)
    return chosen
