"""From the set-up of a printer to the thing that prints."""

from pathlib import Path

from printing.printers import FilePrinter, Printer, PrinterKind, PrinterProfile
from printing.socket_printer import SocketPrinter
from printing.system_printer import SystemPrinter

_DEFAULT_PORT = 9100


class PrinterAddressError(ValueError):
    """The address in a printer's set-up cannot be used."""


def printer_for(profile: PrinterProfile, private_folder: Path) -> Printer:
    """The printer of a profile; `private_folder` is for what a system printer must have as a file.

    Raises:
        PrinterAddressError: the address is empty, or its port is not a number from 1 to 65535.
    """
    if not profile.address.strip():
        raise PrinterAddressError(f"{profile.name} has no address. Enter one in its set-up.")
    match profile.kind:
        case PrinterKind.FILE:
            return FilePrinter(Path(profile.address))
        case PrinterKind.SOCKET:
            host, port = _host_and_port(profile)
            return SocketPrinter(profile.name, host, port)
        case PrinterKind.SYSTEM:
            return SystemPrinter(profile.address, private_folder)


def _host_and_port(profile: PrinterProfile) -> tuple[str, int]:
    host, colon, port = profile.address.strip().partition(":")
    if not colon:
        return host, _DEFAULT_PORT
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16):
        raise PrinterAddressError(f"The port of {profile.name} ({port!r}) is not a port number.")
    return host, int(port)
