"""Taking back a draft that nobody has signed; it stays in the record as cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Context
from app.query import Look
from models.medication import MedicationRequest
from models.vocabulary import N_, PatientId, RequestStatus


class DiscardRefusal(StrEnum):
    """Why a draft cannot be taken back."""

    NO_DRAFT = "no_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDraft:
    """The draft that is selected."""

    patient_id: Annotated[PatientId, Context("patient")]
    order_id: Annotated[UUID | None, Context("order")]


def open_discard(_look: Look, context: Mapping[str, object]) -> Opening:
    """No draft is chosen unless the context names one."""
    return Opening({}, {"order": None, **context})


def discard_draft(act: Act, command: DiscardDraft) -> UUID:
    """Cancel it."""
    draft = act.tx.get(MedicationRequest, command.order_id) if command.order_id else None
    if draft is None or draft.status is not RequestStatus.DRAFT:
        raise Refuse(DiscardRefusal.NO_DRAFT)
    act.tx.change(MedicationRequest, draft.id, status=RequestStatus.CANCELLED)
    return draft.id


DISCARD_DRAFT = UseCase(
    key="order.discard",
    title=N_("Discard draft"),
    input=DiscardDraft,
    function=discard_draft,
    opening=open_discard,
    refusals={
        DiscardRefusal.NO_DRAFT: N_("This is no draft any more. Stop a signed order instead."),
    },
)
