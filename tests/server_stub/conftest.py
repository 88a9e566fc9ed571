"""One PostgreSQL cluster a test session; one fresh, migrated database a test."""

from collections.abc import Iterator

import pytest

from tests.server_stub.clusters import Cluster, wheel_cluster
from tests.server_stub.hospital import Hospital, dict_hospital, sql_hospital
from tests.server_stub.served import (
    desk,
    engine_works,
    folder,
    in_background,
    other_desk,
    service,
    user,
)
from tests.server_stub.tool import lone_tool, tool

__all__ = [
    "desk",
    "engine_works",
    "folder",
    "in_background",
    "lone_tool",
    "other_desk",
    "service",
    "tool",
    "user",
]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The wheel's PostgreSQL, with the roles and the migrated template."""
    with wheel_cluster() as made:
        made.prepare()
        yield made


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The name of an empty database of the present shape."""
    return cluster.fresh()


@pytest.fixture(params=["dict", "postgres"])
def hospital(request: pytest.FixtureRequest) -> Iterator[Hospital]:
    """A founded hospital, over each of the two ports."""
    if request.param == "dict":
        yield dict_hospital()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    made = sql_hospital(cluster, cluster.fresh())
    yield made
    made.close()


@pytest.fixture
def in_postgres(cluster: Cluster) -> Iterator[Hospital]:
    """A founded hospital over PostgreSQL alone."""
    made = sql_hospital(cluster, cluster.fresh())
    yield made
    made.close()
