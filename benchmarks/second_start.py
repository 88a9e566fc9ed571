"""What `dev.py` costs once everything is set up: its checks, and the start of the program.

`dev.py bench --list` does nothing else, so its whole time is that cost. The baseline is the start
of a bare Python.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm
from installer.workspace import is_ready

GOAL_S = 3.0
DEV = Path(__file__).resolve().parent.parent / "dev.py"


def run(setting: Setting) -> list[Outcome]:
    """Measure the second start."""
    if not is_ready():
        # It would install packages now, which is a first start.
        raise RuntimeError("the environment is not the locked one; run python3 dev.py bench")

    def ours() -> Figures:
        return {"seconds": _run([str(DEV), "bench", "--list"])}

    def baseline() -> Figures:
        return {"seconds": _run(["-c", "pass"])}

    measured = alternate({"dev": ours, "python": baseline}, setting.rounds)
    seconds = measured["dev"]["seconds"]
    return [
        Outcome(
            goal_id="desk",
            what="second start of dev.py before the real work",
            unit="s",
            ours=seconds,
            baseline=measured["python"]["seconds"],
            baseline_is="start of a bare Python",
            goal=f"≤ {GOAL_S} s",
            met=seconds <= GOAL_S,
            figures=by_arm(measured),
        )
    ]


def _run(arguments: list[str]) -> float:
    began = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began
