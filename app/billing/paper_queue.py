"""Putting a bill or receipt into the print queue, and knowing when it is a copy."""

from app.command import Paper
from models.billing import Invoice, Payment
from models.print_job import JobState
from models.vocabulary import N_

QUEUED = N_("{title} is in the print queue of {printer}.")
_OUT = (JobState.CONFIRMED, JobState.SENT, JobState.QUEUED)


def is_copy(paper: Paper, document: Invoice | Payment, key: str, title: str) -> bool:
    """Whether its original is somewhere else: printed before, or issued at another desk."""
    identity = paper.look.store.identity
    if identity is not None and document.recorded_on_id not in (None, identity.device):
        return True
    jobs = [job for state in _OUT for job in paper.room.jobs.in_state(state)]
    return any(job.document_key == key and job.title == title for job in jobs)
