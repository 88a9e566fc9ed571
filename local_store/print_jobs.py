"""The print queue, kept through a crash: documents wait here until somebody holds the paper."""

from typing import Any
from uuid import UUID

from local_store.writing import Writing
from models.print_job import JobState, PrintJob
from models.values import instant_from_us, us_from_instant

_COLUMNS = (
    "id, document_key, subject_patient_id, title, printer, content_type, content, copies, is_copy,"
    " state, why, queued_at, changed_at"
)
_INSERT = f"INSERT INTO print_job ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own columns
_UPDATE = (
    "UPDATE print_job SET printer = ?, content = ?, state = ?, why = ?, changed_at = ?"
    " WHERE id = ? AND state = ?"
)
_SELECT = f"SELECT {_COLUMNS} FROM print_job WHERE"  # noqa: S608 - our own columns
_TABLE = "print_jobs"


class PrintJobs:
    """Where the spooler keeps its jobs; each call is one transaction."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def enqueue(self, job: PrintJob) -> None:
        """Keep a new job; it is on the disk when this returns."""
        with self._writing.person() as raw:
            raw.execute(_INSERT, _cells(job))
        self._writing.tell(_TABLE)

    def next(self) -> PrintJob | None:
        """The job that has been queued longest, if any."""
        return next(iter(self._select("state = ? ORDER BY n LIMIT 1", JobState.QUEUED.value)), None)

    def get(self, job_id: UUID) -> PrintJob:
        """One job; KeyError if there is none."""
        for job in self._select("id = ?", job_id.bytes):
            return job
        raise KeyError(job_id)

    def in_state(self, state: JobState) -> list[PrintJob]:
        """All jobs in a state, oldest first."""
        return self._select("state = ? ORDER BY n", state.value)

    def set_state(self, job: PrintJob, was: JobState) -> bool:
        """Store a moved job, its content too (None erases it), if its stored state still is `was`.

        Returns:
            Whether it was stored; False says that somebody else moved the job first.
        """
        at = us_from_instant(job.changed_at)
        moved = (job.printer, job.content, job.state.value, job.why, at, job.id.bytes, was.value)
        with self._writing.person() as raw:
            stored = bool(raw.execute(_UPDATE, moved).rowcount == 1)
        if stored:
            self._writing.tell(_TABLE)
        return stored

    def _select(self, condition: str, value: object) -> list[PrintJob]:
        with self._writing.database.reading() as connection:
            rows = connection.exec_driver_sql(f"{_SELECT} {condition}", (value,)).all()
        return [_job(tuple(row)) for row in rows]


def _cells(job: PrintJob) -> tuple[Any, ...]:
    subject = job.subject_patient_id
    return (
        job.id.bytes,
        job.document_key,
        None if subject is None else subject.bytes,
        job.title,
        job.printer,
        job.content_type,
        job.content,
        job.copies,
        job.is_copy,
        job.state.value,
        job.why,
        us_from_instant(job.queued_at),
        us_from_instant(job.changed_at),
    )


def _job(cells: tuple[Any, ...]) -> PrintJob:
    job_id, document_key, subject, title, printer, content_type, content = cells[:7]
    copies, is_copy, state, why, queued_at, changed_at = cells[7:]
    return PrintJob(
        id=UUID(bytes=job_id),
        document_key=document_key,
        subject_patient_id=None if subject is None else UUID(bytes=subject),
        title=title,
        printer=printer,
        content_type=content_type,
        content=content,
        copies=copies,
        is_copy=bool(is_copy),
        state=JobState(state),
        why=why,
        queued_at=instant_from_us(queued_at),
        changed_at=instant_from_us(changed_at),
    )
