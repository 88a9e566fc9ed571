"""The operator's tool: `python -m server_stub.admin --home DIR COMMAND`.

It works beside the running service and without it (see `operator_line`).
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence

from models.device import Device
from models.vocabulary import LocationKind, Profile, Role
from server_stub.admin_import import ImportIncompleteError, add_import_command
from server_stub.admin_tables import add_table_commands
from server_stub.admin_verify import NotSoundError, add_verify_command
from server_stub.database import DatabaseError
from server_stub.embedded import EmbeddedError
from server_stub.homes import DATABASE_URL, home_argument
from server_stub.hospital import (
    DEFAULT_PORT,
    HospitalError,
    Settings,
    make_hospital,
    open_hospital,
)
from server_stub.keys import KeysError
from server_stub.operator_line import NoWriterError, open_operator
from server_stub.operator_requests import CodeRequest, ReferenceRequest
from server_stub.places import PlaceError, add_place
from server_stub.refusal import Refusal
from server_stub.running import SystemClock
from server_stub.staff import NewUser, StaffError, add_user
from server_stub.table_file import TableFileError
from server_stub.writing import NotWrittenError

TROUBLE = (
    *(DatabaseError, EmbeddedError, HospitalError, KeysError, NoWriterError, NotWrittenError),
    *(ImportIncompleteError, NotSoundError, PlaceError, Refusal, StaffError),
    TableFileError,
)
_PROFILES = [profile.value for profile in Profile if profile is not Profile.SERVICE]


def main(arguments: Sequence[str]) -> int:
    """Do one command: 0 when done, 1 when not, with words on standard error."""
    given = build_parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], None] = given.act
    try:
        act(given)
    except TROUBLE as error:
        print(f"almoner-admin: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Every command and its arguments."""
    parser = argparse.ArgumentParser(prog="almoner-admin", description=__doc__)
    parser.add_argument("--home", **home_argument())
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    init = verbs.add_parser("init", help="make the home folder of a new hospital")
    init.add_argument("--name", required=True, help="of the hospital")
    init.add_argument("--port", type=int, default=DEFAULT_PORT)
    init.add_argument("--listen", default="127.0.0.1", help="address to bind (%(default)s)")
    init.add_argument("--host", action="append", default=[], help="by which desks reach it")
    init.add_argument(
        "--database-url",
        default=os.environ.get(DATABASE_URL),
        help=f"a PostgreSQL of your own (or {DATABASE_URL}); else the embedded one",
    )
    init.set_defaults(act=_init)

    code = verbs.add_parser("enrol-code", help="a one-time code for a new workstation")
    code.add_argument("--profile", required=True, choices=_PROFILES)
    code.add_argument("--name", required=True, help="of the workstation, such as R-01")
    code.add_argument("--place", required=True, help="where it stands, such as Reception")
    code.set_defaults(act=_enrol_code)

    _add_staff_commands(verbs)
    add_import_command(verbs)
    add_table_commands(verbs)
    add_verify_command(verbs)
    devices = verbs.add_parser("devices", help="the workstations").add_subparsers(
        required=True, metavar="COMMAND"
    )
    devices.add_parser("list", help="name, profile and place of each").set_defaults(act=_devices)
    return parser


def _add_staff_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    user = verbs.add_parser("user", help="members of staff").add_subparsers(
        required=True, metavar="COMMAND"
    )
    add = user.add_parser("add", help="add one; the password is asked for")
    add.add_argument("username")
    add.add_argument("--family", required=True)
    add.add_argument("--given", required=True)
    add.add_argument("--role", required=True, action="append", choices=[r.value for r in Role])
    add.add_argument("--password-stdin", action="store_true", help="read it from standard input")
    add.set_defaults(act=_user_add)

    location = verbs.add_parser("location", help="wards, rooms and beds").add_subparsers(
        required=True, metavar="COMMAND"
    )
    place = location.add_parser("add", help="add one")
    place.add_argument("kind", choices=[kind.name.lower() for kind in LocationKind])
    place.add_argument("name")
    place.add_argument("--within", help="name of the place it stands in")
    place.set_defaults(act=_location_add)


def _init(given: argparse.Namespace) -> None:
    settings = Settings(
        name=given.name, listen=given.listen, port=given.port, hosts=tuple(given.host)
    )
    make_hospital(
        given.home,
        settings,
        database_url=given.database_url,
        clock=SystemClock(),
        entropy=os.urandom,
    )
    print(f"The home of {given.name} is {given.home}. Back it up: it holds the hospital's keys.")


def _enrol_code(given: argparse.Namespace) -> None:
    request = CodeRequest(profile=Profile(given.profile), name=given.name, place=given.place)
    with open_operator(open_hospital(given.home), SystemClock(), os.urandom) as operator:
        print(operator.new_code(request))
    print("Good once, for half an hour.", file=sys.stderr)


def _user_add(given: argparse.Namespace) -> None:
    roles = tuple(dict.fromkeys(Role(role) for role in given.role))
    user = NewUser(username=given.username, family=given.family, given=given.given, roles=roles)
    password = _asked_password(from_stdin=given.password_stdin)
    clock = SystemClock()
    with open_operator(open_hospital(given.home), clock, os.urandom) as operator:
        add_user(operator, user, password, clock, os.urandom)
    print(f"{user.given} {user.family} can sign in as {user.username.strip().casefold()}.")


def _asked_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise StaffError("the two passwords are not the same")
    return password


def _location_add(given: argparse.Namespace) -> None:
    clock = SystemClock()
    kind = LocationKind[given.kind.upper()]
    with open_operator(open_hospital(given.home), clock, os.urandom) as operator:
        add_place(operator, kind, given.name, given.within, (clock, os.urandom))
    print(f"{given.name} was added.")


def _devices(given: argparse.Namespace) -> None:
    with open_operator(open_hospital(given.home), SystemClock(), os.urandom) as operator:
        found = operator.reference(ReferenceRequest(table=Device.TABLE))
    for row in sorted(found.values(), key=lambda row: str(row["name"])):
        print(f"{row['name']:<12} {row['profile']:<10} {row['place']}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
