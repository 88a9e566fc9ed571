"""`almoner-admin verify` calls a sound hospital sound, and names a row altered in secret."""

import json
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from models.vocabulary import PractitionerId
from server_stub.database import open_database
from sync_client.round import sync_round
from tests.server_stub.bundles import bundle, patient_id, person
from tests.server_stub.tool import Tool
from tests.service import RunningService
from tests.sync_client.desks import enrolled_desk


def test_the_guard_stops_a_hand_that_does_not_know_it(service: RunningService) -> None:
    with (
        open_database(service.home) as database,
        psycopg.connect(database.owner.conninfo) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="only through the change log"),
    ):
        connection.execute("update patient_name set family = 'X'")


def test_a_sound_hospital_is_called_sound_and_its_dump_is_that_of_a_desk(
    service: RunningService, tool: Tool, user: UUID, tmp_path: Path
) -> None:
    people = [person(number) for number in range(20)]
    assert tool("import", "fhir", bundle(tmp_path / "b.json", *people))[0] == 0
    desk = enrolled_desk(service, tmp_path / "desk", "R-03", PractitionerId(user))
    try:
        desk.add_phone(desk.register(), "071 555 0101")
        assert sync_round(desk.line).done
        code, out, err = tool("verify", "--dump", tmp_path / "dump.json")
        assert (code, err) == (0, "")
        cursor, sums = desk.store.replica.sums()
        assert out == f"Every record agrees with the log, which stands at {cursor.seq}.\n"
        dumped = json.loads((tmp_path / "dump.json").read_text("utf-8"))
        assert dumped["tables"] == desk.store.replica.dump()
        assert len(dumped["tables"]["patient"]) == 21
        assert dumped["seq"] == cursor.seq
        mine = {table: [each.count, str(each.total)] for table, each in sums.items() if each.count}
        assert {table: found for table, found in dumped["sums"].items() if found[0]} == mine
    finally:
        desk.close()


UPDATED = "update patient_name set family = 'Changed' where patient_id = '{}'"
DELETED = "delete from patient_demographics where id = '{}'"
INSERTED = (
    "insert into patient_contact (id, patient_id, system, value) "
    "values ('00000000-0000-7000-8000-000000000001', '{}', 'phone', '1')"
)
RENUMBERED = (
    "update row_state set seq = seq + 100000 where row_id = '{}' "
    "and entity = (select min(entity) from row_state where row_id = '{}')"
)


@pytest.mark.parametrize(
    ("harm", "table", "words"),
    [
        (UPDATED, "patient_name", "differs from its hash"),
        (DELETED, "patient_demographics", "is gone"),
        (INSERTED, "patient_contact", "is in no log"),
        (RENUMBERED, "patient", "differs from its hash"),
    ],
)
def test_a_row_altered_past_the_guard_is_named(
    lone_tool: Tool, tmp_path: Path, harm: str, table: str, words: str
) -> None:
    assert lone_tool("init", "--name", "St. Anne's")[0] == 0
    people = bundle(tmp_path / "b.json", person(1), person(2))
    assert lone_tool("import", "fhir", people)[0] == 0
    assert lone_tool("verify")[0] == 0
    with (
        open_database(lone_tool.home) as database,
        psycopg.connect(database.owner.conninfo) as connection,
    ):
        connection.execute("set local almoner.apply = 'on'")
        victim = patient_id(1)
        connection.execute(harm.replace("{}", str(victim)).encode())
    code, out, err = lone_tool("verify")
    assert code == 1
    (line,) = out.splitlines()
    assert line.startswith(f"{table} ")
    assert line.endswith(words)
    assert "1 rows are not what the log says" in err
