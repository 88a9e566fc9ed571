"""The engine with its writer thread, over PostgreSQL."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from uuid import UUID

import msgspec
import psycopg
import pytest

from models.change_set import Op, Sealed
from models.registry import GENERATION
from models.scope import scope_of
from models.vocabulary import Profile
from models.wire import (
    CommandRequest,
    Cursor,
    LeaseRequest,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    VerifyRequest,
)
from server_stub.engine import Engine
from server_stub.records import (
    Caller,
)
from server_stub.refusal import Refusal
from server_stub.running import SystemClock
from server_stub.sql_port import SqlPort
from tests.server_stub.clusters import SERVICE, Cluster
from tests.server_stub.hospital import (
    Desk,
    Hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
    insert,
)


@dataclass
class Running:
    cluster: Cluster
    database: str
    hospital: Hospital
    engine: Engine
    desk: Desk

    def another(self) -> tuple[SqlPort, Engine]:
        port = SqlPort(self.cluster.conninfo(self.database, SERVICE))
        keys = self.hospital.keys
        return port, Engine(port, SystemClock(), os.urandom, keys.service, keys.hash)


@pytest.fixture
def running(cluster: Cluster) -> Iterator[Running]:
    database = cluster.fresh()
    hospital = sql_hospital(cluster, database)
    desk = hospital.desk(hospital.staff())
    keys = hospital.keys
    engine = Engine(hospital.port, SystemClock(), os.urandom, keys.service, keys.hash)
    yield Running(cluster, database, hospital, engine, desk)
    engine.close()
    hospital.close()


def request_of(desk: Desk, *sets: Sealed) -> PushRequest:
    return desk.item(*sets).request


def cursor_of(page: Page) -> Cursor:
    return Cursor(
        epoch=page.standing.epoch, seq=page.to_seq, mark=page.mark, scope=page.scope, gen=GENERATION
    )


def test_a_desk_pushes_pulls_verifies_leases_and_commands(running: Running) -> None:
    engine, desk = running.engine, running.desk
    bed = running.hospital.chance.uuid()
    engine.author("location.add", [insert("location", bed, kind="bd", name="Bed 1", number=1)])
    patient, _, sealed = desk.patient()
    pushed = engine.push(desk.caller, request_of(desk, sealed))
    assert [r.status for r in pushed.receipts] == ["applied"]
    assert pushed.standing.head == engine.standing().head == 5
    page = engine.pull(desk.caller, PullRequest(cursor=None))
    decoded = msgspec.json.decode(msgspec.json.encode(page), type=Page)
    assert {row.table for row in decoded.rows} >= {"patient", "patient_name", "location"}
    with pytest.raises(Refusal):
        engine.pull(
            desk.caller,
            PullRequest(cursor=msgspec.structs.replace(cursor_of(page), epoch=UUID(int=1))),
        )
    verified = engine.verify(desk.caller, VerifyRequest(cursor=cursor_of(page), sums={}))
    assert (verified.equal, "patient" in verified.differing) == (False, True)
    lease = engine.lease(desk.caller, LeaseRequest(want=5))
    assert lease.hi - lease.lo == 4
    command = CommandRequest(
        id=running.hospital.chance.uuid(),
        name="bed.book",
        user=desk.user,
        args={"patient_id": str(patient), "bed_id": str(bed)},
        after_dseq=1,
    )
    assert engine.command(desk.caller, command).status == "done"
    assert engine.standing().head == 6


def test_who_waits_for_news_is_answered_when_there_is_some(running: Running) -> None:
    engine, desk = running.engine, running.desk
    heads: list[int] = []
    engine.on_commit.append(heads.append)
    page = engine.pull(desk.caller, PullRequest(cursor=None))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(
            engine.pull, desk.caller, PullRequest(cursor=cursor_of(page), wait_ms=25_000)
        )
        engine.push(desk.caller, request_of(desk, desk.patient()[2]))
        news = waiting.result(timeout=10)
    assert (news.from_seq, len(news.rows)) == (2, 2)
    assert heads == [4]
    quiet = engine.pull(desk.caller, PullRequest(cursor=cursor_of(news), wait_ms=20))
    assert quiet.rows == []


def test_a_delta_is_the_same_for_all_and_names_who_must_pull(running: Running) -> None:
    engine, desk = running.engine, running.desk
    patient, _, registered = desk.patient()
    other = running.hospital.desk(desk.user)
    orphan = other.record(contact(UUID(int=3), patient, "1"))
    engine.push(other.caller, request_of(other, orphan))
    engine.push(desk.caller, request_of(desk, registered))
    page, late = engine.delta(scope_of(Profile.RECEPTION), 2)
    assert (page.from_seq, page.to_seq, set(late)) == (2, 5, {other.device})
    assert page.receipts == []


def test_many_desks_at_once_lose_nothing_and_the_log_stays_dense(running: Running) -> None:
    engine, hospital = running.engine, running.hospital
    desks = [hospital.desk(running.desk.user) for _ in range(8)]
    work = [[desk.patient()[2] for _ in range(12)] for desk in desks]

    def push_all(desk: Desk, sets: list[Sealed]) -> int:
        done = 0
        for start in range(0, len(sets), 3):
            reply = engine.push(desk.caller, request_of(desk, *sets[start : start + 3]))
            done += sum(r.status == "applied" for r in reply.receipts)
        return done

    seen: set[int] = set()
    stop = Event()

    def watch() -> int:
        cursor = None
        while True:
            last_round = stop.is_set()
            page = engine.pull(running.desk.caller, PullRequest(cursor=cursor, wait_ms=5))
            seen.update(row.seq for row in page.rows)
            cursor = cursor_of(page)
            if last_round and not page.rows:
                return page.to_seq

    with ThreadPoolExecutor(9) as pool:
        watcher = pool.submit(watch)
        pushes = [pool.submit(push_all, d, w) for d, w in zip(desks, work, strict=True)]
        assert [each.result() for each in pushes] == [12] * 8
        stop.set()
        head = watcher.result()
    assert head == 2 + 8 * 12 * 2
    assert seen == set(range(1, head + 1)), "every commit was seen, none was skipped"


def test_authored_sets_come_back_in_order_and_bad_ones_say_why(running: Running) -> None:
    sets: list[tuple[str, list[Op]]] = [
        ("import", [insert("location", UUID(int=i), kind="bd", name=f"Bed {i}", number=i)])
        for i in range(1, 700)
    ]
    sets.append(("import", [insert("location", UUID(int=9999), kind="bd", number=1)]))
    receipts = running.engine.author_many(sets)
    assert [r.status for r in receipts] == ["applied"] * 699 + ["rejected"]
    assert receipts[-1].reason == "validation:name"
    assert [r.seq_lo for r in receipts[:699]] == list(range(3, 702))


def test_a_second_process_stands_by_and_takes_over(running: Running) -> None:
    desk = running.desk
    engine = running.engine
    engine.push(desk.caller, request_of(desk, desk.patient()[2]))
    assert engine.is_writer()
    port, standby = running.another()
    try:
        page = standby.pull(desk.caller, PullRequest(cursor=None))
        assert page.to_seq == 4, "it reads while it waits"
        with ThreadPoolExecutor(1) as pool:
            later = pool.submit(standby.push, desk.caller, request_of(desk, desk.patient()[2]))
            assert not standby.is_writer()
            engine.close()
            running.hospital.close()
            assert later.result(timeout=10).receipts[0].status == "applied"
        assert standby.is_writer()
    finally:
        standby.close()
        port.close()


def test_a_closed_engine_is_busy_not_broken(running: Running) -> None:
    running.engine.close()
    with pytest.raises(Refusal) as refused:
        running.engine.lease(running.desk.caller, LeaseRequest(want=1))
    assert (refused.value.http_status, refused.value.problem.code) == (503, "busy")


def test_a_lost_connection_is_made_again(running: Running) -> None:
    engine, desk = running.engine, running.desk
    engine.push(desk.caller, request_of(desk, desk.patient()[2]))
    with psycopg.connect(running.cluster.conninfo("postgres", "postgres")) as admin:
        admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
            (running.database,),
        )
    sealed = desk.patient()[2]
    reply = _push_until_done(engine, desk, sealed)
    assert [r.status for r in reply.receipts] == ["applied"]


def _push_until_done(engine: Engine, desk: Desk, sealed: Sealed) -> PushReply:
    for _ in range(5):
        try:
            return engine.push(desk.caller, request_of(desk, sealed))
        except Refusal as refusal:
            if refusal.problem.code != "busy":
                raise
    raise AssertionError("the service never came back")


def test_a_stranger_is_refused_and_an_empty_push_is_answered(running: Running) -> None:
    engine, desk = running.engine, running.desk
    empty = engine.push(desk.caller, PushRequest(device=desk.device, inc=1, sets=[]))
    assert (empty.receipts, empty.next_dseq) == ([], 1)
    stranger = Caller(UUID(int=4), 1, Profile.WARD, scope_of(Profile.WARD))
    with pytest.raises(Refusal) as refused:
        engine.push(stranger, PushRequest(device=UUID(int=4), inc=1, sets=[]))
    assert refused.value.http_status == 403
