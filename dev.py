#!/usr/bin/env python3
"""The commands of the project; python3 dev.py --help lists them.

Only the standard library is used, so that it runs on a machine that has nothing yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from installer.workspace import PYTHON, ROOT, Stop, is_ready, set_up

OFFSCREEN = {"test", "bench", "screenshots"}
HELP = {"-h", "--help"}
INTERRUPTED = 130  # what shells report for a program ended by Ctrl-C


@dataclass(frozen=True)
class Command:
    """One word after dev.py: the module it runs, what it is for, whether it draws windows."""

    module: str
    words: str
    draws: bool = True


COMMANDS = {
    "demo": Command(
        "tests.journeys",
        "the demonstration hospital, from an empty machine to signed-in desks\n"
        "[--headless --out DIR [--break NAME]] [--list]",
    ),
    "test": Command(
        "tests.whole_run",
        "formatting, lint, types, import contracts and all tests\n"
        "[pytest arguments: only those tests, or both with --all]",
    ),
    "bench": Command("benchmarks", "the performance contract\n[NAME...] [--json FILE] [--list]"),
    "sim": Command(
        "tests.simulation",
        "the sync simulator\n--seeds N [--seed S] [--real] [--canary NAME] [--list]",
        draws=False,
    ),
    "screenshots": Command(
        "tests.journeys.screenshots", "every screen in every state, to docs/screens/"
    ),
    "server": Command(
        "server_stub",
        "the sync service alone\n[--home DIR] [--name NAME] [--database-url URL] [--port N]",
        draws=False,
    ),
    "client": Command("app.main", "one workstation\n--server URL [--store DIR]"),
    "admin": Command(
        "server_stub.admin", "the operator's tool, almoner-admin\nCOMMAND...", draws=False
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing and run one command; the exit code is the command's."""
    if not arguments or arguments[0] in HELP:
        print(overview())
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    if HELP & set(rest) and not is_ready():
        # Help must not cost a download; the command's own help follows once it is set up.
        print(f"python3 dev.py {name}\n{COMMANDS[name].words}")
        return 0
    try:
        check_display(name, rest, os.environ)
        set_up(draws=COMMANDS[name].draws, test_database=name == "test")
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    return run(name, rest)


def overview() -> str:
    """What --help shows."""
    lines = ["python3 dev.py COMMAND [--help]", ""]
    for name, command in COMMANDS.items():
        first, *more = command.words.splitlines()
        lines += [f"  {name:12} {first}", *(f"  {'':12}   {line}" for line in more)]
    return "\n".join([*lines, "", "The first start sets everything up; the next ones do not."])


def check_display(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Say before anything is installed that there is no screen to draw on.

    Raises:
        Stop: the command opens windows, and this machine shows none.
    """
    on_screen = name == "client" or (name == "demo" and not {"--headless", "--list"} & {*arguments})
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & {*environment}
    if sys.platform.startswith("linux") and on_screen and not shown and not HELP & {*arguments}:
        raise Stop(
            "There is no display here. Without one, try:\n"
            "  python3 dev.py demo --headless --out DIR"
        )


def run(name: str, arguments: Sequence[str]) -> int:
    """Become the command's program, or wait for it on Windows, where that cannot be done."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if name in OFFSCREEN or "--headless" in arguments:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    # -P: the caller's folder stays, for relative paths, but must not shadow the program's modules.
    command = [str(PYTHON), "-P", "-m", COMMANDS[name].module, *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue  # It reached the program too, which ends in its own way.


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Almoner needs Python 3.11 or newer.")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
