"""The workstation client runs where there is no Python, and carries nothing of the service."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]  # no marker

from tests.architecture.tree import ROOT
from tests.installer.frozen_client import frozen_client

pytestmark = pytest.mark.slow
SMOKE_TIMEOUT_S = 180


@pytest.fixture(scope="module")
def client() -> Path:
    return frozen_client()


def smoke(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "installer" / "smoke_test.py", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=SMOKE_TIMEOUT_S,
    )


def test_the_frozen_client_enrols_signs_in_and_syncs(client: Path) -> None:
    outcome = smoke(client)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert json.loads(outcome.stdout.splitlines()[-1])["ok"] is True


def test_the_smoke_test_fails_if_the_person_cannot_sign_in(client: Path) -> None:
    outcome = smoke(client, "--wrong-password")
    assert outcome.returncode == 1
    assert "the client ended with 1" in json.loads(outcome.stdout.splitlines()[-1])["why"]


def test_the_build_carries_the_client_and_nothing_of_the_service(client: Path) -> None:
    archive = CArchiveReader(str(client)).open_embedded_archive("PYZ.pyz")
    packed = {name.split(".")[0] for name in archive.toc}
    assert {"app", "views", "models", "local_store", "sync_client", "printing"} <= packed
    assert not packed & {"server_stub", "tests", "psycopg", "starlette", "uvicorn", "pytest"}


def test_the_build_carries_every_resource_and_migration(client: Path) -> None:
    inside = client.parent / "_internal"
    folders = ("resources", "local_store/migrations")
    wanted = [
        path.relative_to(ROOT)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    needed = [path for path in wanted if path.suffix != ".py" or path.parts[0] == "local_store"]
    assert [path for path in needed if not (inside / path).exists()] == []
