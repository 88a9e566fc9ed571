"""Paper between simulated desks: printed, scanned, scanned again, and left when a desk is lost."""

import random
from collections.abc import Callable
from typing import Protocol

from models.change_set import Sealed, decode_content
from models.wire import MAX_PUSH_BYTES, MAX_PUSH_SETS
from tests.simulation.desk import Desk
from tests.simulation.oracle import Oracle
from tests.simulation.trace import Trace

PAPER_SETS = 4


class Town(Protocol):
    """The part of a world that papers are about."""

    chance: random.Random
    trace: Trace
    oracle: Oracle
    papers: list[list[Sealed]]
    desks: list[Desk]
    lost: list[Desk]

    def kill_in(self, desk: Desk, deed: Callable[[], object]) -> None:
        """The program is killed at some step of what it does."""


def print_paper(town: Town, desk: Desk) -> None:
    """A desk prints some of what it has not sent; the paper may lack what it builds on."""
    pending = desk.store.replica.pending(PAPER_SETS, MAX_PUSH_BYTES)
    if pending:
        paper = pending[town.chance.randrange(len(pending)) :]
        town.papers.append(paper)
        town.trace.note(desk.name, "prints", len(paper))


def scan_paper(town: Town, desk: Desk) -> None:
    """Somebody brings a paper: of before or after its origin was heard, and maybe again."""
    if town.papers:
        scan(town, desk, town.chance.choice(town.papers))


def kill_in_scan(town: Town, desk: Desk) -> None:
    """The program is killed while it takes in what paper brought."""
    town.kill_in(desk, lambda: scan_paper(town, desk))


def scan(town: Town, desk: Desk, paper: list[Sealed]) -> None:
    """A desk scans a paper; the service must come to know what it kept."""
    desk.scan(paper)
    _expect(town, desk)
    town.trace.note(desk.name, "scans", len(paper))


def lose(town: Town, desk: Desk) -> None:
    """A desk never comes back; another has scanned all that it had not sent."""
    town.desks.remove(desk)
    town.lost.append(desk)
    pending = desk.store.replica.pending(MAX_PUSH_SETS, MAX_PUSH_BYTES)
    town.trace.note(desk.name, "is lost with", len(pending))
    # What it had read from others' papers goes with it.
    town.oracle.scanned.clear()
    if pending:
        town.chance.choice(town.desks).scan(pending)
    for other in town.desks:
        _expect(town, other)


def _expect(town: Town, desk: Desk) -> None:
    kept = desk.store.replica.carried_pending(MAX_PUSH_SETS, MAX_PUSH_BYTES)
    town.oracle.scanned |= {decode_content(each.content).id for each in kept}
