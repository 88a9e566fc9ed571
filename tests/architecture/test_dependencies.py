"""What is imported, what is required, what is locked and what is explained are the same."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.tree import FOLDERS, ROOT, parsed, python_files

# Used as a command or by another tool, never imported by our files.
NOT_IMPORTED = {"ruff", "mypy", "pyinstaller", "pytest-qt", "pytest-xdist", "import-linter"}
NOT_IMPORTED |= {"types-reportlab", "types-psutil"}


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required() -> list[str]:
    """The packages of requirements.in."""
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    return [normal(re.split(r"[\[<>=~ ]", line)[0]) for line in lines if line[:1].isalpha()]


def imported_modules(path: Path) -> Iterator[str]:
    """The first names of everything a file imports, also for types alone."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@cache
def imported_packages() -> set[str]:
    """The packages that our files import."""
    installed = packages_distributions()
    own = {*FOLDERS, "dev", *sys.stdlib_module_names}
    modules = {name for path in python_files() for name in imported_modules(path)}
    return {normal(name) for module in modules - own for name in installed.get(module, [module])}


def test_everything_imported_is_required() -> None:
    # Qt's binding comes in parts with the package that is named.
    allowed = {*required(), "shiboken6", "pyside6-addons"}
    assert imported_packages() - allowed == set()


@pytest.mark.parametrize("name", [name for name in required() if name not in NOT_IMPORTED])
def test_everything_required_is_imported(name: str) -> None:
    assert name in imported_packages()


@pytest.mark.parametrize("name", required())
def test_everything_required_is_locked_by_hash_and_explained(name: str) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.search(rf"^{re.escape(name)}==\S+ .*\\\n    --hash=sha256:", lock, re.MULTILINE)
    explained = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert name in {normal(cell) for cell in re.findall(r"^\| (\S+) \|", explained, re.MULTILINE)}
