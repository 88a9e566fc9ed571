"""Each habit the linter holds is shown to be held: one planted mistake per rule."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.planting import copy_tree, plant, run_python

DOC = '"""Planted."""\n\n'
MISTAKES: dict[str, str] = {
    "DTZ005": "import datetime\n\nNOW = datetime.datetime.now()\n",
    "TID251": "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n",
    "BLE001": "def f() -> None:\n    try:\n        g()\n    except Exception:\n        h()\n",
    "S110": "def f() -> None:\n    try:\n        g()\n    except Exception:\n        pass\n",
    "T201": 'print("here")\n',
    "SLF001": "def f(store: Store) -> None:\n    store._connection.close()\n",
    "FBT003": "give(1, True)\n",
    "FBT001": "def give(dose: int, late: bool) -> None: ...\n",
    "ERA001": "# dose = weight * 15\n",
    "G004": 'import logging\n\nlogging.getLogger("x").warning(f"dose {1}")\n',
    "S608": 'def f(name: str) -> str:\n    return f"SELECT * FROM patient WHERE name = {name}"\n',
    "S311": "import random\n\nPIN = random.randint(0, 9999)\n",
    "PLR0913": "def f(a: int, b: int, c: int, d: int, e: int, g: int, h: int) -> None: ...\n",
    "C901": "def f(x: int) -> None:\n"
    + "".join(f"    if x == {n}:\n        g()\n" for n in range(9)),
    "PLR0915": "def f() -> None:\n" + "    g()\n" * 31,
    "TID252": "from . import registration\n",
    "N801": "class patient_row: ...\n",
    "ARG001": "def f(dose: int) -> int:\n    return 1\n",
    "F401": "import os\n",
    "B006": "def f(x: list[int] = []) -> None: ...\n",
    "PTH123": 'def f() -> None:\n    open("x")\n',
}
WITHOUT_DOCSTRING = {"D100": "X = 1\n"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The codes reported for each planted file, from a single run."""
    tree = copy_tree(tmp_path_factory.mktemp("lint"), [])
    plant(tree, {f"app/planted_{code.lower()}.py": DOC + text for code, text in MISTAKES.items()})
    plant(tree, {f"app/planted_{code.lower()}.py": t for code, t in WITHOUT_DOCSTRING.items()})
    plant(tree, {"app/planted_nothing.py": DOC + "DOSE_MG = 15\n"})
    outcome = run_python(["-m", "ruff", "check", "--no-cache", "--output-format", "json"], tree)
    assert outcome.returncode == 1
    codes = defaultdict(set)
    for report in json.loads(outcome.stdout):
        codes[Path(report["filename"]).stem].add(report["code"])
    return codes


@pytest.mark.parametrize("code", [*MISTAKES, *WITHOUT_DOCSTRING])
def test_a_planted_mistake_is_reported(found: dict[str, set[str]], code: str) -> None:
    assert code in found[f"planted_{code.lower()}"]


def test_a_file_without_a_mistake_is_not(found: dict[str, set[str]]) -> None:
    assert "planted_nothing" not in found


def test_a_planted_bad_layout_is_reported(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path, [])
    plant(tree, {"app/planted.py": "x = {  'a':1 }\n"})
    assert run_python(["-m", "ruff", "format", "--check"], tree).returncode == 1
