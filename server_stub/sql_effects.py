"""What a batch writes after it has its numbers: bulk appends, then the few rows that change."""

from collections.abc import Iterator
from struct import Struct
from typing import Any

from psycopg import Connection, Cursor

from models.values import instant_from_us
from server_stub.records import Effects, LinkRecord, Numbered, SetRecord
from server_stub.sql_binary import (
    NULL,
    copy,
    raw,
    since_2000,
    text,
    uuid_or_null,
    uuids_or_null,
)
from server_stub.sql_rows import encode_metas

_CHANGE_SET = (
    "copy change_set (id, device_id, incarnation, dseq, user_id, hlc, gen, received_at, "
    "decided_seq, late, content, content_hash, status, receipt, on_behalf_of, waits_on, "
    "carried_by) from stdin"
)
_CHAIN_LINK = "copy chain_link (device_id, incarnation, dseq, change_set_id, prev, sig) from stdin"
_CHANGE_LOG = (
    "copy change_log (seq, change_set_id, entity, row_id, class, body, root_id) from stdin"
)
_ROW_STATE = "copy row_state (entity, row_id, seq, class, h, field_meta) from stdin"


def write_effects(connection: Connection[Any], effects: Effects, mark: bytes) -> None:
    """Append to log, sets and chains, and mark the commit if it has rows."""
    with connection.cursor() as cursor:
        copy(cursor, _CHANGE_SET, map(_set_row, (s for s in effects.sets if not s.is_known)))
        copy(cursor, _CHAIN_LINK, map(_link_row, effects.links))
        copy(cursor, _CHANGE_LOG, map(_log_row, effects.log))
        copy(cursor, _ROW_STATE, _state_rows(effects))
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


# Each starts with the number of fields; every value comes after its length.
_set_head = Struct(">hi16si16siiiqi16siqiiiqiqi?").pack
_link_head = Struct(">hi16siiiqi16s").pack
_log_head = Struct(">hiqi16sihi16sih").pack
_state_head = Struct(">hihi16siqihiq").pack


def _set_row(record: SetRecord) -> bytes:
    device, inc, dseq = record.place
    received = since_2000(record.received_ms * 1000)
    head = _set_head(
        17,
        *(16, record.id.bytes, 16, device.bytes, 4, inc, 8, dseq, 16, record.user.bytes),
        *(8, record.hlc, 4, record.gen, 8, received, 8, record.decided_seq, 1, False),
    )
    content, status = raw(record.content), text(record.status.value)
    behalf, waits = uuid_or_null(record.on_behalf_of), uuids_or_null(record.waits_on)
    carried = uuid_or_null(record.carried_by)
    digest, receipt = raw(record.content_hash), raw(record.receipt)
    return b"".join((head, content, digest, status, receipt, behalf, waits, carried))


def _link_row(link: LinkRecord) -> bytes:
    device, inc, dseq = link.place
    head = _link_head(6, 16, device.bytes, 4, inc, 8, dseq, 16, link.change_set.bytes)
    return b"".join((head, raw(link.prev), raw(link.sig)))


def _log_row(each: Numbered) -> bytes:
    change = each.change
    numbers = (2, change.entity.NUMBER, 16, change.row_id.bytes, 2, change.replica)
    head = _log_head(7, 8, each.seq, 16, each.change_set.bytes, *numbers)
    return b"".join((head, raw(each.body), uuid_or_null(change.root)))


def _state_rows(effects: Effects) -> Iterator[bytes]:
    for s in effects.states:
        if s.is_new:
            meta = encode_metas(s.metas)
            place = (2, s.entity.NUMBER, 16, s.row_id.bytes, 8, s.seq)
            yield _state_head(6, *place, 2, s.replica, 8, s.hash)
            yield NULL if meta is None else text(meta)


def _many(cursor: Cursor[Any], statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        cursor.executemany(statement.encode(), rows)
