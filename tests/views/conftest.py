"""Marks every test of this folder as one that opens widgets."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The marker comes with the folder, so that nobody forgets it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("gui")
