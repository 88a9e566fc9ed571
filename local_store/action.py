"""One person's action: everything it does is one change set, all or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Connection

from local_store import numbers, overlay
from local_store.errors import MissingRowError, WrongEntityError
from local_store.identity import Identity
from local_store.overlay import RowKey
from local_store.reading import Read
from local_store.rows import Row, rows_of
from models.change_set import MAX_OPS, Content, Op
from models.conflict import Conflict
from models.entity import Entity, field_index, fields_of
from models.ids import Entropy, uuid7
from models.registry import BY_TABLE, GENERATION
from models.values import PlainRow, to_plain
from models.vocabulary import OpKind, PolicyKind, PractitionerId

SALT_BYTES = 16
_DISCARD_DRAFT = "DELETE FROM form_draft WHERE user_id = ? AND json_extract(body, '$.action') = ?"
_NEW_OP = {
    PolicyKind.APPEND_ONLY: OpKind.APPEND,
    PolicyKind.NEWEST_WINS: OpKind.INSERT,
    PolicyKind.MERGE_FIELDS: OpKind.INSERT,
}
_MAKING = (OpKind.INSERT, OpKind.APPEND)
_CHANGEABLE = (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who acts, in which words, and on the strength of which time and randomness."""

    use_case: str
    user: PractitionerId
    identity: Identity
    now: datetime
    now_ms: int
    wall_ms: int
    entropy: Entropy


class Tx(Read):
    """The open action. It reads its own writes; nobody else does before it ends.

    `now` is the desk's corrected time, the same throughout the action. `roots` gathers whose
    records were written.
    """

    def __init__(self, connection: Connection, author: Author) -> None:
        super().__init__(connection)
        self._author = author
        self.now = author.now
        self.change_set_id = self.new_id()
        self._ops: dict[RowKey, Op] = {}
        self.roots: set[UUID] = set()

    @property
    def changed(self) -> frozenset[str]:
        """The tables whose records this action has written so far; empty if it did nothing."""
        return frozenset(op.e for op in self._ops.values())

    def new_id(self) -> UUID:
        """An id for a new record."""
        return uuid7(self._author.now_ms, self._author.entropy)

    def take_mrn(self) -> numbers.Mrn:
        """The next medical record number of this desk's blocks, else a temporary one."""
        return numbers.take(self._raw, self._author.identity)

    def discard_draft_of(self, form: UUID) -> None:
        """Throw away the person's draft of the opened form that this action carries out."""
        self._raw.execute(_DISCARD_DRAFT, (self._author.user.bytes, str(form)))

    def add(self, entity: Entity) -> None:
        """Record something new.

        Raises:
            WrongEntityError: only the service may write such a record.
        """
        kind = _NEW_OP.get(entity.SYNC.kind)
        if kind is None:
            raise WrongEntityError(f"{entity.TABLE} is {entity.SYNC.kind}: not written at a desk")
        fields = entity.plain()
        root = entity.root_id
        rows_of(type(entity)).insert(
            self._raw, entity.id, Row(fields, 0, root, None, None, dirty=True)
        )
        op = Op(k=kind, e=entity.TABLE, id=entity.id, root=root, f=fields)
        if root is not None:
            self.roots.add(root)
        self._add_op((entity.NUMBER, entity.id), op)

    def change(
        self, entity: type[Entity], row_id: UUID, *, seen_seq: int | None = None, **fields: object
    ) -> None:
        """Change fields of a record; those that already have the value do not travel.

        Args:
            entity: the kind of record.
            row_id: which one.
            seen_seq: `seq_of` the row when the person read it, where that was before this action.
                An edit by somebody else since then counts as made apart, not as seen.
            fields: the new values, typed.

        Raises:
            WrongEntityError: such a record is never altered, or not at a desk.
            MissingRowError: the record is not held here.
        """
        if entity.SYNC.kind not in _CHANGEABLE:
            raise WrongEntityError(f"{entity.TABLE} is {entity.SYNC.kind}: not changed at a desk")
        row = self._row(entity, row_id)
        index = field_index(entity)
        plain = {name: to_plain(index[name], value) for name, value in fields.items()}
        changed = {name: value for name, value in plain.items() if row.fields[name] != value}
        if not changed:
            return
        self._overwrite(entity, row_id, row, {**row.fields, **changed})
        key = (entity.NUMBER, row_id)
        earlier = self._ops.get(key)
        if earlier is not None:
            changed = {**earlier.f, **changed}
            self._ops[key] = Op(
                k=earlier.k, e=earlier.e, id=row_id, root=earlier.root, base=earlier.base, f=changed
            )
            return
        base = row.seq if seen_seq is None else min(seen_seq, row.seq)
        self._add_op(key, Op(k=OpKind.PATCH, e=entity.TABLE, id=row_id, base=base, f=changed))

    def resolve(self, conflict: Conflict, value: object) -> None:
        """Decide a conflict: this is the value of the field from now on (typed).

        Raises:
            MissingRowError: the conflict or the row it is about is not held here.
        """
        entity = BY_TABLE[conflict.entity]
        plain = to_plain(field_index(entity)[conflict.field], value)
        opened = self._row(Conflict, conflict.id)
        subject = self._row(entity, conflict.row_id)
        op = Op(
            k=OpKind.RESOLVE,
            e=Conflict.TABLE,
            id=conflict.id,
            base=opened.seq,
            f={conflict.field: plain},
        )
        self._add_op((Conflict.NUMBER, conflict.id), op)
        self._overwrite(entity, conflict.row_id, subject, {**subject.fields, **op.f})
        # Who and when come with the content's clock, when the action ends.
        self._overwrite(Conflict, conflict.id, opened, opened.fields)

    def content(self, hlc: int, epoch: UUID) -> tuple[Content, set[RowKey]] | None:
        """The finished change set and the rows it touches; None if nothing was done."""
        if not self._ops:
            return None
        ops = list(self._ops.values())
        touched = overlay.touched_by(self._raw, ops)
        author = self._author
        content = Content(
            id=self.change_set_id,
            use_case=author.use_case,
            user=author.user,
            epoch=epoch,
            hlc=hlc,
            wall_ms=author.wall_ms,
            gen=GENERATION,
            deps=overlay.unacknowledged(self._raw, _needed(ops, touched)),
            salt=author.entropy(SALT_BYTES),
            ops=ops,
        )
        self._show_decisions(content)
        return content, touched

    def _add_op(self, key: RowKey, op: Op) -> None:
        if len(self._ops) >= MAX_OPS:
            raise WrongEntityError(f"one action writes at most {MAX_OPS} records")
        self._ops[key] = op

    def _row(self, entity: type[Entity], row_id: UUID) -> Row:
        row = rows_of(entity).get(self._raw, row_id)
        if row is None:
            raise MissingRowError(f"{entity.TABLE} {row_id} is not held at this desk")
        return row

    def _overwrite(self, entity: type[Entity], row_id: UUID, row: Row, fields: PlainRow) -> None:
        if not row.dirty:
            overlay.put_base(self._raw, entity, row_id, row)
        if row.root is not None:
            self.roots.add(row.root)
        rows_of(entity).put(self._raw, row_id, replace(row, fields=fields, dirty=True))

    def _show_decisions(self, content: Content) -> None:
        for op in content.ops:
            if op.k is OpKind.RESOLVE:
                row = self._row(Conflict, op.id)
                fields = overlay.resolved(row.fields, op, content)
                if fields is not None:
                    self._overwrite(Conflict, op.id, row, fields)


@cache
def _references(table: str) -> list[tuple[str, int]]:
    """The fields of a record that name others, with their entity; of those a desk can write."""
    return [
        (spec.name, BY_TABLE[spec.references].NUMBER)
        for spec in fields_of(BY_TABLE[table])
        # What only the service writes is never waiting here.
        if spec.references is not None and BY_TABLE[spec.references].SYNC.kind in _NEW_OP
    ]


def _needed(ops: list[Op], touched: set[RowKey]) -> set[RowKey]:
    """The rows that must be there before: those changed or referred to, and not made here."""
    needed = set(touched)
    for op in ops:
        for name, number in _references(op.e):
            value = op.f.get(name)
            if isinstance(value, UUID):
                needed.add((number, value))
    made = {(BY_TABLE[op.e].NUMBER, op.id) for op in ops if op.k in _MAKING}
    return needed - made
