"""A print job and the states it can pass through; pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.vocabulary import N_


class JobState(StrEnum):
    """Where a job stands. `sent` means that a printer is at work on it."""

    QUEUED = "queued"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"


_MOVES = {
    JobState.QUEUED: {JobState.SENT, JobState.FAILED, JobState.CANCELLED},
    JobState.SENT: {JobState.SENT, JobState.CONFIRMED, JobState.FAILED},
    JobState.FAILED: {JobState.QUEUED, JobState.CONFIRMED, JobState.CANCELLED},
    JobState.CONFIRMED: set[JobState](),
    JobState.CANCELLED: set[JobState](),
}
_DONE = (JobState.CONFIRMED, JobState.CANCELLED)

INTERRUPTED = N_(
    "The program stopped while this was printing. Look whether it came out; if not, print it again."
)


class JobMoveError(ValueError):
    """A job cannot go from its state to the one asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One document on its way to one printer.

    `content` is None once the job is done: nothing about a patient stays in the queue.
    `why` is for people: what went wrong, or what is being waited for.
    """

    id: UUID
    document_key: str
    subject_patient_id: UUID | None
    title: str
    printer: str
    content_type: str
    content: bytes | None
    copies: int = 1
    is_copy: bool = False
    state: JobState = JobState.QUEUED
    why: str = ""
    queued_at: datetime
    changed_at: datetime


def move(job: PrintJob, to: JobState, at: datetime, why: str = "") -> PrintJob:
    """The job in its next state; done jobs lose their content.

    Raises:
        JobMoveError: that step does not exist.
    """
    if to not in _MOVES[job.state]:
        raise JobMoveError(f"A print job that is {job.state} cannot become {to}.")
    content = None if to in _DONE else job.content
    return replace(job, state=to, why=why, changed_at=at, content=content)


def reroute(job: PrintJob, printer: str, at: datetime) -> PrintJob:
    """The waiting or failed job, queued for another printer that speaks the same language.

    Raises:
        JobMoveError: the job is at a printer already, or done.
    """
    if job.state is JobState.QUEUED:
        return replace(job, printer=printer, changed_at=at)
    return replace(move(job, JobState.QUEUED, at), printer=printer)
