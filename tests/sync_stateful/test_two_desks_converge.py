"""Two desks and a service, driven by Hypothesis: however the line is cut, all come to agree."""

import shutil
from collections.abc import Iterator
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
)

from models.patient import Patient, PatientContact, PatientName
from models.vocabulary import ContactSystem, NameUse, PatientId
from tests.simulation.canaries import Canary
from tests.simulation.cast import CLERK, FAMILIES, PHONES
from tests.simulation.endings import settle
from tests.simulation.faulty_line import Fault
from tests.simulation.stage import Stage, build_stage
from tests.simulation.world import World

STAGE: list[Stage] = []


@pytest.fixture(scope="module", autouse=True)
def stage() -> Iterator[None]:
    STAGE.append(build_stage())
    yield
    STAGE.pop().take_down()


class TwoDesks(RuleBasedStateMachine):
    """Every rule is one thing that a person, the cable or the power does."""

    patients = Bundle("patients")
    desk_numbers = st.integers(0, 1)

    def __init__(self) -> None:
        super().__init__()
        self.world = World(STAGE[0], 0, Canary())
        self.world.weather.stormy = False
        for extra in self.world.desks[2:]:
            extra.close()
        del self.world.desks[2:]

    def teardown(self) -> None:
        try:
            settle(self.world)
        finally:
            self.world.close()
            shutil.rmtree(self.world.folder)

    @rule(target=patients, n=desk_numbers, family=st.sampled_from(FAMILIES))
    def register(self, n: int, family: str) -> PatientId:
        desk = self.world.desks[n]
        with desk.store.act("patient.register", CLERK) as tx:
            patient = PatientId(tx.new_id())
            name = PatientName(
                id=tx.new_id(), patient_id=patient, use=NameUse.OFFICIAL, family=family
            )
            phone = PatientContact(
                id=tx.new_id(), patient_id=patient, system=ContactSystem.PHONE, value=PHONES[0]
            )
            tx.add(Patient(id=patient, registered_at=tx.now, registered_by_id=CLERK))
            tx.add(name)
            tx.add(phone)
        return patient

    @rule(n=desk_numbers, patient=patients, value=st.sampled_from(PHONES))
    def change_phone(self, n: int, patient: UUID, value: str) -> None:
        with self.world.desks[n].store.act("patient.change_contact", CLERK) as tx:
            for phone in tx.all(PatientContact, patient_id=patient):
                tx.change(PatientContact, phone.id, value=value)

    @rule(n=desk_numbers, patient=patients, family=st.sampled_from(FAMILIES))
    def change_name(self, n: int, patient: UUID, family: str) -> None:
        with self.world.desks[n].store.act("patient.change_name", CLERK) as tx:
            for name in tx.all(PatientName, patient_id=patient):
                tx.change(PatientName, name.id, family=family)

    @rule(n=desk_numbers)
    def sync(self, n: int) -> None:
        self.world.sync(self.world.desks[n])

    @rule(n=desk_numbers)
    def move_cable(self, n: int) -> None:
        self.world.move_cable(self.world.desks[n])

    @rule(n=desk_numbers, faults=st.lists(st.sampled_from(list(Fault)), min_size=1, max_size=4))
    def sync_in_bad_weather(self, n: int, faults: list[Fault]) -> None:
        desk = self.world.desks[n]
        desk.cable.coming += faults
        self.world.sync(desk)
        desk.cable.coming.clear()

    @rule()
    def deliver_late(self) -> None:
        self.world.deliver_late(self.world.desks[0])

    @rule(n=desk_numbers, steps=st.integers(0, 5))
    def kill_in_sync(self, n: int, steps: int) -> None:
        desk = self.world.desks[n]
        desk.pull_plug_after(steps)
        self.world.sync(desk)
        desk.pull_plug_after(None)

    @invariant()
    def every_law_holds_at_both_desks(self) -> None:
        for desk in self.world.desks:
            self.world.laws[desk.name].check()


TwoDesks.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_two_desks_converge = pytest.mark.slow(pytest.mark.stateful(TwoDesks.TestCase))
