"""How long things may be and what they may be called; each check lists what breaks the rule."""

import ast
import re
from collections.abc import Iterator

FUNCTION_LINES_MAX = 40
MODULE_LINES_MAX = 250
OWN_IMPORTS_MAX = 8
Function = ast.FunctionDef | ast.AsyncFunctionDef

BANNED_WORDS = {"manager", "helper", "helpers", "util", "utils", "misc", "common"}
BANNED_WORDS |= {"info", "process", "handle"}
# Methods that SQLAlchemy calls by these names.
NAMED_BY_OTHERS = {"process_bind_param", "process_result_value"}


def long_functions(tree: ast.Module) -> Iterator[str]:
    """Functions over the budget; the docstring, which explains, is not counted."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield f"{node.name}: {lines} lines"


def banned_names(tree: ast.Module) -> Iterator[str]:
    """Classes and functions whose name says nothing."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef) and is_banned(node.name):
            yield node.name


def is_banned(name: str) -> bool:
    """Whether a name is made of words that fit anything."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]
    vague = bool(BANNED_WORDS & {*words})
    return (vague and name not in NAMED_BY_OTHERS) or re.match("Base[A-Z]", name) is not None


def own_imports(tree: ast.Module, own: tuple[str, ...]) -> set[str]:
    """The project's own modules that a file imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in own}


def bare_fhir_imports(tree: ast.Module) -> Iterator[str]:
    """Imports of fhir.resources without the release: they mean R5, and our records are R4."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("fhir.resources") and not name.startswith("fhir.resources.R4B"):
                yield name
