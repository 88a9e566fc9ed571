"""The discharge summary: A4 sheets, each of which says whose it is and which of how many.

The headings are those of the NHS record standard for discharge (Crown copyright, Open Government
Licence v3.0).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.vocabulary import N_
from printing.documents.discharge_summary_layout import Block, Sheet, Style, draw, paginate

KEY, TITLE = "discharge_summary", N_("Discharge summary")
PROVISIONAL = N_("PROVISIONAL: not yet with the service. Print it again when this desk is online.")
NONE_RECORDED = N_("None recorded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One medicine at discharge.

    Attributes:
        name: the product.
        dose: dose, route and how often, in words.
        why: the indication, or why it was stopped or held.
    """

    name: str
    dose: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeSummaryData:
    """Everything on the paper, in words.

    Attributes:
        hospital: its name.
        patient: (heading, text) of who it is.
        patient_name: the name as it heads every sheet.
        patient_number: the record number as it heads every sheet.
        admission: (heading, text) of when and where the patient came.
        discharge: (heading, text) of when and where to the patient went.
        diagnoses: the problems, active first.
        allergies: one of the four states in words, or each allergy.
        allergies_grave: whether that needs to stand out.
        current: the medicines to go on with.
        stopped: the medicines that were stopped, each with why.
        reason: why the patient came, or "".
        course: what happened, or "".
        advice: what the patient was told, or "".
        follow_up: what is to happen, or "".
        completed_by: who wrote it, where and when.
        document_id: the id of the record.
        provisional: whether the service does not have it yet.
        printed: when it was printed, and by whom.
    """

    hospital: str
    patient: Sequence[tuple[str, str]]
    patient_name: str
    patient_number: str
    admission: Sequence[tuple[str, str]]
    discharge: Sequence[tuple[str, str]]
    diagnoses: Sequence[str]
    allergies: Sequence[str]
    allergies_grave: bool
    current: Sequence[Medicine]
    stopped: Sequence[Medicine]
    reason: str
    course: str
    advice: str
    follow_up: str
    completed_by: Sequence[tuple[str, str]]
    document_id: str
    provisional: bool
    printed: str


class DischargeSummaryPaper:
    """The document, as PDF."""

    key = KEY
    title = TITLE
    content_type = "application/pdf"

    def render(self, data: DischargeSummaryData) -> bytes:
        """Set it on as many sheets as it needs.

        Raises:
            LetteringError: a character cannot be printed.
        """
        sheets = paginate(_blocks(data), first=_first_sheet(data))
        head = Sheet(
            title=TITLE,
            hospital=data.hospital,
            patient=data.patient_name,
            number=data.patient_number,
            foot=f"{data.document_id} · {data.printed}",
            warning=PROVISIONAL if data.provisional else "",
        )
        return draw(sheets, head)


def _first_sheet(data: DischargeSummaryData) -> list[Block]:
    return [Block(TITLE, Style.TITLE), Block(data.hospital, Style.TEXT)]


def _blocks(data: DischargeSummaryData) -> list[Block]:
    grave = Style.GRAVE if data.allergies_grave else Style.TEXT
    return [
        *_facts(N_("Patient details"), data.patient),
        *_facts(N_("Admission details"), data.admission),
        *_facts(N_("Discharge details"), data.discharge),
        *_items(N_("Diagnoses at discharge"), data.diagnoses),
        *_prose(N_("Reason for admission and presenting complaints"), data.reason),
        *_items(N_("Allergies and adverse reactions"), data.allergies, grave),
        *_prose(N_("Clinical narrative"), data.course),
        *_medicines(N_("Medicines to go on with"), data.current),
        *_medicines(N_("Medicines stopped, and why"), data.stopped),
        *_prose(N_("Plan and follow-up"), data.follow_up),
        *_prose(N_("Information and advice given to the patient"), data.advice),
        *_facts(N_("Person completing record"), data.completed_by),
    ]


def _facts(heading: str, facts: Sequence[tuple[str, str]]) -> list[Block]:
    lines = [Block(text, Style.FACT, label=label) for label, text in facts if text]
    return [Block(heading, Style.HEADING), *(lines or [Block(NONE_RECORDED, Style.TEXT)])]


def _prose(heading: str, text: str) -> list[Block]:
    lines = [Block(line, Style.TEXT) for line in text.split("\n") if line.strip()]
    return [Block(heading, Style.HEADING), *(lines or [Block(NONE_RECORDED, Style.TEXT)])]


def _items(heading: str, items: Sequence[str], style: Style = Style.TEXT) -> list[Block]:
    lines = [Block(item, style) for item in items]
    return [Block(heading, Style.HEADING), *(lines or [Block(NONE_RECORDED, Style.TEXT)])]


def _medicines(heading: str, medicines: Sequence[Medicine]) -> list[Block]:
    lines = []
    for each in medicines:
        lines.append(Block(each.name, Style.STRONG))
        details = " · ".join(part for part in (each.dose, each.why) if part)
        lines += [Block(details, Style.UNDER)] if details else []
    return [Block(heading, Style.HEADING), *(lines or [Block(NONE_RECORDED, Style.TEXT)])]
