"""The printers of this desk and the thread that takes the print queue to them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import structlog

from models.ids import Clock
from models.print_job import PrintJob
from models.vocabulary import N_, PatientId
from printing.band_stock import ADULT, BAND_STOCKS
from printing.printers import PDF, ZPL, Printer, PrinterKind, PrinterProfile
from printing.spool import JobStore, Spooler
from printing.transports import printer_for

PRINTERS_FILE = "printers.toml"
UNUSABLE = N_("{path} cannot be used: {reason}. Correct it, then start again.")
NO_PRINTER = N_("{path} names no printer. Add a [[printer]] or remove the file.")
LOOK_EVERY_S = 5.0
"""How often the queue is looked at even when nobody rings: a printer may be back."""

_log = structlog.get_logger("almoner.print")
_LANGUAGES = {"pdf": PDF, "zpl": ZPL}


class PrinterSetUpError(ValueError):
    """`printers.toml` cannot be used; the message says what is wrong in it."""


def read_profiles(folder: Path) -> tuple[PrinterProfile, ...]:
    """The printers set up in a store folder, the first one being used unless another is chosen.

    Without a `printers.toml` documents are written as PDF into the folder `printed`.

    Raises:
        PrinterSetUpError: the file is there but says something that cannot be used.
    """
    path = folder / PRINTERS_FILE
    if not path.exists():
        kept = str(folder / "printed")
        name = N_("Folder “printed”")
        return (
            PrinterProfile(
                name=name, kind=PrinterKind.FILE, address=kept, content_type=PDF, stock=ADULT
            ),
        )
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("printer", [])
        profiles = tuple(_profile(table) for table in tables)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise PrinterSetUpError(UNUSABLE.format(path=path, reason=error)) from error
    if not profiles:
        raise PrinterSetUpError(NO_PRINTER.format(path=path))
    return profiles


def _profile(table: Mapping[str, str]) -> PrinterProfile:
    return PrinterProfile(
        name=table["name"],
        kind=PrinterKind(table["kind"]),
        address=table["address"],
        content_type=_LANGUAGES[table.get("language", "pdf")],
        stock=BAND_STOCKS[table.get("stock", "adult")],
        dpi=int(table.get("dpi", "203")),
    )


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """What a paper is in the queue: its job, the document, its title, and when it was asked for."""

    job_id: UUID
    key: str
    title: str
    at: datetime


class PrintRoom:
    """The desk's printers; `start` begins to deliver, `ring` says that there is a new job."""

    def __init__(
        self, jobs: JobStore, profiles: tuple[PrinterProfile, ...], clock: Clock, folder: Path
    ) -> None:
        self.jobs, self.profiles = jobs, profiles
        printers: dict[str, Printer] = {p.name: printer_for(p, folder) for p in profiles}
        self._spooler = Spooler(jobs, printers, clock.now)
        self._bell, self._closing = Event(), Event()
        self._thread = Thread(target=self._work, name="print room", daemon=True)

    @property
    def usual(self) -> PrinterProfile:
        """The printer used unless another is chosen."""
        return self.profiles[0]

    @property
    def for_pages(self) -> PrinterProfile | None:
        """The first printer of this desk that takes pages, or None."""
        return next((each for each in self.profiles if each.content_type == PDF), None)

    def put(
        self,
        paper: PaperPlace,
        printer: PrinterProfile,
        content: bytes,
        *,
        about: PatientId,
        is_copy: bool,
    ) -> None:
        """Put a rendered paper into the queue; the same job again stays the one it is."""
        job = PrintJob(
            id=paper.job_id,
            document_key=paper.key,
            subject_patient_id=about,
            title=paper.title,
            printer=printer.name,
            content_type=printer.content_type,
            content=content,
            is_copy=is_copy,
            queued_at=paper.at,
            changed_at=paper.at,
        )
        self.jobs.enqueue(job)

    def start(self) -> None:
        """Give what was interrupted to a person to judge, then deliver what waits."""
        self._spooler.recover()
        self._thread.start()

    def stop(self) -> None:
        """Finish the job at the printer and stop."""
        self._closing.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join()

    def ring(self) -> None:
        """There is a new job."""
        self._bell.set()

    def confirm(self, job_id: UUID) -> bool:
        """A person says that the paper came out. False: somebody else was first."""
        return self._spooler.confirm(job_id) is not None

    def cancel(self, job_id: UUID) -> bool:
        """Give up a job that waits or failed. False: somebody else was first."""
        return self._spooler.cancel(job_id) is not None

    def retry(self, job_id: UUID, printer: str | None = None) -> bool:
        """Queue a failed job again, or send a waiting one to another printer of this desk."""
        moved = self._spooler.retry(job_id, printer) is not None
        self._bell.set()
        return moved

    def deliver_waiting(self) -> int:
        """Take every waiting job to its printer; gives how many went."""
        count = 0
        while not self._closing.is_set() and (job := self._spooler.run_once()) is not None:
            count += 1
            _log.info("print_job", job=str(job.id), state=job.state.value)
        return count

    def _work(self) -> None:
        while not self._closing.is_set():
            self._bell.clear()
            self.deliver_waiting()
            self._bell.wait(LOOK_EVERY_S)
