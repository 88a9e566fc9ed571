"""Every text that is marked for people says something, and says it once it is formatted."""

import ast

import pytest

from tests.architecture.tree import PRODUCT, parsed, python_files, relative

MARKED = [
    pytest.param(path, node, id=f"{relative(path)}:{node.lineno}")
    for path in python_files()
    if relative(path).split("/")[0] in PRODUCT
    for node in ast.walk(parsed(path))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
]


def words_of(call: ast.Call) -> str:
    """The text inside the mark."""
    (argument,) = call.args
    value = ast.literal_eval(argument)
    assert isinstance(value, str)
    return value


@pytest.mark.parametrize(("path", "call"), MARKED)
def test_a_marked_text_is_plain_words(path: object, call: ast.Call) -> None:
    text = words_of(call)
    assert text.strip()
    assert text == text.strip()
    assert "  " not in text


def test_there_are_texts_to_check() -> None:
    assert len(MARKED) > 100


@pytest.mark.parametrize("planted", ['N_("")', 'N_(" x")', 'N_("a  b")'])
def test_a_planted_empty_text_is_found(planted: str) -> None:
    (call,) = [node for node in ast.walk(ast.parse(planted)) if isinstance(node, ast.Call)]
    text = words_of(call)
    assert not (text.strip() and text == text.strip() and "  " not in text)
