"""The migrations bring a database to the shape of the schema, on both PostgreSQLs."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from server_stub.migrations import migrate
from server_stub.schema import DOMAIN, METADATA
from tests.server_stub.clusters import (
    DEBIAN_15,
    OWNER,
    SERVICE,
    TEMPLATE,
    Cluster,
    debian_cluster,
)
from tests.server_stub.hospital import (
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
)

GOLDEN = Path(__file__).parents[2] / "server_stub" / "migrations" / "schema.txt"
SHAPE = """
select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attnotnull then ' not null' else '' end
    || case a.attidentity when 'a' then ' identity' else '' end
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
    and not a.attisdropped
union all
select 'constraint ' || c.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid)
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.connamespace = 'public'::regnamespace and k.contype <> 'n'
union all
select indexdef from pg_indexes where schemaname = 'public'
union all
select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
union all
select 'function ' || prosrc from pg_proc where pronamespace = 'public'::regnamespace
union all
select 'options ' || relname || ' ' || reloptions::text from pg_class
  where relnamespace = 'public'::regnamespace and reloptions is not null
"""


@pytest.fixture(scope="module")
def debian(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    if not (DEBIAN_15 / "initdb").exists():
        pytest.skip(f"Debian's PostgreSQL 15 is not installed in {DEBIAN_15}")
    with debian_cluster() as made:
        made.prepare()
        yield made


@pytest.fixture(params=["cluster", "debian"])
def either(request: pytest.FixtureRequest) -> Cluster:
    """The wheel's PostgreSQL, then Debian's 15."""
    made: Cluster = request.getfixturevalue(request.param)
    return made


def shape(cluster: Cluster, database: str) -> list[str]:
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        lines = sorted(row[0] for row in connection.execute(SHAPE.encode()))
    return [line for line in lines if "alembic_version" not in line]


def test_the_migrations_arrive_at_the_schema_and_at_its_golden_file(either: Cluster) -> None:
    database = either.fresh("template0")
    engine = create_engine(either.url(database), poolclass=NullPool)
    METADATA.create_all(engine)
    migrated = shape(either, TEMPLATE)
    assert migrated == shape(either, database)
    assert "\n".join(migrated) + "\n" == GOLDEN.read_text("utf-8"), (
        "the shape has changed: write a migration, then this file anew"
    )


def test_migrating_twice_changes_nothing(either: Cluster) -> None:
    database = either.fresh()
    migrate(either.url(database), SERVICE)
    assert shape(either, database) == shape(either, TEMPLATE)


def test_a_day_at_the_service_works_on_either_postgres(either: Cluster) -> None:
    hospital = sql_hospital(either, either.fresh())
    try:
        desk = hospital.desk(hospital.staff())
        patient, _, sealed = desk.patient()
        desk.push(sealed)
        assert desk.say(contact(hospital.chance.uuid(), patient, "1")).status == "applied"
        assert desk.pull().to_seq == 5
    finally:
        hospital.close()


@pytest.mark.parametrize("table", sorted(entity.TABLE for entity in DOMAIN))
@pytest.mark.parametrize("role", [OWNER, SERVICE])
def test_nobody_writes_a_domain_row_past_the_log(
    cluster: Cluster, database: str, table: str, role: str
) -> None:
    with psycopg.connect(cluster.conninfo(database, role), autocommit=True) as connection:
        for statement in (
            f"insert into {table} default values",
            f"update {table} set id = id",  # noqa: S608
            f"delete from {table}",  # noqa: S608
            f"truncate {table} cascade",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "delete from change_set",
        "delete from change_log",
        "truncate change_log",
        "drop table change_log",
        "alter table patient disable trigger almoner_guard",
        "drop function almoner_guard() cascade",
        "create table extra (id int)",
    ],
)
def test_the_service_role_can_destroy_nothing(
    cluster: Cluster, database: str, statement: str
) -> None:
    with psycopg.connect(cluster.conninfo(database, SERVICE), autocommit=True) as connection:
        found = connection.execute("select rolsuper from pg_roles where rolname = current_user")
        assert found.fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())
