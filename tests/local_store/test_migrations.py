"""The shape of the file: every step stands alone, and the last one is what the program expects."""

from pathlib import Path

import pytest
import sqlcipher3  # type: ignore[import-untyped]
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from local_store import migrations
from local_store.engine import Database
from local_store.migrations.__main__ import schema_text
from local_store.search import SearchTerms, search_patients
from local_store.tables import METADATA
from models.patient import PatientContact
from tests.local_store.desk import Box, Desk

FOLDER = Path(migrations.__file__).parent
DATA = Path(__file__).parent / "data"
VERSIONS = sorted(path.stem[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


@pytest.fixture
def fresh() -> Connection:
    return create_engine("sqlite://", module=sqlcipher3.dbapi2).connect()


def own(_object: object, name: str | None, kind: str, *_seen: object) -> bool:
    return not (kind == "table" and str(name).startswith("patient_search"))


def test_the_newest_step_makes_the_tables_that_the_program_uses(fresh: Connection) -> None:
    migrations.upgrade(fresh)
    context = MigrationContext.configure(fresh, opts={"include_object": own})
    differences = [
        d for d in compare_metadata(context, METADATA) if "alembic_version" not in str(d)
    ]
    fresh.close()
    assert differences == []


def test_the_golden_schema_is_what_the_steps_make(fresh: Connection) -> None:
    migrations.upgrade(fresh)
    made = schema_text(fresh)
    fresh.close()
    golden = (FOLDER / "schema.sql").read_text("utf-8")
    assert made == golden, (
        "run: python -m local_store.migrations > local_store/migrations/schema.sql"
    )


def test_the_newest_step_is_the_one_that_is_named() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == migrations.HEAD == VERSIONS[-1]


def test_steps_use_nothing_of_the_program() -> None:
    own_words = ("models", "local_store", "app", "sync_client")
    for path in (FOLDER / "versions").glob("[0-9]*.py"):
        lines = path.read_text("utf-8").splitlines()
        imports = [line for line in lines if line.startswith(("import ", "from "))]
        assert not [line for line in imports if line.split()[1].split(".")[0] in own_words]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_an_earlier_version_comes_up_with_its_records(
    version: str, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, Box(bytes(range(32))))
    database = Database(tmp_path / "store.db", bytes(range(32)))
    with database.writing("FULL"):
        migrations.upgrade(database.connection, version)
        for statement in (DATA / f"{version}.sql").read_text("utf-8").split(";\n"):
            database.raw.execute(statement)
    database.close()
    store = desk.open()
    with store.read() as read:
        (contact,) = read.all(PatientContact)
        (hit,) = search_patients(read, SearchTerms(name_tokens=("osei",)))
    assert (contact.value, hit.mrn) == ("0700 900123", "000000418")
    assert store.replica.summary().waiting == 0
    store.close()
