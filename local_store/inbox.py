"""Applying what the service sent: from one commit of its log to a later one, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from local_store import receipts, search_index, state
from local_store.errors import BadPageError, OtherHistoryError, PageGapError
from local_store.overlay import Rebase, RowKey, changed_tables, put_base, touch, touched_by
from local_store.receipts import News
from local_store.rows import Row, plain_of_wire, rows_of
from models.change_set import decode_content
from models.checksum import row_hash
from models.conflict import Conflict
from models.entity import Entity, field_index
from models.registry import BY_TABLE, GENERATION
from models.wire import Cursor, Page, RowImage

MARKS_KEPT = 64
_DIRTY = "SELECT DISTINCT entity, row_id FROM overlay_touch"
_MARK = "INSERT OR REPLACE INTO mark (seq, mark) VALUES (?, ?)"
_PRUNE = (
    "DELETE FROM mark WHERE seq < (SELECT min(seq) FROM"
    " (SELECT seq FROM mark ORDER BY seq DESC LIMIT ?))"
)
_DECISIONS = (
    "SELECT t.cs_id, coalesce(o.content, c.content) FROM overlay_touch t"
    " LEFT JOIN outbox o ON o.cs_id = t.cs_id LEFT JOIN carried c ON c.cs_id = t.cs_id"
    " WHERE t.entity = ? AND t.row_id = ?"
)
Image = tuple[UUID, Row]


def cursor(raw: Any) -> Cursor | None:
    """Where the replica stands; None before its first page."""
    seq = state.get(raw, state.SEQ)
    epoch = state.get_epoch(raw)
    if seq is None or epoch is None:
        return None
    (mark,) = raw.execute("SELECT mark FROM mark WHERE seq = ?", (seq,)).fetchone()
    # The generation of this program: its new tables were empty as long as an older one wrote here.
    scope = state.get(raw, state.SCOPE)
    return Cursor(epoch=epoch, seq=seq, mark=mark, scope=scope, gen=GENERATION)


def is_stale(at: Cursor | None, page: Page) -> bool:
    """Whether a page brings nothing that is not here already.

    Raises:
        OtherHistoryError: it is of another history of the service.
        PageGapError: it does not begin where this replica stands.
    """
    seq = 0 if at is None else at.seq
    if at is not None and page.standing.epoch != at.epoch:
        raise OtherHistoryError(f"this replica follows {at.epoch}, not {page.standing.epoch}")
    if page.to_seq < page.from_seq:
        raise BadPageError(f"a page runs backwards, from {page.from_seq} to {page.to_seq}")
    if page.from_seq == seq:
        return False
    if page.to_seq <= seq:
        return True
    raise PageGapError(f"the page begins at {page.from_seq}, this replica stands at {seq}")


def apply(raw: Any, page: Page, hash_key: bytes) -> tuple[set[str], News]:
    """Apply a page that begins where the replica stands.

    Returns:
        The tables that changed, and what its receipts changed.

    Raises:
        BadPageError: a row does not have the shape of a row; the transaction must not commit.
    """
    rebase, recompute = Rebase(raw), set[RowKey]()
    dirty = {(number, UUID(bytes=key)) for number, key in raw.execute(_DIRTY)}
    changed: set[RowKey] = set()
    for entity, images in _by_entity(page.rows, hash_key).items():
        under = [image for image in images if (entity.NUMBER, image[0]) in dirty]
        for key, row in under:
            put_base(raw, entity, key, row)
            recompute.add((entity.NUMBER, key))
        rows_of(entity).put_newer(raw, images if not under else _without(images, under))
        changed |= {(entity.NUMBER, key) for key, _ in images}
        if entity in search_index.SOURCES:
            rebase.roots |= {row.root for _, row in images if row.root is not None}
    recompute |= _lay_decisions(raw, recompute)
    recompute |= receipts.lift_superseded(raw, recompute)
    news = receipts.note(raw, page.receipts)
    caught_up = page.to_seq >= page.standing.head
    recompute |= news.rows | receipts.lift_settled(raw, page.to_seq, caught_up=caught_up)
    rebase.recompute(recompute)
    search_index.reindex(raw, rebase.roots)
    _advance(raw, page)
    return changed_tables(changed | recompute), news


def _without(images: list[Image], some: list[Image]) -> list[Image]:
    left_out = {key for key, _ in some}
    return [image for image in images if image[0] not in left_out]


def _by_entity(images: Iterable[RowImage], hash_key: bytes) -> dict[type[Entity], list[Image]]:
    """Rows by entity; tables that only a newer generation knows are left out."""
    found: dict[type[Entity], list[Image]] = defaultdict(list)
    for image in images:
        entity = BY_TABLE.get(image.table)
        if entity is not None:
            found[entity].append((image.id, _row(entity, image, hash_key)))
    return found


def _row(entity: type[Entity], image: RowImage, hash_key: bytes) -> Row:
    index, sent = field_index(entity), image.fields
    try:
        fields = {name: plain_of_wire(spec, sent.get(name)) for name, spec in index.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise BadPageError(f"{image.table} {image.id}: {error}") from error
    for name, spec in index.items():
        if fields[name] is None and not spec.nullable:
            raise BadPageError(f"{image.table} {image.id}: {name} is missing")
    unknown = {name: value for name, value in sent.items() if name not in index}
    ext = msgspec.json.encode(unknown, order="deterministic").decode() if unknown else None
    h = row_hash(hash_key, entity, image.id, image.seq, fields)
    return Row(fields, image.seq, image.root, h, ext, dirty=False)


def _lay_decisions(raw: Any, arrived: set[RowKey]) -> set[RowKey]:
    """Lay own decisions also over their subjects, where the conflict has only now arrived."""
    laid: set[RowKey] = set()
    for number, row_id in arrived:
        if number != Conflict.NUMBER:
            continue
        for cs_id, content in raw.execute(_DECISIONS, (number, row_id.bytes)).fetchall():
            rows = touched_by(raw, decode_content(content).ops)
            touch(raw, UUID(bytes=cs_id), rows)
            laid |= rows
    return laid


def _advance(raw: Any, page: Page) -> None:
    state.put(
        raw,
        {
            state.EPOCH: page.standing.epoch.bytes,
            state.SEQ: page.to_seq,
            state.SCOPE: page.scope,
            state.GEN: GENERATION,
            state.LAST_HLC: max(state.get(raw, state.LAST_HLC), page.standing.hlc),
        },
    )
    raw.execute(_MARK, (page.to_seq, page.mark))
    raw.execute(_PRUNE, (MARKS_KEPT,))
