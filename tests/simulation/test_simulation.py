"""A few seeds and every canary with each test run; `dev.py sim` plays many more."""

from typing import Any

import pytest

from local_store import receipts
from local_store.journal import Journal, JournalMark
from tests.simulation.__main__ import main
from tests.simulation.canaries import CANARIES, Canary
from tests.simulation.seeds import play

SEEDS = 40


@pytest.mark.slow
def test_every_law_holds_in_some_seeds() -> None:
    broken = [result.words for result in play(range(SEEDS), Canary()) if result.law]
    assert broken == []


def test_the_same_seed_goes_the_same_way() -> None:
    first, second = (result for result in play([11, 11], Canary()))
    assert first.lines == second.lines
    assert first.digest == second.digest


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CANARIES))
def test_a_planted_fault_is_caught(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--canary", name, "--seeds", "200"]) == 0
    assert f"{name} was caught by P" in capsys.readouterr().out


def test_own_work_that_disappears_before_its_effect_arrives_breaks_a_law(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lift = receipts.lift_settled

    def lift_at_once(raw: Any, _seq: int, *, caught_up: bool) -> Any:
        del caught_up
        return lift(raw, 2**62, caught_up=True)

    monkeypatch.setattr(receipts, "lift_settled", lift_at_once)
    assert first_broken_law() == "P7"


def test_a_journal_that_lacks_unsent_work_breaks_a_law(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(self: Journal, *_of_a_set: object) -> JournalMark:
        return JournalMark(self.size(), self._places)

    monkeypatch.setattr(Journal, "append_set", forget)
    assert first_broken_law() == "P24"


def first_broken_law() -> str:
    return next(result.law for result in play(range(200), Canary()) if result.law)


def test_a_run_without_a_planted_fault_catches_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--seed", "4"]) == 0
    assert "all laws kept" in capsys.readouterr().out


def test_what_is_checked_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in CANARIES)
