"""One seed from beginning to end, and many of them."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.simulation.canaries import Canary
from tests.simulation.endings import (
    newest_wins_in_any_order,
    one_conflict_for_two_values,
    sequential_edits_win,
    settle,
)
from tests.simulation.papers import lose
from tests.simulation.stage import Stage, build_stage
from tests.simulation.trace import Violation
from tests.simulation.world import World

STEPS = (15, 40)
FEWEST = 2
"""So many desks are left for the experiments."""
LOST_SHARE = 0.3
_EXPERIMENTS: tuple[Callable[[World], None], ...] = (
    newest_wins_in_any_order,
    sequential_edits_win,
    one_conflict_for_two_values,
)


@dataclass(frozen=True)
class Result:
    """What a seed came to: the law it broke, or none; and the trace to read."""

    seed: int
    law: str
    words: str
    lines: tuple[str, ...]
    digest: str


def play_seed(stage: Stage, seed: int, canary: Canary) -> Result:
    """Play one seed; a broken law is a result, anything else that goes wrong is raised."""
    world = World(stage, seed, canary)
    law = words = ""
    try:
        world.play(world.chance.randint(*STEPS))
        if world.chance.random() < 0.5:
            world.grant(world.desks[0])
        if len(world.desks) > FEWEST and world.chance.random() < LOST_SHARE:
            lose(world, world.chance.choice(world.desks))
        settle(world)
        world.chance.choice(_EXPERIMENTS)(world)
    except Violation as violation:
        law, words = violation.law, str(violation)
        world.trace.note(words)
    finally:
        world.close()
        shutil.rmtree(world.folder)
    return Result(seed, law, words, tuple(world.trace.lines), world.trace.digest())


def play(seeds: Iterable[int], canary: Canary) -> Iterator[Result]:
    """Play seeds one after another on a stage of their own."""
    stage = build_stage()
    try:
        for seed in seeds:
            yield play_seed(stage, seed, canary)
    finally:
        stage.take_down()
