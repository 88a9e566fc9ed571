"""The printers that the operating system knows: CUPS on Linux and macOS, the Windows spooler.

The only place where printing depends on the system. Everything goes through a program or a call
with a time limit; a wedged print system costs one job its time limit and no more.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from models.print_job import PrintJob
from models.vocabulary import N_
from printing.printers import PDF, Delivery, Verdict

TAKEN = N_("The print queue {queue} has taken the document. It does not tell when paper is out.")
NO_SYSTEM = N_(
    "This computer has no print system (the program lp was not found). The document is kept. "
    "Install CUPS, or choose another printer."
)
NO_ANSWER = N_("The print queue {queue} does not answer. The document is kept. Try again later.")
REFUSED = N_("The print queue {queue} refused the document: {reason}. The document is kept.")


@dataclass(frozen=True, slots=True)
class SystemPrinter:
    """One queue of the system.

    `folder` is private to this program; on Windows a PDF must lie there while it is printed.
    """

    queue: str
    folder: Path
    timeout_s: float = 20.0

    def deliver(self, job: PrintJob, content: bytes) -> Delivery:
        """Hand the job to the queue; the queue's word is `accepted`, never `printed`."""
        try:
            reason = _submit(self, job, content)
        except subprocess.TimeoutExpired:
            return Delivery(Verdict.FAILED, NO_ANSWER.format(queue=self.queue))
        except FileNotFoundError:
            return Delivery(Verdict.FAILED, NO_SYSTEM)
        except OSError as error:
            reason = error.strerror or str(error)
        if reason:
            return Delivery(Verdict.FAILED, REFUSED.format(queue=self.queue, reason=reason))
        return Delivery(Verdict.ACCEPTED, TAKEN.format(queue=self.queue))


def _neutral_title(job: PrintJob) -> str:
    # The system's job list is open to anybody: it shows no patient.
    return f"{job.document_key} {job.id}"


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _SpoolTicket(ctypes.Structure):
        _fields_ = (
            ("name", wintypes.LPWSTR),
            ("output_file", wintypes.LPWSTR),
            ("datatype", wintypes.LPWSTR),
        )

    def _submit(printer: SystemPrinter, job: PrintJob, content: bytes) -> str:
        for old in printer.folder.glob("*.pdf"):
            old.unlink(missing_ok=True)  # the job before has long been read by its program
        for _ in range(job.copies):
            if job.content_type == PDF:
                _print_to(printer, job, content)
            else:
                _write_raw(printer.queue, _neutral_title(job), content)
        return ""

    def _print_to(printer: SystemPrinter, job: PrintJob, content: bytes) -> None:
        printer.folder.mkdir(parents=True, exist_ok=True)
        path = printer.folder / f"{job.id}.pdf"
        path.write_bytes(content)
        os.startfile(path, "printto", f'"{printer.queue}"')  # noqa: S606 - the program that owns PDF

    def _write_raw(queue: str, title: str, content: bytes) -> None:
        spool = ctypes.WinDLL("winspool.drv", use_last_error=True)
        opened, written = wintypes.HANDLE(), wintypes.DWORD()
        _check(spool.OpenPrinterW(queue, ctypes.byref(opened), None))
        try:
            ticket = _SpoolTicket(title, None, "RAW")
            _check(spool.StartDocPrinterW(opened, 1, ctypes.byref(ticket)))
            _check(spool.StartPagePrinter(opened))
            _check(spool.WritePrinter(opened, content, len(content), ctypes.byref(written)))
            _check(spool.EndPagePrinter(opened))
            _check(spool.EndDocPrinter(opened))
        finally:
            spool.ClosePrinter(opened)

    def _check(succeeded: int) -> None:
        if not succeeded:
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _submit(printer: SystemPrinter, job: PrintJob, content: bytes) -> str:
        program = shutil.which("lp")
        if program is None:
            raise FileNotFoundError
        raw = [] if job.content_type == PDF else ["-o", "raw"]
        done = subprocess.run(  # noqa: S603 - a fixed program, arguments as a list
            [program, "-d", printer.queue, "-n", str(job.copies), "-t", _neutral_title(job), *raw],
            input=content,
            capture_output=True,
            timeout=printer.timeout_s,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if done.returncode == 0:
            return ""
        words = done.stderr.decode("utf-8", "replace").strip()
        return words or f"lp ended with {done.returncode}"
