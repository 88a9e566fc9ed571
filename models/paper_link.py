"""Signed change sets as text for codes on paper: what one island knows, carried to another by hand.

A letter is what one paper carries: the change sets that its reader may lack. It is CBOR, deflated
with a preset dictionary (`models.paper_dictionary`), written in digits and A-Z alone, so that a
scanner that types like a keyboard is understood under every layout, and cut into parts that each
fit one QR code of 50 mm.

A part: `ALM` + version + letter id (8) + number (1) + of how many (1) + body + check (7). All
numbers are base 36. The check is a CRC-32 of what stands before it, so that a wrong character is
found before anything else is believed; the letter id is a hash of the whole, so that parts of two
letters are never joined. Neither is a signature: the store verifies those.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from models import base36
from models.change_set import Sealed
from models.paper_dictionary import DICTIONARIES
from models.paper_letter import (
    FOREIGN,
    MISREAD,
    NOT_ONE_LETTER,
    OTHER_VERSION,
    TOO_MUCH,
    ForeignPaperError,
    IncompletePaperError,
    Letter,
    LetterKind,
    OtherVersionPaperError,
    PaperError,
    TamperedPaperError,
)
from models.paper_packing import MAX_LETTER_BYTES, pack, unpack

__all__ = [
    "MISREAD",
    "ForeignPaperError",
    "IncompletePaperError",
    "Letter",
    "LetterKind",
    "OtherVersionPaperError",
    "PaperError",
    "Part",
    "TamperedPaperError",
    "encode_parts",
    "join",
    "looks_like_letter",
    "read_part",
]

PREFIX = "ALM"
VERSION = "1"
MAX_PART_CHARACTERS = 2113
"""What a QR code of version 31 holds with error correction M: 141 modules, 149 with their quiet
zone, which at 0.33 mm is the most that fits 50 mm."""
MAX_PARTS = 35

_ID_BYTES, _CHECK_BYTES = 5, 4
_ID = base36.length_of(_ID_BYTES)
_CHECK = base36.length_of(_CHECK_BYTES)
_HEAD = len(PREFIX) + len(VERSION) + _ID + 2
_PART_BYTES = base36.room_in(MAX_PART_CHARACTERS - _HEAD - _CHECK)


@dataclass(frozen=True, slots=True)
class Part:
    """One code: the `number`th of `count` of a letter, counted from 1."""

    version: str
    letter: str
    number: int
    count: int
    payload: bytes


def encode_parts(sets: Sequence[Sealed], *, subject: UUID, kind: str) -> tuple[str, ...]:
    """The texts of the codes for a paper, each for one code; in dependency order, as given.

    Raises:
        PaperError: it is too much for codes on one paper.
    """
    raw = pack(Letter(kind, subject, tuple(sets)), DICTIONARIES[VERSION])
    count = max(1, -(-len(raw) // _PART_BYTES))
    if count > MAX_PARTS or len(raw) > MAX_LETTER_BYTES:
        raise PaperError(TOO_MUCH)
    size = -(-len(raw) // count)
    letter = base36.encode(_letter_id(raw))
    heads = (
        f"{PREFIX}{VERSION}{letter}{base36.digit(n + 1)}{base36.digit(count)}" for n in range(count)
    )
    return tuple(
        _checked(head + base36.encode(raw[at : at + size]))
        for head, at in zip(heads, range(0, len(raw), size), strict=True)
    )


def looks_like_letter(scanned: str) -> bool:
    """Whether a scan is meant to be one of our papers; `read_part` says if it was read well."""
    return scanned.strip().upper().startswith(PREFIX)


def read_part(scanned: str) -> Part:
    """Read one code.

    Raises:
        ForeignPaperError: it is not ours.
        TamperedPaperError: a character is wrong, missing or too many.
        OtherVersionPaperError: it is ours, and of a version that is not known here.
    """
    text = scanned.strip().upper()
    if not looks_like_letter(text):
        raise ForeignPaperError(FOREIGN)
    if len(text) <= _HEAD + _CHECK or _checked(text[:-_CHECK]) != text:
        raise TamperedPaperError(MISREAD)
    version = text[len(PREFIX)]
    if version not in DICTIONARIES:
        raise OtherVersionPaperError(OTHER_VERSION)
    try:
        number, count = base36.value(text[_HEAD - 2]), base36.value(text[_HEAD - 1])
        payload = base36.decode(text[_HEAD:-_CHECK])
    except ValueError as error:
        raise TamperedPaperError(MISREAD) from error
    if not 1 <= number <= count:
        raise TamperedPaperError(MISREAD)
    return Part(version, text[_HEAD - 2 - _ID : _HEAD - 2], number, count, payload)


def join(parts: Sequence[Part]) -> Letter:
    """The letter of all its parts, in any order, each once or more.

    Raises:
        IncompletePaperError: some are missing.
        TamperedPaperError: they are not the parts of one letter, or it is not whole.
    """
    by_number = {part.number: part for part in parts}
    if len({(part.version, part.letter, part.count) for part in parts}) != 1:
        raise TamperedPaperError(NOT_ONE_LETTER)
    count = parts[0].count
    missing = tuple(n for n in range(1, count + 1) if n not in by_number)
    if missing:
        raise IncompletePaperError(missing, count)
    raw = b"".join(by_number[n].payload for n in range(1, count + 1))
    if base36.encode(_letter_id(raw)) != parts[0].letter:
        raise TamperedPaperError(MISREAD)
    return unpack(raw, DICTIONARIES[parts[0].version])


def _letter_id(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=_ID_BYTES).digest()


def _checked(text: str) -> str:
    crc = zlib.crc32(text.encode())
    return text + base36.encode(crc.to_bytes(_CHECK_BYTES, "big"))
