"""Each import contract is shown to break when somebody breaks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.planting import LINT_IMPORTS, copy_tree, plant, run_python
from tests.architecture.tree import PRODUCT

ONE_WAY = "Dependencies point one way"
VIEWS = "Views talk to use cases, never to storage"
QT = "Only views know Qt"
SERVER = "Client and server share only the models"
CLIENT = "No client module reaches into the server"
CIRCLES = "Areas of the hospital do not form circles"
PAPER = "Paper is drawn from plain data"

PLANTS: dict[str, tuple[str, dict[str, str]]] = {
    "a store that calls a use case": (ONE_WAY, {"local_store/planted.py": "import app\n"}),
    "printing that calls sync": (ONE_WAY, {"printing/planted.py": "import sync_client\n"}),
    "a model that reads the store": (ONE_WAY, {"models/planted.py": "import local_store\n"}),
    "SQL in a view": (VIEWS, {"views/planted.py": "import sqlalchemy\n"}),
    "HTTP in a view": (VIEWS, {"views/planted.py": "import httpx\n"}),
    "a view that opens the store": (VIEWS, {"views/planted.py": "import local_store\n"}),
    "Qt in a use case": (QT, {"app/planted.py": "import PySide6.QtCore\n"}),
    "Qt in printing": (QT, {"printing/planted.py": "from PySide6 import QtGui\n"}),
    "the service using client code": (SERVER, {"server_stub/planted.py": "import sync_client\n"}),
    "the service in a use case": (CLIENT, {"app/planted.py": "import server_stub\n"}),
    "two areas in a circle": (
        CIRCLES,
        {
            "app/planted_wards/__init__.py": "",
            "app/planted_wards/admit.py": "import app.planted_billing.charge\n",
            "app/planted_billing/__init__.py": "",
            "app/planted_billing/charge.py": "import app.planted_wards.admit\n",
        },
    ),
    "SQL on paper": (PAPER, {"printing/planted.py": "import sqlalchemy\n"}),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree(tmp_path_factory.mktemp("contracts"), PRODUCT)


@pytest.fixture
def planted(tree: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    files: dict[str, str] = request.param
    plant(tree, files)
    yield tree
    for name in files:
        (tree / name).unlink()


def test_the_tree_as_it_is_keeps_every_contract(tree: Path) -> None:
    outcome = run_python(["-c", LINT_IMPORTS], tree)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("planted", "contract"),
    [pytest.param(files, contract, id=what) for what, (contract, files) in PLANTS.items()],
    indirect=["planted"],
)
def test_a_planted_import_breaks_its_contract(planted: Path, contract: str) -> None:
    outcome = run_python(["-c", LINT_IMPORTS], planted)
    assert outcome.returncode == 1
    assert f"{contract} BROKEN" in outcome.stdout


def test_every_contract_has_a_plant() -> None:
    text = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8")
    assert text.count("[[tool.importlinter.contracts]]") == len({c for c, _ in PLANTS.values()})
