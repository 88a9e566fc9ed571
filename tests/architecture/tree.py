"""The files of the project as the architecture tests see them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = (
    *("app", "views", "models", "local_store", "sync_client", "printing", "resources"),
    "server_stub",
)
FOLDERS = (*PRODUCT, "installer", "benchmarks", "tests")
GENERATED = {"__pycache__", "build", "dist", "out"}


def is_ours(path: Path) -> bool:
    """Whether a path is part of the project, not of a tool's cache or the environment."""
    parts = path.relative_to(ROOT).parts
    return not any(
        part in GENERATED or (part.startswith(".") and part not in {".ci", ".gitignore"})
        for part in parts
    )


def walk(folder: Path) -> Iterator[Path]:
    """Every file of the project below a folder."""
    for path in sorted(folder.iterdir()):
        if is_ours(path):
            if path.is_dir():
                yield from walk(path)
            else:
                yield path


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the project."""
    return tuple(path for path in walk(ROOT) if path.suffix == ".py")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


def relative(path: Path) -> str:
    """A path as people write it: from the top, with slashes."""
    return path.relative_to(ROOT).as_posix()
