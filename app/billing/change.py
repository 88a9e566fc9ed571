"""The change to give back, worked out while a payment is typed."""

from models.money import MoneyError, money_words, read_money
from models.vocabulary import N_

CHANGE, TOO_LITTLE = N_("Change {amount}"), N_("{amount} too little")


def change_words(amount: str, tendered: str, currency: str) -> str:
    """`Change EUR 20.00`, or how much is missing; "" while one of the two is no amount."""
    try:
        left = read_money(tendered, currency) - read_money(amount, currency)
    except MoneyError:
        return ""
    words = CHANGE if left >= 0 else TOO_LITTLE
    return words.format(amount=money_words(abs(left), currency))
