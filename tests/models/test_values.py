"""Plain and typed forms of every kind of value."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entity import field_index
from models.patient import Patient, PatientAddress, PatientDemographics, PatientName
from models.values import (
    BadValueError,
    FieldSpec,
    FieldType,
    from_plain,
    plain_from_json,
    to_plain,
)
from models.vocabulary import AdministrativeGender, NameUse, PatientId

A_PATIENT = PatientId(UUID("0198c0de-0000-7000-8000-000000000001"))


def a_field(kind: FieldType, *, nullable: bool = False, max_length: int = 50) -> FieldSpec:
    return FieldSpec("thing", kind, nullable, None, max_length, None)


TYPED = {
    FieldType.UUID: st.uuids(),
    FieldType.TEXT: st.text(
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20
    ),
    FieldType.INTEGER: st.integers(-(2**63), 2**63 - 1),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DECIMAL: st.decimals(allow_nan=False, allow_infinity=False, places=4),
    FieldType.DATE: st.dates(),
    FieldType.INSTANT: st.datetimes(timezones=st.just(UTC)),
}


@pytest.mark.parametrize("kind", list(FieldType))
@given(data=st.data())
def test_every_kind_of_value_survives_json_and_comes_back_the_same(kind, data):
    spec = a_field(kind)
    plain = to_plain(spec, data.draw(TYPED[kind]))
    over_the_wire = msgspec.json.decode(msgspec.json.encode(plain))
    assert plain_from_json(spec, over_the_wire) == plain
    assert to_plain(spec, from_plain(spec, plain)) == plain


def test_a_decimal_keeps_the_scale_it_was_entered_with():
    spec = a_field(FieldType.DECIMAL)
    assert to_plain(spec, Decimal("1.10")) == "1.10"
    assert to_plain(spec, Decimal("1E+3")) == "1000"
    assert str(from_plain(spec, "0.0100")) == "0.0100"


def test_text_is_kept_in_one_unicode_form_so_that_equal_names_hash_equal():
    spec = a_field(FieldType.TEXT)
    assert to_plain(spec, "Jose\u0301") == to_plain(spec, "Jos\u00e9")


def test_an_instant_keeps_its_microseconds_and_loses_only_its_zone():
    spec = a_field(FieldType.INSTANT)
    lagos = datetime(2026, 3, 1, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    assert from_plain(spec, to_plain(spec, lagos)) == lagos


def test_zero_and_false_are_values():
    assert to_plain(a_field(FieldType.INTEGER), 0) == 0
    assert to_plain(a_field(FieldType.BOOLEAN), value=False) is False


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.INTEGER, "7"),
        (FieldType.INTEGER, True),
        (FieldType.INTEGER, 2**63),
        (FieldType.TEXT, 7),
        (FieldType.TEXT, "x" * 51),
        (FieldType.TEXT, "a\x00b"),
        (FieldType.TEXT, "\ud800"),
        (FieldType.DATE, datetime(2026, 1, 1, tzinfo=UTC)),
        (FieldType.INSTANT, datetime(2026, 1, 1)),  # noqa: DTZ001 - the mistake under test
        (FieldType.INSTANT, date(2026, 1, 1)),
        (FieldType.DECIMAL, 1.5),
        (FieldType.DECIMAL, Decimal("NaN")),
        (FieldType.BOOLEAN, 1),
        (FieldType.UUID, "not a uuid"),
        (FieldType.TEXT, None),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(kind, value):
    with pytest.raises(BadValueError, match="thing"):
        to_plain(a_field(kind), value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.UUID, "xyz"),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.DECIMAL, "1,5"),
        (FieldType.INSTANT, "yesterday"),
        (FieldType.INSTANT, 2**62),
        (FieldType.INTEGER, 1.5),
        (FieldType.TEXT, ["a"]),
        (FieldType.BOOLEAN, 0),
        (FieldType.INTEGER, None),
    ],
)
def test_a_value_from_the_wire_that_does_not_fit_is_refused_by_name(kind, value):
    with pytest.raises(BadValueError, match="thing"):
        plain_from_json(a_field(kind), value)


def test_a_code_outside_its_list_is_refused():
    spec = field_index(PatientDemographics)["gender"]
    with pytest.raises(BadValueError, match="gender"):
        plain_from_json(spec, "malee")
    assert from_plain(spec, "female") is AdministrativeGender.FEMALE


def test_a_record_survives_its_plain_form():
    name = PatientName(id=uuid5(A_PATIENT, "n"), patient_id=A_PATIENT, use=NameUse.OFFICIAL)
    assert PatientName.from_plain(name.id, name.plain()) == name
    assert name.root_id == A_PATIENT


def test_a_patient_is_its_own_root():
    patient = Patient(id=A_PATIENT, registered_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert patient.root_id == A_PATIENT


def test_fields_stand_in_alphabetical_order_without_the_id():
    assert list(field_index(PatientAddress)) == sorted(field_index(PatientAddress))
    assert "id" not in field_index(PatientAddress)
