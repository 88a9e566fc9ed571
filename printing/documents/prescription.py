"""The prescription: what WHO asks for, written so that it cannot be misread, with its signed codes.

It is a plain paper of the hospital, no controlled form. The same paper tells that an order was
stopped: what is stopped says so above everything else of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.vocabulary import N_
from printing.documents.discharge_summary_layout import Block, Sheet, Style, paginate
from printing.documents.prescription_layout import draw_with_codes
from printing.printers import PDF
from printing.signed_code import signed_codes

KEY, TITLE, STOPPED_TITLE = "prescription", N_("Prescription"), N_("Stopped order")
HOW = N_("No line? Scan the code at the pharmacy: it carries this prescription, signed.")
NO_CODE = N_("Without a code: the service has this prescription; the pharmacy sees it there.")
SIGNATURE = N_("Signature: ______________________________")
ALLERGIES, PATIENT, MEDICINES, PRESCRIBER = (
    N_("Allergies and adverse reactions"),
    N_("Patient"),
    N_("Medicines"),
    N_("Prescriber"),
)
QUANTITY, FOR, CHECK, OVERRIDE = N_("Supply"), N_("For"), N_("Checked"), N_("Ordered all the same")
COPY = N_("COPY")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedItem:
    """One medicine of it; every text is ready to read.

    Attributes:
        medicine: generic name, strength and form.
        directions: `Take ONE capsule (500 mg) THREE times a day for FIVE days`.
        route: `by mouth`.
        quantity: in figures and words, or "".
        indication: what it is for, or "".
        check: the words of the safety check.
        override: the reason why a stop was passed, or "".
        stopped: `STOPPED 21-Nov-2026 10:42 by Ben Musa: rash`, or "".
    """

    medicine: str
    directions: str
    route: str
    quantity: str = ""
    indication: str = ""
    check: str = ""
    override: str = ""
    stopped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionData:
    """Everything on the paper, in words.

    Attributes:
        patient: (heading, text) of who it is.
        allergies: one of the four states in words, or each allergy with its reaction.
        prescriber: (heading, text) of who signed, when and where.
        offline: `SIGNED OFFLINE, 21-Nov-2026 10:42, Ward desk`, or "".
        codes: the texts of the signed codes, in order.
        reference: what the prescription is called by.
        is_stopped: whether nothing of it is to be given any more.
    """

    hospital: str
    patient_name: str
    patient_number: str
    patient: Sequence[tuple[str, str]]
    allergies: Sequence[str]
    items: Sequence[PrescribedItem]
    prescriber: Sequence[tuple[str, str]]
    offline: str
    codes: Sequence[str]
    reference: str
    printed: str
    is_stopped: bool = False
    copy: bool = False


class Prescription:
    """The document, as PDF."""

    key = KEY
    title = TITLE
    content_type = PDF

    def render(self, data: PrescriptionData) -> bytes:
        """Set it on as many sheets as it needs, the codes last.

        Raises:
            LetteringError: a character cannot be printed.
            BarcodeError: a code cannot be made.
        """
        title = STOPPED_TITLE if data.is_stopped else TITLE
        first = [Block(title, Style.TITLE), Block(data.hospital, Style.TEXT)]
        sheets = paginate(_blocks(data), first=first)
        head = Sheet(
            title=title,
            hospital=data.hospital,
            patient=data.patient_name,
            number=data.patient_number,
            foot=f"{data.reference} · {data.printed}",
            warning=" · ".join(each for each in (COPY if data.copy else "", data.offline) if each),
        )
        return draw_with_codes(sheets, head, signed_codes(data.codes))


def _blocks(data: PrescriptionData) -> list[Block]:
    blocks = [Block(PATIENT, Style.HEADING), *_facts(data.patient)]
    blocks.append(Block(ALLERGIES, Style.HEADING))
    blocks += [Block(each, Style.GRAVE) for each in data.allergies]
    blocks.append(Block(MEDICINES, Style.HEADING))
    for number, item in enumerate(data.items, start=1):
        blocks += _item(number, item)
    blocks += [Block(PRESCRIBER, Style.HEADING), *_facts(data.prescriber)]
    blocks += [Block(SIGNATURE, Style.STRONG), Block(HOW if data.codes else NO_CODE, Style.TEXT)]
    return blocks


def _item(number: int, item: PrescribedItem) -> list[Block]:
    lines = [Block(f"{number}. {item.medicine}", Style.STRONG)]
    if item.stopped:
        lines.append(Block(item.stopped, Style.GRAVE))
    lines.append(Block(f"{item.directions} ({item.route})", Style.UNDER))
    facts = (
        (QUANTITY, item.quantity),
        (FOR, item.indication),
        (CHECK, item.check),
        (OVERRIDE, item.override),
    )
    return [*lines, *_facts(facts)]


def _facts(facts: Sequence[tuple[str, str]]) -> list[Block]:
    return [Block(text, Style.FACT, label=label) for label, text in facts if text]
