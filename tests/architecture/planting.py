"""Runs the project's own tools on a copy of the tree with a mistake planted in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.architecture.tree import ROOT

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def run_python(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder that stands for the top of the tree."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def copy_tree(folder: Path, names: Sequence[str]) -> Path:
    """Copy the rules and some folders' Python files, so that planting hurts nobody."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in names:
        for source in (ROOT / name).rglob("*.py"):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def plant(folder: Path, files: dict[str, str]) -> None:
    """Write files by their path from the top."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
