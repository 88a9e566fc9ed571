"""The tree names no machine, no registry of packages and no ticket."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, relative, walk

# Written in halves, so that this file does not find itself.
FOREIGN = {
    "a package registry": "pypi" + r"\.org|python" + r"hosted|npm" + r"js\.|deb\.deb" + r"ian\.org",
    "a package index": "--(extra-)?index" + "-url|--find" + "-links|/simp" + "le/",
    "a path of one machine": r"(?<![\w.])/(wo" + "rk|ho" + "me|ro" + "ot|Us" + r"ers)/",
    "a ticket": r"\bissue" + r" #?\d",
}
TEXT = {".py", ".md", ".toml", ".in", ".lock", ".yaml", ".yml", ".sql", ".spec", ".qss", ".json"}
TEXT |= {".cfg", ".ini", ".mako", ".txt", ""}
TEXT_FILES = [path for path in walk(ROOT) if path.suffix in TEXT]
COMMAND = "uv pip compile"  # the documented way to make the lock names its own switches


def foreign(text: str) -> list[str]:
    """What a text names that it should not."""
    lines = [line for line in text.splitlines() if COMMAND not in line]
    return [what for what, pattern in FOREIGN.items() if re.search(pattern, "\n".join(lines))]


@pytest.mark.parametrize("path", [pytest.param(path, id=relative(path)) for path in TEXT_FILES])
def test_a_file_names_nothing_foreign(path: Path) -> None:
    assert foreign(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "see https://py" + "pi.org/project/x",
        "--extra-index" + "-url https://example.org",
        'STORE = "/wo' + 'rk/store"',
        "as in issue" + " 12",
    ],
)
def test_a_planted_foreign_name_is_found(planted: str) -> None:
    assert len(foreign(planted)) == 1
