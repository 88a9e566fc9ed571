"""The end of a batch: dense numbers in commit order, and everything that carries one."""

from dataclasses import replace
from typing import Protocol
from uuid import UUID

import msgspec

from models.checksum import row_hash_of_body
from models.entity import Entity
from models.merge import FieldMeta
from models.values import PlainRow
from models.vocabulary import SetStatus
from server_stub.batch_item import Keys
from server_stub.candidate import Candidate
from server_stub.decide import APPLIED
from server_stub.port import ServerTx
from server_stub.records import (
    Change,
    Effects,
    Numbered,
    RowState,
    SetRecord,
)

_encoder = msgspec.json.Encoder()


def encode_body(entity: type[Entity], row: PlainRow) -> bytes:
    """The fields of a row as the log keeps them: those of its canonical form.

    Every maker of rows keeps them in order.
    """
    if entity.LATER:
        row = {n: v for n, v in row.items() if v is not None or n not in entity.LATER}
    return _encoder.encode(row)


class DecidedRun(Protocol):
    """The part of a decided batch that numbering needs."""

    tx: ServerTx
    keys: Keys
    now_ms: int
    hlc: int
    effects: Effects
    candidates: list[Candidate]
    applied: list[Candidate]


def number(run: DecidedRun) -> int:
    """Write the rows, take the clock row, and number log, states and receipts; the new head."""
    finals: dict[tuple[str, UUID], Change] = {}
    for each in run.applied:
        for change in each.decision.changes:
            key = (change.entity.TABLE, change.row_id)
            earlier = finals.get(key)
            is_new = change.is_new if earlier is None else earlier.is_new
            finals[key] = change if is_new == change.is_new else replace(change, is_new=is_new)
    run.tx.write_rows(list(finals.values()))
    count = sum(len(each.decision.changes) for each in run.applied)
    first = run.tx.take_numbers(count, run.hlc)
    head = first + count - 1
    last_of, spans = _log(run, first)
    hash_key = run.keys.hash
    for key, change in finals.items():
        seq = last_of[key]
        body = run.effects.log[seq - first].body
        digest = row_hash_of_body(hash_key, change.entity, change.row_id, seq, body)
        metas = {name: _numbered(meta, seq) for name, meta in change.metas.items()}
        run.effects.states.append(
            RowState(
                change.entity, change.row_id, change.replica, seq, digest, metas, change.is_new
            )
        )
    _finish(run, spans, head, last_of)
    return head


def _log(
    run: DecidedRun, first: int
) -> tuple[dict[tuple[str, UUID], int], dict[UUID, tuple[int, int]]]:
    last_of: dict[tuple[str, UUID], int] = {}
    spans: dict[UUID, tuple[int, int]] = {}
    seq = first
    for each in run.applied:
        changes = each.decision.changes
        for change in changes:
            last_of[change.entity.TABLE, change.row_id] = seq
            run.effects.log.append(
                Numbered(change, each.id, seq, encode_body(change.entity, change.row))
            )
            seq += 1
        if changes:
            spans[each.id] = (seq - len(changes), seq - 1)
    return last_of, spans


def _finish(
    run: DecidedRun,
    spans: dict[UUID, tuple[int, int]],
    head: int,
    last_of: dict[tuple[str, UUID], int],
) -> None:
    for each in run.candidates:
        decision = each.decision
        lo, hi = spans.get(each.id, (None, None))
        if decision.status in APPLIED and hi is None:
            # Its overlay may go only once what stood against it has arrived.
            hi = head
        opened = [last_of["conflict", c] for ids in each.conflicts.values() for c in ids]
        if opened:
            hi = max(opened)
        content = each.content
        run.effects.sets.append(
            SetRecord(
                id=each.id,
                content=each.raw,
                content_hash=each.content_hash,
                place=each.place,
                user=each.user,
                hlc=0 if content is None else content.hlc,
                gen=0 if content is None else content.gen,
                on_behalf_of=None if content is None else content.on_behalf_of,
                received_ms=each.received_ms,
                carried_by=each.carried_by,
                status=decision.status,
                decided_seq=head,
                receipt=_encoder.encode(each.finish(lo, hi)),
                waits_on=decision.waits_on if decision.status is SetStatus.PARKED else (),
                is_known=each.is_known,
            )
        )


def _numbered(meta: FieldMeta, seq: int) -> FieldMeta:
    if meta.seq is not None:
        return meta
    return FieldMeta(seq, meta.device, meta.inc, meta.dseq, meta.hlc)
