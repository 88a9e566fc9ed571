"""One PostgreSQL cluster a test session; one fresh, migrated database a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server_stub.clusters import Cluster, wheel_cluster
from tests.server_stub.served import desk, in_background, other_desk, service, user

__all__ = ["desk", "in_background", "other_desk", "service", "user"]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The wheel's PostgreSQL, with the roles and the migrated template."""
    folder: Path = tmp_path_factory.mktemp("cluster") / "data"
    with wheel_cluster(folder) as made:
        made.prepare()
        yield made


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The name of an empty database of the present shape."""
    return cluster.fresh()
