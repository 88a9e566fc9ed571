"""Numbers are dense and in commit order, however slow a writer is, so no reader misses one."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import psycopg
import pytest

from models.vocabulary import ReplicaClass
from server_stub.batch import decide_batch
from server_stub.port import DatabaseTrouble
from server_stub.sql_port import SqlPort
from server_stub.sql_tx import SqlTx
from tests.server_stub.clusters import OWNER, SERVICE, Cluster
from tests.server_stub.hospital import Desk, Hospital, sql_hospital

GIVE_UP_S = 4.0  # below the statement timeout: a test that hangs says where


class SlowPort(SqlPort):
    """A writer that dawdles before or after it takes its number."""

    def __init__(self, conninfo: str, dawdle: Callable[[str], None]) -> None:
        super().__init__(conninfo)
        self._dawdle = dawdle

    @contextmanager
    def begin(self) -> Iterator[SqlTx]:
        with super().begin() as tx:
            yield _SlowTx(tx, self._dawdle)  # type: ignore[misc]  # it is one in all it does


class _SlowTx:
    def __init__(self, tx: SqlTx, dawdle: Callable[[str], None]) -> None:
        self._tx = tx
        self._dawdle = dawdle

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    def take_numbers(self, count: int, hlc: int) -> int:
        self._dawdle("before")
        first = self._tx.take_numbers(count, hlc)
        self._dawdle("after")
        return first


def head_of(hospital: Hospital) -> int:
    with hospital.port.snapshot() as snapshot:
        log = [row.seq for row in snapshot.log_after(0, list(ReplicaClass))]
        assert log == list(range(1, snapshot.clock().last_seq + 1)), (
            "a number below the head is missing"
        )
        return len(log)


def race(cluster: Cluster, where: str) -> tuple[Hospital, Desk, Callable[[], Any], Event, Event]:
    database = cluster.fresh()
    hospital = sql_hospital(cluster, database)
    user = hospital.staff()
    reader, slow = hospital.desk(user), hospital.desk(user)
    reached, go_on = Event(), Event()

    def dawdle(point: str) -> None:
        if point == where:
            reached.set()
            assert go_on.wait(GIVE_UP_S)

    port = SlowPort(cluster.conninfo(database, SERVICE), dawdle)
    sealed = slow.patient()[2]

    def write() -> None:
        decide_batch(port, [slow.item(sealed)], hospital.clock, bytes, hospital.keys)
        port.close()

    return hospital, reader, write, reached, go_on


def test_a_slow_writer_delays_nobody_and_is_not_missed(cluster: Cluster) -> None:
    hospital, reader, write, reached, go_on = race(cluster, "before")
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(write)
        assert reached.wait(GIVE_UP_S)
        quick = reader.push(reader.patient()[2])[0]
        assert (quick.seq_lo, quick.seq_hi) == (3, 4), (
            "the slow one had begun, yet did not hold it up"
        )
        assert len(reader.pull().rows) == 4
        go_on.set()
        slow.result()
    page = reader.pull()
    assert [row.seq for row in page.rows] == [5, 6]
    assert head_of(hospital) == 6
    hospital.close()


def test_nothing_overtakes_a_number_that_is_taken(cluster: Cluster) -> None:
    hospital, reader, write, reached, go_on = race(cluster, "after")
    sealed = reader.patient()[2]
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(write)
        assert reached.wait(GIVE_UP_S)
        behind = pool.submit(reader.push, sealed)
        wait_for_a_lock(cluster)
        assert head_of(hospital) == 2, "a taken number is seen only with its commit"
        go_on.set()
        slow.result()
        assert behind.result()[0].seq_lo == 5
    assert head_of(hospital) == 6
    hospital.close()


def wait_for_a_lock(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo("postgres", "postgres"), autocommit=True) as connection:
        while not connection.execute(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
            " and query like 'update sync_clock%%'"
        ).fetchone():
            connection.execute("select pg_sleep(0.01)")


def test_a_rolled_back_writer_leaves_no_gap(cluster: Cluster) -> None:
    database = cluster.fresh()
    hospital = sql_hospital(cluster, database)
    desk = hospital.desk(hospital.staff())
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        connection.execute("alter table commit_mark add constraint broken check (seq_hi < 3)")
    sealed = desk.patient()[2]
    with pytest.raises(DatabaseTrouble):
        desk.push(sealed)
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        connection.execute("alter table commit_mark drop constraint broken")
    assert desk.push(sealed)[0].seq_lo == 3
    assert head_of(hospital) == 4
    hospital.close()
