"""Doses that cannot be misread."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dose_words import (
    amount_words,
    direction_words,
    duration_words,
    medicine_words,
    strength_words,
)
from models.vocabulary import Frequency, Route
from tests.models.formulary import AMOXICILLIN, medicine


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("5.0", "mg", "5 mg"),
        ("5", "mg", "5 mg"),
        (".5", "mg", "500 micrograms"),
        ("0.5", "g", "500 mg"),
        ("0.0625", "mg", "62.5 micrograms"),
        ("0.0005", "mg", "500 nanograms"),
        ("2.5", "mg", "2.5 mg"),
        ("100000", "U", "100,000 units"),
        ("1", "IU", "1 international unit"),
        ("1000", "iu", "1,000 international units"),
        ("1", "mcg", "1 microgram"),
        ("250", "µg", "250 micrograms"),
        ("250", "μg", "250 micrograms"),
        ("100", "ug", "100 micrograms"),
        ("5", "cc", "5 mL"),
        ("5", "ml", "5 mL"),
        ("0.4", "mL", "0.4 mL"),
        ("0", "mg", "0 mg"),
        ("1E+3", "mg", "1,000 mg"),
        ("2", "puff", "2 puffs"),
        ("10", "units", "10 units"),
    ],
)
def test_a_dose_is_written_so_that_it_cannot_be_misread(value: str, unit: str, words: str) -> None:
    assert amount_words(Decimal(value), unit) == words


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ("500 mg", "500 mg"),
        ("400mg/5ml", "400 mg in 5 mL"),
        ("0.5 mg", "500 micrograms"),
        ("62.5mcg", "62.5 micrograms"),
        ("10,000 IU / 1 mL", "10,000 international units in 1 mL"),
        ("0.9%", "0.9%"),
        ("500 mg/125 mg", "500 mg and 125 mg"),
        ("100 units/mL", "100 units in 1 mL"),
        ("100 microgram/dose", "100 micrograms in 1 dose"),
        ("40 mg/0.4 mL", "40 mg in 0.4 mL"),
        ("10 mg/mL", "10 mg in 1 mL"),
    ],
)
def test_a_strength_is_written_safely(strength: str, words: str) -> None:
    assert strength_words(strength) == words


@given(
    value=st.decimals(Decimal("0.001"), Decimal(10**7), allow_nan=False, places=3),
    unit=st.sampled_from(["g", "mg", "mcg", "µg", "U", "IU", "mL", "tablet", "mmol"]),
)
def test_no_dose_has_a_trailing_zero_a_naked_point_or_a_short_unit(
    value: Decimal, unit: str
) -> None:
    words = amount_words(value, unit)
    number, _, said = words.partition(" ")
    assert not re.search(r"\.\d*0$", number)
    assert not number.startswith(".")
    assert not re.search(r"\d{4}", number.split(".")[0])
    assert said not in {"U", "IU", "mcg", "µg", "ug", "cc"}


@given(
    value=st.decimals(Decimal("0.001"), Decimal(10**6), allow_nan=False, places=3),
    unit=st.sampled_from(["g", "mg", "microgram"]),
)
def test_the_words_mean_the_same_amount(value: Decimal, unit: str) -> None:
    in_nanograms = {"g": 10**9, "mg": 10**6, "microgram": 10**3, "nanogram": 1}
    number, _, said = amount_words(value, unit).partition(" ")
    back = said.rstrip("s") if said not in in_nanograms else said
    assert Decimal(number.replace(",", "")) * in_nanograms[back] == value * in_nanograms[unit]


INHALER = medicine(
    "salbutamol", 11, form="inhaler", strength="100 micrograms", dose_unit="puff",
    supply_unit="puff", dose_per_unit=Decimal(1), usual_route=Route.INHALED,
)  # fmt: skip
SYRUP = medicine(
    "paracetamol", 12, form="oral suspension", strength="120 mg/5 mL", supply_unit="mL",
    dose_per_unit=Decimal(24),
)  # fmt: skip
TABLET = medicine("prednisolone", 13, form="tablet", supply_unit="tablet", dose_per_unit=Decimal(5))


@pytest.mark.parametrize(
    ("product", "dose", "often", "words"),
    [
        (AMOXICILLIN, "500", Frequency.THREE_TIMES_DAILY, "Take ONE capsule (500 mg) THREE times a day"),  # noqa: E501
        (AMOXICILLIN, "1000", Frequency.TWICE_DAILY, "Take TWO capsules (1,000 mg) TWICE a day"),
        (TABLET, "2.5", Frequency.DAILY, "Take HALF a tablet (2.5 mg) ONCE a day"),
        (TABLET, "7.5", Frequency.DAILY, "Take ONE AND A HALF tablets (7.5 mg) ONCE a day"),
        (SYRUP, "240", Frequency.EVERY_6_HOURS, "Take 10 mL (240 mg) every SIX hours"),
        (AMOXICILLIN, "333", Frequency.ONCE, "Take 333 mg ONCE"),
    ],
)  # fmt: skip
def test_directions_say_numbers_in_words(
    product: object, dose: str, often: Frequency, words: str
) -> None:
    assert direction_words(product, Decimal(dose), "mg", Route.ORAL, often) == words  # type: ignore[arg-type]


PEN = medicine(
    "insulin glargine", 14, form="pre-filled pen", strength="100 units/mL", dose_unit="unit",
    supply_unit="pen", dose_per_unit=Decimal(300), usual_route=Route.SUBCUTANEOUS,
)  # fmt: skip


def test_a_pen_is_never_taken_by_halves() -> None:
    said = direction_words(PEN, Decimal(150), "unit", Route.SUBCUTANEOUS, Frequency.NIGHTLY)
    assert said == "Give 150 units under the skin ONCE a day, at night"


def test_what_is_counted_as_it_is_dosed_is_counted_in_words() -> None:
    said = direction_words(INHALER, Decimal(2), "puff", Route.INHALED, Frequency.AS_NEEDED)
    assert said == "Inhale TWO puffs when needed"


def test_the_product_begins_with_its_generic_name() -> None:
    assert medicine_words(SYRUP) == "paracetamol 120 mg in 5 mL oral suspension"


def test_a_duration_is_said_in_words() -> None:
    assert duration_words(1) == "for ONE day"
    assert duration_words(5) == "for FIVE days"
    assert duration_words(28) == "for 28 days"
