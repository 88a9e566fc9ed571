"""What a batch writes after it has its numbers: bulk appends, then the few rows that change."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection, Cursor

from models.values import instant_from_us
from server_stub.records import (
    Effects,
    SetRecord,
)
from server_stub.sql_rows import encode_metas

_CHANGE_SET = (
    "copy change_set (id, content, content_hash, device_id, incarnation, dseq, user_id, hlc, gen, "
    "on_behalf_of, received_at, status, decided_seq, late, receipt, waits_on) from stdin"
)
_CHAIN_LINK = "copy chain_link (device_id, incarnation, dseq, change_set_id, prev, sig) from stdin"
_CHANGE_LOG = (
    "copy change_log (seq, change_set_id, entity, row_id, root_id, class, body) from stdin"
)
_ROW_STATE = "copy row_state (entity, row_id, seq, class, h, field_meta) from stdin"


def write_effects(connection: Connection[Any], effects: Effects, mark: bytes) -> None:
    """Append to log, sets and chains, and mark the commit if it has rows."""
    with connection.cursor() as cursor:
        _copy(cursor, _CHANGE_SET, (_set_row(s) for s in effects.sets if not s.is_known))
        _copy(
            cursor,
            _CHAIN_LINK,
            ((*each.place, each.change_set, each.prev, each.sig) for each in effects.links),
        )
        _copy(cursor, _CHANGE_LOG, _log_rows(effects))
        _copy(
            cursor,
            _ROW_STATE,
            (
                (s.entity.NUMBER, s.row_id, s.seq, _class(s), s.hash, encode_metas(s.metas))
                for s in effects.states
                if s.is_new
            ),
        )
        _alter(cursor, effects)
        _append(cursor, effects, mark)


def _alter(cursor: Cursor[Any], effects: Effects) -> None:
    _many(
        cursor,
        "update row_state set seq = %s, h = %s, field_meta = %s where entity = %s and row_id = %s",
        [
            (s.seq, s.hash, encode_metas(s.metas), s.entity.NUMBER, s.row_id)
            for s in effects.states
            if not s.is_new
        ],
    )
    _many(
        cursor,
        "update change_set set status = %s, decided_seq = %s, late = true, receipt = %s, "
        "waits_on = %s where id = %s",
        [
            (s.status, s.decided_seq, s.receipt.decode(), list(s.waits_on) or None, s.id)
            for s in effects.sets
            if s.is_known
        ],
    )
    _many(
        cursor,
        "update enrolment set status = %s, next_dseq = %s, chain = %s "
        "where device_id = %s and incarnation = %s",
        [(e.status, e.next_dseq, e.chain, e.device, e.inc) for e in effects.chains],
    )


def _append(cursor: Cursor[Any], effects: Effects, mark: bytes) -> None:
    _many(
        cursor,
        "insert into quarantine (device_id, incarnation, dseq, received_at, raw, why) "
        "values (%s, %s, %s, %s, %s, %s)",
        [
            (*q.place, instant_from_us(q.received_ms * 1000), q.raw, q.why)
            for q in effects.quarantined
        ],
    )
    if effects.log:
        _many(
            cursor,
            "insert into commit_mark (seq_hi, mark) values (%s, %s)",
            [(effects.log[-1].seq, mark)],
        )


def _set_row(record: SetRecord) -> tuple[Any, ...]:
    return (
        record.id,
        record.content,
        record.content_hash,
        *record.place,
        record.user,
        record.hlc,
        record.gen,
        record.on_behalf_of,
        instant_from_us(record.received_ms * 1000),
        record.status.value,
        record.decided_seq,
        False,
        record.receipt.decode(),
        list(record.waits_on) or None,
    )


def _log_rows(effects: Effects) -> Iterable[tuple[Any, ...]]:
    for each in effects.log:
        change = each.change
        yield (
            each.seq,
            each.change_set,
            change.entity.NUMBER,
            change.row_id,
            change.root,
            _class(change),
            each.body,
        )


def _class(row: Any) -> int:
    return int(row.entity.SYNC.replica)


def _copy(cursor: Cursor[Any], statement: str, rows: Iterable[Sequence[Any]]) -> None:
    rows = list(rows)
    if rows:
        with cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)


def _many(cursor: Cursor[Any], statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        cursor.executemany(statement.encode(), rows)
