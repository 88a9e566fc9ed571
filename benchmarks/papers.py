"""The papers of the day from their contents to bytes, nothing kept from the one before.

The baseline of each is a bare page of reportlab with as many lines of text, in a font that every
reader has, without measuring a word and without a code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, spread
from benchmarks.paper_contents import band_of, invoice_of, label_of, prescription_of
from printing.band_stock import ADULT
from printing.documents.dispensing_label import DispensingLabel
from printing.documents.invoice import InvoiceDocument
from printing.documents.prescription import Prescription
from printing.documents.wristband import Wristband

COUNT = 40
LINE_PT = 12


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper, made for the n-th patient, and how long it may take: p95 in ms."""

    key: str
    what: str
    goal_ms: float
    make: Callable[[int], bytes]


KINDS = (
    PaperKind("band", "wristband", 20, lambda n: Wristband(ADULT).render(band_of(n))),
    PaperKind("label", "dispensing label", 20, lambda n: DispensingLabel().render(label_of(n))),
    PaperKind(
        "invoice", "invoice of 12 lines", 100, lambda n: InvoiceDocument().render(invoice_of(n))
    ),
    PaperKind(
        "prescription",
        "prescription of three medicines with its code",
        250,
        lambda n: Prescription().render(prescription_of(n)),
    ),
)


def run(setting: Setting) -> list[Outcome]:
    """Make each paper for one patient after the other."""
    count = setting.size(COUNT, 2)
    return [_measured(kind, count, setting.rounds) for kind in KINDS]


def _measured(kind: PaperKind, count: int, rounds: int) -> Outcome:
    lines = _lines_of(kind.make(0))  # and what is read once, the fonts, is read
    numbers = iter(range(1, 1 + count * rounds))

    def ours() -> Figures:
        return spread([_timed(lambda: kind.make(next(numbers))) for _ in range(count)])

    def baseline() -> Figures:
        return spread([_timed(lambda: _bare(lines)) for _ in range(count)])

    measured = alternate({kind.key: ours, f"{kind.key}_bare": baseline}, rounds)
    took = measured[kind.key]["p95_ms"]
    return Outcome(
        goal_id="desk",
        what=f"{kind.what} to bytes, p95",
        unit="ms",
        ours=took,
        baseline=measured[f"{kind.key}_bare"]["p95_ms"],
        baseline_is="a bare page with as many lines",
        goal=f"p95 ≤ {kind.goal_ms:.0f} ms",
        met=took <= kind.goal_ms,
        figures=by_arm(measured),
    )


def _timed(make: Callable[[], object]) -> float:
    began = perf_counter()
    make()
    return perf_counter() - began


def _lines_of(pdf: bytes) -> list[str]:
    """What is to be read on a paper, line by line."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [line for page in pages for line in page.extract_text().splitlines() if line]


def _bare(lines: Sequence[str]) -> bytes:
    sheet = BytesIO()
    canvas = Canvas(sheet)
    for number, line in enumerate(lines, 1):
        canvas.drawString(LINE_PT, LINE_PT * number, line)
    canvas.save()
    return sheet.getvalue()
