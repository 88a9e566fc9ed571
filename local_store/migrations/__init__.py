"""Bringing the file of a store to the shape that this version of the program knows."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from local_store.errors import StoreTooNewError
from models.vocabulary import N_

HEAD = "0002"
"""The newest file in `versions`."""
TOO_NEW = N_(
    "These records were written by a newer version of Almoner. Install that version here;"
    " nothing was changed."
)


def version_of(connection: Connection) -> str | None:
    """The shape a store is in; None for an empty file."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
    ).scalar()
    if found is None:
        return None
    version: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return version


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Take every step up to a version, inside the transaction that the caller began.

    Raises:
        StoreTooNewError: the store is of a version that this program does not know.
    """
    if version_of(connection) == to:
        return
    # Not needed at most starts, and slow to load.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    script = ScriptDirectory(str(Path(__file__).parent))

    def steps(at: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs(to, at)  # noqa: SLF001 - what alembic's own commands call

    context = MigrationContext.configure(connection, opts={"fn": steps})
    try:
        with Operations.context(context):
            context.run_migrations()
    except CommandError as error:
        raise StoreTooNewError(TOO_NEW) from error
