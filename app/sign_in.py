"""Proving who somebody is, with no server in reach.

The hashes of all staff are on every desk. A name that nobody has costs the same time and gets the
same answer as a wrong password.
"""

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from app.command import Refused
from app.desk import Person
from local_store.reading import Read
from local_store.store import Store
from models.practitioner import Practitioner, PractitionerCredential, PractitionerRole
from models.vocabulary import N_, PractitionerId

WRONG = N_("The name or the password is not right. Check Caps Lock and type both again.")
NOT_YET = N_(
    "This desk has not received the list of staff yet. Connect it to the hospital's network, "
    "wait a moment, then sign in again."
)
NO_ROLE = N_("You have no role at this hospital yet. Ask your administrator to give you one.")
_NOT_TYPED = "nobody types this"


class SignIn:
    """Checks names and passwords against what this desk holds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._decoy: str | None = None

    def verify(self, username: str, password: str) -> Person | Refused:
        """Find out who this is. Takes a fraction of a second on purpose; not for the UI thread."""
        with self._store.read() as read:
            known = read.all(PractitionerCredential)
            if not known:
                return Refused(NOT_YET, code="not_yet")
            typed = username.strip().casefold()
            credential = next((c for c in known if c.username.casefold() == typed), None)
            if not self._holds(credential, known[0], password) or credential is None:
                return Refused(WRONG, field="password", code="wrong")
            return _person(read, credential)

    def _holds(
        self,
        credential: PractitionerCredential | None,
        example: PractitionerCredential,
        password: str,
    ) -> bool:
        if self._decoy is None:
            parameters = argon2.extract_parameters(example.password_hash)
            hasher = argon2.PasswordHasher.from_parameters(parameters)
            self._decoy = hasher.hash(_NOT_TYPED)
        wanted = credential.password_hash if credential else self._decoy
        try:
            argon2.PasswordHasher().verify(wanted, password)
        except (VerificationError, InvalidHashError):
            return False
        return credential is not None


def _person(read: Read, credential: PractitionerCredential) -> Person | Refused:
    practitioner = read.get(Practitioner, credential.practitioner_id)
    if practitioner is None or not practitioner.active:
        return Refused(WRONG, field="password", code="wrong")
    who = PractitionerId(practitioner.id)
    roles = tuple(sorted({r.role for r in read.all(PractitionerRole, practitioner_id=who)}))
    if not roles:
        return Refused(NO_ROLE, code="no_role")
    name = f"{practitioner.given} {practitioner.family}".strip()
    return Person(who, credential.username, name, roles)
