"""Figures for people: on the terminal, in a file, and in docs/performance.md."""

import json
from pathlib import Path

from benchmarks.harness import OTHERS_CORES_MAX, Figures, Outcome, Run

WHY_VOID = (
    f"This run is void: other programs used more than {OTHERS_CORES_MAX} of a core before or after"
    " it. Nothing is said about the goals; run it again on a quiet machine."
)
BEGIN = "<!-- figures: written by `python3 dev.py bench --write-doc` -->"
END = "<!-- end of figures -->"
_HEAD = (
    "| goal | what | ours | baseline in the same run | ratio | target | met |\n"
    "|---|---|---:|---:|---:|---|---|"
)


def show_machine(run: Run) -> None:
    """Print what it is measured on."""
    machine, before = run.machine, run.before
    packages = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    print(f"{machine.system}, Python {machine.python}, {machine.cores} cores")
    print(f"SQLite {machine.sqlite}, {packages}")
    print(f"{machine.fsyncs_per_s:.0f} fsyncs/s of 8 kB")
    print(f"load {before.average:.2f}; others use {before.others_cores:.2f} cores", flush=True)


def show(outcomes: list[Outcome]) -> None:
    """Print what a bench measured."""
    for one in outcomes:
        verdict = "met" if one.met else "MISSED"
        print(f"  {one.goal_id:5} {one.what}")
        print(f"        {_amount(one.ours)} {one.unit}, {one.baseline_is}: {_amount(one.baseline)}")
        print(f"        ratio {one.ratio:.3f}; goal {one.goal}: {verdict}")
        if one.figures:
            print(f"        {_listed(one.figures)}", flush=True)


def write_json(run: Run, file: Path) -> None:
    """Keep everything in a file."""
    file.write_text(json.dumps(run.as_json(), indent=2) + "\n", "utf-8")


def write_document(run: Run, document: Path) -> None:
    """Replace the figures in the document; all else in it stays.

    Raises:
        ValueError: the document has no place for figures.
    """
    text = document.read_text("utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document.name} has lost the marks between which the figures stand")
    document.write_text(f"{head}{BEGIN}\n{block(run)}\n{END}{tail}", "utf-8")


def block(run: Run) -> str:
    """The figures of a run as they stand in the document."""
    rows = [_row(one) for some in run.outcomes.values() for one in some]
    machine, before = run.machine, run.before
    others = f"others used {before.others_cores:.2f} cores before"
    loads = f"load {before.average:.2f} before"
    if run.after is not None:
        others += f" and {run.after.others_cores:.2f} after"
        loads += f" and {run.after.average:.2f} after"
    packages = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    measured_on = (
        f"Measured on {run.day}: {machine.system}, {machine.cores} cores, "
        f"{machine.fsyncs_per_s:.0f} fsyncs/s of 8 kB, {loads}, {others}; "
        f"Python {machine.python}, SQLite {machine.sqlite}, {packages}."
    )
    return "\n".join(["", measured_on, "", _HEAD, *rows, "", *_details(run)])


def _row(one: Outcome) -> str:
    cells = (
        one.goal_id,
        one.what,
        f"{_amount(one.ours)} {one.unit}",
        f"{_amount(one.baseline)} {one.unit} ({one.baseline_is})",
        f"{one.ratio:.3f}",
        one.goal,
        "yes" if one.met else "**no**",
    )
    return "| " + " | ".join(cells) + " |"


def _details(run: Run) -> list[str]:
    """What else was measured, one line a bench."""
    lines = []
    for name, some in run.outcomes.items():
        figures = {key: value for one in some for key, value in one.figures.items()}
        if figures:
            lines.append(f"- `{name}`: {_listed(figures)}")
    return [*lines, ""] if lines else []


def _listed(figures: Figures) -> str:
    return ", ".join(f"{key} {_amount(value)}" for key, value in figures.items())


def _amount(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
