"""One person's action: everything it does is one change set, all or nothing."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from local_store import numbers, overlay
from local_store.author import Author
from local_store.errors import MissingRowError, NotHeldError, WrongEntityError
from local_store.ops import NEW_OP, Ops, needed
from local_store.overlay import RowKey
from local_store.reading import Read
from local_store.rows import Row, rows_of
from models.care import VOID_REASON, CareRecord
from models.change_set import Content, Op
from models.conflict import Conflict
from models.entity import Entity, class_of, field_index
from models.ids import uuid7
from models.merge import fold
from models.registry import BY_TABLE, GENERATION
from models.values import PlainRow, to_plain
from models.vocabulary import OpKind, PolicyKind

SALT_BYTES = 16
_DISCARD_DRAFT = "DELETE FROM form_draft WHERE user_id = ? AND json_extract(body, '$.action') = ?"
_CHANGEABLE = (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS, PolicyKind.SIGNED)
_VOIDED, _SIGNED = "voided_at", "signed_at"


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
        self._ops = Ops()
        self.roots: set[UUID] = set()

    @property
    def changed(self) -> frozenset[str]:
        """The tables whose records this action has written so far; empty if it did nothing."""
        return frozenset(op.e for op in self._ops.all)

    def new_id(self) -> UUID:
        """An id for a new record."""
        return uuid7(self._author.now_ms, self._author.entropy)

    def take_mrn(self) -> numbers.Mrn:
        """The next medical record number of this desk's blocks, else a temporary one."""
        return numbers.take(self._raw, self._author.identity)

    def take_count(self, name: str) -> int:
        """The next number of a counter of this desk: 1, 2, 3 and so on, without a gap.

        An action that is not committed gives its number back. A number that is to be unique in
        the hospital has the desk's series in its name, here and where it is printed: another
        incarnation has another series, and begins at 1 again.
        """
        return numbers.count(self._raw, name)

    def discard_draft_of(self, form: UUID) -> None:
        """Throw away the person's draft of the opened form that this action carries out."""
        self._raw.execute(_DISCARD_DRAFT, (self._author.user.bytes, str(form)))

    def add(self, entity: Entity) -> None:
        """Record something new.

        Raises:
            WrongEntityError: only the service may write such a record.
            NotHeldError: this desk holds no records of that class, so that it could not show it.
        """
        kind = NEW_OP.get(entity.SYNC.kind)
        if kind is None:
            raise WrongEntityError(f"{entity.TABLE} is {entity.SYNC.kind}: not written at a desk")
        fields = entity.plain()
        if class_of(type(entity), fields) not in self._author.identity.classes:
            raise NotHeldError(f"a desk of {self._author.identity.profile} holds no {entity.TABLE}")
        root = entity.root_id
        rows_of(type(entity)).insert(
            self._raw, entity.id, Row(fields, 0, root, None, None, dirty=True)
        )
        op = Op(k=kind, e=entity.TABLE, id=entity.id, root=root, f=fields)
        if root is not None:
            self.roots.add(root)
        self._ops.add((entity.NUMBER, entity.id), op)

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
            WrongEntityError: such a record is never altered, or not at a desk, or was signed.
            MissingRowError: the record is not held here.
        """
        if entity.SYNC.kind not in _CHANGEABLE:
            raise WrongEntityError(f"{entity.TABLE} is {entity.SYNC.kind}: not changed at a desk")
        row = self._row(entity, row_id)
        _refuse_signed(entity, row)
        index = field_index(entity)
        plain = {name: to_plain(index[name], value) for name, value in fields.items()}
        changed = {name: value for name, value in plain.items() if row.fields[name] != value}
        if not changed:
            return
        self._overwrite(entity, row_id, row, {**row.fields, **changed})
        key = (entity.NUMBER, row_id)
        if self._ops.widen(key, changed):
            return
        base = row.seq if seen_seq is None else min(seen_seq, row.seq)
        self._ops.add(key, Op(k=OpKind.PATCH, e=entity.TABLE, id=row_id, base=base, f=changed))

    def sign(self, entity: type[Entity], row_id: UUID, document: Entity, token: int | None) -> None:
        """Sign a draft: from now on this is the document, and nothing of it changes any more.

        Args:
            entity: the kind of record.
            row_id: the draft, held here.
            document: the whole record as it was signed, with who signed and when.
            token: the number of the service's lock; None for a draft that no other desk can
                have touched (not `Read.is_acknowledged`).

        Raises:
            WrongEntityError: such a record is not signed, or this one was signed before.
            MissingRowError: the draft is not held here.
        """
        if entity.SYNC.kind is not PolicyKind.SIGNED or document.id != row_id:
            raise WrongEntityError(f"{entity.TABLE} {row_id} is not what this signature is for")
        row = self._row(entity, row_id)
        _refuse_signed(entity, row)
        fields = document.plain()
        op = Op(
            k=OpKind.SIGN,
            e=entity.TABLE,
            id=row_id,
            root=document.root_id,
            base=row.seq,
            f=fields,
            token=token,
        )
        self._overwrite(entity, row_id, row, fields)
        self._ops.add((entity.NUMBER, row_id), op)

    def void(self, entity: type[CareRecord], row_id: UUID, reason: str) -> None:
        """Say that a record was made in error. It stays to be seen, struck through.

        A record that was voided before stays as it was. Who and when are filled in as the action
        ends.

        Raises:
            WrongEntityError: only the service writes such a record.
            MissingRowError: the record is not held here.
        """
        if entity.SYNC.kind not in NEW_OP:
            raise WrongEntityError(f"{entity.TABLE} is {entity.SYNC.kind}: not voided at a desk")
        row = self._row(entity, row_id)
        if row.fields[_VOIDED] is not None:
            return
        f = {VOID_REASON: to_plain(field_index(entity)[VOID_REASON], reason)}
        op = Op(k=OpKind.VOID, e=entity.TABLE, id=row_id, base=row.seq, f=f)
        self._overwrite(entity, row_id, row, row.fields)
        self._ops.add((entity.NUMBER, row_id), op)

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
        self._ops.add((Conflict.NUMBER, conflict.id), op)
        self._overwrite(entity, conflict.row_id, subject, {**subject.fields, **op.f})
        # Who and when come with the content's clock, when the action ends.
        self._overwrite(Conflict, conflict.id, opened, opened.fields)

    def content(self, hlc: int, epoch: UUID) -> tuple[Content, set[RowKey]] | None:
        """The finished change set and the rows it touches; None if nothing was done."""
        ops = self._ops.all
        if not ops:
            return None
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
            deps=overlay.unacknowledged(self._raw, needed(ops, touched)),
            salt=author.entropy(SALT_BYTES),
            ops=ops,
        )
        self._show_who_and_when(content)
        return content, touched

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

    def _show_who_and_when(self, content: Content) -> None:
        for op in content.ops:
            if op.k not in (OpKind.RESOLVE, OpKind.VOID):
                continue
            entity = BY_TABLE[op.e]
            row = self._row(entity, op.id)
            show = overlay.resolved if op.k is OpKind.RESOLVE else fold
            fields = show(row.fields, op, content)
            if fields is not None:
                self._overwrite(entity, op.id, row, fields)


def _refuse_signed(entity: type[Entity], row: Row) -> None:
    if row.fields.get(_SIGNED) is not None:
        raise WrongEntityError(f"a signed {entity.TABLE} is never altered")
