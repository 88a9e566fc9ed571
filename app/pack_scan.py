"""What the code on a medicine pack says: the product, the batch and the day it expires.

GS1 DataMatrix with (01) product, (17) expiry and (10) batch in any order, or the plain EAN-13 of an
older pack, which names the product alone. A day of `00` means the last day of the month.
"""

import re
from dataclasses import dataclass
from datetime import date

from biip import ParseError, parse

_GS1 = re.compile(r"(\][A-Za-z]\d)?\x1d?01\d{14}")
_EAN = re.compile(r"(\][A-Za-z]\d)?\d{13,14}")
_GTIN, _BATCH, _EXPIRY = "01", "10", "17"
_GTIN_DIGITS = 14


@dataclass(frozen=True, slots=True)
class PackScan:
    """A scanned pack; `batch` is "" and `expires_on` None where the code does not say."""

    gtin: str
    batch: str = ""
    expires_on: date | None = None

    def is_expired(self, today: date) -> bool:
        """Whether it may no longer be used; the day it expires is the last good one."""
        return self.expires_on is not None and self.expires_on < today


def read_pack(text: str) -> PackScan | None:
    """Read a scan; None if it is no code of a medicine pack, or was read wrongly."""
    scanned = text.strip(" \r\n\t")
    if _GS1.match(scanned):
        return _read_elements(scanned)
    if _EAN.fullmatch(scanned):
        return _read_plain(scanned)
    return None


def _read_elements(scanned: str) -> PackScan | None:
    try:
        found = parse(scanned)
    except ParseError:
        return None
    if found.gs1_message is None:
        return None
    said = {each.ai.ai: each for each in found.gs1_message.element_strings}
    product, batch, expiry = said.get(_GTIN), said.get(_BATCH), said.get(_EXPIRY)
    if product is None or product.gtin is None:
        return None
    return PackScan(
        product.value, batch.value if batch else "", expiry.date if expiry is not None else None
    )


def _read_plain(scanned: str) -> PackScan | None:
    try:
        found = parse(scanned)
    except ParseError:
        return None
    return PackScan(found.gtin.value.zfill(_GTIN_DIGITS)) if found.gtin is not None else None
