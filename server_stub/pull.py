"""Pages: what is new after a cursor, as the last image of each row, ending on a commit."""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

import msgspec

from models.registry import GENERATION
from models.scope import Scope, continues
from models.wire import Cursor, Page, Receipt, RowImage, Standing
from server_stub.batch import MIN_GEN
from server_stub.port import Snapshot
from server_stub.records import (
    Caller,
    LogRow,
)
from server_stub.refusal import refuse

MAX_PAGE_BYTES = 8_000_000
_ROW_OVERHEAD = 110
"""Bytes of a row in a page beside its fields: table, two ids, number, punctuation."""


def check_cursor(snapshot: Snapshot, scope: Scope, cursor: Cursor | None) -> int:
    """The number a cursor stands on; 0 for none.

    Raises:
        Refusal: `gen` for a generation not served; `epoch` for a cursor that is not of this
            history or scope: the desk has to begin anew.
    """
    if cursor is None:
        return 0
    if not MIN_GEN <= cursor.gen <= GENERATION:
        raise refuse("gen", 426, "This version of the program is not served.", min_gen=MIN_GEN)
    epoch = snapshot.clock().epoch
    known = cursor.epoch == epoch and 0 <= cursor.seq <= snapshot.clock().last_seq
    known = known and continues(scope, cursor.scope)
    if not known or snapshot.mark_at(cursor.seq) != cursor.mark:
        raise refuse(
            "epoch", 409, "This cursor does not belong to the service's history.", epoch=epoch
        )
    return cursor.seq


def page_after(
    snapshot: Snapshot, scope: Scope, standing: Standing, *, from_seq: int, max_bytes: int
) -> Page:
    """The page after a commit boundary, without receipts.

    It holds as many whole commits as fit `max_bytes`, at least one. The fields of its rows are
    encoded JSON (`msgspec.Raw`), so the page has to be encoded before its fields are read.
    """
    head = snapshot.clock().last_seq
    limit = min(max_bytes, MAX_PAGE_BYTES)
    rows, to_seq = _rows(snapshot, scope, (from_seq, head), limit)
    mark = snapshot.mark_at(to_seq)
    if mark is None:
        raise RuntimeError(f"number {to_seq} is no commit boundary")
    latest = {(row.entity.NUMBER, row.row_id): row for row in rows}
    return Page(
        standing=standing,
        from_seq=from_seq,
        to_seq=to_seq,
        mark=mark,
        scope=scope.id(),
        rows=[_image(row) for row in sorted(latest.values(), key=_seq)],
        receipts=[],
    )


def with_receipts(snapshot: Snapshot, caller: Caller, page: Page) -> Page:
    """The page with what became of the caller's own change sets in its range."""
    span = (page.from_seq, page.to_seq)
    own = snapshot.receipts(caller.device_id, caller.inc, span)
    receipts = [msgspec.json.decode(raw, type=Receipt) for raw in own]
    return msgspec.structs.replace(page, receipts=receipts)


def _rows(
    snapshot: Snapshot, scope: Scope, span: tuple[int, int], limit: int
) -> tuple[list[LogRow], int]:
    from_seq, head = span
    if from_seq == head:
        return [], head
    log: Iterator[LogRow] = snapshot.log_after(from_seq, scope.classes)
    rows: list[LogRow] = []
    sizes: dict[tuple[int, UUID], int] = {}
    total = 0
    to_seq = head
    for row in log:
        if row.seq > to_seq:
            break
        rows.append(row)
        key = (row.entity.NUMBER, row.row_id)
        size = len(row.body) + _ROW_OVERHEAD
        total += size - sizes.get(key, 0)
        sizes[key] = size
        if total > limit and to_seq == head:
            to_seq = snapshot.commit_before(row.seq)
            if to_seq <= from_seq:
                to_seq = snapshot.commit_from(row.seq)
            if to_seq <= row.seq:
                break
    return [row for row in rows if row.seq <= to_seq], to_seq


def _image(row: LogRow) -> RowImage:
    fields = cast("dict[str, Any]", msgspec.Raw(row.body))
    return RowImage(row.entity.TABLE, row.row_id, row.seq, row.root, fields)


def _seq(row: LogRow) -> int:
    return row.seq
