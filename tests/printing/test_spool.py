"""The spooler takes each job to its printer once, and nothing is lost or kept too long."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import pytest

from models.print_job import JobMoveError, JobState, PrintJob
from printing.printers import Delivery, FilePrinter, Printer, Verdict
from printing.spool import Spooler
from tests.printing.builders import NOW, a_job


@dataclass
class Rows:
    """The store's side of the bargain, in memory."""

    rows: dict[UUID, PrintJob] = field(default_factory=dict)
    taken_by_others: list[UUID] = field(default_factory=list)

    def enqueue(self, job: PrintJob) -> None:
        self.rows[job.id] = job

    def next(self) -> PrintJob | None:
        return next(iter(self.in_state(JobState.QUEUED)), None)

    def get(self, job_id: UUID) -> PrintJob:
        return self.rows[job_id]

    def in_state(self, state: JobState) -> list[PrintJob]:
        return [job for job in self.rows.values() if job.state is state]

    def set_state(self, job: PrintJob, was: JobState) -> bool:
        if job.id in self.taken_by_others:
            self.taken_by_others.remove(job.id)
            self.rows[job.id] = replace(self.rows[job.id], state=JobState.CANCELLED)
        if self.rows[job.id].state is not was:
            return False
        self.rows[job.id] = job
        return True


@dataclass
class Answering:
    """A printer with one answer; it notes what it saw and what the store held meanwhile."""

    answer: Delivery
    rows: Rows | None = None
    seen: list[tuple[bytes, JobState]] = field(default_factory=list)

    def deliver(self, job: PrintJob, content: bytes) -> Delivery:
        state = self.rows.get(job.id).state if self.rows else job.state
        self.seen.append((content, state))
        return self.answer


def spooler(rows: Rows, **printers: Printer) -> Spooler:
    named = {name.replace("_", " "): printer for name, printer in printers.items()}
    return Spooler(rows, named, lambda: NOW)


PRINTED = Delivery(Verdict.PRINTED)
FAILED = Delivery(Verdict.FAILED, "out of labels")


def test_a_printed_job_is_confirmed_and_its_document_gone():
    rows = Rows()
    rows.enqueue(a_job())
    printer = Answering(PRINTED, rows)
    done = spooler(rows, Ward_3=printer).run_once()
    assert done is not None
    assert (done.state, done.content) == (JobState.CONFIRMED, None)
    assert rows.get(done.id) == done
    assert printer.seen == [(b"the document", JobState.SENT)]


def test_nothing_waiting_does_nothing():
    assert spooler(Rows()).run_once() is None


def test_jobs_go_in_the_order_they_came(tmp_path: Path):
    rows = Rows()
    for number in (1, 2):
        rows.enqueue(a_job(id=UUID(int=number)))
    desk = spooler(rows, Ward_3=FilePrinter(tmp_path))
    assert [desk.run_once(), desk.run_once(), desk.run_once()][-1] is None
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failed_job_keeps_its_document_and_can_go_elsewhere():
    rows = Rows()
    rows.enqueue(a_job())
    second = Answering(PRINTED)
    desk = spooler(rows, Ward_3=Answering(FAILED), Counter_2=second)
    failed = desk.run_once()
    assert failed is not None
    assert (failed.state, failed.why, failed.content) == (
        JobState.FAILED,
        "out of labels",
        b"the document",
    )
    assert desk.run_once() is None, "a failed job waits for a person"
    desk.retry(failed.id, "Counter 2")
    again = desk.run_once()
    assert again is not None
    assert again.state is JobState.CONFIRMED
    assert second.seen == [(b"the document", JobState.SENT)]


def test_an_accepted_job_waits_for_a_person_to_say_that_it_came_out():
    rows = Rows()
    rows.enqueue(a_job())
    desk = spooler(rows, Ward_3=Answering(Delivery(Verdict.ACCEPTED, "It has taken it.")))
    sent = desk.run_once()
    assert sent is not None
    assert (sent.state, sent.why) == (JobState.SENT, "It has taken it.")
    assert desk.recover() == [], "a restart does not doubt what a printer accepted"
    confirmed = desk.confirm(sent.id)
    assert confirmed is not None
    assert confirmed.content is None


def test_a_job_interrupted_by_a_stop_of_the_program_is_for_a_person_to_judge():
    rows = Rows()
    rows.enqueue(a_job(state=JobState.SENT))
    (job,) = spooler(rows).recover()
    assert job.state is JobState.FAILED
    assert "Look whether it came out" in job.why
    assert job.content == b"the document"


def test_an_unknown_printer_is_named():
    rows = Rows()
    rows.enqueue(a_job(printer="Gone"))
    failed = spooler(rows).run_once()
    assert failed is not None
    assert "no printer called Gone" in failed.why


def test_a_job_without_its_document_is_not_sent_empty():
    rows = Rows()
    rows.enqueue(a_job(content=None))
    printer = Answering(PRINTED)
    failed = spooler(rows, Ward_3=printer).run_once()
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert printer.seen == []


def test_a_job_cancelled_in_the_same_moment_is_not_printed():
    rows = Rows(taken_by_others=[UUID(int=1)])
    rows.enqueue(a_job())
    rows.enqueue(a_job(id=UUID(int=2), content=b"the next"))
    printer = Answering(PRINTED)
    done = spooler(rows, Ward_3=printer).run_once()
    assert done is not None
    assert done.id == UUID(int=2)
    assert printer.seen == [(b"the next", JobState.SENT)]


def test_a_waiting_job_is_cancelled_and_its_document_gone():
    rows = Rows()
    rows.enqueue(a_job())
    cancelled = spooler(rows).cancel(UUID(int=1))
    assert cancelled is not None
    assert (cancelled.state, cancelled.content) == (JobState.CANCELLED, None)
    with pytest.raises(JobMoveError):
        spooler(rows).retry(UUID(int=1))
