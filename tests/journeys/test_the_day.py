"""The headless demonstration is itself a test, and its checks can fail."""

import json
from pathlib import Path

import pytest

from tests.journeys import patients_day
from tests.journeys.__main__ import main
from tests.journeys.checks import Findings
from tests.journeys.patients_day.telling import CHAPTERS
from tests.journeys.story import check_names

pytestmark = pytest.mark.journey


def test_the_whole_day_holds_through_the_real_windows(tmp_path):
    out = tmp_path / "day"
    code = main(["--headless", "--once", "--out", str(out)])
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert [check for check in summary["checks"] if not check["ok"]] == []
    assert [check["name"] for check in summary["checks"]] != []
    assert {check["name"] for check in summary["checks"]} == set(check_names(twice=False))
    assert code == 0


def test_a_planted_fault_turns_its_check_red_and_the_exit_code_with_it(tmp_path):
    out = tmp_path / "broken"
    assert main(["--headless", "--break", "numbers-never-clash", "--out", str(out)]) == 1
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    red = [check["name"] for check in summary["checks"] if not check["ok"]]
    assert red == ["numbers-never-clash"]


def test_a_day_on_which_nothing_was_checked_does_not_count_as_held(tmp_path):
    assert not Findings(tmp_path).all_held


def test_an_unknown_check_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["--break", "no-such-check"])
    assert "no-such-check" in capsys.readouterr().err


def test_the_demonstration_tells_the_day_twice():
    once, twice = set(check_names(twice=False)), set(check_names())
    told = {name for name in once if name.startswith("keys-")}
    assert twice - once == {name.removeprefix("keys-") for name in told} != set()


def test_every_check_of_the_patients_day_can_be_turned_red():
    source = "".join(
        each.read_text("utf-8") for each in Path(patients_day.__path__[0]).glob("*.py")
    )
    names = [name for chapter in CHAPTERS for name in chapter.checks]
    assert [name for name in names if f'planted(day, "{name}")' not in source] == []


def test_every_check_has_one_name():
    assert len(set(check_names())) == len(check_names())
