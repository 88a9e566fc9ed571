"""Fixtures of the tests over the wire: one service a module, and two desks made by hand."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.vocabulary import Profile, Role
from server_stub.hospital import Settings, make_hospital
from server_stub.running import SystemClock, Works, open_works
from tests.server_stub.by_hand import HandDesk
from tests.service import RunningService, open_folder, running_service

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with running_service(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="module")
def user(service: RunningService) -> UUID:
    """A member of staff who may register patients."""
    return service.add_user("reception", PASSWORD, Role.RECEPTIONIST)


@pytest.fixture(scope="module")
def desk(service: RunningService) -> Iterator[HandDesk]:
    yield from enrolled(service, Profile.RECEPTION, "R-01")


@pytest.fixture(scope="module")
def other_desk(service: RunningService) -> Iterator[HandDesk]:
    yield from enrolled(service, Profile.WARD, "W-01")


def enrolled(service: RunningService, profile: Profile, name: str) -> Iterator[HandDesk]:
    made = HandDesk(service.url, service.trust())
    try:
        made.enrol(service.new_code(profile, name, "Somewhere"))
        yield made
    finally:
        made.client.close()


@pytest.fixture
def in_background() -> Iterator[Callable[[Callable[[], Any]], Future[Any]]]:
    with ThreadPoolExecutor(8) as pool:
        yield pool.submit


@pytest.fixture(scope="module")
def engine_works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    """A hospital's engine in this process, with no network in front."""
    clock = SystemClock()
    settings = Settings(name="Works")
    with open_folder(tmp_path_factory.mktemp("works")) as folder:
        home = folder / "hospital"
        made = make_hospital(home, settings, database_url=None, clock=clock, entropy=os.urandom)
        with open_works(made, clock, os.urandom) as works:
            yield works


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder in which a database can run."""
    with open_folder(tmp_path) as made:
        yield made
