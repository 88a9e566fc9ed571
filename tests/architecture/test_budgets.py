"""Sizes, names and folders stay within what one person can hold in the head."""

import ast
from pathlib import Path

import pytest

from tests.architecture import budgets
from tests.architecture.tree import FOLDERS, PRODUCT, ROOT, parsed, python_files, relative

# One line per use case: its length is the size of the program, not of a thought.
LONG_BY_NATURE = {"app/catalogue.py"}
EVERY_FILE = [pytest.param(path, id=relative(path)) for path in python_files()]
PRODUCT_FILES = [
    pytest.param(path, id=relative(path))
    for path in python_files()
    if relative(path).split("/")[0] in PRODUCT
]
USE_CASE_FILES = [
    pytest.param(path, id=relative(path))
    for path in python_files()
    if relative(path).startswith("app/") and "UseCase(" in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", EVERY_FILE)
def test_a_module_is_at_most_250_lines(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= budgets.MODULE_LINES_MAX or relative(path) in LONG_BY_NATURE


@pytest.mark.parametrize("path", EVERY_FILE)
def test_a_function_is_at_most_40_lines(path: Path) -> None:
    assert list(budgets.long_functions(parsed(path))) == []


@pytest.mark.parametrize("path", PRODUCT_FILES)
def test_a_name_says_what_the_thing_is(path: Path) -> None:
    named = [part for part in Path(relative(path)).with_suffix("").parts if part != "__init__"]
    assert [name for name in named if budgets.is_banned(name)] == []
    assert list(budgets.banned_names(parsed(path))) == []


@pytest.mark.parametrize("path", USE_CASE_FILES)
def test_a_use_case_file_imports_at_most_8_of_our_modules(path: Path) -> None:
    assert len(budgets.own_imports(parsed(path), PRODUCT)) <= budgets.OWN_IMPORTS_MAX


@pytest.mark.parametrize("path", EVERY_FILE)
def test_fhir_resources_are_imported_with_their_release(path: Path) -> None:
    assert list(budgets.bare_fhir_imports(parsed(path))) == []


@pytest.mark.parametrize("folder", [*FOLDERS, "docs"])
def test_every_top_level_folder_explains_itself(folder: str) -> None:
    assert len((ROOT / folder / "README.md").read_text("utf-8")) > 200


def test_there_is_no_other_top_level_folder() -> None:
    found = {relative(path).split("/")[0] for path in python_files() if path.parent != ROOT}
    assert found <= {*FOLDERS}


def test_a_planted_long_function_is_found() -> None:
    body = "\n".join("    x = 1" for _ in range(40))
    assert list(budgets.long_functions(ast.parse(f"def f():\n{body}\n"))) == ["f: 41 lines"]


def test_the_docstring_is_not_counted() -> None:
    body = "\n".join("    x = 1" for _ in range(39))
    text = f'def f():\n    """Say\n\n    why.\n    """\n{body}\n'
    assert list(budgets.long_functions(ast.parse(text))) == []


@pytest.mark.parametrize(
    "name",
    ["QueueManager", "date_utils", "helper", "BaseForm", "handle_click", "UserInfo"],
)
def test_a_planted_empty_name_is_found(name: str) -> None:
    assert list(budgets.banned_names(ast.parse(f"def {name}(): ..."))) == [name]


@pytest.mark.parametrize("name", ["information", "InvoiceData", "database", "handled_at", "Basis"])
def test_a_name_that_only_looks_like_it_is_not(name: str) -> None:
    assert not budgets.is_banned(name)


@pytest.mark.parametrize(
    "text", ["import fhir.resources.patient", "from fhir.resources import bundle"]
)
def test_a_planted_import_of_the_wrong_fhir_release_is_found(text: str) -> None:
    assert list(budgets.bare_fhir_imports(ast.parse(text))) != []


def test_the_right_fhir_release_is_let_through() -> None:
    text = "from fhir.resources.R4B import bundle\nimport fhir.resources.R4B.patient"
    assert list(budgets.bare_fhir_imports(ast.parse(text))) == []
