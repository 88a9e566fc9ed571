"""Proving who somebody is with no server in reach."""

from pathlib import Path

import argon2
import pytest

from app.command import Refused
from app.desk import Desk, Person, Workspace
from app.sign_in import SignIn
from models.practitioner import Practitioner
from models.vocabulary import Role
from tests.builders import (
    ADA,
    BEN,
    CLEO,
    PASSWORD,
    HandClock,
    MemoryBox,
    Workbench,
    a_store,
    person,
    row_id,
    seeded,
)


@pytest.mark.parametrize("username", ["ada", "ADA", "  Ada "])
def test_the_right_password_says_who_it_is_and_what_they_may_do(
    bench: Workbench, username: str
) -> None:
    found = SignIn(bench.store).verify(username, PASSWORD)
    assert found == Person(ADA, "ada", "Ada Obi", (Role.RECEPTIONIST,))


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(bench: Workbench) -> None:
    door = SignIn(bench.store)
    wrong, unknown = door.verify("ada", "guess"), door.verify("nobody", PASSWORD)
    assert isinstance(wrong, Refused)
    assert wrong == unknown
    assert "Caps Lock" in wrong.words


def test_an_unknown_name_is_checked_as_long_as_a_known_one(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    real = argon2.PasswordHasher.verify

    def count(self: argon2.PasswordHasher, hashed: str, password: str) -> bool:
        checked.append(argon2.extract_parameters(hashed))
        return bool(real(self, hashed, password))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", count)
    door = SignIn(bench.store)
    door.verify("ada", "guess")
    door.verify("nobody", "guess")
    assert len(checked) == 2
    assert checked[0] == checked[1]


def test_somebody_who_has_left_is_not_told_that_the_name_exists(bench: Workbench) -> None:
    bench.arrive(Practitioner(id=ADA, given="Ada", family="Obi", active=False))
    found = SignIn(bench.store).verify("ada", PASSWORD)
    assert isinstance(found, Refused)
    assert found.code == "wrong"


def test_a_desk_without_its_first_copy_says_what_to_do(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store", HandClock(), seeded(1), MemoryBox())
    try:
        found = SignIn(store).verify("ada", PASSWORD)
    finally:
        store.close()
    assert isinstance(found, Refused)
    assert found.code == "not_yet"
    assert "Connect it to the hospital" in found.words


def test_roles_open_their_workspaces() -> None:
    desk = Desk()
    opened = {}
    for who in (ADA, BEN, CLEO):
        desk.sign_in(person(who))
        opened[who] = [entry.workspace for entry in desk.workspaces]
    assert opened == {
        ADA: [Workspace.RECEPTION],
        BEN: [Workspace.WARD],
        CLEO: list(Workspace),
    }


def test_locking_keeps_the_patient_for_the_same_person_only() -> None:
    desk = Desk()
    told: list[bool] = []
    undo = desk.subscribe(lambda: told.append(desk.is_locked))
    desk.sign_in(person(ADA))
    desk.open_patient(row_id(77))  # type: ignore[arg-type]  # any id will do
    desk.lock()
    assert desk.acting is None
    assert desk.workspaces == ()
    desk.sign_in(person(ADA))
    assert desk.patient == row_id(77)
    desk.lock()
    desk.sign_in(person(BEN))
    assert [desk.patient] == [None]
    undo()
    desk.sign_out()
    assert desk.person is None
    assert told == [False, False, True, False, True, False]
