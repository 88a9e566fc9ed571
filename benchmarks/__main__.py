"""The performance contract, measured: `python3 dev.py bench [NAME…]`.

Exit code: 0 if every goal was met, 1 if one was missed, 3 if the run is void because other
programs were at work, 130 if it was cut off.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.catalogue import BENCHES

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".almoner" / "benchmarks"
DOCUMENT = ROOT / "docs" / "performance.md"
MISSED, VOID, INTERRUPTED = 1, 3, 130


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and keep what was asked to be kept."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.list:
        for name, words in BENCHES.items():
            print(f"{name:14} {words}")
        return 0
    unknown = [name for name in given.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no bench {unknown[0]!r}; --list names them")
    if given.write_doc and (given.names or given.quick):
        parser.error("--write-doc is for a full run of all benches")
    return measure(given.names or [*BENCHES], given)


def measure(names: Sequence[str], given: argparse.Namespace) -> int:
    """Run the benches of these names on a machine that has nothing else to do."""
    # Only now: --list must answer at once.
    from benchmarks import report
    from benchmarks.harness import Run, Setting
    from benchmarks.machine import look_at_load, look_at_machine

    SCRATCH.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRATCH) as scratch:
        before = look_at_load()
        day = time.strftime("%Y-%m-%d")
        run = Run(day, given.quick, look_at_machine(Path(scratch)), before)
        report.show_machine(run)
        for name in names:
            folder = Path(scratch, name)
            folder.mkdir()
            print(f"\n{name}: {BENCHES[name]}", flush=True)
            measured = import_module(f"benchmarks.{name}").run(Setting(folder, given.quick))
            run.outcomes[name] = measured
            report.show(measured)
        run.after = look_at_load()
    if given.json:
        report.write_json(run, given.json)
    if given.quick:
        print("\nThis was a quick run, to see that the benches work: its figures mean nothing.")
        return 0
    if run.is_void:
        print(f"\n{report.WHY_VOID}")
        return VOID
    if given.write_doc:
        report.write_document(run, DOCUMENT)
    return 0 if run.met else MISSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benches; all if none")
    parser.add_argument("--list", action="store_true", help="name the benches")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument(
        "--quick", action="store_true", help="a tiny size, to see that the benches work"
    )
    parser.add_argument(
        "--write-doc", action="store_true", help=f"put the figures into {DOCUMENT.name}"
    )
    return parser


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Whatever ends a bench, the service and the desks that it started end with it.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
