"""Money between whole minor units and words, and as people type and paste it.

The number of decimals is that of ISO 4217. An amount is written with its code first, so that it
keeps its order on a page written from the right: digits after a Latin letter run with it (Unicode
Annex 9, W7).
"""

import re
from typing import Final
from unicodedata import category, decimal, normalize

from models.vocabulary import N_

USUAL_DECIMALS: Final = 2
MOST_MINOR: Final = 10**14
"""Larger amounts are slips of the hand, and would not fit the database."""
NO_AMOUNT = N_("{text} is not an amount. Type it like 1234.50.")
NEGATIVE = N_("An amount cannot be below zero. Type it without a minus.")
TOO_FINE = N_("{currency} has no more than {decimals} digits after the point.")
OTHER_CURRENCY = N_("Amounts here are in {currency}. {other} cannot be taken.")
TOO_LARGE = N_("That amount is too large. Check the number of zeros.")
UNCLEAR = N_("{text} can be read in two ways. Type it with a point and all its decimals.")

_NO_DECIMALS = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
        *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)
_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_KEEPING_SPACE = "\u00a0"
_POINTS = str.maketrans(
    {"\u066b": ".", "\u066c": ",", "\u2019": "'", "\u02bc": "'", "\u2212": "-", "\u2013": "-"}
)
_CODE = re.compile(r"[A-Za-z]{3}")
_GROUPED = re.compile(r"\d{1,3}(?:[.,']\d{2,3})*[.,']\d{3}")
_DIGITS = re.compile(r"[\d.,']*\d[\d.,']*")
_GROUP = 3


class MoneyError(ValueError):
    """What was typed is no amount; the message is for the person who typed it."""


def decimals_of(currency: str) -> int:
    """Digits after the point of a currency (ISO 4217); 2 for those not listed."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else USUAL_DECIMALS


def typed_money(minor: int, currency: str) -> str:
    """An amount as it stands in a field to be typed over: `1234.50`."""
    decimals = decimals_of(currency)
    sign, whole = "-" if minor < 0 else "", str(abs(minor)).rjust(decimals + 1, "0")
    return f"{sign}{whole[:-decimals]}.{whole[-decimals:]}" if decimals else sign + whole


def figures(minor: int, currency: str) -> str:
    """An amount in a column whose heading names the currency: `1,234.50`."""
    whole, point, rest = typed_money(abs(minor), currency).partition(".")
    sign = "-" if minor < 0 else ""
    return f"{sign}{int(whole):,}{point}{rest}"


def money_words(minor: int, currency: str) -> str:
    """An amount for reading: `NGN 1,234.50`, one word that no line breaks apart."""
    code = currency + _KEEPING_SPACE if currency else ""
    return code + figures(minor, currency)


def read_money(text: str, currency: str) -> int:
    """The minor units of a typed or pasted amount: `1.234,50`, `1,234.50`, `NGN 1234.5`.

    Raises:
        MoneyError: it is no amount, is negative, too fine for the currency, or can be read in
            two ways.
    """
    decimals = decimals_of(currency)
    whole, fraction = _parted(_bare(text, currency), text, decimals)
    if len(fraction) > decimals:
        if fraction[decimals:].strip("0"):
            raise MoneyError(TOO_FINE.format(currency=currency, decimals=decimals))
        fraction = fraction[:decimals]
    minor = int((whole or "0") + fraction.ljust(decimals, "0"))
    if minor > MOST_MINOR:
        raise MoneyError(TOO_LARGE)
    return minor


def _bare(text: str, currency: str) -> str:
    """Digits and separators alone: without code, sign of the currency and spaces."""
    plain = "".join(_ascii(c) for c in normalize("NFKC", text.translate(_POINTS)))
    code = _CODE.search(plain)
    if currency and code is not None and code[0].upper() != currency:
        raise MoneyError(OTHER_CURRENCY.format(currency=currency, other=code[0].upper()))
    number = _CODE.sub("", plain, count=1)
    if number.startswith("-") or (number.startswith("(") and number.endswith(")")):
        raise MoneyError(NEGATIVE)
    if not _DIGITS.fullmatch(number):
        raise MoneyError(NO_AMOUNT.format(text=text.strip()))
    return number


def _ascii(character: str) -> str:
    kind = category(character)
    if kind in ("Zs", "Sc", "Cf", "Cc"):
        return ""
    return str(decimal(character)) if kind == "Nd" else character


def _parted(number: str, text: str, decimals: int) -> tuple[str, str]:
    """The digits before and after the decimal separator."""
    last = max(number.rfind("."), number.rfind(","))
    kinds = {c for c in number if c in ".,"}
    head, tail = (number[:last], number[last + 1 :]) if kinds else (number, "")
    if not kinds or number.count(number[last]) > 1:
        return _grouped(number, text), ""
    if len(kinds) == 1 and len(tail) == _GROUP and _GROUPED.fullmatch(number) and head != "0":
        if decimals < _GROUP:
            return _grouped(number, text), ""
        if number[last] == "," and "'" not in head:
            raise MoneyError(UNCLEAR.format(text=text.strip()))
    if "'" in tail:
        raise MoneyError(NO_AMOUNT.format(text=text.strip()))
    return _grouped(head, text), tail


def _grouped(whole: str, text: str) -> str:
    """The digits of a whole number whose thousands may be parted, by one kind of sign."""
    parting = {c for c in whole if not c.isdigit()}
    if parting and (len(parting) > 1 or not _GROUPED.fullmatch(whole)):
        raise MoneyError(NO_AMOUNT.format(text=text.strip()))
    return "".join(c for c in whole if c.isdigit())
