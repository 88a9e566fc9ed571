"""How two edits made apart come together: pure functions, the same at every desk and the service.

Clocks decide only between truly concurrent edits. Whoever had seen a value, or wrote it, may
replace it whatever the clocks say; so a desk two days slow loses no sequential edit, and one two
days fast does not win every later one.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.care import VOID_FIELDS, VOID_REASON
from models.change_set import Content, Op
from models.hlc import milliseconds_of
from models.values import Plain, PlainRow
from models.vocabulary import OpKind, PolicyKind


@dataclass(frozen=True, slots=True)
class FieldMeta:
    """Who wrote the standing value of a field: the service's knowledge of it.

    `seq` is the log number of the write, or None while it is part of the batch being decided
    (later than every base). `hlc` is the effective clock.
    """

    seq: int | None
    device: UUID
    inc: int
    dseq: int
    hlc: int


@dataclass(frozen=True, slots=True)
class Writer:
    """Who proposes a value; `hlc` is already clamped to the service's clock at receipt."""

    device: UUID
    inc: int
    dseq: int
    hlc: int


class Verdict(StrEnum):
    """What becomes of a proposed value."""

    APPLY = "apply"
    CONVERGE = "converge"
    LOSE = "lose"
    CONFLICT = "conflict"


def is_sequential(meta: FieldMeta | None, base: int, writer: Writer) -> bool:
    """Whether the writer had seen the standing value, or wrote it: then nothing is concurrent."""
    if meta is None:
        return True
    if meta.seq is not None and meta.seq <= base:
        return True
    same_desk = meta.device == writer.device
    return same_desk and (meta.inc, meta.dseq) < (writer.inc, writer.dseq)


def judge_field(
    policy: PolicyKind,
    meta: FieldMeta | None,
    *,
    base: int,
    writer: Writer,
    values: tuple[Plain, Plain],
) -> Verdict:
    """Decide one field of a patch; `values` are (standing, proposed)."""
    standing, proposed = values
    if meta is None or is_sequential(meta, base, writer):
        return Verdict.APPLY
    if policy is PolicyKind.NEWEST_WINS:
        newer = (writer.hlc, writer.device) > (meta.hlc, meta.device)
        return Verdict.APPLY if newer else Verdict.LOSE
    return Verdict.CONVERGE if standing == proposed else Verdict.CONFLICT


def effective_hlc(meta: FieldMeta | None, writer: Writer) -> int:
    """The clock stored with an applied value: later than the one it replaces."""
    return writer.hlc if meta is None else max(writer.hlc, meta.hlc + 1)


def void_fields(user: UUID, hlc: int, reason: Plain) -> PlainRow:
    """What the op `void` sets in a row: when (by the writer's clock), by whom, and why."""
    at_us = milliseconds_of(hlc) * 1000
    return dict(zip(VOID_FIELDS, (at_us, user, reason), strict=True))


def fold(row: PlainRow | None, op: Op, content: Content) -> PlainRow | None:
    """A row as a desk shows it after an op of `content` that the service has not yet confirmed.

    A patch or void of a row that is not held shows nothing; a signed document is whole and shows
    without its draft. An insert over a row that another desk made under the same id shows the
    writer's fields on top, as the concurrent edit that it is; a fact that is there already stays
    as it is, and so does what was voided before. For `resolve` this is the subject row; the
    conflict row itself is folded by its own desk as resolved.
    """
    match op.k:
        case OpKind.APPEND:
            return dict(op.f) if row is None else row
        case OpKind.INSERT | OpKind.SIGN:
            return {**(row or {}), **op.f}
        case OpKind.VOID:
            if row is None or row.get(VOID_FIELDS[0]) is not None:
                return row
            return {**row, **void_fields(content.user, content.hlc, op.f.get(VOID_REASON))}
        case OpKind.PATCH | OpKind.RESOLVE:
            return None if row is None else {**row, **op.f}
