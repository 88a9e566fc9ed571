"""A form is read as it is typed: a value, or words on what is wrong and what to do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fields import (
    BirthDate,
    Choice,
    Context,
    Email,
    FormField,
    Money,
    Number,
    Phone,
    Text,
    form_fields,
    untouched,
)
from app.forms import check_field, parse_form
from app.typed_dates import TypedDate
from models.vocabulary import DatePrecision

TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWeight:
    """A form with every kind of field."""

    patient_id: Annotated[str, Context("patient")]
    weight_kg: Annotated[Decimal | None, Number("Weight", "kg", 0.3, 300, decimals=1)]
    pulse: Annotated[int, Number("Pulse", "per minute", 20, 300)]
    posture: Annotated[str, Choice("Posture", (("lying", "Lying"), ("sitting", "Sitting")))]
    arm: Annotated[str, Choice("Arm", (("left", "Left"), ("right", "Right")), default="left")]
    note: Annotated[str | None, Text("Note", 20)]
    story: Annotated[str | None, Text("Story", 200, lines=3)]
    born: Annotated[TypedDate | None, BirthDate("Born")]
    phone: Annotated[str | None, Phone("Phone")]
    email: Annotated[str | None, Email("E-mail")]


FIELDS = {field.name: field for field in form_fields(TakeWeight)}


def test_the_input_type_is_the_form() -> None:
    assert list(FIELDS) == [
        *("weight_kg", "pulse", "posture", "arm", "note", "story", "born", "phone", "email")
    ]
    assert [name for name, field in FIELDS.items() if field.required] == ["pulse", "posture", "arm"]
    assert FIELDS["pulse"].label == "Pulse"


def test_a_number_starts_empty_and_a_choice_only_on_its_own_default() -> None:
    texts = untouched(TakeWeight)
    assert texts == {**dict.fromkeys(FIELDS, ""), "arm": "left"}


def test_a_form_saved_untouched_names_every_missing_field() -> None:
    parsed = parse_form(TakeWeight, untouched(TakeWeight), {"patient": "p"}, TODAY)
    assert parsed.command is None
    assert parsed.problems == {
        "pulse": "Pulse is missing. Fill it in.",
        "posture": "Posture is missing. Fill it in.",
    }


def test_a_form_filled_in_becomes_its_input() -> None:
    raw = {
        **untouched(TakeWeight),
        "weight_kg": "70,5",
        "pulse": " 72 ",
        "posture": "sitting",
        "story": "one\ntwo",
        "born": "3/4/84",
        "phone": "+234  803 555 0100",
        "email": "ada@example.org",
    }
    parsed = parse_form(TakeWeight, raw, {"patient": "p"}, TODAY)
    assert parsed.problems == {}
    assert parsed.raw == raw
    assert parsed.command == TakeWeight(
        patient_id="p",
        weight_kg=Decimal("70.5"),
        pulse=72,
        posture="sitting",
        arm="left",
        note=None,
        story="one\ntwo",
        born=TypedDate(date(1984, 4, 3), DatePrecision.DAY),
        phone="+234 803 555 0100",
        email="ada@example.org",
    )


def test_zero_is_a_number_and_not_the_same_as_empty() -> None:
    field = FormField("pain", Number("Pain", "points", 0, 10), required=False)
    assert check_field(field, "0", TODAY).value == 0
    assert check_field(field, "", TODAY).value is None


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("pulse", "19", "between 20 and 300 per minute"),
        ("pulse", "301", "between 20 and 300 per minute"),
        ("pulse", "72.5", "a whole number"),
        ("pulse", "fast", "takes a number (per minute)"),
        ("pulse", "NaN", "between 20 and 300"),
        ("pulse", "1e9999999", "between 20 and 300"),
        ("weight_kg", "70.55", "at most 1 digits after the point"),
        ("posture", "upside down", "Choose Posture from the list"),
        ("note", "x" * 21, "longer than 20 characters"),
        ("note", "a\x00b", "cannot be shown"),
        ("note", "a\u202eb", "cannot be shown"),
        ("born", "31/2/84", "no day 31"),
        ("phone", "ask Ben", "takes digits"),
        ("phone", "12", "takes digits"),
        ("email", "ada at home", "needs a name, an @ and a domain"),
        ("email", f"{'x' * 120}@example.org", "needs a name, an @ and a domain"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(name: str, text: str, words: str) -> None:
    checked = check_field(FIELDS[name], text, TODAY)
    assert checked.value is None
    assert checked.problem is not None
    assert words in checked.problem


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("weight_kg", "70,5", "70.5 kg"),
        ("pulse", "72", "72 per minute"),
        ("posture", "lying", "Lying"),
        ("born", "3/4/84", "03-Apr-1984 (42 y)"),
        ("note", " two   lines\nin one ", "two lines in one"),
    ],
)
def test_a_value_is_shown_back_as_it_was_understood(name: str, text: str, shown: str) -> None:
    assert check_field(FIELDS[name], text, TODAY).shown == shown


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("okafor", "Okafor"),
        ("o'connor-smith", "O'Connor-Smith"),
        ("łukasz ngozi", "Łukasz Ngozi"),
        ("van der Berg", "van der Berg"),
        ("OKAFOR", "OKAFOR"),
        ("محمد", "محمد"),
    ],
)
def test_a_name_typed_in_small_letters_gets_its_capitals(typed: str, taken: str) -> None:
    field = FormField("family", Text("Family name", capitalise=True), required=True)
    assert check_field(field, typed, TODAY).value == taken


def test_a_field_without_a_label_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True)
    class Bare:
        name: str

    with pytest.raises(TypeError, match=r"Bare\.name"):
        form_fields(Bare)


def test_a_form_without_its_context_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="patient"):
        parse_form(TakeWeight, untouched(TakeWeight), {}, TODAY)


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=250))
def test_any_text_in_any_field_is_a_value_or_a_problem(name: str, text: str) -> None:
    checked = check_field(FIELDS[name], text, TODAY)
    assert checked.value is None or checked.problem is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1.234,50", "NGN\u00a01,234.50"), ("NGN\u00a01,234.50", "NGN\u00a01,234.50")],
)
def test_an_amount_is_taken_in_the_currency_of_the_form(text: str, shown: str) -> None:
    amount = FormField("amount", Money("Amount"), required=True)
    checked = check_field(amount, text, TODAY, context={"currency": "NGN"})
    assert (checked.value, checked.shown) == (123450, shown)
    wrong = check_field(amount, "1234 EUR", TODAY, context={"currency": "NGN"})
    assert wrong.problem == "Amounts here are in NGN. EUR cannot be taken."
