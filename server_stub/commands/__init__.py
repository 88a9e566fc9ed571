"""What only the service can decide, one command a module, and the table of them all."""

from server_stub.commands.book_bed import BOOK_BED
from server_stub.commands.command import Command
from server_stub.commands.release_bed import RELEASE_BED

COMMANDS: dict[str, Command] = {command.name: command for command in (BOOK_BED, RELEASE_BED)}
