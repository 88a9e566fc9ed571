"""The spooler: takes jobs from the desk's store to their printers, one at a time.

It owns no storage. Run it on a thread of its own: a delivery may take its printer's time limit.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from models.print_job import INTERRUPTED, JobState, PrintJob, move, reroute
from models.vocabulary import N_
from printing.printers import Delivery, Printer, Verdict

NO_SUCH_PRINTER = N_("This desk has no printer called {printer}. Choose another printer.")
EMPTY = N_("The document is no longer in the print queue. Print it again from the patient.")


class JobStore(Protocol):
    """Where print jobs live; every method is one transaction."""

    def enqueue(self, job: PrintJob) -> None:
        """Keep a new job."""

    def next(self) -> PrintJob | None:
        """The job that has been queued longest, if any."""

    def get(self, job_id: UUID) -> PrintJob:
        """One job; KeyError if there is none."""

    def in_state(self, state: JobState) -> list[PrintJob]:
        """All jobs in a state, oldest first."""

    def set_state(self, job: PrintJob, was: JobState) -> bool:
        """Store a moved job, its content too (None erases it), if its stored state still is `was`.

        Returns:
            Whether it was stored; False says that somebody else moved the job first.
        """


class Spooler:
    """Moves jobs along; every step is stored before and after a printer is touched."""

    def __init__(
        self, jobs: JobStore, printers: Mapping[str, Printer], now: Callable[[], datetime]
    ) -> None:
        self._jobs, self._printers, self._now = jobs, printers, now

    def recover(self) -> list[PrintJob]:
        """At start: a job that was being sent when the program stopped is for a person to judge."""
        return [
            moved
            for job in self._jobs.in_state(JobState.SENT)
            if not job.why and (moved := self._store(job, JobState.FAILED, INTERRUPTED))
        ]

    def run_once(self) -> PrintJob | None:
        """Deliver the next queued job and give it in its new state; None if nothing waits."""
        while (job := self._jobs.next()) is not None:
            if sent := self._store(job, JobState.SENT):
                return self._deliver(sent)
        return None

    def confirm(self, job_id: UUID) -> PrintJob | None:
        """A person says that the paper came out."""
        return self._store(self._jobs.get(job_id), JobState.CONFIRMED)

    def cancel(self, job_id: UUID) -> PrintJob | None:
        """Give up a job that waits or failed."""
        return self._store(self._jobs.get(job_id), JobState.CANCELLED)

    def retry(self, job_id: UUID, printer: str | None = None) -> PrintJob | None:
        """Queue a failed job again, or send a waiting one elsewhere."""
        job = self._jobs.get(job_id)
        moved = reroute(job, printer or job.printer, self._now())
        return moved if self._jobs.set_state(moved, job.state) else None

    def _deliver(self, job: PrintJob) -> PrintJob | None:
        delivery = self._attempt(job)
        match delivery.verdict:
            case Verdict.PRINTED:
                return self._store(job, JobState.CONFIRMED)
            case Verdict.ACCEPTED:
                return self._store(job, JobState.SENT, delivery.why)
            case Verdict.FAILED:
                return self._store(job, JobState.FAILED, delivery.why)

    def _attempt(self, job: PrintJob) -> Delivery:
        printer = self._printers.get(job.printer)
        if printer is None:
            return Delivery(Verdict.FAILED, NO_SUCH_PRINTER.format(printer=job.printer))
        if job.content is None:
            return Delivery(Verdict.FAILED, EMPTY)
        return printer.deliver(job, job.content)

    def _store(self, job: PrintJob, to: JobState, why: str = "") -> PrintJob | None:
        moved = move(job, to, self._now(), why)
        return moved if self._jobs.set_state(moved, job.state) else None
