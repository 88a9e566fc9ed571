"""The label on a dispensed medicine, 70 x 35 mm: for whom, what, how to take it, from where."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from models.vocabulary import N_
from printing.document import Document
from printing.documents.dispensing_label_layout import LABEL_MM, Placed, lay_out
from printing.lettering import Line
from printing.page import Page
from printing.printers import PDF, ZPL, PrinterProfile
from printing.zpl import ZplLabel

KEY = "dispensing_label"
TITLE = N_("Dispensing label")
PACK = N_("Batch {batch} · use by {expires}")
COPY = N_("COPY")


@dataclass(frozen=True, slots=True, kw_only=True)
class DispensingLabelData:
    """One label on one pack; every text is ready to be read, `cautions` one sentence each."""

    patient: str
    number: str
    medicine: str
    quantity: str
    directions: str
    cautions: tuple[str, ...]
    batch: str
    expires_on: date
    supplied_on: date
    prescriber: str
    hospital: str
    address: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class DispensingLabel:
    """The label as PDF."""

    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=PDF, init=False)

    def render(self, data: DispensingLabelData) -> bytes:
        """One page of the size of the label.

        Raises:
            LetteringError: it does not fit, or a letter cannot be printed.
        """
        page = Page(*LABEL_MM, self.title)
        _draw(_placed(data), page)
        return page.pdf()


@dataclass(frozen=True, slots=True)
class ZplDispensingLabel:
    """The same label in ZPL (203, 300 or 600 dpi)."""

    dpi: int
    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=ZPL, init=False)

    def render(self, data: DispensingLabelData) -> bytes:
        """One label.

        Raises:
            LetteringError: it does not fit, or a letter cannot be printed.
        """
        label = ZplLabel(*LABEL_MM, self.dpi)
        _draw(_placed(data), label)
        return label.zpl()


def label_for(printer: PrinterProfile) -> Document[DispensingLabelData]:
    """The label in the language of a printer."""
    return ZplDispensingLabel(printer.dpi) if printer.content_type == ZPL else DispensingLabel()


class _Surface(Protocol):
    def text(self, line: Line, x_mm: float, baseline_mm: float, size_pt: float) -> None: ...


def _draw(placed: tuple[Placed, ...], surface: _Surface) -> None:
    for each in placed:
        surface.text(each.line, each.x_mm, each.baseline_mm, each.size_pt)


def _placed(data: DispensingLabelData) -> tuple[Placed, ...]:
    pack = PACK.format(batch=data.batch, expires=f"{data.expires_on:%d-%b-%Y}")
    supplied = f"{data.supplied_on:%d-%b-%Y}" + (f" · {COPY}" if data.copy else "")
    body = [(data.directions, True), *((caution, False) for caution in data.cautions)]
    return lay_out(
        head=((data.medicine, data.quantity),),
        body=tuple(body),
        foot=(
            (f"{data.patient} · {data.number}" if data.number else data.patient, ""),
            (pack, data.prescriber),
            (f"{data.hospital}, {data.address}" if data.address else data.hospital, supplied),
        ),
    )
