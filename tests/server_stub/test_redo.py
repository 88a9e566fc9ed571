"""A database error lets wait only what causes it, and not for ever; over both ports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from models.change_set import Op, encode_content
from models.wire import PushReply, Receipt
from server_stub.batch import Result, decide_batch, run_batch
from server_stub.batch_item import Item
from server_stub.port import DatabaseTrouble
from server_stub.records import ParkedSet
from server_stub.redo import run_group, try_waiting
from server_stub.sql_port import SqlPort
from tests.server_stub.clusters import OWNER, Cluster
from tests.server_stub.dict_port import DictPort
from tests.server_stub.hospital import (
    Desk,
    Hospital,
    dict_hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
    patch,
)

POISON = UUID(int=666)


class Poisoned:
    """A hospital whose database fails to write one row, though nothing in it is wrong."""

    def __init__(self, hospital: Hospital, owner: str | None) -> None:
        self.hospital = hospital
        self._owner = owner
        self.desk = hospital.desk(hospital.staff())

    def poison(self, row_id: UUID = POISON) -> None:
        if isinstance(self.hospital.port, DictPort):
            self.hospital.port.poison.add(row_id)
        else:
            self._alter(f"add constraint poison check (id <> '{row_id}')")

    def cure(self) -> None:
        if isinstance(self.hospital.port, DictPort):
            self.hospital.port.poison.clear()
        else:
            self._alter("drop constraint poison")

    def together(self, group: Sequence[Item]) -> list[Result]:
        made = self.hospital
        return decide_batch(made.port, group, made.clock, made.chance.bytes, made.keys)

    def alone(self, item: Item) -> tuple[Result, list[ParkedSet]]:
        made = self.hospital
        means = (made.clock, made.chance.bytes, made.keys)
        outcome = run_batch(made.port, [item], *means, alone=True)
        return outcome.results[0], outcome.freed

    def push(self, desk: Desk, *ops: Op) -> Receipt:
        """Record and push one change set as the service does after an error."""
        item = desk.item(desk.record(*ops))
        (reply,) = run_group(self.together, self.alone, [item])
        assert isinstance(reply, PushReply)
        return reply.receipts[0]

    def _alter(self, change: str) -> None:
        assert self._owner is not None
        with psycopg.connect(self._owner) as connection:
            connection.execute(f"alter table patient_contact {change}".encode())


@pytest.fixture(params=["dict", "postgres"])
def poisoned(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[Poisoned]:
    if request.param == "dict":
        yield Poisoned(dict_hospital(), None)
        return
    database = cluster.fresh()
    made = sql_hospital(cluster, database)
    assert isinstance(made.port, SqlPort)
    yield Poisoned(made, cluster.conninfo(database, OWNER))
    made.close()


def test_of_many_all_but_the_poisoned_one_are_applied(poisoned: Poisoned) -> None:
    hospital, desk = poisoned.hospital, poisoned.desk
    other = hospital.desk(hospital.staff())
    poisoned.poison()
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    ids = [hospital.chance.uuid() for _ in range(60)]
    ids.insert(30, POISON)
    sets = [desk.record(contact(number, patient, "1")) for number in ids]
    neighbour = other.patient()[2]
    mine, theirs = run_group(
        poisoned.together, poisoned.alone, [desk.item(*sets), other.item(neighbour)]
    )
    assert isinstance(mine, PushReply)
    assert isinstance(theirs, PushReply)
    statuses = [r.status for r in mine.receipts]
    assert statuses == ["applied"] * 30 + ["parked"] + ["applied"] * 30
    assert (mine.receipts[30].reason or "").startswith("database:2")
    assert [r.status for r in theirs.receipts] == ["applied"]
    assert mine.next_dseq == 63
    assert [r.dseq for r in desk.pull().receipts] == list(range(1, 63))


def test_what_the_database_refused_is_applied_at_the_next_try(poisoned: Poisoned) -> None:
    desk = poisoned.desk
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    poisoned.poison()
    parked = poisoned.push(desk, contact(POISON, patient, "1"))
    assert (parked.status, (parked.reason or "")[:9]) == ("parked", "database:")
    waiting = poisoned.push(desk, patch("patient_contact", POISON, 0, value="2"))
    assert (waiting.status, waiting.reason) == ("parked", "missing_row:patient_contact")
    try_waiting(poisoned.alone)
    assert desk.pull().receipts[-1].status == "parked"
    poisoned.cure()
    try_waiting(poisoned.alone)
    page = desk.pull()
    assert {r.id: r.status for r in page.receipts} == {parked.id: "applied", waiting.id: "applied"}
    assert desk.rows["patient_contact", POISON][1]["value"] == "2"


def test_it_is_tried_again_when_a_row_that_it_names_arrives(poisoned: Poisoned) -> None:
    desk = poisoned.desk
    other = poisoned.hospital.desk(desk.user)
    patient, _, registration = other.patient()
    # Refused before its patient came, as when the disk was full.
    refused = replace(desk.item(desk.record(contact(POISON, patient, "1"))), park="53100")
    reply, _ = poisoned.alone(refused)
    assert isinstance(reply, PushReply)
    assert reply.receipts[0].reason == "database:53100"
    other.push(registration)
    assert [r.status for r in desk.pull().receipts] == ["applied"]


def test_it_is_tried_again_when_what_it_depends_on_arrives(poisoned: Poisoned) -> None:
    desk = poisoned.desk
    patient, _, registration = desk.patient()
    desk.push(registration)
    other = poisoned.hospital.desk(desk.user)
    first = other.content(contact(poisoned.hospital.chance.uuid(), patient, "1"))
    second = desk.record(contact(POISON, patient, "2"), deps=[first.id])
    poisoned.alone(replace(desk.item(second), park="53100"))
    other.push(other.seal(encode_content(first)))
    assert [r.status for r in desk.pull().receipts] == ["applied", "applied"]


def test_one_that_fails_again_does_not_hold_up_what_it_waited_for(poisoned: Poisoned) -> None:
    desk = poisoned.desk
    patient, _, registration = desk.patient()
    poisoned.poison()
    late = desk.content(contact(POISON, patient, "1"))
    other = poisoned.hospital.desk(desk.user)
    assert other.push(other.seal(encode_content(late)))[0].reason == "missing_reference:patient_id"
    (reply,) = run_group(poisoned.together, poisoned.alone, [desk.item(registration)])
    assert isinstance(reply, PushReply)
    assert [r.status for r in reply.receipts] == ["applied"]
    (waits,) = other.pull().receipts
    assert (waits.reason or "").startswith("database:")
    poisoned.cure()
    try_waiting(poisoned.alone)
    assert [r.status for r in other.pull().receipts] == ["applied"]


def test_a_database_that_is_gone_is_asked_again_and_then_reported() -> None:
    asked = []

    def process(items: object) -> list[PushReply]:
        asked.append(items)
        raise DatabaseTrouble("57P01", "shutting down", lost=True)

    with pytest.raises(DatabaseTrouble):
        run_group(process, _never, [])  # type: ignore[arg-type]  # it never answers
    assert len(asked) == 2


def _never(item: Item) -> tuple[Result, list[ParkedSet]]:
    raise AssertionError(item)
