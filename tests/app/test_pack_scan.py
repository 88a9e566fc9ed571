"""What is read from the code on a medicine pack."""

from datetime import date

import pytest

from app.pack_scan import PackScan, read_pack

GTIN = "09506000134352"
GS = "\x1d"
WHOLE = PackScan(GTIN, "ABC123", date(2027, 6, 30))


@pytest.mark.parametrize(
    "scanned",
    [
        f"01{GTIN}1727063010ABC123{GS}21SERIAL9",
        f"01{GTIN}10ABC123{GS}17270630",
        f"]d201{GTIN}10ABC123{GS}17270630{GS}21SERIAL9",
        f"{GS}01{GTIN}10ABC123{GS}17270630",
    ],
)
def test_the_elements_are_read_in_any_order(scanned: str) -> None:
    assert read_pack(scanned) == WHOLE


def test_a_day_of_00_is_the_last_of_the_month() -> None:
    found = read_pack(f"01{GTIN}1727020010X")
    assert found is not None
    assert found.expires_on == date(2027, 2, 28)


def test_an_older_pack_names_the_product_alone() -> None:
    assert read_pack("9506000134352") == PackScan(GTIN)


@pytest.mark.parametrize(
    "scanned",
    ["AW19000010004ABC", "OKAFOR", "", "9506000134353", f"01{GTIN[:-1]}317270630", "2041173385"],
)
def test_what_is_no_pack_or_was_read_wrongly_is_not_taken_for_one(scanned: str) -> None:
    assert read_pack(scanned) is None


def test_a_pack_may_be_used_on_the_day_it_expires_and_not_after() -> None:
    pack = PackScan(GTIN, "A", date(2026, 11, 21))
    assert not pack.is_expired(date(2026, 11, 21))
    assert pack.is_expired(date(2026, 11, 22))
    assert not PackScan(GTIN).is_expired(date(2099, 1, 1))
