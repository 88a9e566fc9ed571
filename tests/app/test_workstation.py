"""Starting a workstation: the store, the log, the command line, and what can be wrong with them."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.client_log import note_crash, start_log, stop_log
from app.command import Refused, Unavailable
from app.main import KEY_FILE, PASSPHRASE, main
from app.print_room import PRINTERS_FILE
from app.site import Site
from app.smoke import smoke
from app.start import Trouble
from app.workstation import Workstation, join_or_close, open_workstation
from tests.architecture.tree import ROOT
from tests.builders import PASSWORD, HandClock, MemoryBox, a_workbench, seeded
from tests.service import running_service

Start = Callable[..., tuple[int, dict[str, Any]]]
SITE = Site(HandClock(), seeded(3))


def opened(folder: Path, box: MemoryBox) -> Workstation:
    found = open_workstation(folder, box, SITE)
    assert isinstance(found, Workstation), found
    return found


def test_a_first_start_makes_a_store_and_a_second_one_opens_it(tmp_path: Path) -> None:
    box = MemoryBox()
    first = opened(tmp_path / "store", box)
    key = first.store.public_key
    assert not first.is_enrolled()
    assert first.agent.status().state == "not_enrolled"
    first.close()
    second = opened(tmp_path / "store", box)
    assert second.store.public_key == key
    second.close()


def test_a_second_window_says_that_one_is_open(tmp_path: Path) -> None:
    first = opened(tmp_path / "store", MemoryBox())
    command = [sys.executable, "-m", "app.main", "--store", str(tmp_path / "store")]
    ran = subprocess.run(
        [*command, "--key-file", "--smoke", "ada"],
        cwd=ROOT,
        env={**os.environ, PASSPHRASE: "x"},
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    first.close()
    assert ran.returncode == 1, ran.stderr
    assert "already open" in json.loads(ran.stdout)["words"]


def test_a_damaged_store_is_never_replaced(tmp_path: Path) -> None:
    folder, box = tmp_path / "store", MemoryBox()
    opened(folder, box).close()
    damaged = os.urandom(8192)
    (folder / "store.db").write_bytes(damaged)
    found = open_workstation(folder, box, SITE)
    assert isinstance(found, Trouble)
    assert found.advice
    assert (folder / "store.db").read_bytes() == damaged


def test_printers_set_up_wrongly_stop_the_start_in_words_and_free_the_store(
    tmp_path: Path,
) -> None:
    folder, box = tmp_path / "store", MemoryBox()
    folder.mkdir()
    (folder / PRINTERS_FILE).write_text("[[printer]]\nname = 'x'\n", "utf-8")
    found = open_workstation(folder, box, SITE)
    assert isinstance(found, Trouble)
    assert PRINTERS_FILE in found.advice
    (folder / PRINTERS_FILE).unlink()
    opened(folder, box).close()


@pytest.mark.parametrize(
    ("server", "code", "field"),
    [
        ("http://127.0.0.1", "AB12CD34-ABCDEFGH23456777", "server"),
        ("https://127.0.0.1:9", "not a code", "code"),
    ],
)
def test_what_cannot_be_an_address_or_a_code_is_refused_at_its_field(
    tmp_path: Path, server: str, code: str, field: str
) -> None:
    workstation = opened(tmp_path / "store", MemoryBox())
    outcome = workstation.enrol(server, code)
    workstation.close()
    assert isinstance(outcome, Refused)
    assert outcome.field == field


def test_a_service_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    workstation = opened(tmp_path / "store", MemoryBox())
    code = "AB12CD34-ABCDEFGH23456777"
    assert isinstance(workstation.enrol("https://127.0.0.1:9", code), Unavailable)
    found = join_or_close(workstation, "https://127.0.0.1:9", code)
    assert isinstance(found, Trouble)
    assert "did not join" in found.words


def test_a_smoke_start_that_fails_says_why_and_ends_with_one(tmp_path: Path) -> None:
    out = io.StringIO()
    trouble = Trouble("It is broken.", "Mend it.")
    assert smoke(lambda: trouble, "ada", io.StringIO(), out) == 1
    assert json.loads(out.getvalue()) == {"ok": False, "words": "It is broken. Mend it."}
    out = io.StringIO()
    code = smoke(lambda: opened(tmp_path / "store", MemoryBox()), "ada", io.StringIO(), out)
    assert code == 1
    assert "not been enrolled" in json.loads(out.getvalue())["words"]


def test_the_command_line_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for option in ("--store", "--server", "--enrol", "--theme", "--key-file", "--smoke"):
        assert option in told


def test_a_key_file_without_its_passphrase_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PASSPHRASE, raising=False)
    arguments = ["--store", str(tmp_path / "store"), "--key-file", "--smoke", "ada"]
    try:
        assert main(arguments) == 1
    finally:
        stop_log()
    assert PASSPHRASE in json.loads(capsys.readouterr().out)["words"]
    assert not (tmp_path / "store" / KEY_FILE).exists()


def test_nothing_heavy_is_imported_before_the_first_window() -> None:
    script = (
        "import sys; import app.main, app.command, app.start;"
        "print(sorted({'sqlalchemy', 'httpx', 'cryptography', 'PySide6', 'reportlab', 'keyring'}"
        " & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_the_log_names_the_change_set_and_never_the_patient(tmp_path: Path) -> None:
    bench = a_workbench(tmp_path / "store")
    path = start_log(tmp_path / "store")
    try:
        bench.register(family="Secretname", mobile="0803 555 0100")
        waiting = bench.waiting()[0]
        with pytest.raises(ValueError, match="Secretname") as broken:
            int(bench.waiting()[0].ops[1].f["family"])
        note_crash(broken.value, "AB12")
    finally:
        stop_log()
        bench.close()
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines[0]["change_set"] == str(waiting.id)
    assert lines[0]["use_case"] == "patient.register"
    assert (lines[1]["reference"], lines[1]["error"]) == ("AB12", "ValueError")
    assert "Secretname" not in path.read_text("utf-8")
    assert "0803" not in path.read_text("utf-8")


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start the program without a window, in this process, as the command line does."""
    monkeypatch.setenv(PASSPHRASE, "a passphrase for tests")

    def smoke_start(password: str, *more: str) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        code = main(["--store", str(tmp_path / "store"), "--key-file", "--smoke", "ada", *more])
        return code, json.loads(out.getvalue())

    yield smoke_start
    stop_log()


@pytest.mark.slow
def test_a_workstation_joins_syncs_and_signs_in_from_the_command_line(
    tmp_path: Path, start: Start
) -> None:
    with running_service(tmp_path) as service:
        service.add_user("ada", PASSWORD, given="Ada", family="Obi")
        code = service.new_code("reception", "Counter 1", "Main hall")
        ended, told = start(PASSWORD, "--server", service.url, "--enrol", code)
        assert (ended, told["ok"], told["person"]) == (0, True, "Ada Obi")
        assert told["seq"] > 0
        ended, told = start("guess")
        assert (ended, told["ok"]) == (1, False)
        assert "Caps Lock" in told["words"]
