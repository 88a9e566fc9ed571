"""Signatures: a draft merges, a signed document stays as it was signed.

A draft that the service knows is signed with the number of a lock, so that of two who sign it one
does. A draft that only its own desk can have touched is signed without. Where another desk has
touched it after all, or it was cancelled, the signature is not lost: the document as it was signed
becomes a new row that replaces the draft.
"""

from uuid import UUID, uuid5

from models.care import VOID_FIELDS
from models.change_set import Content, Op
from models.entity import Entity
from models.values import PlainRow
from models.vocabulary import Outcome, PolicyKind, RequestStatus
from server_stub.fields import need_references, whole_row
from server_stub.merging import written_now
from server_stub.records import EVERY_FIELD, Held
from server_stub.set_view import Judged, Never, NotYet, SetView, root_of

SIGNED_AT, SIGNED_BY, STATUS, REPLACES = "signed_at", "signed_by_id", "status", "replaces_id"
"""The fields that every record of the policy `signed` has."""

_BY_SIGNING = (SIGNED_AT, SIGNED_BY, "signed_offline")


def is_signed(entity: type[Entity], row: PlainRow) -> bool:
    """Whether nothing of a row may be altered any more."""
    return entity.SYNC.kind is PolicyKind.SIGNED and row[SIGNED_AT] is not None


def check_draft(view: SetView, entity: type[Entity], values: PlainRow) -> None:
    """Make sure that fields which are no signature do not pretend to be one.

    Raises:
        Never: they do. What the service brings in may have been signed elsewhere.
    """
    if entity.SYNC.kind is not PolicyKind.SIGNED or view.is_service:
        return
    if values.get(STATUS) == RequestStatus.ACTIVE:
        raise Never(f"validation:{STATUS}")
    for name in _BY_SIGNING:
        if values.get(name) is not None:
            raise Never(f"validation:{name}")


def replacement_id(change_set: UUID, draft: UUID) -> UUID:
    """The row that a signature becomes whose draft could not be signed in its place."""
    return uuid5(change_set, str(draft))


def resource_of(op: Op) -> str:
    """What a lock on the row of an op is called."""
    return f"{op.e}:{op.id}"


def sign(view: SetView, entity: type[Entity], op: Op, content: Content) -> Judged:
    """Sign a draft with the document as its writer saw it.

    Raises:
        Never: it is no signature of this person, its lock is no longer theirs, or another
            document was signed here.
        NotYet: the draft, or something it names, is not there yet.
    """
    if entity.SYNC.kind is not PolicyKind.SIGNED:
        raise Never(f"malformed:sign of {op.e}")
    document = whole_row(view, entity, op)
    if document[STATUS] != RequestStatus.ACTIVE or document[SIGNED_AT] is None:
        raise Never(f"validation:{STATUS}")
    if document[SIGNED_BY] != content.user:
        raise Never(f"validation:{SIGNED_BY}")
    if any(document[name] is not None for name in VOID_FIELDS):
        raise Never(f"validation:{VOID_FIELDS[0]}")
    held = view.row(entity, op.id)
    if held is None:
        raise NotYet(f"missing_row:{op.e}", [op.id])
    if op.root != root_of(entity, op.id, held.row):
        raise Never("validation:root")
    need_references(view, entity, document, own=op.id)
    return _sign(view, entity, op, content, (held, document))


def _sign(
    view: SetView, entity: type[Entity], op: Op, content: Content, ground: tuple[Held, PlainRow]
) -> Judged:
    held, document = ground
    device = view.writer.device
    if is_signed(entity, held.row) and _is_same(held.row, document):
        return Judged(Outcome.DUPLICATE)
    if op.token is not None and not view.reads.holds_lock(resource_of(op), device, op.token):
        raise Never(f"fenced:{op.e}")
    is_sole = all(meta.device == device for meta in held.metas.values())
    if op.token is None and not is_sole:
        return _replace(view, entity, op, content, document)
    if is_signed(entity, held.row):
        raise Never(f"immutable:{op.e}")
    if held.row[STATUS] != RequestStatus.DRAFT or held.row[VOID_FIELDS[0]] is not None:
        return _replace(view, entity, op, content, document)
    latest = max(held.metas.values(), key=lambda meta: meta.hlc, default=None)
    view.put(entity, op.id, Held(document, {EVERY_FIELD: written_now(view, latest)}))
    return Judged(Outcome.APPLIED)


def _replace(
    view: SetView, entity: type[Entity], op: Op, content: Content, document: PlainRow
) -> Judged:
    replacing = replacement_id(content.id, op.id)
    row = {**document, REPLACES: op.id}
    view.put(entity, replacing, Held(row, {EVERY_FIELD: written_now(view, None)}))
    return Judged(Outcome.APPLIED)


def _is_same(standing: PlainRow, document: PlainRow) -> bool:
    return all(standing[name] == document[name] for name in document if name not in VOID_FIELDS)
