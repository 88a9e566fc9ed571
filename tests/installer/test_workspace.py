"""Setting up finds what is missing, says so, resumes after a cut and then does nothing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installer import workspace
from tests.architecture.tree import ROOT

DPKG_QUERY = """#!/bin/sh
printf 'installed\\tlibegl1\\t\\n'
printf 'installed\\tlibglib2.0-0t64\\tlibglib2.0-0 (= 2.80.0), libgthread\\n'
printf 'not-installed\\tlibgl1\\t\\n'
"""
debian_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="system packages are Debian's"
)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment of its own, with a lock file, where nothing is set up yet."""
    monkeypatch.setattr(workspace, "ROOT", tmp_path)
    monkeypatch.setattr(workspace, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(workspace, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(workspace, "STAMP", tmp_path / ".venv" / "almoner-ready.json")
    monkeypatch.setattr(workspace, "UNFINISHED", tmp_path / ".venv" / "almoner-unfinished")
    monkeypatch.setattr(workspace, "PROGRAMS", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(workspace, "PYTHON", Path(sys.executable))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("", "utf-8")
    return tmp_path


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of commands in front of the system's, with a small dpkg-query in it."""
    (tmp_path / "dpkg-query").write_text(DPKG_QUERY, "utf-8")
    (tmp_path / "dpkg-query").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def apt_get(folder: Path, code: int) -> Path:
    """Put an apt-get there that writes down how it was called."""
    calls = folder / "calls"
    (folder / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {calls}\nexit {code}\n', "utf-8")
    (folder / "apt-get").chmod(0o755)
    return calls


@debian_only
@pytest.mark.usefixtures("debian")
def test_a_package_counts_as_installed_if_another_provides_it() -> None:
    names = ["libegl1", "libglib2.0-0", "libgl1", "libdbus-1-3"]
    assert workspace.not_installed(names) == ["libgl1", "libdbus-1-3"]


@debian_only
def test_what_is_missing_is_installed_by_root(
    monkeypatch: pytest.MonkeyPatch, debian: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    calls = apt_get(debian, code=0)
    workspace.provide_system_packages(["libegl1", "libgl1"])
    update, install = calls.read_text("utf-8").splitlines()
    assert "update" in update
    assert install.endswith("--no-install-recommends libgl1")


@debian_only
def test_nothing_is_asked_of_apt_when_nothing_is_missing(debian: Path) -> None:
    calls = apt_get(debian, code=1)
    workspace.provide_system_packages(["libegl1", "libglib2.0-0"])
    assert not calls.exists()


@debian_only
@pytest.mark.usefixtures("debian")
def test_without_rights_the_command_to_type_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "privileged", lambda: None)
    with pytest.raises(workspace.Stop, match="apt-get install --no-install-recommends libgl1"):
        workspace.provide_system_packages(["libgl1"])


@debian_only
def test_a_failed_installation_gives_the_command_too(
    monkeypatch: pytest.MonkeyPatch, debian: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    apt_get(debian, code=100)
    with pytest.raises(workspace.Stop, match="libgl1"):
        workspace.provide_system_packages(["libgl1"])


@debian_only
def test_a_test_database_that_cannot_be_had_is_tried_once(
    monkeypatch: pytest.MonkeyPatch,
    debian: Path,
    elsewhere: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert elsewhere.exists()
    monkeypatch.setattr(workspace, "privileged", lambda: ["env"])
    monkeypatch.setattr(workspace, "NO_CLUSTER", "true")
    calls = apt_get(debian, code=100)
    workspace.provide_test_database()
    assert "will be skipped" in capfd.readouterr().out
    tried = calls.read_text("utf-8")
    workspace.provide_test_database()
    assert calls.read_text("utf-8") == tried


def test_a_new_lock_file_asks_for_a_new_installation(elsewhere: Path) -> None:
    workspace.write_stamp(made_from=workspace.fingerprint())
    assert workspace.is_ready()
    (elsewhere / "requirements.lock").write_text("httpx==1.0", "utf-8")
    assert not workspace.is_ready()


@pytest.mark.parametrize("damage", ["", '{"made_', "[]"])
def test_a_damaged_stamp_means_not_ready(elsewhere: Path, damage: str) -> None:
    (elsewhere / ".venv" / "almoner-ready.json").write_text(damage, "utf-8")
    assert not workspace.is_ready()


def test_a_set_up_that_was_cut_off_goes_on_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch, elsewhere: Path
) -> None:
    assert not workspace.is_ready(), elsewhere

    def broken_package() -> None:
        (elsewhere / ".venv" / "half-a-package").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(workspace, "install_packages", broken_package)
    with pytest.raises(KeyboardInterrupt):
        workspace.set_up(draws=False, test_database=False)
    assert not workspace.is_ready()
    monkeypatch.setattr(workspace, "install_packages", lambda: None)
    workspace.set_up(draws=False, test_database=False)
    assert workspace.is_ready()
    assert not (elsewhere / ".venv" / "half-a-package").exists()


@pytest.mark.usefixtures("elsewhere")
def test_the_second_set_up_does_nothing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "install_packages", lambda: None)
    workspace.set_up(draws=False, test_database=False)

    def never() -> None:
        raise AssertionError

    monkeypatch.setattr(workspace, "make_environment", never)
    monkeypatch.setattr(workspace, "install_packages", never)
    started = time.perf_counter()
    workspace.set_up(draws=False, test_database=False)
    assert time.perf_counter() - started < 0.3


def test_a_lock_file_that_cannot_be_met_stops_with_what_pip_said(
    elsewhere: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "requirements.lock").write_text("./missing-folder\n", "utf-8")
    with pytest.raises(workspace.Stop, match="Start again"):
        workspace.install_packages()
    assert "missing-folder" in capfd.readouterr().out
    assert not workspace.is_ready()


def test_the_operators_command_runs_from_any_folder(
    monkeypatch: pytest.MonkeyPatch, elsewhere: Path
) -> None:
    monkeypatch.setattr(workspace, "ROOT", ROOT)
    workspace.write_operator_command()
    (command,) = (elsewhere / ".venv" / "bin").iterdir()
    answer = subprocess.run(
        [command, "--help"], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert "usage" in answer.stdout.lower()
