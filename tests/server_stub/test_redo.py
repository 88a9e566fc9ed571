"""A database error lets wait only the change set that causes it, over both ports."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

import psycopg
import pytest

from models.wire import PushReply
from server_stub.batch import decide_batch
from server_stub.port import DatabaseTrouble
from server_stub.redo import run_group
from tests.server_stub.clusters import OWNER, Cluster
from tests.server_stub.dict_port import DictPort
from tests.server_stub.hospital import (
    Hospital,
    dict_hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
)

POISON = UUID(int=666)


@pytest.fixture(params=["dict", "postgres"])
def poisoned(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[Hospital]:
    """A hospital whose database fails to write one row, though nothing in it is wrong."""
    if request.param == "dict":
        made = dict_hospital()
        assert isinstance(made.port, DictPort)
        made.port.poison = {POISON}
        yield made
        return
    database = cluster.fresh()
    made = sql_hospital(cluster, database)
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        connection.execute(
            f"alter table patient_contact add constraint poison check (id <> '{POISON}')"
        )
    yield made
    made.close()


def test_of_many_all_but_the_poisoned_one_are_applied(poisoned: Hospital) -> None:
    desk, other = (poisoned.desk(poisoned.staff()) for _ in range(2))
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    ids = [poisoned.chance.uuid() for _ in range(60)]
    ids.insert(30, POISON)
    sets = [desk.record(contact(number, patient, "1")) for number in ids]
    neighbour = other.patient()[2]
    process = partial(
        decide_batch,
        poisoned.port,
        clock=poisoned.clock,
        entropy=poisoned.chance.bytes,
        keys=poisoned.keys,
    )
    mine, theirs = run_group(process, [desk.item(*sets), other.item(neighbour)])
    assert isinstance(mine, PushReply)
    assert isinstance(theirs, PushReply)
    statuses = [r.status for r in mine.receipts]
    assert statuses == ["applied"] * 30 + ["parked"] + ["applied"] * 30
    assert (mine.receipts[30].reason or "").startswith("database:2")
    assert [r.status for r in theirs.receipts] == ["applied"]
    assert mine.next_dseq == 63
    assert [r.dseq for r in desk.pull().receipts] == list(range(1, 63))


def test_a_database_that_is_gone_is_asked_again_and_then_reported() -> None:
    asked = []

    def process(items: object) -> list[PushReply]:
        asked.append(items)
        raise DatabaseTrouble("57P01", "shutting down", lost=True)

    with pytest.raises(DatabaseTrouble):
        run_group(process, [])  # type: ignore[arg-type]  # it never answers
    assert len(asked) == 2
