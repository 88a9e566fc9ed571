"""Barcodes as modules: checked before they are made, drawn by whoever holds the pen.

zxing-cpp encodes but does not validate (it takes a wrong check digit as it comes), so every rule
that a scanner's user relies on is checked here first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import zxingcpp

from printing.document import DocumentError

MIN_MODULE_MM = 0.375
"""Three dots at 203 dpi: what a handheld scanner still reads on a curved wrist."""
GSRN_DIGITS = 18
_RECIPIENT, _PROVIDER, _INSTANCE = "8018", "8017", "8019"
_DATA_MATRIX_MAX = 200
_CODE_128_MAX = 48
QR_MAX = 2113
"""Version 31 with error correction M: 141 modules, which a sheet still prints within 50 mm."""
_GS1_PREFIX_DIGITS = range(7, 11)


class BarcodeError(DocumentError):
    """The content cannot be made into this barcode; the message says what is wrong with it."""


class Symbology(Enum):
    """The kinds printed; the value is what a scanner reports in front of the data (AIM)."""

    DATA_MATRIX = "]d1"
    GS1_DATA_MATRIX = "]d2"
    CODE_128 = "]C0"
    QR = "]Q1"


_QUIET = {Symbology.QR: 4, Symbology.CODE_128: 10}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode without size: rows of modules from the top; a linear one has a single row."""

    symbology: Symbology
    content: str
    modules: tuple[tuple[bool, ...], ...]

    @property
    def columns(self) -> int:
        """Width in modules, without quiet zone."""
        return len(self.modules[0])

    @property
    def quiet_modules(self) -> int:
        """The empty margin each side needs: 1 module for DataMatrix, 4 for QR, 10 for Code 128."""
        return _QUIET.get(self.symbology, 1)

    def bars(self) -> Iterator[tuple[int, int, int]]:
        """Dark stretches as (row from the top, first column, length in modules)."""
        for row, modules in enumerate(self.modules):
            start = None
            for column, dark in enumerate((*modules, False)):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    yield row, start, column - start
                    start = None


def data_matrix(content: str) -> Symbol:
    """A square DataMatrix of our own payloads, which use only digits and A-Z.

    Raises:
        BarcodeError: the content is empty, too long or holds another character.
    """
    if not content or len(content) > _DATA_MATRIX_MAX:
        raise BarcodeError(f"A DataMatrix holds 1 to {_DATA_MATRIX_MAX} characters here.")
    if not (content.isascii() and content.isalnum() and content == content.upper()):
        raise BarcodeError(f"{content!r} may hold only digits and the letters A to Z.")
    made = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    return Symbol(Symbology.DATA_MATRIX, content, _rows(made))


def qr_code(content: str) -> Symbol:
    """A QR code (error correction M) of our own payloads, which use only digits and A-Z.

    Raises:
        BarcodeError: the content is empty, too long or holds another character.
    """
    if not content or len(content) > QR_MAX:
        raise BarcodeError(f"A QR code holds 1 to {QR_MAX} characters here.")
    if not (content.isascii() and content.isalnum() and content == content.upper()):
        raise BarcodeError(f"{content!r} may hold only digits and the letters A to Z.")
    made = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return Symbol(Symbology.QR, content, _rows(made))


def gs1_data_matrix(elements: dict[str, str]) -> Symbol:
    """A square GS1 DataMatrix of application identifiers and their values, in the given order.

    Raises:
        BarcodeError: a value breaks the rule of its identifier, or two may not stand together.
    """
    _check_elements(elements)
    text = "".join(f"({identifier}){value}" for identifier, value in elements.items())
    made = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True
    )
    return Symbol(Symbology.GS1_DATA_MATRIX, "".join(map("".join, elements.items())), _rows(made))


def code_128(content: str) -> Symbol:
    """A linear Code 128 of printable ASCII.

    Raises:
        BarcodeError: the content is empty, too long or holds another character.
    """
    if not content or len(content) > _CODE_128_MAX:
        raise BarcodeError(f"A Code 128 holds 1 to {_CODE_128_MAX} characters here.")
    if not (content.isascii() and content.isprintable()):
        raise BarcodeError(f"{content!r} may hold only printable ASCII characters.")
    made = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
    return Symbol(Symbology.CODE_128, content, _rows(made)[:1])


def gs1_check_digit(digits: str) -> str:
    """The GS1 check digit (modulo 10, weights 3 and 1 from the right).

    GS1 General Specifications, section 7.9.
    """
    weighted = (int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return str(-sum(weighted) % 10)


def gsrn(company_prefix: str, reference: str) -> str:
    """The Global Service Relation Number of a reference under a hospital's own GS1 prefix.

    Raises:
        BarcodeError: the prefix is not 7 to 10 digits, or the two do not fit 17 digits.
    """
    prefix_fits = _digits(company_prefix) and len(company_prefix) in _GS1_PREFIX_DIGITS
    if not prefix_fits:
        raise BarcodeError("The GS1 company prefix of the site must be 7 to 10 digits.")
    room = GSRN_DIGITS - 1 - len(company_prefix)
    if not _digits(reference) or len(reference) > room:
        raise BarcodeError(f"{reference!r} must be 1 to {room} digits to fit a GSRN.")
    body = company_prefix + reference.zfill(room)
    return body + gs1_check_digit(body)


def _check_elements(elements: dict[str, str]) -> None:
    if not elements:
        raise BarcodeError("A GS1 barcode needs at least one element.")
    if _RECIPIENT in elements and _PROVIDER in elements:
        raise BarcodeError("8017 (provider) and 8018 (recipient) may not stand in one barcode.")
    if _INSTANCE in elements and not ({_RECIPIENT, _PROVIDER} & set(elements)):
        raise BarcodeError("8019 may stand only with 8017 or 8018.")
    for identifier, value in elements.items():
        if identifier in (_RECIPIENT, _PROVIDER):
            _check_gsrn(identifier, value)
        elif identifier == _INSTANCE:
            if not _digits(value) or len(value) > 10:
                raise BarcodeError("8019 must be 1 to 10 digits.")
        else:
            raise BarcodeError(f"The application identifier {identifier!r} is not printed here.")


def _check_gsrn(identifier: str, value: str) -> None:
    if not _digits(value) or len(value) != GSRN_DIGITS:
        raise BarcodeError(f"{identifier} must be {GSRN_DIGITS} digits.")
    if gs1_check_digit(value[:-1]) != value[-1]:
        raise BarcodeError(f"The check digit of {identifier} {value} is wrong.")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _rows(made: zxingcpp.Barcode) -> tuple[tuple[bool, ...], ...]:
    view = memoryview(made.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # its stub omits the buffer protocol
    _, columns = view.shape or (0, 0)
    pixels = view.tobytes()
    return tuple(
        tuple(pixel == 0 for pixel in pixels[start : start + columns])
        for start in range(0, len(pixels), columns)
    )
