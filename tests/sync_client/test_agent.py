"""The agent's threads over the real service: nothing is asked of them but start, nudge and stop."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from local_store.store import Store
from server_stub.running import SystemClock
from sync_client import pull
from sync_client.agent import SyncAgent
from sync_client.commands import CommandState
from sync_client.round import sync_round
from sync_client.status import LineState, LineStatus
from tests.faults.proxy import Mode
from tests.service import RunningService
from tests.simulation.virtual import MemoryKeyBox
from tests.sync_client.desks import Desk, wait_until

STOP_S_MAX = 2.0


@pytest.fixture
def agent(desk: Desk) -> Iterator[SyncAgent]:
    made = desk.agent()
    made.start()
    wait_until(lambda: made.status().live and made.status().state is LineState.ONLINE)
    yield made
    began = monotonic()
    made.stop()
    assert monotonic() - began < STOP_S_MAX


@pytest.fixture
def other_agent(other: Desk) -> Iterator[SyncAgent]:
    made = other.agent()
    made.start()
    wait_until(lambda: made.status().live)
    yield made
    made.stop()


def test_a_change_is_sent_at_once_and_appears_at_the_other_desk_by_itself(
    desk: Desk, other: Desk, agent: SyncAgent, other_agent: SyncAgent
) -> None:
    patient = desk.register()
    desk.add_phone(patient, "071 3")
    agent.nudge()
    wait_until(lambda: other.phones(patient) == ["071 3"], within_s=2)
    assert other_agent.status().state is LineState.ONLINE


@pytest.mark.slow
def test_work_goes_on_without_the_service_and_is_sent_when_it_is_back(
    desk: Desk, agent: SyncAgent
) -> None:
    desk.cable.set_mode(Mode.REFUSE)
    wait_until(lambda: agent.status().state is LineState.OFFLINE)
    assert not agent.status().live
    desk.register()
    agent.nudge()
    assert desk.waiting() == 1
    desk.cable.set_mode(Mode.PASS)
    wait_until(lambda: agent.status().state is LineState.ONLINE, within_s=5)
    wait_until(lambda: desk.waiting() == 0, within_s=2)


@pytest.mark.slow
def test_silence_is_noticed_within_seconds_and_stopping_then_still_is_quick(
    desk: Desk, agent: SyncAgent
) -> None:
    desk.cable.set_mode(Mode.BLACK_HOLE)
    wait_until(lambda: agent.status().state is LineState.OFFLINE, within_s=9)
    assert agent.status().words


def test_a_listener_hears_of_every_change_and_no_more_after_it_left(
    desk: Desk, agent: SyncAgent
) -> None:
    heard: list[LineState] = []
    leave = agent.subscribe(lambda status: heard.append(status.state))
    desk.cable.set_mode(Mode.REFUSE)
    wait_until(lambda: LineState.OFFLINE in heard)
    leave()
    count = len(heard)
    desk.cable.set_mode(Mode.PASS)
    wait_until(lambda: agent.status().state is LineState.ONLINE)
    assert len(heard) == count


def test_a_longer_catching_up_shows_how_much_is_left(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "PAGE_BYTES", 5_000)
    for _ in range(50):
        desk.add_phone(desk.register(), "071 4")
    assert sync_round(desk.line).done
    agent = other.agent()
    heard: list[LineStatus] = []
    agent.subscribe(heard.append)
    agent.start()
    wait_until(lambda: agent.status().state is LineState.ONLINE)
    left = [status.behind for status in heard if status.state is LineState.CATCHING_UP]
    agent.stop()
    assert left
    assert left == sorted(left, reverse=True)


def test_a_refused_command_says_why(agent: SyncAgent, desk: Desk) -> None:
    answer = agent.command("bed.book", {}, desk.user)
    assert answer.state is CommandState.REFUSED
    assert answer.message


def test_a_command_without_a_line_has_certainly_not_happened(desk: Desk, agent: SyncAgent) -> None:
    desk.cable.set_mode(Mode.REFUSE)
    answer = agent.command("bed.book", {}, desk.user)
    assert answer.state is CommandState.UNAVAILABLE
    assert list(desk.store.replica.open_commands()) == []


def test_a_workstation_that_never_joined_says_so(tmp_path: Path, service: RunningService) -> None:
    store = Store.create(tmp_path / "s", MemoryKeyBox(), SystemClock(), os.urandom)
    agent = SyncAgent.for_store(store, SystemClock())
    agent.start()
    assert agent.status().state is LineState.NOT_ENROLLED
    agent.nudge()
    agent.stop()
    store.close()


def test_a_conversation_by_live_line_survives_a_restart_of_the_service(
    desk: Desk, agent: SyncAgent, service: RunningService
) -> None:
    service.restart()
    wait_until(lambda: agent.status().live)
    desk.register()
    agent.nudge()
    wait_until(lambda: desk.waiting() == 0)
