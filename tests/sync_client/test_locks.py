"""Locks: one desk has a document, the other is told who, and a dead line is no fault."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from models.vocabulary import PractitionerId, Profile, Role
from sync_client.agent import SyncAgent
from sync_client.locks import LockAnswer, lock, release
from tests.faults.proxy import Mode
from tests.service import RunningService
from tests.sync_client.desks import Desk, enrolled_desk


@pytest.fixture(scope="module")
def doctor(service: RunningService) -> PractitionerId:
    return PractitionerId(service.add_user("doctor", "correct horse", Role.DOCTOR))


@pytest.fixture
def wards(
    service: RunningService, doctor: PractitionerId, tmp_path: Path
) -> Iterator[tuple[Desk, Desk]]:
    made = [
        enrolled_desk(service, tmp_path / name, f"Ward {name}", doctor, Profile.WARD)
        for name in ("one", "two")
    ]
    yield made[0], made[1]
    for each in made:
        each.close()


def test_one_desk_has_the_document_until_it_gives_it_back(wards: tuple[Desk, Desk]) -> None:
    here, there = wards
    draft = f"medication_request:{uuid4()}"
    mine = lock(here.line, draft, here.user)
    assert mine.token is not None
    assert lock(here.line, draft, here.user).token == mine.token
    refused = lock(there.line, draft, there.user)
    assert refused.token is None
    assert "Ward one" in refused.message
    release(here.line, draft, mine.token)
    theirs = lock(there.line, draft, there.user).token
    assert theirs is not None
    assert theirs > mine.token


def test_what_cannot_be_locked_is_refused_in_words(wards: tuple[Desk, Desk]) -> None:
    here, _ = wards
    answer = lock(here.line, "patient:nobody", here.user)
    assert answer.token is None
    assert answer.message


def test_a_dead_line_gives_no_lock_and_no_fault(wards: tuple[Desk, Desk]) -> None:
    here, _ = wards
    here.cable.set_mode(Mode.REFUSE)
    draft = f"medication_request:{uuid4()}"
    assert lock(here.line, draft, here.user) == LockAnswer(None)
    release(here.line, draft, 1)


def test_the_agent_locks_and_releases(wards: tuple[Desk, Desk]) -> None:
    here, there = wards
    draft = f"medication_request:{uuid4()}"
    agent = here.agent()
    answer = agent.lock(draft, here.user)
    assert answer.token is not None
    agent.release(draft, answer.token)
    agent.stop()
    assert lock(there.line, draft, there.user).token is not None


def test_a_desk_that_belongs_nowhere_gets_no_lock(wards: tuple[Desk, Desk]) -> None:
    here, _ = wards
    nowhere = SyncAgent(here.store, None, None, here.line.clock)
    assert nowhere.lock("medication_request:x", here.user) == LockAnswer(None)
    nowhere.release("medication_request:x", 1)
