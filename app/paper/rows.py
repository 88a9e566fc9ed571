"""The print queue as people read it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One job. `state` is `queued`, `sent`, `confirmed`, `failed` or `cancelled`."""

    job_id: UUID
    title: str
    patient: str
    printer: str
    state: str
    state_words: str
    why: str
    queued: str
    can_retry: bool
    can_cancel: bool
    can_confirm: bool
