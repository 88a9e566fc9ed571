"""Pages and sums, over both ports."""

from uuid import UUID

import msgspec
import psycopg
import pytest

from models.checksum import row_hash, sum_hashes
from models.entity import field_index
from models.registry import BY_TABLE
from models.scope import scope_of
from models.values import plain_from_json
from models.vocabulary import Profile
from models.wire import VerifyRequest
from server_stub.pull import check_cursor
from server_stub.refusal import Refusal
from server_stub.verify import compare, deep_check
from tests.server_stub.clusters import OWNER, Cluster
from tests.server_stub.hospital import (
    HASH_KEY,
    STANDING,
    Desk,
    Hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
    insert,
    patch,
)


@pytest.fixture
def desk(hospital: Hospital) -> Desk:
    return hospital.desk(hospital.staff())


def test_pages_end_on_commits_and_together_hold_every_row_once(desk: Desk) -> None:
    ends = {2}
    for _ in range(3):
        ends.add(2 + 2 * len(ends))
        desk.push(desk.patient()[2])
    reader = desk.hospital.desk(desk.user)
    sent = []
    while True:
        page = reader.pull(max_bytes=1)
        assert page.to_seq in ends
        sent += [row.seq for row in page.rows]
        if page.to_seq == 8:
            break
    assert sent == list(range(1, 9))
    again = reader.pull()
    assert (again.from_seq, again.to_seq, again.rows) == (8, 8, [])


def test_a_commit_larger_than_the_page_is_still_sent_whole(desk: Desk) -> None:
    sets = [desk.patient()[2] for _ in range(5)]
    desk.push(*sets)
    reader = desk.hospital.desk(desk.user)
    assert reader.pull(max_bytes=1).to_seq == 2
    assert (reader.pull(max_bytes=1).to_seq, len(reader.rows)) == (12, 12)


def test_only_the_last_image_of_a_row_is_sent(desk: Desk) -> None:
    patient, _, sealed = desk.patient()
    number = desk.hospital.chance.uuid()
    desk.push(sealed, desk.record(contact(number, patient, "0")))
    for value in "123456":
        desk.say(patch("patient_contact", number, 0, value=value))
    reader = desk.hospital.desk(desk.user)
    page = reader.pull()
    assert len(page.rows) == 5
    assert reader.rows["patient_contact", number] == (
        11,
        {"patient_id": str(patient), "system": "phone", "use": None, "value": "6"},
    )


def test_a_profile_gets_its_classes_and_nothing_else(desk: Desk) -> None:
    patient, _, sealed = desk.patient()
    address = insert("patient_address", desk.hospital.chance.uuid(), root=patient,
                     patient_id=patient, city="Lyon")  # fmt: skip
    desk.push(sealed, desk.record(address))
    ward = desk.hospital.desk(desk.user, Profile.WARD)
    page = ward.pull()
    assert page.to_seq == 5
    assert {row.table for row in page.rows} == {
        "practitioner",
        "practitioner_role",
        "patient",
        "patient_name",
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mark": b"12345678"}, "epoch"),
        ({"seq": 1}, "epoch"),
        ({"seq": 99}, "epoch"),
        ({"seq": -1}, "epoch"),
        ({"seq": 2**70}, "epoch"),
        ({"scope": scope_of(Profile.WARD).id()}, "epoch"),
        ({"gen": 99}, "gen"),
        ({"gen": 0}, "gen"),
    ],
)
def test_a_cursor_of_another_history_is_refused(
    desk: Desk, changed: dict[str, object], code: str
) -> None:
    desk.pull()
    assert desk.cursor is not None
    cursor = msgspec.structs.replace(desk.cursor, **changed)
    with desk.hospital.port.snapshot() as snapshot, pytest.raises(Refusal) as refused:
        check_cursor(snapshot, desk.caller.scope, cursor)
    assert refused.value.problem.code == code


def test_an_empty_hospital_has_a_page_and_a_mark_too(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.chance.uuid())
    page = desk.pull()
    assert (page.from_seq, page.to_seq, len(page.mark), page.rows) == (0, 0, 8, [])
    assert desk.pull().to_seq == 0


def sums_of(desk: Desk) -> dict[str, tuple[int, str]]:
    hashes: dict[str, list[int]] = {}
    for (table, row_id), (seq, fields) in desk.rows.items():
        entity = BY_TABLE[table]
        index = field_index(entity)
        row = {name: plain_from_json(index[name], value) for name, value in fields.items()}
        hashes.setdefault(table, []).append(row_hash(HASH_KEY, entity, row_id, seq, row))
    sums = {table: sum_hashes(each) for table, each in hashes.items()}
    return {table: (each.count, str(each.total)) for table, each in sums.items()}


def test_a_replica_proves_that_it_holds_the_same(desk: Desk) -> None:
    patient, name, sealed = desk.patient()
    desk.push(sealed)
    desk.pull()

    def verify(sums: dict[str, tuple[int, str]]) -> tuple[bool, list[str], int]:
        assert desk.cursor is not None
        with desk.hospital.port.snapshot() as snapshot:
            request = VerifyRequest(cursor=desk.cursor, sums=sums)
            reply = compare(snapshot, desk.caller.scope, STANDING, request)
        return reply.equal, reply.differing, reply.at_seq

    assert verify(sums_of(desk)) == (True, [], 4)
    assert verify({**sums_of(desk), "bed_booking": (0, "0")}) == (True, [], 4)
    desk.rows["patient_name", name][1]["family"] = "Duvall"
    assert verify(sums_of(desk)) == (False, ["patient_name"], 4)
    del desk.rows["patient", patient]
    assert verify(sums_of(desk)) == (False, ["patient", "patient_name"], 4)
    desk.say(contact(desk.hospital.chance.uuid(), patient, "1"))
    assert verify(sums_of(desk)) == (False, [], 5), "compared only at the same number"


def test_what_is_written_past_the_log_shows_in_the_deep_check(cluster: Cluster) -> None:
    database = cluster.fresh()
    hospital = sql_hospital(cluster, database)
    desk = hospital.desk(hospital.staff())
    patient, name, sealed = desk.patient()
    other, _, second = desk.patient()
    desk.push(sealed, second)

    def wrong() -> set[tuple[str, UUID, str]]:
        with hospital.port.snapshot() as snapshot:
            return {(d.table, d.row_id, d.what) for d in deep_check(snapshot, HASH_KEY)}

    assert wrong() == set()
    stray = hospital.chance.uuid()
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        connection.execute("set almoner.apply = 'on'")
        connection.execute("update patient_name set given = 'Eve' where id = %s", (name,))
        connection.execute("insert into patient values (%s, now())", (stray,))
        connection.execute("delete from patient_name where patient_id = %s", (other,))
        connection.execute("delete from change_log where row_id = %s", (patient,))
    found = wrong()
    assert ("patient_name", name, "differs from its hash") in found
    assert ("patient", stray, "is in no log") in found
    assert ("patient", patient, "has a number that is not logged") in found
    assert [what for table, _, what in found if table == "patient_name"].count("is gone") == 1
    hospital.close()
