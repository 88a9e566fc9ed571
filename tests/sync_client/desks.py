"""Enrolled desks with real stores, each behind a cable that can be broken."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from local_store.store import Store
from models.patient import Patient, PatientContact
from models.vocabulary import ContactSystem, PatientId, PractitionerId, Profile
from server_stub.running import SystemClock
from sync_client.agent import SyncAgent
from sync_client.enrol import enrol
from sync_client.line import Line
from sync_client.live import LiveLine
from sync_client.transport import HttpTransport
from tests.faults.proxy import HOST, Proxy
from tests.service import RunningService
from tests.simulation.virtual import MemoryKeyBox

WAIT_S = 15.0


@dataclass
class Desk:
    """A desk, its cable, and a line that a test drives by hand."""

    store: Store
    cable: Proxy
    user: PractitionerId
    transport: HttpTransport
    line: Line

    def agent(self) -> SyncAgent:
        """An agent over a transport of its own; the test stops it."""
        transport = self.new_transport()
        return SyncAgent(self.store, transport, LiveLine(transport), SystemClock())

    def new_transport(self) -> HttpTransport:
        """Another line over the same cable."""
        identity = self.store.identity
        assert identity is not None
        return HttpTransport(
            identity.server_url,
            identity.ca_pem,
            self.store.sign,
            identity.device,
            identity.inc,
            SystemClock(),
        )

    def register(self) -> PatientId:
        """Record a patient."""
        with self.store.act("patient.register", self.user) as tx:
            patient = PatientId(tx.new_id())
            tx.add(Patient(id=patient, registered_at=tx.now, registered_by_id=self.user))
        return patient

    def add_phone(self, patient: PatientId, value: str) -> None:
        """Record a telephone number."""
        with self.store.act("patient.change_contact", self.user) as tx:
            tx.add(
                PatientContact(
                    id=tx.new_id(), patient_id=patient, system=ContactSystem.PHONE, value=value
                )
            )

    def phones(self, patient: PatientId) -> list[str]:
        """What this desk knows."""
        with self.store.read() as read:
            return [c.value for c in read.all(PatientContact, patient_id=patient)]

    def waiting(self) -> int:
        """How many change sets have no receipt."""
        return self.store.replica.summary().waiting

    def close(self) -> None:
        """Put everything away."""
        self.transport.close()
        self.store.close()
        self.cable.stop()


def enrolled_desk(
    service: RunningService,
    folder: Path,
    name: str,
    user: PractitionerId,
    profile: Profile = Profile.RECEPTION,
) -> Desk:
    """A desk that has just joined."""
    cable = Proxy(int(service.url.rpartition(":")[2]))
    store = Store.create(folder, MemoryKeyBox(), SystemClock(), os.urandom)
    code = service.new_code(profile, name, "ground floor")
    joined = enrol(f"https://{HOST}:{cable.port}", code, store.public_key)
    store.adopt(joined.identity, joined.standing)
    identity = joined.identity
    transport = HttpTransport(
        identity.server_url,
        identity.ca_pem,
        store.sign,
        identity.device,
        identity.inc,
        SystemClock(),
    )
    line = Line(store.replica, transport, SystemClock(), device=identity.device, inc=identity.inc)
    return Desk(store, cable, user, transport, line)


def wait_until(holds: Callable[[], bool], within_s: float = WAIT_S) -> None:
    """Wait for a condition; the test fails if it does not come."""
    end, pause = monotonic() + within_s, Event()
    while not holds():
        assert monotonic() < end, "it did not happen in time"
        pause.wait(0.01)
