"""Ops as tests write them."""

from typing import Any
from uuid import UUID

from models.change_set import Op
from models.registry import BY_TABLE
from models.vocabulary import OpKind, PolicyKind


def insert(table: str, row_id: UUID, root: UUID | None = None, **fields: Any) -> Op:
    """The op that makes a row, of the kind its table wants."""
    is_fact = BY_TABLE[table].SYNC.kind is PolicyKind.APPEND_ONLY
    kind = OpKind.APPEND if is_fact else OpKind.INSERT
    return Op(k=kind, e=table, id=row_id, root=root, f=fields)


def patch(table: str, row_id: UUID, base: int, **fields: Any) -> Op:
    return Op(k=OpKind.PATCH, e=table, id=row_id, base=base, f=fields)


def contact(row_id: UUID, patient: UUID, value: str) -> Op:
    return insert(
        "patient_contact", row_id, root=patient, patient_id=patient, system="phone", value=value
    )
