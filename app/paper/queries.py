"""What is in the print queue of this desk."""

from app.paper.rows import PrintRow
from app.query import PRINT_JOBS, Look, Query
from app.registration.people import people
from app.registration.wording import banner_name
from app.times import moment_words
from models.print_job import JobState, PrintJob
from models.vocabulary import N_, PatientId

STATE_WORDS: dict[JobState, str] = {
    JobState.QUEUED: N_("Waiting"),
    JobState.SENT: N_("At the printer"),
    JobState.CONFIRMED: N_("Printed"),
    JobState.FAILED: N_("Not printed"),
    JobState.CANCELLED: N_("Cancelled"),
}
_COPY = N_("copy")
_DONE_SHOWN = 20


def print_queue(look: Look) -> tuple[PrintRow, ...]:
    """What needs a person first, then what waits, then the last that came out."""
    jobs = look.store.print_jobs
    order = (JobState.FAILED, JobState.SENT, JobState.QUEUED)
    shown = [job for state in order for job in jobs.in_state(state)]
    done = [*jobs.in_state(JobState.CONFIRMED), *jobs.in_state(JobState.CANCELLED)]
    done.sort(key=lambda job: job.changed_at, reverse=True)
    shown += done[:_DONE_SHOWN]
    subjects = {PatientId(job.subject_patient_id) for job in shown if job.subject_patient_id}
    known = people(look.read, sorted(subjects))
    names = {patient_id: banner_name(who.name) for patient_id, who in known.items()}
    return tuple(_row(look, job, names) for job in shown)


def _row(look: Look, job: PrintJob, names: dict[PatientId, str]) -> PrintRow:
    subject = job.subject_patient_id
    return PrintRow(
        job_id=job.id,
        title=f"{job.title} ({_COPY})" if job.is_copy else job.title,
        patient=names.get(PatientId(subject), "") if subject else "",
        printer=job.printer,
        state=job.state.value,
        state_words=STATE_WORDS[job.state],
        why=job.why,
        queued=moment_words(job.queued_at, look.now),
        can_retry=job.state in (JobState.FAILED, JobState.QUEUED),
        can_cancel=job.state in (JobState.FAILED, JobState.QUEUED),
        can_confirm=job.state in (JobState.FAILED, JobState.SENT),
    )


PRINT_QUEUE = Query(
    "print.queue", N_("Print queue"), print_queue, frozenset({PRINT_JOBS, "patient_name"})
)
