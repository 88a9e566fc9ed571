"""`python3 dev.py demo`: a demonstration hospital to play with, or played headless and checked."""

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.journeys.checks import Findings

TERMINATED = 128 + signal.SIGTERM


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="no display: play and check a day")
    parser.add_argument("--out", type=Path, help="folder for what is left behind")
    parser.add_argument("--break", dest="broken", metavar="NAME", help="plant the fault of a check")
    parser.add_argument(
        "--desk", action="append", metavar="NAME", help="which desk to open; also a profile, or all"
    )
    parser.add_argument(
        "--once", action="store_true", help="tell the patient's day once, by keyboard alone"
    )
    parser.add_argument("--list", action="store_true", help="name the checks")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Play headless, or open the hospital for a person; the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    # A polite end, however it is asked for, takes the processes of the day with it.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(TERMINATED))
    from tests.journeys.story import check_names, play

    if given.list:
        print("\n".join(check_names()))
        return 0
    if given.broken and given.broken not in check_names():
        parser.error(f"there is no check {given.broken!r}; --list names them")
    if not given.headless and not given.broken:
        from tests.journeys.demonstration import open_demonstration

        return open_demonstration(given.out, given.desk or ["reception"])
    out: Path = (given.out or Path.cwd() / ".almoner" / "demo").resolve()
    if out.exists() and any(out.iterdir()) and not (out / "summary.json").exists():
        parser.error(f"{out} is not empty and was not left by an earlier run")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    findings = Findings(out, given.broken)
    (out / "summary.json").write_text("{}", encoding="utf-8")
    try:
        play(findings, twice=not given.once)
    finally:
        findings.write()
    held = sum(check.ok for check in findings.checks)
    print(f"{held} of {len(findings.checks)} checks held; see {os.path.relpath(out)}")
    return 0 if findings.all_held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
