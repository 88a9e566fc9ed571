"""What the code on a wristband says, and how a scan of it is read back.

`AW1` + how many digits the medical record number has (one character, base 36) + those digits + the
patient's id as 25 characters in base 36 + one check character (ISO 7064 MOD 37,36, hybrid system).
Only digits and A-Z, so that a scanner that types like a keyboard is understood under every keyboard
layout, with Caps Lock on or off. The check character finds every single wrong character, the count
a character that the scanner lost on the way.
"""

from dataclasses import dataclass
from uuid import UUID

PREFIX = "AW1"
"""Almoner wristband, first version."""
MRN_MAX_DIGITS = 16
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RADIX = len(_ALPHABET)
_ID_LENGTH = 25
_SHORTEST = len(PREFIX) + 1 + _ID_LENGTH + 1


class WristbandCodeError(ValueError):
    """A code cannot be made or read; the message is for the person at the scanner."""


@dataclass(frozen=True, slots=True)
class WristbandCode:
    """Whose band it is: the patient's id, and the record number when it was printed, or ""."""

    patient_id: UUID
    mrn: str


def encode(code: WristbandCode) -> str:
    """The text that goes into the symbol.

    Raises:
        WristbandCodeError: the medical record number is not up to sixteen plain digits.
    """
    if code.mrn and not (code.mrn.isascii() and code.mrn.isdigit()):
        raise WristbandCodeError(f"The record number {code.mrn!r} may hold only the digits 0 to 9.")
    if len(code.mrn) > MRN_MAX_DIGITS:
        raise WristbandCodeError(f"The record number {code.mrn!r} is longer than 16 digits.")
    payload = PREFIX + _ALPHABET[len(code.mrn)] + code.mrn + _base36(code.patient_id.int)
    return payload + check_character(payload)


def decode(scanned: str) -> WristbandCode:
    """Read a scan.

    Raises:
        WristbandCodeError: it is not a wristband of ours, or was read wrongly.
    """
    text = scanned.strip().upper()
    if not looks_like_wristband(text):
        raise WristbandCodeError("This is not an Almoner wristband.")
    if not set(text) <= set(_ALPHABET) or not check_holds(text):
        raise WristbandCodeError("The wristband was not read correctly. Scan it again.")
    body = text[len(PREFIX) + 1 : -1]
    mrn, number = body[:-_ID_LENGTH], int(body[-_ID_LENGTH:], _RADIX)
    counted = _ALPHABET.index(text[len(PREFIX)]) == len(mrn) <= MRN_MAX_DIGITS
    if not counted or not (mrn == "" or mrn.isdigit()) or number >= 1 << 128:
        raise WristbandCodeError("The wristband was not read correctly. Scan it again.")
    return WristbandCode(UUID(int=number), mrn)


def looks_like_wristband(scanned: str) -> bool:
    """Whether a scan is meant to be one of our bands; `decode` then says if it was read well."""
    text = scanned.strip().upper()
    return text.startswith(PREFIX) and len(text) >= _SHORTEST


def check_character(payload: str) -> str:
    """The ISO 7064 MOD 37,36 check character of digits and A-Z."""
    return _ALPHABET[(_RADIX + 1 - _product(payload)) % _RADIX]


def check_holds(text: str) -> bool:
    """Whether text ends in the right check character."""
    return len(text) > 1 and check_character(text[:-1]) == text[-1]


def _product(payload: str) -> int:
    product = _RADIX
    for character in payload:
        total = (product + _ALPHABET.index(character)) % _RADIX or _RADIX
        product = total * 2 % (_RADIX + 1)
    return product


def _base36(number: int) -> str:
    digits = ""
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, _RADIX)
        digits = _ALPHABET[digit] + digits
    return digits
