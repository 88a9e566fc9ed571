"""What must hold of every record."""

import json
from datetime import UTC, date
from decimal import Decimal
from typing import Any
from unicodedata import normalize
from uuid import UUID

import cbor2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.field_words import CODE_WORDS, FIELD_LABELS, read_other, value_words
from app.typed_dates import DayOrder
from models.checksum import canonical_bytes, row_hash
from models.entity import Entity, field_index, fields_of
from models.registry import BY_NUMBER, BY_TABLE, ENTITIES
from models.values import FieldSpec, FieldType, Plain, from_plain, plain_from_json, to_plain
from models.vocabulary import PolicyKind
from models.wire import RowImage
from tests.builders import NOW

EACH = [pytest.param(entity, id=entity.TABLE) for entity in ENTITIES]
KEY = bytes(32)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.UUID: st.uuids(),
    FieldType.TEXT: TEXT,
    FieldType.INTEGER: st.integers(-(2**63), 2**63 - 1),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DECIMAL: st.decimals(allow_nan=False, allow_infinity=False, places=3),
    FieldType.DATE: st.dates(date(1, 1, 1)),
    FieldType.INSTANT: st.datetimes(timezones=st.just(UTC)),
}


def values_of(spec: FieldSpec) -> st.SearchStrategy[Any]:
    known = VALUES[spec.kind]
    if spec.codes:
        known = st.sampled_from(list(spec.codes))
    elif spec.kind is FieldType.TEXT:
        known = known.filter(lambda text: len(normalize("NFC", text)) <= spec.max_length)
    return st.none() | known if spec.nullable else known


@st.composite
def records(draw: st.DrawFn, entity: type[Entity]) -> Entity:
    values = {spec.name: draw(values_of(spec)) for spec in fields_of(entity)}
    return entity(id=draw(st.uuids()), **values)


def plain_again(entity: type[Entity], row: dict[str, Any]) -> dict[str, Plain]:
    index = field_index(entity)
    return {name: plain_from_json(index[name], value) for name, value in row.items()}


@pytest.mark.parametrize("entity", EACH)
def test_it_says_how_it_merges_and_what_it_is_in_fhir(entity: type[Entity]) -> None:
    assert entity.SYNC.kind in PolicyKind
    local = entity.SYNC.kind is PolicyKind.LOCAL_ONLY
    assert (entity.SYNC.replica is None) is local
    assert isinstance(entity.FHIR, str)
    assert entity.FHIR or "FHIR has no such resource" in (entity.__doc__ or "")
    assert entity.SYNC.root in {None, "id", *field_index(entity)}
    assert BY_TABLE[entity.TABLE] is BY_NUMBER[entity.NUMBER] is entity


@pytest.mark.parametrize("entity", EACH)
@given(st.data())
def test_it_survives_every_form_it_takes(entity: type[Entity], data: st.DataObject) -> None:
    record = data.draw(records(entity))
    plain = record.plain()
    again = entity.from_plain(record.id, plain)
    assert again.plain() == plain
    sent = msgspec.json.decode(
        msgspec.json.encode(RowImage(entity.TABLE, record.id, 7, None, plain)), type=RowImage
    )
    assert plain_again(entity, sent.fields) == plain
    assert plain_again(entity, cbor2.loads(cbor2.dumps(plain, canonical=True))) == plain
    assert canonical_bytes(entity, record.id, 7, plain_again(entity, sent.fields)) == (
        canonical_bytes(entity, record.id, 7, plain)
    )
    assert row_hash(KEY, entity, record.id, 7, plain) != row_hash(KEY, entity, record.id, 8, plain)


@pytest.mark.parametrize("kind", list(FieldType))
@given(st.data())
def test_every_kind_of_value_survives_plain_json_and_cbor(
    kind: FieldType, data: st.DataObject
) -> None:
    spec = FieldSpec("field", kind, nullable=False, references=None, max_length=100, codes=None)
    value = data.draw(VALUES[kind])
    plain = to_plain(spec, value)
    assert to_plain(spec, from_plain(spec, plain)) == plain
    assert plain_from_json(spec, msgspec.json.decode(msgspec.json.encode(plain))) == plain
    assert plain_from_json(spec, cbor2.loads(cbor2.dumps(plain, canonical=True))) == plain
    if not isinstance(value, Decimal | str):
        assert from_plain(spec, plain) == value


MAY_CONFLICT = (PolicyKind.MERGE_FIELDS, PolicyKind.SIGNED)
MERGED = [
    pytest.param(entity, spec, id=f"{entity.TABLE}.{spec.name}")
    for entity in ENTITIES
    if entity.SYNC.kind in MAY_CONFLICT
    for spec in fields_of(entity)
]


@pytest.mark.parametrize(("entity", "spec"), MERGED)
def test_a_field_that_may_conflict_has_a_name_and_its_codes_have_words(
    entity: type[Entity], spec: FieldSpec
) -> None:
    assert FIELD_LABELS[entity.TABLE, spec.name].strip()
    if spec.codes is not None:
        assert set(CODE_WORDS[spec.codes]) == {code.value for code in spec.codes}
        for code in spec.codes:
            assert read_other(spec, code.value, NOW.date(), DayOrder.DAY_FIRST) is code


@pytest.mark.parametrize(
    "entity", [each for each in ENTITIES if each.SYNC.kind in MAY_CONFLICT], ids=lambda e: e.TABLE
)
def test_what_may_conflict_belongs_to_a_patient(entity: type[Entity]) -> None:
    """A conflict stands in a patient's record: of a row of no patient no desk could show one."""
    root = entity.SYNC.root
    assert root == "id" or (root is not None and not field_index(entity)[root].nullable)


def test_no_field_is_named_that_does_not_exist() -> None:
    assert all(field in field_index(BY_TABLE[table]) for table, field in FIELD_LABELS)


@pytest.mark.parametrize(("entity", "spec"), MERGED)
@given(st.data())
def test_any_value_of_a_conflict_can_be_shown(
    entity: type[Entity], spec: FieldSpec, data: st.DataObject
) -> None:
    plain = to_plain(spec, data.draw(values_of(spec)))
    text = json.dumps(str(plain) if isinstance(plain, UUID) else plain)
    assert isinstance(value_words(spec, text, NOW), str)
