"""A desk in a folder of its own; whatever a test opens is closed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.store import Store
from tests.local_store.desk import Desk
from tests.local_store.islands import Island, Mainland, island


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose folder is empty still."""
    return Desk(tmp_path / "store")


@pytest.fixture
def store(desk: Desk) -> Iterator[Store]:
    """An open store of an enrolled desk."""
    opened = desk.enrolled()
    yield opened
    opened.close()


@pytest.fixture
def service() -> Mainland:
    """The service that the islands can reach now and then."""
    return Mainland()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Island]:
    """The desk that registers."""
    made = island(tmp_path / "front", 10)
    yield made
    made.store.close()


@pytest.fixture
def ward(tmp_path: Path, front: Island, service: Mainland) -> Iterator[Island]:
    """The desk that scans; it knows the key of the front desk, as that knows its."""
    made = island(tmp_path / "ward", 11)
    service.welcome(front, made)
    service.pull(front)
    service.pull(made)
    yield made
    made.store.close()
