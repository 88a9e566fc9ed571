"""The same people at the same desks, with the real service on PostgreSQL and real cables to it."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from models.vocabulary import PractitionerId, Role
from sync_client.round import Outcome, sync_round
from tests.faults.proxy import Mode
from tests.service import RunningService, running_service
from tests.simulation.cast import People
from tests.simulation.seeds import Result
from tests.simulation.trace import Trace, Violation, demand
from tests.simulation.workload import choose
from tests.sync_client.desks import Desk, enrolled_desk

STEPS = 40
ROUNDS_MAX = 4
_WEATHER = (Mode.PASS, Mode.PASS, Mode.REFUSE, Mode.CUT_BEFORE_REPLY, Mode.CUT_BEFORE_REPLY)


def play_real(first: int, count: int) -> Iterator[Result]:
    """Play seeds against one service that lives through all of them."""
    with tempfile.TemporaryDirectory(prefix="almoner-sim-") as name, ExitStack() as ending:
        service = ending.enter_context(running_service(Path(name)))
        people = People(
            clerk=PractitionerId(service.add_user("clerk", "correct horse", Role.RECEPTIONIST)),
            nurse=PractitionerId(service.add_user("nurse", "correct horse", Role.NURSE)),
            stranger=PractitionerId(service.add_user("third", "correct horse", Role.NURSE)),
        )
        for seed in range(first, first + count):
            yield play_seed(service, people, Path(name) / f"seed-{seed}", seed)


def play_seed(service: RunningService, people: People, folder: Path, seed: int) -> Result:
    """Two new desks, so many steps, and then everybody has to agree."""
    chance, trace = random.Random(seed), Trace()
    law = words = ""
    with ExitStack() as ending:
        desks = [enrolled_desk(service, folder / name, name, people.clerk) for name in ("A", "B")]
        for desk in desks:
            ending.callback(desk.close)
        try:
            for _ in range(STEPS):
                _step(service, chance.choice(desks), people, (chance, trace))
            _settle(desks, trace)
        except Violation as violation:
            law, words = violation.law, str(violation)
    return Result(seed, law, words, tuple(trace.lines), trace.digest())


def _step(
    service: RunningService, desk: Desk, people: People, seed: tuple[random.Random, Trace]
) -> None:
    chance, trace = seed
    name = desk.store.identity.name if desk.store.identity is not None else ""
    what = chance.choices(("act", "sync", "cable", "kill"), (50, 35, 14, 1))[0]
    if what == "act":
        deed = choose(desk.store, chance, people)
        if deed is not None:
            with desk.store.act(deed[0], deed[1]) as tx:
                deed[2](tx)
            trace.note(name, "does", deed[0])
    elif what == "sync":
        result = sync_round(desk.line)
        trace.note(name, "syncs:", result.upload.outcome, result.download.outcome)
        for leg in (result.upload, result.download):
            demand(leg.outcome is not Outcome.TROUBLE, "P22", f"{name}: {leg.words}")
    elif what == "cable":
        desk.cable.set_mode(chance.choice(_WEATHER))
        trace.note(name, "cable", desk.cable.mode)
    else:
        service.kill()
        service.start()
        trace.note("the service was killed and started again")


def _settle(desks: list[Desk], trace: Trace) -> None:
    for desk in desks:
        desk.cable.set_mode(Mode.PASS)
    for _ in range(ROUNDS_MAX):
        for desk in desks:
            desk.line.verified_at = None
            result = sync_round(desk.line)
            demand(result.done, "P21", f"{result}")
    first, second = desks
    for desk in desks:
        summary = desk.store.replica.summary()
        demand(summary.waiting == 0, "P21", f"{summary.waiting} sets were never sent")
        demand(summary.trouble is None, "P22", f"{summary.trouble}")
        demand(summary.last_agreed_at is not None, "P21", "never compared")
    same = first.store.replica.dump() == second.store.replica.dump()
    demand(same, "P3", "the two desks do not hold the same records")
    trace.note("agreed at", first.line.head)
