"""A desk for every test: a real encrypted store of its own, and no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import Profile
from tests.builders import Workbench, a_workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = a_workbench(tmp_path / "store")
    yield made
    made.close()


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Workbench]:
    """A desk of the ward, which holds what is clinical."""
    made = a_workbench(tmp_path / "ward", Profile.WARD)
    yield made
    made.close()
