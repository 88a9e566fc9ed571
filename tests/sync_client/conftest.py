"""One real service for all tests of this folder, and two desks of its hospital."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import PractitionerId, Role
from tests.service import RunningService, running_service
from tests.sync_client.desks import Desk, enrolled_desk


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with running_service(tmp_path_factory.mktemp("sync")) as running:
        yield running


@pytest.fixture(scope="session")
def clerk(service: RunningService) -> PractitionerId:
    return PractitionerId(service.add_user("clerk", "correct horse", Role.RECEPTIONIST))


@pytest.fixture
def desk(service: RunningService, clerk: PractitionerId, tmp_path: Path) -> Iterator[Desk]:
    made = enrolled_desk(service, tmp_path / "a", "A", clerk)
    yield made
    made.close()


@pytest.fixture
def other(service: RunningService, clerk: PractitionerId, tmp_path: Path) -> Iterator[Desk]:
    made = enrolled_desk(service, tmp_path / "b", "B", clerk)
    yield made
    made.close()
