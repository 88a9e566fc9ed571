"""The desk as it stands: who is signed in, whether it is locked, and which patient is open."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.rights import may
from models.vocabulary import N_, PatientId, PractitionerId, Role


class Workspace(StrEnum):
    """The parts of the hospital that a person works in."""

    RECEPTION = "reception"
    WARD = "ward"
    PHARMACY = "pharmacy"
    BILLING = "billing"


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """A workspace as the rail shows it, and the roles it is for."""

    workspace: Workspace
    label: str
    icon: str
    shortcut: str
    roles: frozenset[Role]


WORKSPACES: tuple[WorkspaceEntry, ...] = (
    WorkspaceEntry(
        Workspace.RECEPTION,
        N_("Reception"),
        "users",
        "Ctrl+1",
        frozenset({Role.RECEPTIONIST, Role.ADMINISTRATOR}),
    ),
    WorkspaceEntry(
        Workspace.WARD,
        N_("Ward"),
        "bed",
        "Ctrl+2",
        frozenset({Role.NURSE, Role.DOCTOR, Role.ADMINISTRATOR}),
    ),
    WorkspaceEntry(
        Workspace.PHARMACY,
        N_("Pharmacy"),
        "pill",
        "Ctrl+3",
        frozenset({Role.PHARMACIST, Role.ADMINISTRATOR}),
    ),
    WorkspaceEntry(
        Workspace.BILLING,
        N_("Billing"),
        "receipt",
        "Ctrl+4",
        frozenset({Role.CASHIER, Role.ADMINISTRATOR}),
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who has proved who they are."""

    id: PractitionerId
    username: str
    name: str
    roles: tuple[Role, ...]


ROLE_WORDS: dict[Role, str] = {
    Role.RECEPTIONIST: N_("Receptionist"),
    Role.NURSE: N_("Nurse"),
    Role.DOCTOR: N_("Doctor"),
    Role.PHARMACIST: N_("Pharmacist"),
    Role.CASHIER: N_("Cashier"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Desk:
    """Who is at this desk and what is open in front of them. Changed on the UI thread only.

    Locking keeps the person and the patient; another person signing in closes the patient, while
    each person's drafts stay theirs in the store.
    """

    def __init__(self) -> None:
        self._person: Person | None = None
        self._locked = False
        self._patient: PatientId | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def person(self) -> Person | None:
        """Who is signed in, locked or not."""
        return self._person

    @property
    def acting(self) -> Person | None:
        """Who may act now: the person signed in, unless the desk is locked."""
        return None if self._locked else self._person

    @property
    def is_locked(self) -> bool:
        """Whether somebody has to prove who they are before going on."""
        return self._locked

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of whoever may act now."""
        return self.acting.roles if self.acting else ()

    def may(self, key: str) -> bool:
        """Whether whoever may act now has the right to a use case."""
        return may(self.roles, key)

    @property
    def patient(self) -> PatientId | None:
        """The patient whose banner is shown; at most one."""
        return self._patient

    @property
    def workspaces(self) -> tuple[WorkspaceEntry, ...]:
        """The workspaces that the person's roles open, in the order of the rail."""
        return tuple(entry for entry in WORKSPACES if entry.roles & {*self.roles})

    def sign_in(self, person: Person) -> None:
        """Seat a person who has proved who they are; also unlocks."""
        if self._person is None or self._person.id != person.id:
            self._patient = None
        self._person, self._locked = person, False
        self._tell()

    def lock(self) -> None:
        """Ask for the password before anything else happens."""
        self._locked = self._person is not None
        self._tell()

    def sign_out(self) -> None:
        """Leave the desk to the next person."""
        self._person, self._patient, self._locked = None, None, False
        self._tell()

    def open_patient(self, patient_id: PatientId) -> None:
        """Show one patient, and no other."""
        self._patient = patient_id
        self._tell()

    def close_patient(self) -> None:
        """Put the open patient away."""
        self._patient = None
        self._tell()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told after every change.

        Returns:
            A function that ends the subscription.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
