"""`python -m local_store.migrations` writes the shape of a new store: the golden `schema.sql`."""

import sys

import sqlcipher3  # type: ignore[import-untyped]
from sqlalchemy import Connection, create_engine

from local_store.migrations import upgrade


def schema_text(connection: Connection) -> str:
    """Every table, index and full-text table as SQL, by name."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    )
    return "".join(f"{sql};\n" for (sql,) in rows)


if __name__ == "__main__":
    with create_engine("sqlite://", module=sqlcipher3.dbapi2).connect() as fresh:
        upgrade(fresh)
        sys.stdout.write(schema_text(fresh))
