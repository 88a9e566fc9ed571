"""The operator's tool as tests run it: its arguments in, its exit code and words out."""

import io
from pathlib import Path
from typing import Any

import pytest

from server_stub import admin
from tests.service import RunningService


class Tool:
    """Runs commands of the tool on one home folder."""

    def __init__(self, home: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path, given: str = "") -> tuple[int, str, str]:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(given))
        code = admin.main(["--home", str(self.home), *map(str, arguments)])
        out, err = self._capsys.readouterr()
        return code, out, err


@pytest.fixture
def tool(service: RunningService, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """For the hospital of the running service."""
    return Tool(service.home, capsys, monkeypatch)


@pytest.fixture
def lone_tool(folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """For a hospital that is not made yet, and has no service running."""
    return Tool(folder / "hospital", capsys, monkeypatch)
