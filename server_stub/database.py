"""Where the hospital's PostgreSQL is, and the two roles it is used with.

The owner role makes and migrates the tables; the service role, which serves, may only read and
write rows. With a database of the operator's own the service role is made in it; otherwise the
embedded cluster in the home folder is used.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import URL

from models.ids import Entropy
from server_stub import embedded
from server_stub.keys import random_password, write_private

_RECORD = "database.json"
CONNECT_TIMEOUT_S = 10


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says what to do."""


@dataclass(frozen=True)
class Login:
    """How one role reaches the database: libpq parameters."""

    parameters: dict[str, Any]

    @property
    def conninfo(self) -> str:
        """For psycopg."""
        return make_conninfo(**{"connect_timeout": CONNECT_TIMEOUT_S, **self.parameters})

    @property
    def url(self) -> URL:
        """For SQLAlchemy and Alembic: libpq's own parameters, unchanged."""
        query = {key: str(value) for key, value in self.parameters.items() if key != "dbname"}
        return URL.create("postgresql+psycopg", database=self.parameters["dbname"], query=query)


@dataclass(frozen=True)
class Database:
    """A reachable database, as its owner and as the service."""

    owner: Login
    service: Login
    is_embedded: bool


def prepare_database(home: Path, url: str | None, entropy: Entropy) -> None:
    """Decide once where the database is and make its roles; safe to repeat.

    Raises:
        DatabaseError: the given database cannot be reached or its role may not make roles.
        EmbeddedError: the embedded one does not start.
    """
    record = home / "keys" / _RECORD
    if not record.exists():
        place = {"url": url} if url else {"superuser": random_password(entropy)}
        secrets = {**place, "owner": random_password(entropy), "service": random_password(entropy)}
        write_private(record, json.dumps(secrets).encode())
    secrets = _read(record)
    if "url" in secrets:
        _make_service_role(secrets)
        return
    cluster = embedded.start(home / "postgres")
    try:
        embedded.secure(home / "postgres", cluster, _passwords(secrets))
    finally:
        cluster.release()


@contextmanager
def open_database(home: Path) -> Iterator[Database]:
    """The database while it is needed: the embedded one runs as long as anybody uses it.

    Raises:
        DatabaseError: the record of it is missing or damaged.
        EmbeddedError: the embedded one does not start.
    """
    secrets = _read(home / "keys" / _RECORD)
    if "url" in secrets:
        owner = conninfo_to_dict(secrets["url"])
        service = {**owner, "user": _service_role(owner), "password": secrets["service"]}
        yield Database(Login(dict(owner)), Login(service), is_embedded=False)
        return
    folder, passwords = home / "postgres", _passwords(secrets)
    cluster = embedded.start(folder)
    try:
        yield Database(
            Login(cluster.parameters(embedded.OWNER, passwords.owner)),
            Login(cluster.parameters(embedded.SERVICE, passwords.service)),
            is_embedded=True,
        )
    finally:
        cluster.release()


def recorded_url(home: Path) -> str | None:
    """The operator's own database that a hospital was made on; None for the embedded one."""
    return _read(home / "keys" / _RECORD).get("url")


def _passwords(secrets: dict[str, str]) -> embedded.Passwords:
    return embedded.Passwords(secrets["superuser"], secrets["owner"], secrets["service"])


def _service_role(owner: dict[str, Any]) -> str:
    # Roles belong to the whole server, so the name carries the database's.
    return f"{owner['dbname']}_service"


def _make_service_role(secrets: dict[str, str]) -> None:
    owner = conninfo_to_dict(secrets["url"])
    if not owner.get("dbname"):
        raise DatabaseError("the database URL names no database: end it with /NAME")
    role = _service_role(owner)
    login = Login(dict(owner))
    try:
        with psycopg.connect(login.conninfo, autocommit=True) as connection:
            known = connection.execute("select 1 from pg_roles where rolname = %s", (role,))
            verb = "alter" if known.fetchone() else "create"
            embedded.set_password(connection, verb, role, secrets["service"])
            allow = sql.SQL("grant connect on database {} to {}")
            database = sql.Identifier(str(owner["dbname"]))
            connection.execute(allow.format(database, sql.Identifier(role)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseError(
            f"the role of the database URL may not make the service role {role!r}. "
            "Give it CREATEROLE while the hospital is made."
        ) from error
    except psycopg.Error as error:
        raise DatabaseError(f"the database cannot be reached: {error}") from error


def _read(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DatabaseError(f"the file {record} cannot be read: {error}") from error
    if not isinstance(found, dict) or not {"owner", "service"} <= found.keys():
        raise DatabaseError(f"the file {record} is damaged: restore it from a backup")
    return found
