"""A network printer either prints or says why not, within its time, whatever it does."""

import socket
import time

import pytest

from models.print_job import PrintJob
from printing.printers import PDF, ZPL, Verdict
from printing.socket_printer import SocketPrinter
from tests.printing.builders import a_job
from tests.printing.listening_printer import READY, ListeningPrinter, Manner, listening

LABEL = b"^XA^FDhello^FS^XZ\n"
TIMEOUT_S = 1.0


def deliver(printer: ListeningPrinter, job: PrintJob, content: bytes = LABEL, timeout_s: float = 5):
    with listening(printer):
        return SocketPrinter("Counter 2", "127.0.0.1", printer.port, timeout_s).deliver(
            job, content
        )


def zpl_job(copies: int = 1) -> PrintJob:
    return a_job(content_type=ZPL, copies=copies)


def test_a_label_is_printed_when_the_printer_says_so():
    printer = ListeningPrinter()
    assert deliver(printer, zpl_job()).verdict is Verdict.PRINTED
    assert bytes(printer.received) == LABEL


def test_each_copy_is_sent():
    printer = ListeningPrinter()
    deliver(printer, zpl_job(copies=2))
    assert bytes(printer.received) == LABEL * 2


def test_a_label_still_in_the_buffer_is_waited_for():
    waiting = READY.replace(b"1245,000", b"1245,001")
    printer = ListeningPrinter(statuses=[READY, waiting, waiting, READY])
    assert deliver(printer, zpl_job()).verdict is Verdict.PRINTED
    assert printer.statuses == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (READY.replace(b"030,0,0", b"030,1,0"), "out of labels"),
        (READY.replace(b"030,0,0", b"030,0,1"), "paused"),
        (READY.replace(b"000,0,0,0,0,2", b"000,0,1,0,0,2"), "is open"),
        (READY.replace(b"000,0,0,0,0,2", b"000,0,0,1,0,2"), "out of ribbon"),
    ],
)
def test_a_printer_in_trouble_is_sent_nothing(status: bytes, words: str):
    printer = ListeningPrinter(statuses=[status])
    delivery = deliver(printer, zpl_job())
    assert delivery.verdict is Verdict.FAILED
    assert words in delivery.why
    assert "Counter 2" in delivery.why
    assert bytes(printer.received) == b""


def test_running_out_of_labels_in_the_middle_is_a_failure():
    out = READY.replace(b"030,0,0", b"030,1,0")
    delivery = deliver(ListeningPrinter(statuses=[READY, out]), zpl_job())
    assert delivery.verdict is Verdict.FAILED
    assert "out of labels" in delivery.why


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        (Manner.NEVER_READS, "does not answer"),
        (Manner.CLOSES_AT_ONCE, "closed the connection"),
        (Manner.CLOSES_MID_JOB, "closed the connection"),
        (Manner.BABBLES, "not as a label printer"),
        (Manner.NEVER_STOPS, "not as a label printer"),
    ],
)
@pytest.mark.parametrize("size", [1, 4_000_000])
def test_a_misbehaving_printer_ends_as_failed_in_time(manner: Manner, words: str, size: int):
    began = time.monotonic()
    content = LABEL + b"\n" * size
    delivery = deliver(ListeningPrinter(manner), zpl_job(), content, TIMEOUT_S)
    assert delivery.verdict is Verdict.FAILED
    assert words in delivery.why
    assert "is kept" in delivery.why
    assert time.monotonic() - began < TIMEOUT_S + 4


def test_a_label_that_never_leaves_the_buffer_ends_as_failed_in_time():
    stuck = READY.replace(b"1245,000", b"1245,001")
    printer = ListeningPrinter(statuses=[READY, *[stuck] * 1000])
    delivery = deliver(printer, zpl_job(), timeout_s=TIMEOUT_S)
    assert delivery.verdict is Verdict.FAILED
    assert "Look whether it came out" in delivery.why


def test_a_printer_that_is_off_is_a_failure_with_words():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    delivery = SocketPrinter("Counter 2", "127.0.0.1", port, TIMEOUT_S).deliver(zpl_job(), LABEL)
    assert delivery.verdict is Verdict.FAILED
    assert delivery.why.startswith("Counter 2 does not answer.")


def test_a_pdf_is_accepted_but_not_claimed_to_be_printed():
    printer = ListeningPrinter()
    delivery = deliver(printer, a_job(content_type=PDF), b"%PDF-1.4")
    assert delivery.verdict is Verdict.ACCEPTED
    assert bytes(printer.received) == b"%PDF-1.4"


def test_a_pdf_that_nobody_reads_ends_as_failed_in_time():
    job, content = a_job(content_type=PDF), b"%PDF-1.4" * 2_000_000
    delivery = deliver(ListeningPrinter(Manner.NEVER_READS), job, content, TIMEOUT_S)
    assert delivery.verdict is Verdict.FAILED
