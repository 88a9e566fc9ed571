"""A desk in a folder of its own; whatever a test opens is closed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.store import Store
from tests.local_store.desk import Desk


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
