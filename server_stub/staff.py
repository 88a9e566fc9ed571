"""Adding a member of staff who can sign in at every desk."""

from dataclasses import dataclass
from uuid import UUID

from argon2 import PasswordHasher

from models.entity import Entity
from models.ids import Clock, Entropy, uuid7
from models.practitioner import Practitioner, PractitionerCredential, PractitionerRole
from models.vocabulary import PractitionerId, Role
from server_stub.operator_line import Operator
from server_stub.operator_requests import ReferenceRequest
from server_stub.writing import write_new

PASSWORD_CHARACTERS_MIN = 10
USE_CASE = "staff.add"
_HASHER = PasswordHasher()
"""Argon2id with the library's parameters (RFC 9106, second recommended set)."""


class StaffError(Exception):
    """The person cannot be added; the message says why."""


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """Who is to be added."""

    username: str
    family: str
    given: str
    roles: tuple[Role, ...]


def add_user(
    operator: Operator, user: NewUser, password: str, clock: Clock, entropy: Entropy
) -> UUID:
    """Add a member of staff; gives the id of the new practitioner.

    Raises:
        StaffError: no role, a name that is taken, a password that is too short.
        NotWrittenError, Refusal: the service did not do it.
    """
    name = user.username.strip().casefold()
    if not name or len(name.split()) != 1:
        raise StaffError("a sign-in name is one word without spaces")
    if not user.roles:
        raise StaffError("a member of staff needs at least one role")
    if len(password) < PASSWORD_CHARACTERS_MIN:
        raise StaffError(f"the password is shorter than {PASSWORD_CHARACTERS_MIN} characters")
    known = operator.reference(ReferenceRequest(table=PractitionerCredential.TABLE))
    if any(row["username"] == name for row in known.values()):
        raise StaffError(f"the sign-in name {name!r} is taken")
    now_ms = int(clock.now().timestamp() * 1000)
    ids = [uuid7(now_ms, entropy) for _ in range(2 + len(user.roles))]
    write_new(operator, USE_CASE, [_records(user, name, password, ids)])
    return ids[0]


def _records(user: NewUser, name: str, password: str, ids: list[UUID]) -> list[Entity]:
    person, credential, *role_ids = ids
    practitioner_id = PractitionerId(person)
    return [
        Practitioner(id=person, family=user.family, given=user.given, active=True),
        PractitionerCredential(
            id=credential,
            practitioner_id=practitioner_id,
            username=name,
            password_hash=_HASHER.hash(password),
        ),
        *(
            PractitionerRole(id=role_id, practitioner_id=practitioner_id, role=role)
            for role_id, role in zip(role_ids, user.roles, strict=True)
        ),
    ]
