"""What must hold when faults have stopped: convergence, and experiments on the merge rules."""

from hashlib import blake2b
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import select

from local_store.store import Read
from local_store.tables import table
from models.change_set import decode_content
from models.conflict import Conflict
from models.entity import Entity
from models.hlc import milliseconds_of
from models.patient import PatientContact, PatientName
from models.scope import scope_of
from models.wire import MAX_PUSH_BYTES, MAX_PUSH_SETS, PushRequest
from tests.simulation.cast import CLERK, FAMILIES, PHONES
from tests.simulation.desk import Desk
from tests.simulation.trace import demand
from tests.simulation.world import World

ROUNDS_MAX = 8
E = TypeVar("E", bound=Entity)


def settle(world: World) -> None:
    """Stop all faults, and demand that everybody soon agrees (P1, P3, P5, P13, P20, P21, P22)."""
    world.weather.stormy = False
    world.port.death = None
    while world.weather.late:
        world.deliver_late(world.desks[0])
    for desk in world.desks:
        desk.cable.up = True
    for _ in range(ROUNDS_MAX):
        world.truth.advance(1_000)
        for desk in world.desks:
            world.sync(desk)
            world.laws[desk.name].check()
        if all(_is_settled(world, desk) for desk in world.desks):
            break
    for desk in world.desks:
        _demand_agreement(world, desk)
    world.oracle.check()


def _is_settled(world: World, desk: Desk) -> bool:
    cursor = desk.store.replica.cursor()
    at_head = cursor is not None and cursor.seq == world.service.head()
    return at_head and desk.store.replica.summary().waiting == 0


def _demand_agreement(world: World, desk: Desk) -> None:
    summary = desk.store.replica.summary()
    head = world.service.head()
    demand(summary.waiting == 0, "P21", f"{desk.name} still has {summary.waiting} sets to send")
    demand(summary.cursor_seq == head, "P21", f"{desk.name} stands at {summary.cursor_seq}/{head}")
    demand(desk.line.verified_at is not None, "P21", f"{desk.name} was never compared")
    demand(summary.trouble is None, "P22", f"{desk.name}: {summary.trouble}")
    held, wanted = desk.store.replica.dump(), world.oracle.projection(scope_of(desk.profile))
    for name, rows in wanted.items():
        demand(held[name] == rows, "P3", f"{desk.name} {name}: {held[name]} is not {rows}")
        world.trace.note(desk.name, name, hash_of(rows))


def hash_of(rows: list[str]) -> str:
    """A few characters that stand for rows."""
    return blake2b("\n".join(rows).encode(), digest_size=4).hexdigest()


def newest_wins_in_any_order(world: World) -> None:
    """P12: two desks set a field apart; whoever arrives first, the same value stands."""
    found = _shared(world, PatientContact)
    if found is None:
        return
    first, second, row = found
    standing = row.value
    values = [value for value in PHONES if value != standing]
    for desk, value in zip((first, second), values, strict=False):
        _change(desk, row, "patient.change_contact", value=value)
    world.truth.advance(60_000)
    if any(_is_ahead(world, desk) for desk in (first, second)):
        # A clock ahead of the service's counts as the moment of arrival, so the order decides.
        settle(world)
        return
    before = world.database.state
    ends = []
    for order in ((first, second), (second, first)):
        for desk in order:
            _push_all(world, desk)
        ends.append(world.database.state.rows[PatientContact.TABLE, row.id]["value"])
        world.database.state = before
    demand(ends[0] == ends[1], "P12", f"{ends[0]!r} or {ends[1]!r}, by who came first")
    settle(world)


def sequential_edits_win(world: World) -> None:
    """P12: who has seen the standing value replaces it, however wrong the clock is."""
    found = _shared(world, PatientContact)
    if found is None:
        return
    desk, _, row = found
    desk.clock.skew_ms = -10 * 365 * 86_400_000
    desk.close()
    desk.open()
    value = next(value for value in PHONES if value != row.value)
    _change(desk, row, "patient.change_contact", value=value)
    settle(world)
    stands = world.database.state.rows[PatientContact.TABLE, row.id]["value"]
    demand(stands == value, "P12", f"{value!r} was written after {stands!r} was seen, and lost")


def one_conflict_for_two_values(world: World) -> None:
    """P13: two values for one field of identity become exactly one open conflict."""
    found = _shared(world, PatientName)
    if found is None:
        return
    first, second, row = found
    values = [value for value in FAMILIES if value != row.family]
    before = _conflicts(world)
    for desk, value in zip((first, second), values, strict=False):
        _change(desk, row, "patient.change_name", family=value)
    settle(world)
    opened = _conflicts(world) - before
    demand(len(opened) == 1, "P13", f"{len(opened)} conflicts for one field")
    conflict = world.database.state.rows[Conflict.TABLE, opened.pop()]
    texts = {str(conflict["standing"]), str(conflict["proposed"])}
    held = {msgspec.json.decode(text) for text in texts}
    demand(held == set(values), "P13", f"the conflict holds {held}, not {values}")


def _conflicts(world: World) -> set[UUID]:
    return {row_id for table, row_id in world.database.state.rows if table == Conflict.TABLE}


def _shared(world: World, entity: type[E]) -> tuple[Desk, Desk, E] | None:
    """Two desks, and a record that both hold without own work over it."""
    first, second = world.chance.sample(world.desks, 2)
    with first.store.read() as here, second.store.read() as there:
        rows = [
            row
            for row in here.all(entity)
            if here.seq_of(entity, row.id) == there.seq_of(entity, row.id) > 0
            and not (_is_dirty(here, row) or _is_dirty(there, row))
        ]
    return (first, second, world.chance.choice(rows)) if rows else None


def _is_dirty(read: Read, row: Entity) -> bool:
    made = table(type(row))
    query = select(made.c["_dirty"]).where(made.c.id == row.id)
    return bool(read.connection.execute(query).scalar_one_or_none() != 0)


def _change(desk: Desk, row: Entity, use_case: str, **fields: Any) -> None:
    desk.act((use_case, CLERK, lambda tx: tx.change(type(row), row.id, **fields)))


def _is_ahead(world: World, desk: Desk) -> bool:
    now_ms = int(world.truth.at.timestamp() * 1000)
    sets = desk.store.replica.pending(MAX_PUSH_SETS, MAX_PUSH_BYTES)
    return any(milliseconds_of(decode_content(each.content).hlc) > now_ms for each in sets)


def _push_all(world: World, desk: Desk) -> None:
    sets = desk.store.replica.pending(MAX_PUSH_SETS, MAX_PUSH_BYTES)
    request = PushRequest(device=desk.device, inc=1, sets=sets)
    world.service.desk(world.notaries[desk.name].caller).push(request)
