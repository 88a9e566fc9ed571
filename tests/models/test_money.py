"""Amounts are read as people type and paste them, and keep their order on any page."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import (
    MOST_MINOR,
    MoneyError,
    decimals_of,
    figures,
    money_words,
    read_money,
    typed_money,
)
from printing.bidi import levels

CURRENCIES = ("NGN", "EUR", "JPY", "XOF", "KWD", "TND")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("1234,5", 123450),
        ("1 234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1'234.50", 123450),
        ("1’234.50", 123450),
        ("12,34,567.89", 123456789),
        ("1,234", 123400),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("NGN 1,234.50", 123450),
        ("1234.50 ngn", 123450),
        ("₦1,234.50", 123450),
        ("\u2066NGN\u00a01,234.50\u2069", 123450),
        ("١٬٢٣٤٫٥٠", 123450),
        (".5", 50),
        ("5.", 500),
        ("0", 0),
        ("0.500", 50),
        ("0.00", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, minor: int) -> None:
    assert read_money(text, "NGN") == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234", "JPY", 1234),
        ("1.005", "JPY", 1005),
        ("1.234,00", "XOF", 1234),
        ("1.234", "KWD", 1234),
        ("7", "KWD", 7000),
    ],
)
def test_each_currency_has_its_own_decimals(text: str, currency: str, minor: int) -> None:
    assert read_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "words"),
    [
        ("ten", "NGN", "Amounts here are in NGN"),
        ("", "NGN", "not an amount"),
        ("-5", "NGN", "below zero"),
        ("−5", "NGN", "below zero"),
        ("(5.00)", "NGN", "below zero"),
        ("1.234,56,7", "NGN", "not an amount"),
        ("1.2345.6", "NGN", "not an amount"),
        ("12 EUR", "NGN", "Amounts here are in NGN"),
        ("0.005", "NGN", "no more than 2 digits"),
        ("5.5", "JPY", "no more than 0 digits"),
        ("1,234", "KWD", "two ways"),
        ("999999999999999", "NGN", "too large"),
        ("1.2,3'4", "NGN", "not an amount"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(text: str, currency: str, words: str) -> None:
    with pytest.raises(MoneyError, match=words):
        read_money(text, currency)


@given(st.integers(0, MOST_MINOR), st.sampled_from(CURRENCIES))
def test_what_is_shown_is_read_back_as_the_same_amount(minor: int, currency: str) -> None:
    assert read_money(money_words(minor, currency), currency) == minor
    assert read_money(typed_money(minor, currency), currency) == minor


@given(st.text(max_size=20), st.sampled_from(CURRENCIES))
def test_any_text_is_an_amount_or_words(text: str, currency: str) -> None:
    with suppress(MoneyError):
        assert 0 <= read_money(text, currency) <= MOST_MINOR


def test_words_group_the_digits_and_name_the_currency() -> None:
    assert money_words(123456750, "NGN") == "NGN\u00a01,234,567.50"
    assert money_words(-5, "NGN") == "NGN\u00a0-0.05"
    assert figures(-123456, "NGN") == "-1,234.56"
    assert money_words(0, "JPY") == "JPY\u00a00"
    assert money_words(1, "KWD") == "KWD\u00a00.001"
    assert [decimals_of(code) for code in ("NGN", "XOF", "TND", "???")] == [2, 0, 3, 2]


@given(st.integers(-MOST_MINOR, MOST_MINOR), st.sampled_from(CURRENCIES))
def test_an_amount_keeps_its_order_inside_text_from_the_right(minor: int, currency: str) -> None:
    before, after = "المبلغ ", " مدفوع"
    amount = money_words(minor, currency)
    found = levels(before + amount + after)[len(before) : len(before) + len(amount)]
    assert set(found) == {2}
