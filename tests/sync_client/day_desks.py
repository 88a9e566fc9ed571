"""Desks of a hospital with a formulary and a tariff, each with an office over its real line."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.allergies.none_known import NONE_KNOWN
from app.command import Done
from app.desk import Desk as Seat
from app.desk import Person
from app.encounters.open_visit import OPEN_VISIT
from app.office import Office
from app.orders.draft_order import DRAFT_ORDER
from app.orders.sign_orders import SIGN_ORDERS
from app.print_room import PrintRoom, read_profiles
from app.registration.register_patient import REGISTER_PATIENT
from app.site import Site
from models.entity import Entity
from models.medication import MedicationRequest
from models.vocabulary import PatientId, PractitionerId, Profile, RequestId, RequestStatus, Role
from server_stub.demonstration_tables import make_tables
from server_stub.running import SystemClock
from sync_client.commands import CommandResult, Wanted, decide
from sync_client.locks import LockAnswer, lock, release
from sync_client.round import sync_round
from sync_client.status import LineState, LineStatus
from tests.faults.proxy import Mode
from tests.service import RunningService
from tests.sync_client.desks import Desk, enrolled_desk

E = TypeVar("E", bound=Entity)
ROLES = (Role.RECEPTIONIST, Role.NURSE, Role.DOCTOR, Role.PHARMACIST, Role.CASHIER)
WARD, OTHER_WARD, PHARMACY, TILL = "ward", "other ward", "pharmacy", "till"
PLACES = {
    WARD: Profile.WARD,
    OTHER_WARD: Profile.WARD,
    PHARMACY: Profile.PHARMACY,
    TILL: Profile.CASHIER,
}


@dataclass
class HandLine:
    """A line to the real service that is up or down as its test says."""

    desk: Desk
    state: LineState = LineState.OFFLINE

    def status(self) -> LineStatus:
        return LineStatus(self.state, datetime.now(UTC), 0, "", live=False)

    def nudge(self) -> None:
        """The test sends by itself."""

    def lock(self, resource: str, user: UUID) -> LockAnswer:
        return lock(self.desk.line, resource, user)

    def release(self, resource: str, token: int) -> None:
        release(self.desk.line, resource, token)

    def command(self, name: str, args: dict[str, Any], user: UUID) -> CommandResult:
        wanted = Wanted(uuid4(), name, args, user)
        return decide(self.desk.line, wanted)

    def subscribe(self, _listener: Callable[[Any], None]) -> Callable[[], None]:
        """It says nothing by itself."""
        return lambda: None


@dataclass
class Seated:
    """A desk with somebody at it who may do everything."""

    desk: Desk
    office: Office
    line: HandLine

    def do(self, use_case: Any, context: Mapping[str, object], **raw: str) -> Any:
        """Fill in a form and save it; gives its result."""
        form = self.office.open_form(use_case, context)
        done = self.office.save(form, {**form.raw, **raw})
        assert isinstance(done, Done), done
        return done.result

    def sync(self) -> None:
        assert sync_round(self.desk.line).done

    def rows(self, entity: type[E], **of: Any) -> list[E]:
        with self.desk.store.read() as read:
            return read.all(entity, **of)

    @contextmanager
    def answers_lost(self) -> Iterator[None]:
        """The service hears this desk and does its part; no answer comes through."""
        self.desk.cable.set_mode(Mode.CUT_BEFORE_REPLY)
        yield
        self.desk.cable.set_mode(Mode.PASS)


Day = dict[str, Seated]


@contextmanager
def a_day(service: RunningService, folder: Path) -> Iterator[Day]:
    """Four desks that have had their first copy."""
    with service.operator() as operator:
        make_tables(operator, SystemClock())
    name = f"all-{os.urandom(4).hex()}"
    who = PractitionerId(service.add_user(name, "correct horse", *ROLES))
    day = {}
    for place, profile in PLACES.items():
        desk = enrolled_desk(service, folder / place, place, who, profile)
        day[place] = seated(desk, folder / place, Person(who, name, "Tess Test", ROLES))
    exchange(day)
    yield day
    for each in day.values():
        each.desk.close()


def seated(desk: Desk, folder: Path, person: Person) -> Seated:
    seat = Seat()
    clock = SystemClock()
    room = PrintRoom(desk.store.print_jobs, read_profiles(folder), clock, folder / "spool")
    office = Office(desk.store, seat, room, Site(clock, os.urandom, UTC))
    made = Seated(desk, office, HandLine(desk))
    office.line = made.line
    seat.sign_in(person)
    return made


def exchange(day: Day) -> None:
    """All desks send what they have and get what the others sent."""
    for _ in range(2):
        for each in day.values():
            each.sync()


def admitted(day: Day, family: str) -> PatientId:
    """A patient in a visit, of whom it is known that there are no allergies."""
    ward = day[WARD]
    texts = {"family": family, "given": "Tess", "gender": "female"}
    patient = PatientId(ward.do(REGISTER_PATIENT, {}, **texts))
    ward.do(OPEN_VISIT, {"patient": patient})
    ward.do(NONE_KNOWN, {"patient": patient})
    return patient


def drafted(day: Day, patient: PatientId) -> None:
    """An order that nobody signed."""
    texts = {"dose": "500 mg", "frequency": "three-times-daily", "days": "5"}
    day[WARD].do(DRAFT_ORDER, {"patient": patient}, medicine="doxycycline", **texts)


def sign(day: Day, patient: PatientId) -> None:
    """Sign what is drafted."""
    day[WARD].do(SIGN_ORDERS, {"patient": patient})


def the_order(seated_at: Seated, patient: PatientId) -> RequestId:
    """The only order in force."""
    (order,) = seated_at.rows(MedicationRequest, patient_id=patient, status=RequestStatus.ACTIVE)
    return RequestId(order.id)
