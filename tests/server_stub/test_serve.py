"""The service as a process: starts, ends in order, is killed, stands by, and keeps everything."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import UUID

import httpx
import msgspec
import psycopg
import pytest

from models.vocabulary import Profile
from models.wire import Problem
from server_stub.database import open_database
from server_stub.homes import running_url
from server_stub.hospital import Hospital, Settings, make_hospital
from server_stub.running import SystemClock
from tests.server_stub.by_hand import HandDesk, registration
from tests.server_stub.clusters import Cluster
from tests.server_stub.served import PASSWORD
from tests.service import ROOT, RunningService, running_service

START_WITHIN_S = 20.0
"""Generous: the machine that runs the tests is shared. The figure itself is printed."""


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[RunningService]:
    with running_service(tmp_path) as service:
        yield service


def joined(service: RunningService) -> tuple[HandDesk, UUID]:
    user = service.add_user("reception", PASSWORD)
    desk = HandDesk(service.url, service.trust())
    desk.enrol(service.new_code(Profile.RECEPTION, "R-01", "Reception"))
    return desk, user


def test_everything_outlives_an_orderly_end_and_a_kill(
    alone: RunningService, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, user = joined(alone)
    with closing(desk.client):
        desk.push(desk.sealed("patient.register", user, registration("First", user)))
        cursor, rows = desk.pull_all()
        alone.restart()
        assert desk.pull_all()[1] == rows
        made = desk.sealed("patient.register", user, registration("Second", user))
        first = desk.push(made)
        alone.kill()
        alone.start()
        assert desk.push(made).receipts == first.receipts
        assert len(desk.pull_all(cursor)[1]) == 4
    with capsys.disabled():
        sys.stdout.write(f"\nthe service starts in {alone.start_s:.2f} s\n")
    assert alone.start_s < START_WITHIN_S


def test_an_orderly_end_leaves_no_process_and_no_note(alone: RunningService) -> None:
    alone.stop()
    assert running_url(alone.home) is None
    assert not (alone.home / "postgres" / "postmaster.pid").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_an_orderly_end(alone: RunningService, ending: signal.Signals) -> None:
    desk, _ = joined(alone)
    with closing(desk.client):
        began = monotonic()
        os.kill(alone.pid, ending)
        assert alone.wait() == 0
        assert monotonic() - began < 8
    assert not (alone.home / "postgres" / "postmaster.pid").exists()


def test_a_second_process_stands_by_and_takes_over(alone: RunningService) -> None:
    desk, user = joined(alone)
    standby = RunningService(alone.home)
    running = running_url(alone.home)
    standby.start()
    try:
        with closing(desk.client), httpx.Client(verify=alone.trust(), trust_env=False) as anybody:
            waiting = anybody.get(f"{standby.url}/readyz")
            assert waiting.status_code == 503
            assert "standing by" in msgspec.json.decode(waiting.content, type=Problem).message
            assert anybody.get(f"{running}/readyz").status_code == 200
            alone.kill()
            until = monotonic() + 20
            while anybody.get(f"{standby.url}/readyz").status_code != 200:
                assert monotonic() < until
                Event().wait(0.05)
            desk.client.base_url = httpx.URL(standby.url)
            made = desk.sealed("patient.register", user, registration("Taken over", user))
            assert len(desk.push(made).receipts) == 1
    finally:
        standby.stop()


def test_a_lost_database_is_a_busy_answer_and_comes_back(alone: RunningService) -> None:
    desk, user = joined(alone)
    with closing(desk.client):
        cut_all_connections(alone)
        for attempt in range(50):
            made = desk.client.post("/v1/pull", content=b'{"cursor":null}')
            assert made.status_code in {200, 503}, made.text
            if made.status_code == 200 and attempt:
                break
        made_set = desk.sealed("patient.register", user, registration("After", user))
        raw = msgspec.json.encode(desk.push_request(made_set))
        until = monotonic() + 20
        while (answer := desk.client.post("/v1/push", content=raw)).status_code != 200:
            assert answer.status_code == 503, answer.text
            assert monotonic() < until
            Event().wait(0.05)


def cut_all_connections(service: RunningService) -> None:
    with open_database(service.home) as database:
        login = {**database.service.parameters}
        with psycopg.connect(**login, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename = current_user and pid <> pg_backend_pid()"
            )


def serve_once(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "server_stub", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_folder_without_a_hospital_is_not_served(tmp_path: Path) -> None:
    done = serve_once("serve", "--home", str(tmp_path))
    assert done.returncode == 1
    assert "there is no hospital in" in done.stderr


def test_a_taken_port_is_named(folder: Path) -> None:
    home = folder / "hospital"
    clock = SystemClock()
    make_hospital(home, Settings(name="P"), database_url=None, clock=clock, entropy=os.urandom)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve_once("--home", str(home), "--port", str(port))
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in done.stderr


def test_a_database_of_the_operators_own_serves_as_well(cluster: Cluster, tmp_path: Path) -> None:
    cluster.admin("create role own login createrole password 'random-enough'")
    cluster.admin("create database own_hospital owner own")
    url = psycopg.conninfo.make_conninfo(
        cluster.conninfo("own_hospital", "own"), password="random-enough"
    )
    with running_service(tmp_path, database_url=url) as service:
        desk, user = joined(service)
        with closing(desk.client):
            made = desk.sealed("patient.register", user, registration("Own", user))
            assert desk.push(made).receipts[0].status == "applied"
        assert not (service.home / "postgres").exists()


def test_a_role_that_may_not_make_the_service_role_is_told_so(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.admin("create role poor login password 'random-enough'")
    cluster.admin("create database poor_hospital owner poor")
    url = cluster.conninfo("poor_hospital", "poor")
    with pytest.raises(Exception, match="CREATEROLE"):
        make(tmp_path / "hospital", url)


def make(home: Path, url: str) -> Hospital:
    clock = SystemClock()
    return make_hospital(
        home, Settings(name="P"), database_url=url, clock=clock, entropy=os.urandom
    )
