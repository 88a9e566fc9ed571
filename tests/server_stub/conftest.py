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
def database(cluster: Cluster) -> Iterator[str]:
    """The name of an empty database of the present shape."""
    name = cluster.fresh()
    yield name
    cluster.drop(name)


@pytest.fixture(params=["dict", "postgres"])
def hospital(request: pytest.FixtureRequest) -> Iterator[Hospital]:
    """A founded hospital, over each of the two ports."""
    if request.param == "dict":
        yield dict_hospital()
        return
    yield from _in(request.getfixturevalue("cluster"))


@pytest.fixture
def in_postgres(cluster: Cluster) -> Iterator[Hospital]:
    """A founded hospital over PostgreSQL alone."""
    yield from _in(cluster)


def _in(cluster: Cluster) -> Iterator[Hospital]:
    name = cluster.fresh()
    made = sql_hospital(cluster, name)
    yield made
    made.close()
    cluster.drop(name)
