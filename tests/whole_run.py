"""Everything that must hold, one summary line per step: what `dev.py test` runs.

With pytest arguments only those tests run; `--all` puts the other steps before them.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 130
MEMORY = Path("/dev/shm")  # noqa: S108 - the system's own folder in memory; a name is made in it
ROOM = 2 * 1024**3

CHECKS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}
# A story waits more than it works: two go side by side, those of one file one after the other.
TESTS: dict[str, list[str]] = {
    "tests": [
        *("-m", "pytest", "-q", "-n", "2", "--dist", "loadscope"),
        *("-m", "not journey and not slow"),
        *("-o", "tmp_path_retention_policy=failed"),
    ],
    "stories": [
        *("-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"),
        *("-m", "journey or slow"),
    ],
}


def main(arguments: Sequence[str]) -> int:
    """Run the steps, all of them even after one fails.

    Returns:
        0 if every step held, 1 if one did not, 130 if the run was cut off.
    """
    if {"-h", "--help"} & set(arguments):
        print(__doc__, flush=True)
        return run_step("pytest", ["-m", "pytest", "--help"])
    chosen = [argument for argument in arguments if argument != "--all"]
    steps = dict(TESTS)
    if chosen:
        steps = {"tests": ["-m", "pytest", *chosen]}
    if not chosen or "--all" in arguments:
        steps = {**CHECKS, **steps}
    summary = []
    for name, command in steps.items():
        started = time.monotonic()
        code = run_step(name, command)
        verdict = "ok" if code == 0 else f"FAILED ({code})"
        summary.append(f"{name:10} {verdict:12} {time.monotonic() - started:7.1f} s")
        if code == INTERRUPTED:
            return INTERRUPTED
    print("\n" + "\n".join(summary), flush=True)
    return int(any(" ok " not in line for line in summary))


def run_step(name: str, command: Sequence[str]) -> int:
    """Run one step at the top of the tree; whatever ends us lets the step clean up first."""
    print(f"--- {name}", flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with (
        folder_for(name) as place,
        subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env={**environment, **place}
        ) as step,
    ):

        def pass_on(*_: object) -> None:
            step.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
            raise KeyboardInterrupt

        previous = signal.signal(signal.SIGTERM, pass_on)
        try:
            return step.wait()
        except KeyboardInterrupt:
            # Ctrl-C reached the step too: pytest now stops the services its tests started.
            step.wait()
            return INTERRUPTED
        finally:
            signal.signal(signal.SIGTERM, previous)


@contextmanager
def folder_for(name: str) -> Iterator[dict[str, str]]:
    """Where the tests keep their thousands of small stores: in memory where there is room.

    Every record is brought safely to the disk before a desk goes on, so on a disk they wait for
    little else. What the stories and the benchmarks measure stays on the disk.
    """
    if name != "tests" or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield {}
        return
    with TemporaryDirectory(prefix="almoner-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"PYTEST_DEBUG_TEMPROOT": folder}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
