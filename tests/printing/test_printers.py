"""Folders and system queues take jobs, and say plainly when they cannot."""

import sys
from pathlib import Path
from uuid import UUID

import pytest

from printing.band_stock import ADULT
from printing.printers import PDF, ZPL, Delivery, FilePrinter, PrinterKind, PrinterProfile, Verdict
from printing.socket_printer import SocketPrinter
from printing.system_printer import SystemPrinter
from printing.transports import PrinterAddressError, printer_for
from tests.printing.builders import a_job


def profile(kind: PrinterKind, address: str) -> PrinterProfile:
    return PrinterProfile(
        name="Ward 3", kind=kind, address=address, content_type=PDF, stock=ADULT, dpi=203
    )


@pytest.mark.parametrize(("content_type", "ending"), [(PDF, ".pdf"), (ZPL, ".zpl")])
def test_a_folder_gets_the_document_whole(tmp_path: Path, content_type: str, ending: str):
    folder = tmp_path / "not" / "yet"
    delivery = FilePrinter(folder).deliver(a_job(content_type=content_type), b"bytes")
    assert delivery == Delivery(Verdict.PRINTED)
    (written,) = folder.iterdir()
    assert written.name == f"wristband-{UUID(int=1)}{ending}"
    assert written.read_bytes() == b"bytes"


def test_a_folder_that_cannot_be_written_fails_with_words(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    delivery = FilePrinter(tmp_path / "file").deliver(a_job(), b"bytes")
    assert delivery.verdict is Verdict.FAILED
    assert "cannot be written" in delivery.why
    assert "is kept" in delivery.why


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [("10.0.0.7", "10.0.0.7", 9100), (" labels:6101 ", "labels", 6101)],
)
def test_a_network_address_may_name_a_port(address: str, host: str, port: int, tmp_path: Path):
    printer = printer_for(profile(PrinterKind.SOCKET, address), tmp_path)
    assert isinstance(printer, SocketPrinter)
    assert (printer.host, printer.port) == (host, port)


@pytest.mark.parametrize("address", ["", "  ", "labels:", "labels:0", "labels:99999", "labels:x"])
def test_a_useless_network_address_is_refused(address: str, tmp_path: Path):
    with pytest.raises(PrinterAddressError, match="Ward 3"):
        printer_for(profile(PrinterKind.SOCKET, address), tmp_path)


def test_folder_and_queue_are_taken_as_they_are(tmp_path: Path):
    assert printer_for(profile(PrinterKind.FILE, "/out"), tmp_path) == FilePrinter(Path("/out"))
    queue = printer_for(profile(PrinterKind.SYSTEM, "zebra"), tmp_path)
    assert queue == SystemPrinter("zebra", tmp_path)


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program called lp first on the path; it runs the shell text it is given."""
    if sys.platform == "win32":
        pytest.skip("Windows has no lp")

    def install(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "lp"
        program.write_text(f"#!/bin/sh\nseen={tmp_path}/seen\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return tmp_path / "seen"

    return install


def test_a_system_queue_gets_the_bytes_and_no_name(lp, tmp_path: Path):
    seen = lp('echo "$@" > $seen; cat >> $seen')
    job = a_job(content_type=ZPL, copies=2)
    delivery = SystemPrinter("zebra", tmp_path).deliver(job, b"^XA^XZ")
    assert delivery.verdict is Verdict.ACCEPTED
    expected = f"-d zebra -n 2 -t wristband {UUID(int=1)} -o raw\n^XA^XZ"
    assert seen.read_text() == expected
    assert "OKAFOR" not in expected


def test_a_pdf_goes_through_the_driver(lp, tmp_path: Path):
    seen = lp('echo "$@" > $seen; cat >> $seen')
    SystemPrinter("office", tmp_path).deliver(a_job(), b"%PDF")
    assert "raw" not in seen.read_text()


def test_a_queue_that_refuses_says_why(lp, tmp_path: Path):
    lp("cat > /dev/null; echo 'lp: The printer or class does not exist.' >&2; exit 1")
    delivery = SystemPrinter("zebra", tmp_path).deliver(a_job(), b"%PDF")
    assert delivery.verdict is Verdict.FAILED
    assert "does not exist" in delivery.why


def test_a_wedged_print_system_costs_its_time_limit_and_no_more(lp, tmp_path: Path):
    lp("exec sleep 30")
    delivery = SystemPrinter("zebra", tmp_path, timeout_s=0.3).deliver(a_job(), b"%PDF")
    assert delivery.verdict is Verdict.FAILED
    assert "does not answer" in delivery.why


def test_a_computer_without_a_print_system_says_so(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    if sys.platform != "win32":
        delivery = SystemPrinter("zebra", tmp_path).deliver(a_job(), b"%PDF")
        assert delivery.verdict is Verdict.FAILED
        assert "no print system" in delivery.why
