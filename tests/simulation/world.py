"""A simulated hospital: desks, a service, weather on the lines, and one step after another."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec

from models.change_set import Sealed
from models.ids import uuid7
from models.patient import Patient
from models.scope import scope_of
from models.vocabulary import Role
from models.wire import Page, PullRequest, PushReply, PushRequest
from server_stub.port import Caller
from sync_client.commands import Wanted, decide
from sync_client.round import Outcome, RoundResult
from tests.simulation.canaries import Canary
from tests.simulation.cast import BEDS, CLERK, DESKS, STRANGER, insert_op, role_of
from tests.simulation.desk import Desk
from tests.simulation.faulty_line import FaultyLine, Weather
from tests.simulation.laws import DeskLaws
from tests.simulation.oracle import Oracle
from tests.simulation.papers import kill_in_scan, print_paper, scan_paper
from tests.simulation.service import Death, DyingPort, ForDesk, Service
from tests.simulation.stage import Stage
from tests.simulation.trace import Trace, demand
from tests.simulation.virtual import SeededEntropy, TrueTime, VirtualClock
from tests.simulation.workload import choose

KILL_STEPS = 6
DAY_MS = 86_400_000
SKEWS_MS = (0, 0, 90_000, -2 * DAY_MS, 2 * DAY_MS)


class Notary(ForDesk):
    """Notes every receipt and the last page on their way to a desk."""

    def __init__(self, inner: ForDesk, oracle: Oracle) -> None:
        super().__init__(inner.service, inner.caller)
        self._inner = inner
        self._oracle = oracle
        self.last_page: Page | None = None

    def push(self, request: PushRequest) -> PushReply:
        """Take change sets."""
        reply = self._inner.push(request)
        self._oracle.note_receipts(reply.receipts)
        return reply

    def pull(self, request: PullRequest) -> Page:
        """Give what is new."""
        page = self._inner.pull(request)
        self.last_page = msgspec.json.decode(msgspec.json.encode(page), type=Page)
        return page


class World:
    """Everything of one seed."""

    def __init__(self, stage: Stage, seed: int, canary: Canary) -> None:
        self.chance = random.Random(seed)
        self.trace = Trace()
        self.truth = TrueTime()
        self.weather = Weather(self.chance, self.trace)
        self.folder, self.database = stage.set_up()
        self.oracle = Oracle(self.database, stage.keys.hash)
        self.port = DyingPort(self.database)
        self.service = Service(
            self.port, VirtualClock(self.truth), SeededEntropy("service", seed), stage.keys
        )
        self.notaries: dict[str, Notary] = {}
        chosen = list(DESKS)[: self.chance.choice((2, 3, 3))]
        self.desks = [self._desk(stage, device, seed, canary) for device in chosen]
        self.papers: list[list[Sealed]] = []
        self.lost: list[Desk] = []
        self.laws = {desk.name: DeskLaws(desk, self.oracle) for desk in self.desks}

    def close(self) -> None:
        """Close the stores; the stage removes the files."""
        for desk in (*self.desks, *self.lost):
            desk.close()

    def play(self, steps: int) -> None:
        """Let so many things happen, and look at the desk after each."""
        for _ in range(steps):
            self.truth.advance(self.chance.choice((1, 50, 2_000, 60_000)))
            desk = self.chance.choice(self.desks)
            (event,) = self.chance.choices(EVENTS, WEIGHTS)
            event(self, desk)
            self.laws[desk.name].check()

    def act(self, desk: Desk) -> None:
        """A person does something."""
        deed = choose(desk.store, self.chance)
        if deed is not None:
            self.trace.note(desk.name, "does", deed[0])
            desk.act(deed)

    def sync(self, desk: Desk) -> RoundResult | None:
        """A desk has a round with the service."""
        result = desk.sync()
        words = "killed" if result is None else f"{result.upload.outcome}/{result.download.outcome}"
        self.trace.note(desk.name, "syncs:", words, "head", self.service.head())
        if result is not None:
            for leg in (result.upload, result.download):
                demand(leg.outcome is not Outcome.TROUBLE, "P22", f"{desk.name}: {leg.words}")
            demand(desk.line.trouble is None, "P22", f"{desk.name}: {desk.line.trouble}")
        return result

    def kill_in_act(self, desk: Desk) -> None:
        """The program is killed while a person's work is written."""
        self.kill_in(desk, lambda: self.act(desk))

    def kill_in_sync(self, desk: Desk) -> None:
        """The program is killed while it writes what the service said."""
        self.kill_in(desk, lambda: self.sync(desk))

    def move_cable(self, desk: Desk) -> None:
        """Somebody pulls the plug of a line, or puts it back."""
        desk.cable.up = not desk.cable.up
        self.trace.note(desk.name, "cable", desk.cable.up)

    def move_clock(self, desk: Desk) -> None:
        """Somebody sets the wall clock of a desk."""
        desk.clock.skew_ms = self.chance.choice(SKEWS_MS)
        self.trace.note(desk.name, "clock", desk.clock.skew_ms)

    def let_service_die(self, _desk: Desk) -> None:
        """The service will die in its next transaction."""
        self.port.death = self.chance.choice(list(Death))
        self.trace.note("service dies", self.port.death)

    def deliver_late(self, _desk: Desk) -> None:
        """A delayed request arrives after all."""
        self.trace.note("late arrival of", len(self.weather.late))
        self.weather.deliver_late()

    def book(self, desk: Desk) -> None:
        """A person asks for a bed."""
        with desk.store.read() as read:
            patients = read.all(Patient)
        if not patients:
            return
        args = {
            "patient_id": str(self.chance.choice(patients).id),
            "bed_id": str(self.chance.choice(BEDS)),
        }
        now_ms = int(self.truth.at.timestamp() * 1000)
        wanted = Wanted(uuid7(now_ms, desk.entropy), "bed.book", args, CLERK)
        answer = decide(desk.line, wanted)
        self.trace.note(desk.name, "books:", answer.state)

    def repeat_page(self, desk: Desk) -> None:
        """P28: the last page comes again, and changes nothing."""
        page = self.notaries[desk.name].last_page
        cursor = desk.store.replica.cursor()
        if page is None or cursor is None or page.to_seq > cursor.seq:
            return
        before = desk.store.replica.dump()
        desk.store.replica.apply_page(page)
        same = (desk.store.replica.dump(), desk.store.replica.cursor()) == (before, cursor)
        demand(same, "P28", f"{desk.name}: a page applied again changed something")

    def grant(self, _desk: Desk) -> None:
        """The stranger gets a role: what waited for it may go on."""
        role = role_of(STRANGER, Role.RECEPTIONIST, 3)
        if ("practitioner_role", role.id) not in self.database.state.rows:
            self.port.death = None
            self.service.author("staff.role", [insert_op(role)])
            self.trace.note("the stranger gets a role")

    def kill_in(self, desk: Desk, deed: Callable[[], object]) -> None:
        """The program is killed at some step of what it does."""
        before = self.laws[desk.name].count()
        desk.pull_plug_after(self.chance.randrange(KILL_STEPS))
        deed()
        desk.pull_plug_after(None)
        if desk.killed_at:
            self.trace.note(desk.name, "killed at:", desk.killed_at)
            self.laws[desk.name].after_a_kill(before)

    def _desk(self, stage: Stage, device: UUID, seed: int, canary: Canary) -> Desk:
        profile = DESKS[device]
        name = f"desk-{device.int & 0xFF}"
        plain = self.service.desk(Caller(device, 1, profile, scope_of(profile)))
        faulty = canary.service(plain, SeededEntropy("canary", device, seed))
        notary = self.notaries[name] = Notary(faulty, self.oracle)
        desk = Desk(
            name=name,
            device=device,
            profile=profile,
            folder=self.folder / str(device),
            key_box=stage.boxes[device],
            clock=VirtualClock(self.truth, self.chance.choice(SKEWS_MS)),
            entropy=SeededEntropy("desk", device, seed),
            cable=FaultyLine(name, notary, self.weather),
            canary=canary,
        )
        desk.open()
        return desk


_LIKELY: dict[Callable[[Any, Desk], object], int] = {
    World.act: 40,
    World.sync: 30,
    World.kill_in_act: 5,
    World.kill_in_sync: 5,
    World.move_cable: 4,
    World.move_clock: 2,
    World.let_service_die: 4,
    World.deliver_late: 4,
    World.book: 4,
    World.repeat_page: 3,
    print_paper: 6,
    scan_paper: 8,
    kill_in_scan: 2,
    World.grant: 1,
}
EVENTS = list(_LIKELY)
WEIGHTS = list(_LIKELY.values())
