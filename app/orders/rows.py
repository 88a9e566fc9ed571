"""What the screens show of orders: frozen rows, every text ready to read."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from app.marks import SyncMark
from app.orders.standing import OrderState


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of a patient.

    Attributes:
        directions: `Take ONE capsule (500 mg) THREE times a day for FIVE days`.
        instructions: what else the patient is told, or "".
        state_words: `Active`, `Active · SIGNED OFFLINE`.
        why: the reason of a stop or hold, or "".
        check: the words of the safety check that stands in the order.
        signed: when and by whom, or who drafted it.
    """

    order_id: UUID
    prescription_id: UUID
    medicine: str
    directions: str
    instructions: str
    quantity: str
    state: OrderState
    state_words: str
    why: str
    check: str
    override: str
    signed: str
    was_offline: bool
    mark: SyncMark


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of the live check; `tone` is `danger`, `attention` or `success`."""

    tone: Literal["danger", "attention", "success"]
    words: str


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """What an order that is being typed would be.

    Attributes:
        medicine: the medicine it is understood as, or "".
        directions: what the patient would read, or "".
        quantity: how much it takes, or "".
        problem: what is wrong with what is typed, or "".
        findings: the safety check, the gravest first; empty until the medicine is known.
        is_hard_stop: whether nobody may order it.
        needs_reason: whether it passes only with a reason in writing.
    """

    medicine: str = ""
    directions: str = ""
    quantity: str = ""
    problem: str = ""
    unit: str = ""
    findings: tuple[FindingRow, ...] = ()
    is_hard_stop: bool = False
    needs_reason: bool = False
