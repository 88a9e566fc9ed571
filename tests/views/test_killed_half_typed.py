"""The program is killed while a form is half typed: what was typed is there at the next start."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.views.half_typed import FORMS, reopened
from views.theme import Theme
from views.widgets.notice import Notice

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_was_half_typed_when_the_program_was_killed_comes_back(
    name: str, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    case = FORMS[name]
    bench, patient = case.stage(tmp_path / "store")
    key = bench.box.key
    assert key is not None
    bench.close()
    command = [sys.executable, "-m", "tests.views.half_typed", name, str(tmp_path / "store")]
    with subprocess.Popen(
        [*command, key.hex(), str(patient)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as typist:
        assert typist.stdout is not None
        try:
            assert typist.stdout.readline() == "typed\n"
        finally:
            typist.kill()
    again = reopened(case, tmp_path / "store", key, patient)
    try:
        qtbot.addWidget(again.main)
        raw = again.form.raw()
        assert {field: raw[field] for field in case.texts} == case.texts
        notices = [each.text for each in again.form.findChildren(Notice)]
        assert any("not recorded yet" in words for words in notices)
    finally:
        again.close()
