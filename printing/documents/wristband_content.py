"""What a wristband says: the patient's core identifiers, and the code that stands for them.

NPSA Safer Practice Notice 24 and DSCN 04/2009: family name in capitals, then given names; date of
birth as DD-Mmm-YYYY; the number, grouped. Nothing else among them, and nothing unverified.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from models.vocabulary import AdministrativeGender, DatePrecision
from models.wristband_code import MRN_MAX_DIGITS, WristbandCode, encode
from printing.barcode import BarcodeError, Symbol, code_128, data_matrix, gs1_data_matrix, gsrn
from printing.lettering import Piece
from resources.fonts import Weight

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class WristbandData:
    """One band of one patient. Times are in the site's zone; `sex` and `child` name the unknown."""

    patient_id: UUID
    family: str
    given: str
    born_on: date | None
    born_precision: DatePrecision = DatePrecision.DAY
    sex: AdministrativeGender = AdministrativeGender.UNKNOWN
    child: bool = False
    mrn: str
    """The number without spaces; empty if the patient has none yet."""
    mrn_grouped: str
    temporary_number: bool = False
    hospital: str
    printed_at: datetime
    copy: bool = False


@dataclass(frozen=True, slots=True)
class BandCode:
    """What a site puts into the code on its bands.

    `almoner`: our own payload in a DataMatrix, needs nothing; a number from elsewhere that is not
    plain digits stays out of it, and the patient's id alone says who it is. `gsrn`: GS1 DataMatrix
    (8018) under the hospital's own GS1 company prefix. `mrn-code128`: the bare number for old
    linear scanners.
    """

    profile: Literal["almoner", "gsrn", "mrn-code128"] = "almoner"
    company_prefix: str = ""

    def symbol(self, data: WristbandData) -> Symbol:
        """The barcode of one band.

        Raises:
            BarcodeError: the number does not fit the profile, or the prefix is missing.
        """
        match self.profile:
            case "almoner":
                ours = _is_plain(data.mrn) and len(data.mrn) <= MRN_MAX_DIGITS
                code = WristbandCode(data.patient_id, data.mrn if ours else "")
                return data_matrix(encode(code))
            case "gsrn":
                return gs1_data_matrix({"8018": gsrn(self.company_prefix, data.mrn)})
            case "mrn-code128":
                return code_128(_linear(data.mrn))


def _is_plain(mrn: str) -> bool:
    return mrn.isascii() and mrn.isdigit()


def _linear(mrn: str) -> str:
    if not _is_plain(mrn):
        raise BarcodeError(f"{mrn!r} is not a number that a linear barcode of this site can hold.")
    return mrn


def name_pieces(data: WristbandData) -> tuple[Piece, ...]:
    """`FAMILY Given`; a single name stands alone; no name at all is `Unknown Male` and so on."""
    family, given = data.family.strip(), data.given.strip()
    if not family and not given:
        return (Piece(unknown_name(data.sex, child=data.child), Weight.BOLD),)
    pieces = []
    if family:
        pieces.append(Piece(family.upper() + (" " if given else ""), Weight.BOLD))
    if given:
        pieces.append(Piece(given, Weight.MEDIUM if family else Weight.BOLD))
    return tuple(pieces)


def unknown_name(sex: AdministrativeGender, *, child: bool) -> str:
    """How a patient is called until the name is verified."""
    known = sex in (AdministrativeGender.MALE, AdministrativeGender.FEMALE)
    words = ("Unknown", sex.value.title() if known else "", "Child" if child else "")
    return " ".join(filter(None, words)) if known or child else "Unknown Person"


def born_text(data: WristbandData) -> str:
    """The birth date as far as it is known: `03-Apr-1984`, `Apr-1984`, `1984`."""
    if data.born_on is None:
        return NOT_KNOWN
    year, month = f"{data.born_on.year:04d}", _MONTHS[data.born_on.month - 1]
    match data.born_precision:
        case DatePrecision.DAY:
            return f"{data.born_on.day:02d}-{month}-{year}"
        case DatePrecision.MONTH:
            return f"{month}-{year}"
        case DatePrecision.YEAR:
            return year


def printed_text(data: WristbandData) -> str:
    """When the band was printed: `Printed 21-Nov-2026 10:47`."""
    at = data.printed_at
    return (
        f"Printed {at.day:02d}-{_MONTHS[at.month - 1]}-{at.year:04d} {at.hour:02d}:{at.minute:02d}"
    )
