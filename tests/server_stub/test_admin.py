"""The operator's tool, beside the running service and without it."""

from uuid import UUID

import pytest
from argon2 import PasswordHasher

from models.vocabulary import Role
from server_stub.staff import StaffError
from tests.server_stub.by_hand import HandDesk
from tests.server_stub.tool import Tool
from tests.service import RunningService

PASSWORD = "correct horse battery"


ANNA = ("user", "add", "anna", "--family", "Lind", "--given", "Anna", "--role", "receptionist")


def test_a_member_of_staff_is_added_while_the_service_runs(tool: Tool, desk: HandDesk) -> None:
    cursor, _ = desk.pull_all()
    code, out, _ = tool(*ANNA, "--password-stdin", given=PASSWORD + "\n")
    assert (code, out) == (0, "Anna Lind can sign in as anna.\n")
    rows = {row.table: row.fields for row in desk.pull_all(cursor)[1]}
    assert rows["practitioner_role"]["role"] == Role.RECEPTIONIST
    assert PasswordHasher().verify(rows["practitioner_credential"]["password_hash"], PASSWORD)


def test_a_sign_in_name_is_given_once(tool: Tool) -> None:
    code, _, err = tool(
        "user", "add", "Anna", "--family", "B", "--given", "A", "--role", "nurse",
        "--password-stdin", given=PASSWORD + "\n",
    )  # fmt: skip
    assert code == 1
    assert "taken" in err


@pytest.mark.parametrize(
    ("username", "password", "words"),
    [
        ("ben", "short", "shorter than"),
        ("ben", "", "shorter than"),
        ("ben lind", PASSWORD, "one word"),
        (" ", PASSWORD, "one word"),
    ],
)
def test_a_bad_name_or_password_is_refused_in_words(
    tool: Tool, desk: HandDesk, username: str, password: str, words: str
) -> None:
    cursor, _ = desk.pull_all()
    arguments = ("user", "add", username, "--family", "L", "--given", "B", "--role", "nurse")
    code, _, err = tool(*arguments, "--password-stdin", given=password + "\n")
    assert code == 1
    assert words in err
    assert desk.pull_all(cursor)[1] == []


def test_two_different_passwords_are_refused(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, PASSWORD + "!"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    code, _, err = tool("user", "add", "carl", "--family", "L", "--given", "C", "--role", "nurse")
    assert (code, err) == (1, "almoner-admin: the two passwords are not the same\n")


def test_places_are_added_inside_one_another(tool: Tool, desk: HandDesk) -> None:
    cursor, _ = desk.pull_all()
    assert tool("location", "add", "site", "St. Anne's")[0] == 0
    assert tool("location", "add", "ward", "Ward 3", "--within", "St. Anne's")[0] == 0
    assert tool("location", "add", "room", "Room 31", "--within", "Ward 3")[0] == 0
    assert tool("location", "add", "bed", "31-A", "--within", "Room 31")[0] == 0
    rows = [row for row in desk.pull_all(cursor)[1] if row.table == "location"]
    inside = {row.fields["name"]: row.fields["part_of_id"] for row in rows}
    ids = {row.fields["name"]: str(row.id) for row in rows}
    assert inside["31-A"] == ids["Room 31"]
    assert inside["St. Anne's"] is None
    assert len({row.fields["number"] for row in rows}) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bed", "B", "--within", "Nowhere"), "0 places of the kind room"),
        (("ward", "W"), "--within NAME"),
        (("site", "S", "--within", "X"), "no other place"),
        (("site", " "), "needs a name"),
    ],
)
def test_a_place_that_stands_nowhere_is_refused(
    tool: Tool, arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = tool("location", "add", *arguments)
    assert code == 1
    assert words in err


def test_a_code_is_made_and_the_workstation_is_listed(tool: Tool, service: RunningService) -> None:
    code, out, _ = tool("enrol-code", "--profile", "ward", "--name", "W-31", "--place", "Ward 3")
    assert code == 0
    newcomer = HandDesk(service.url, service.trust())
    with newcomer.client:
        newcomer.enrol(out.strip())
    code, out, _ = tool("devices", "list")
    assert "W-31         ward       Ward 3" in out.splitlines()


def test_the_services_own_profile_is_not_given_away(tool: Tool) -> None:
    with pytest.raises(SystemExit):
        tool("enrol-code", "--profile", "service", "--name", "X", "--place", "Y")


def test_everything_works_without_a_service(lone_tool: Tool) -> None:
    code, _, err = lone_tool("devices", "list")
    assert code == 1
    assert "there is no hospital" in err
    assert lone_tool("init", "--name", "St. Anne's")[0] == 0
    assert lone_tool(*ANNA, "--password-stdin", given=PASSWORD + "\n")[0] == 0
    code, _, err = lone_tool(*ANNA, "--password-stdin", given=PASSWORD + "\n")
    assert "taken" in err
    code, out, _ = lone_tool("enrol-code", "--profile", "ward", "--name", "W", "--place", "P")
    assert (code, len(out.strip())) == (0, 25)
    code, _, err = lone_tool("init", "--name", "Other")
    assert code == 1
    assert "left as it is" in err


def test_a_note_left_by_a_killed_service_does_not_stop_the_tool(
    service: RunningService, tool: Tool
) -> None:
    service.kill()
    try:
        code, _, err = tool("devices", "list")
        assert (code, err) == (0, "")
    finally:
        service.start()


def test_what_a_person_gets_is_an_id(service: RunningService) -> None:
    assert isinstance(service.add_user("dora", PASSWORD, Role.NURSE, Role.RECEPTIONIST), UUID)
    with pytest.raises(StaffError, match="taken"):
        service.add_user("dora", PASSWORD)
