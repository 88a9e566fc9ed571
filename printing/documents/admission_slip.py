"""The slip of a visit: who, which visit, the number to wait under, and what other desks may lack.

A5 upright. The small code is that of the wristband and opens the patient; the large ones carry
the signed records of the visit to a desk that the network does not reach.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from models.vocabulary import N_
from models.wristband_code import MRN_MAX_DIGITS, WristbandCode, encode
from printing.barcode import data_matrix
from printing.documents.admission_slip_layout import CODES_FIRST, CODES_NEXT, Sheet
from printing.page import Page
from printing.printers import PDF

KEY = "admission_slip"
TITLE = N_("Visit slip")
A5_MM = (148.0, 210.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionSlipData:
    """One visit of one patient; every text is ready to read, times in the site's zone.

    Attributes:
        name: `OKAFOR, Chidi (Mr)`.
        born: `03-Apr-1984 (42y)`.
        mrn: the number without spaces, or "" while there is only a temporary one.
        number: the number grouped for reading.
        kind: `Outpatient visit`.
        began: when the visit began.
        place: ward and bed, or "".
        token: the number to wait under, or "".
        codes: the texts of the large codes, in order.
        printed_by: who had it printed.
    """

    patient_id: UUID
    name: str
    born: str
    gender: str
    mrn: str
    number: str
    kind: str
    began: str
    place: str
    token: str
    codes: tuple[str, ...]
    hospital: str
    printed_at: datetime
    printed_by: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class AdmissionSlip:
    """The slip as PDF."""

    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=PDF, init=False)

    def render(self, data: AdmissionSlipData) -> bytes:
        """One sheet, and more where there are more codes than one sheet holds.

        Raises:
            LetteringError: a text cannot be set.
            BarcodeError: a code cannot be made.
        """
        page = Page(*A5_MM, self.title)
        sheet = Sheet(page, *A5_MM)
        _who(sheet, data)
        sheet.rule()
        _visit(sheet, data)
        count = len(data.codes)
        if count:
            sheet.rule()
            sheet.codes(data.codes[:CODES_FIRST], first=1, count=count)
        _foot(sheet, data)
        for at in range(CODES_FIRST, count, CODES_NEXT):
            page.turn()
            sheet = Sheet(page, *A5_MM)
            sheet.line(data.name, size=14.0, bold=True)
            sheet.line(data.number, size=10.0)
            sheet.codes(data.codes[at : at + CODES_NEXT], first=at + 1, count=count)
            _foot(sheet, data)
        return page.pdf()


def _who(sheet: Sheet, data: AdmissionSlipData) -> None:
    sheet.line(data.hospital, size=9.0)
    if data.copy:
        sheet.stamp("COPY")
    band = data.mrn if data.mrn.isascii() and data.mrn.isdigit() else ""
    known = band if len(band) <= MRN_MAX_DIGITS else ""
    sheet.corner(data_matrix(encode(WristbandCode(data.patient_id, known))))
    sheet.name(data.name)
    sheet.pairs((("Born", data.born), ("Gender", data.gender), ("MRN", data.number)))


def _visit(sheet: Sheet, data: AdmissionSlipData) -> None:
    pairs = [("Visit", data.kind), ("Since", data.began)]
    sheet.pairs(tuple(pairs))
    if data.place:
        sheet.pairs((("Where", data.place),))
    if data.token:
        sheet.huge("Number", data.token)


def _foot(sheet: Sheet, data: AdmissionSlipData) -> None:
    sheet.foot(f"Printed {data.printed_at:%d-%b-%Y %H:%M} by {data.printed_by}")
