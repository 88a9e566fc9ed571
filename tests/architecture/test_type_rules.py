"""Each kind of mistake that the type checker must catch is planted and caught."""

import re

import pytest

from tests.architecture.planting import copy_tree, plant, run_python

HEAD = '''"""Planted."""

from collections.abc import Awaitable
from datetime import datetime
from enum import StrEnum
from typing import Any


class VitalsRefusal(StrEnum):
    SWAPPED = "swapped"
    CLOSED = "closed"


'''
MISTAKES: dict[str, str] = {
    "no-untyped-def": "def dose(weight):\n    return weight\n",
    "type-arg": "def names() -> list:\n    return []\n",
    "exhaustive-match": (
        "def words(refusal: VitalsRefusal) -> None:\n"
        "    match refusal:\n"
        "        case VitalsRefusal.SWAPPED:\n"
        "            print(1)\n"
    ),
    "ignore-without-code": "weight: int = 'a'  # type: ignore\n",
    "possibly-undefined": (
        "def late(now: datetime) -> int:\n"
        "    if now.hour > 6:\n"
        "        hours = 1\n"
        "    return hours\n"
    ),
    "redundant-expr": "def both(x: int) -> bool:\n    return isinstance(x, int) and x > 1\n",
    "truthy-bool": (
        "class Bed: ...\n\n\ndef taken(bed: Bed) -> int:\n    return 1 if bed else 2\n"
    ),
    "unreachable": (
        "def label(x: int) -> str:\n"
        "    if isinstance(x, int):\n"
        "        return 'a'\n"
        "    return 'b'\n"
    ),
    "no-any-return": "def row(x: Any) -> int:\n    return x\n",
    "unused-awaitable": "async def push(x: Awaitable[int]) -> None:\n    reply(x)\n    x\n",
    "mutable-override": (
        "class Row:\n    id: int | None\n\n\nclass PatientRow(Row):\n    id: int\n"
    ),
    "union-attr": "def born(x: datetime | None) -> int:\n    return x.year\n",
    "unused-ignore": "weight_g: int = 1  # type: ignore[assignment]\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The error codes of each planted file, from a single run with the project's settings."""
    tree = copy_tree(tmp_path_factory.mktemp("types"), [])
    files = {f"planted/{code.replace('-', '_')}.py": HEAD + text for code, text in MISTAKES.items()}
    plant(tree, {**files, "planted/__init__.py": "", "planted/nothing.py": HEAD})
    outcome = run_python(["-m", "mypy", "--show-error-codes", "planted"], tree)
    assert outcome.returncode == 1, outcome.stderr
    codes: dict[str, set[str]] = {}
    for stem, code in re.findall(r"planted.(\w+)\.py:\d+: error: .*\[([\w-]+)\]", outcome.stdout):
        codes.setdefault(stem, set()).add(code)
    return codes


@pytest.mark.parametrize("code", MISTAKES)
def test_a_planted_mistake_is_reported(found: dict[str, set[str]], code: str) -> None:
    reported = found.get(code.replace("-", "_"), set())
    assert code in reported


def test_a_file_without_a_mistake_is_not(found: dict[str, set[str]]) -> None:
    assert "nothing" not in found
