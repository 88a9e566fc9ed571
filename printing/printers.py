"""Printers as a desk knows them, and what each says about a job."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from models.print_job import PrintJob
from models.vocabulary import N_
from printing.band_stock import BandStock

PDF = "application/pdf"
ZPL = "application/vnd.zebra.zpl"
_ENDINGS = {PDF: ".pdf", ZPL: ".zpl"}


class PrinterKind(StrEnum):
    """How a printer is reached."""

    FILE = "file"
    SOCKET = "socket"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One printer of this desk.

    `address` is a folder, `host:port` (9100 if no port is given), or the name of a system queue.
    """

    name: str
    kind: PrinterKind
    address: str
    content_type: str
    stock: BandStock
    dpi: int = 203


class Verdict(StrEnum):
    """What a printer said. `accepted`: it has the job, but does not tell when paper is out."""

    PRINTED = "printed"
    ACCEPTED = "accepted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome of one attempt, with words for the person who waits for the paper."""

    verdict: Verdict
    why: str = ""


class Printer(Protocol):
    """Takes one job, within a bounded time; trouble is a `Delivery`, never an exception."""

    def deliver(self, job: PrintJob, content: bytes) -> Delivery:
        """Hand over one job and wait for the answer."""


@dataclass(frozen=True, slots=True)
class FilePrinter:
    """Writes each document into a folder: for sites that print from there, and to look at."""

    folder: Path

    def deliver(self, job: PrintJob, content: bytes) -> Delivery:
        """Write the file under the job's id; a half-written file never has the final name."""
        name = f"{job.document_key}-{job.id}"
        final = self.folder / (name + _ENDINGS.get(job.content_type, ".bin"))
        partial = final.with_name(final.name + ".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(final)
        except OSError as error:
            words = N_("The folder {folder} cannot be written: {reason}. The document is kept.")
            reason = error.strerror or str(error)
            return Delivery(Verdict.FAILED, words.format(folder=self.folder, reason=reason))
        return Delivery(Verdict.PRINTED)
