"""The home folder: made once, finished after a cut, never written over."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from server_stub.database import DatabaseError, open_database
from server_stub.embedded import SUPERUSER
from server_stub.homes import check_database_url, note_running, note_stopped, running_url
from server_stub.hospital import Hospital, HospitalError, Settings, make_hospital, open_hospital
from server_stub.keys import KeysError, make_keys, read_keys
from server_stub.running import SystemClock, bring_up_to_date
from tests.service import open_folder

CLOCK = SystemClock()


def make(home: Path, name: str = "St. Anne's", database_url: str | None = None) -> Hospital:
    settings = Settings(name=name, hosts=("almoner.stanne.example",))
    return make_hospital(home, settings, database_url=database_url, clock=CLOCK, entropy=os.urandom)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    with open_folder(tmp_path_factory.mktemp("made")) as folder:
        yield make(folder / "hospital")


def test_what_was_made_is_what_is_opened(made: Hospital) -> None:
    opened = open_hospital(made.home)
    assert opened.settings == made.settings
    assert opened.authority == made.authority
    assert opened.keys.hash == made.keys.hash


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_no_secret_can_be_read_by_another_account(made: Hospital) -> None:
    assert stat.S_IMODE((made.home / "keys").stat().st_mode) == 0o700
    secrets = list((made.home / "keys").iterdir())
    assert {stat.S_IMODE(secret.stat().st_mode) for secret in secrets} == {0o600}
    assert len(secrets) >= 6


def test_a_hospital_is_never_made_over_another(made: Hospital) -> None:
    before = {p: p.read_bytes() for p in (made.home / "keys").iterdir()}
    with pytest.raises(HospitalError, match="left as it is"):
        make(made.home)
    assert {p: p.read_bytes() for p in (made.home / "keys").iterdir()} == before


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(HospitalError, match="not empty"):
        make(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_start_that_was_cut_off_is_finished_with_the_same_keys(folder: Path) -> None:
    home = folder / "hospital"
    make_keys(home / "keys", os.urandom)
    kept = read_keys(home / "keys")
    (home / "keys" / "token.key").unlink()
    finished = make(home)
    assert finished.keys.hash == kept.hash
    assert finished.keys.token != kept.token


def test_no_hospital_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HospitalError, match="init"):
        open_hospital(tmp_path)


@pytest.mark.parametrize("text", ["name =", "name = 1\nother = 2", "[name]", "\xff"])
def test_damaged_settings_are_named(made: Hospital, tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text, "latin-1")
    with pytest.raises(HospitalError, match="settings"):
        open_hospital(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"zz", b"00" * 31, "ü".encode()])
def test_a_damaged_key_is_named_and_not_replaced(tmp_path: Path, damage: bytes) -> None:
    make_keys(tmp_path, os.urandom)
    (tmp_path / "hash.key").write_bytes(damage)
    with pytest.raises(KeysError, match=r"hash\.key"):
        read_keys(tmp_path)
    assert (tmp_path / "hash.key").read_bytes() == damage


def test_the_service_certificate_is_kept_until_it_must_be_renewed(made: Hospital) -> None:
    shown, secret = made.service_certificate(CLOCK.now())
    before = shown.read_bytes(), secret.read_bytes()
    assert made.service_certificate(CLOCK.now()) == (shown, secret)
    assert (shown.read_bytes(), secret.read_bytes()) == before


def test_the_embedded_database_asks_everybody_for_a_password(made: Hospital) -> None:
    with open_database(made.home) as database:
        for login in (database.owner, database.service):
            with psycopg.connect(login.conninfo) as connection:
                role = connection.execute("select current_user").fetchone()
                assert role == (login.parameters["user"],)
            wrong = {**login.parameters, "password": "wrong"}
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(**wrong)
        anybody = {**database.owner.parameters, "user": SUPERUSER, "password": "postgres"}
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(**anybody)


def test_the_embedded_database_is_reached_from_this_machine_alone(made: Hospital) -> None:
    with open_database(made.home) as database, psycopg.connect(database.owner.conninfo) as line:
        (addresses,) = line.execute("show listen_addresses").fetchone() or ("*",)
        assert addresses in {"", "127.0.0.1"}


def test_the_service_role_may_neither_delete_nor_alter(made: Hospital) -> None:
    with open_database(made.home) as database:
        bring_up_to_date(made, database, CLOCK, os.urandom)
        for statement in ("delete from change_set", "drop table patient", "create table t ()"):
            with (
                psycopg.connect(database.service.conninfo) as connection,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute(statement.encode())


def test_a_history_is_begun_once(made: Hospital) -> None:
    with open_database(made.home) as database:
        epochs = set()
        for _ in range(2):
            bring_up_to_date(made, database, CLOCK, os.urandom)
            with psycopg.connect(database.service.conninfo) as connection:
                epochs |= set(connection.execute("select epoch from sync_clock").fetchall())
        assert len(epochs) == 1


def test_the_embedded_database_stops_with_its_last_user(made: Hospital) -> None:
    with open_database(made.home) as database:
        with open_database(made.home):
            pass
        psycopg.connect(database.service.conninfo).close()
        conninfo = database.service.conninfo
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(conninfo)


def test_a_database_that_cannot_be_reached_is_named_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be reached"):
        make(tmp_path / "h", database_url="postgresql://nobody@127.0.0.1:1/nothing")


def test_a_database_url_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="names no database"):
        make(tmp_path / "h", database_url="postgresql://127.0.0.1")


def test_another_database_than_its_own_is_refused(made: Hospital) -> None:
    check_database_url(made, None)
    with pytest.raises(HospitalError, match="another database"):
        check_database_url(made, "postgresql://elsewhere/almoner")


def test_the_note_of_a_running_service_comes_and_goes(tmp_path: Path) -> None:
    assert running_url(tmp_path) is None
    note_running(tmp_path, "https://127.0.0.1:8443")
    assert running_url(tmp_path) == "https://127.0.0.1:8443"
    (tmp_path / "running.json").write_text("{")
    assert running_url(tmp_path) is None
    note_stopped(tmp_path)
    note_stopped(tmp_path)
    assert list(tmp_path.iterdir()) == []
