"""What an op says of a row, checked against the record: every value, its root, its references."""

from typing import Any
from uuid import UUID

from models.change_set import Op
from models.entity import Entity, field_index
from models.values import BadValueError, FieldSpec, Plain, PlainRow, plain_from_json
from server_stub.set_view import Never, NotYet, SetView, root_of


def whole_row(view: SetView, entity: type[Entity], op: Op) -> PlainRow:
    """Every field of a row that an op brings whole.

    Raises:
        Never, NotYet: a value does not fit, or the root is not that of the row.
    """
    _need_known(view, entity, op)
    row = {name: checked(view, spec, op.f.get(name)) for name, spec in field_index(entity).items()}
    if op.root != root_of(entity, op.id, row):
        raise Never("validation:root")
    return row


def some_fields(view: SetView, entity: type[Entity], op: Op) -> PlainRow:
    """The fields that an op alters.

    Raises:
        Never, NotYet: a value does not fit.
    """
    _need_known(view, entity, op)
    index = field_index(entity)
    return {name: checked(view, index[name], value) for name, value in op.f.items()}


def checked(view: SetView, spec: FieldSpec, value: Any) -> Plain:
    """One value in plain form.

    Raises:
        Never, NotYet: it does not fit its field.
    """
    try:
        return plain_from_json(spec, value)
    except BadValueError as error:
        raise view.unfit(f"validation:{spec.name}") from error


def need_references(
    view: SetView,
    entity: type[Entity],
    row: PlainRow,
    own: UUID | None = None,
) -> None:
    """Make sure that what the fields refer to is there; `own` is the row itself, being made.

    Raises:
        NotYet: something is not there.
    """
    index = field_index(entity)
    for name, value in row.items():
        table = index[name].references
        if table is None or not isinstance(value, UUID):
            continue
        if (table, value) != (entity.TABLE, own) and not view.exists(table, value):
            raise NotYet(f"missing_reference:{name}", [value])


def _need_known(view: SetView, entity: type[Entity], op: Op) -> None:
    unknown = op.f.keys() - field_index(entity).keys()
    if unknown:
        raise view.unfit(f"unknown_field:{op.e}.{min(unknown)}")
