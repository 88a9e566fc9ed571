"""Commands: decided once, refused with words, and the exclusion constraint as the last word."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from models.wire import CommandReply, CommandRequest
from server_stub.commands.run import run_command
from server_stub.port import ServerPort
from server_stub.refusal import Refusal
from server_stub.sql_port import SqlPort
from tests.server_stub.clusters import SERVICE, Cluster
from tests.server_stub.hospital import (
    Desk,
    Hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    insert,
)


def ask(desk: Desk, patient: object, bed: object, **changed: Any) -> CommandReply:
    hospital = desk.hospital
    fields: dict[str, Any] = {
        "id": hospital.chance.uuid(),
        "name": "bed.book",
        "user": desk.user,
        "args": {"patient_id": str(patient), "bed_id": str(bed)},
        "after_dseq": desk.dseq - 1,
        **changed,
    }
    hospital.clock.advance(1)
    request = CommandRequest(**fields)
    return run_command(
        hospital.port, desk.caller, request, hospital.clock, hospital.chance.bytes, hospital.keys
    )


@pytest.fixture
def desk(hospital: Hospital) -> Desk:
    made = hospital.desk(hospital.staff())
    hospital.author(
        insert("device", made.device, name="Reception 1", profile="reception", place="Hall")
    )
    return made


def test_a_free_bed_is_booked_and_the_desk_sees_it_at_the_number_told(desk: Desk) -> None:
    bed = desk.hospital.bed(12)
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    reply = ask(desk, patient, bed)
    assert (reply.status, reply.seq) == ("done", 7)
    desk.pull()
    booking = desk.rows["bed_booking", UUID(reply.result["booking_id"])][1]
    assert (booking["bed_number"], booking["booked_by_id"]) == (12, str(desk.user))
    again = ask(desk, patient, bed)
    assert (again.status, again.result) == ("done", reply.result), "the same patient has it"
    assert desk.pull().rows == []


def test_a_taken_bed_is_refused_with_who_has_it_since_when_and_from_which_desk(desk: Desk) -> None:
    bed = desk.hospital.bed(12)
    patient, _, first = desk.patient("Duval")
    other, _, second = desk.patient("Okafor")
    desk.push(first, second)
    ask(desk, patient, bed)
    since = desk.hospital.clock.now().astimezone()
    reply = ask(desk, other, bed)
    assert (reply.status, reply.reason) == ("refused", "bed_taken")
    assert reply.message == (
        "Bed 12 is taken: DUVAL, Anna, booked by Ada Okoro at Reception 1 on "
        f"{since:%d %b %Y at %H:%M}."
    )
    assert reply.result["patient_id"] == str(patient)


def test_the_same_id_gets_the_same_decision(desk: Desk) -> None:
    bed = desk.hospital.bed(1)
    patient, _, first = desk.patient()
    other, _, second = desk.patient()
    desk.push(first, second)
    number, refused = desk.hospital.chance.uuid(), desk.hospital.chance.uuid()
    done = ask(desk, patient, bed, id=number)
    no = ask(desk, other, bed, id=refused)
    assert ask(desk, patient, bed, id=number).result == done.result
    assert ask(desk, patient, bed, id=number).seq == done.seq
    assert ask(desk, other, bed, id=refused).message == no.message
    reused = ask(desk, other, bed, id=number)
    assert (reused.status, reused.reason) == ("refused", "id_reuse")


def test_a_command_waits_for_the_work_it_builds_on(desk: Desk) -> None:
    bed = desk.hospital.bed(1)
    patient, _, sealed = desk.patient()
    with pytest.raises(Refusal) as refused:
        ask(desk, patient, bed)
    assert (refused.value.http_status, refused.value.problem.code) == (409, "behind")
    desk.push(sealed)
    assert ask(desk, patient, bed).status == "done"


def test_what_is_unknown_or_not_allowed_is_refused(desk: Desk) -> None:
    bed = desk.hospital.bed(1)
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    nobody = desk.hospital.chance.uuid()
    assert ask(desk, nobody, bed).reason == "patient_unknown"
    assert ask(desk, patient, nobody).reason == "bed_unknown"
    assert ask(desk, patient, bed, user=nobody).reason == "forbidden"
    fired = desk.hospital.staff(active=False)
    assert ask(desk, patient, bed, user=fired).reason == "forbidden"
    cases: list[tuple[dict[str, Any], str]] = [
        ({"name": "bed.burn"}, "not_found"),
        ({"args": {}}, "malformed"),
        ({"args": {"patient_id": 5, "bed_id": None}}, "malformed"),
        ({"args": {"patient_id": "x", "bed_id": "y"}}, "malformed"),
    ]
    for changed, code in cases:
        with pytest.raises(Refusal) as refused:
            ask(desk, patient, bed, **changed)
        assert refused.value.problem.code == code


@pytest.fixture
def rivals(cluster: Cluster) -> Iterator[tuple[Hospital, SqlPort]]:
    """One hospital, and two writers who do not know of each other."""
    database = cluster.fresh()
    hospital = sql_hospital(cluster, database)
    rival = SqlPort(cluster.conninfo(database, SERVICE))
    yield hospital, rival
    rival.close()
    hospital.close()


def test_two_writers_race_for_one_bed_and_the_constraint_gives_it_to_one(
    rivals: tuple[Hospital, SqlPort],
) -> None:
    hospital, rival = rivals
    desk = hospital.desk(hospital.staff())
    rounds = 12
    patients = [desk.patient() for _ in range(2 * rounds)]
    desk.push(*[sealed for _, _, sealed in patients])
    beds = [hospital.bed(i) for i in range(rounds)]
    start = Barrier(2)

    def race(port: ServerPort, bed: UUID, patient: UUID, command: UUID) -> CommandReply:
        request = CommandRequest(
            id=command,
            name="bed.book",
            user=desk.user,
            args={"patient_id": str(patient), "bed_id": str(bed)},
            after_dseq=0,
        )
        start.wait()
        return run_command(port, desk.caller, request, hospital.clock, bytes, hospital.keys)

    with ThreadPoolExecutor(2) as pool:
        for i, bed in enumerate(beds):
            replies = [
                pool.submit(race, port, bed, patients[2 * i + k][0], hospital.chance.uuid())
                for k, port in enumerate((hospital.port, rival))
            ]
            assert sorted(reply.result().status for reply in replies) == ["done", "refused"]
    with rival.connection() as connection:
        booked = connection.execute("select count(*) from bed_booking").fetchone()
    assert booked == (rounds,)
