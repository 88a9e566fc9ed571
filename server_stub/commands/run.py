"""Run a command once: known id, barrier, right, decision and change set in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid5

import msgspec

from models.entity import Entity
from models.ids import Clock, Entropy
from models.rights import may
from models.values import Plain, PlainRow, instant_from_us
from models.wire import CommandReply, CommandRequest, Standing
from server_stub.batch import Run
from server_stub.batch_item import Authored, Keys
from server_stub.commands import COMMANDS
from server_stub.commands.command import Command, Done, Refused
from server_stub.decide import APPLIED
from server_stub.open_run import service_content
from server_stub.port import DatabaseTrouble, ServerPort
from server_stub.records import (
    Caller,
    CommandRecord,
)
from server_stub.refusal import refuse

_INTEGRITY = "23"
"""The SQLSTATE class of constraint violations: somebody else was faster."""


class Decided(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The part of a reply that the same command id gets for ever."""

    status: str
    seq: int | None = None
    reason: str | None = None
    message: str | None = None
    result: dict[str, Any] = {}


def run_command(
    port: ServerPort,
    caller: Caller,
    request: CommandRequest,
    clock: Clock,
    entropy: Entropy,
    keys: Keys,
) -> CommandReply:
    """Decide a command; the database's constraints have the last word.

    Raises:
        Refusal: `not_found` for an unknown command, `behind` when the desk must push first,
            `malformed` for bad arguments.
        DatabaseTrouble: nothing was done.
    """
    command = COMMANDS.get(request.name)
    if command is None:
        raise refuse("not_found", 404, f"There is no command {request.name!r}.")
    try:
        return _once(port, caller, request, command, (clock, entropy, keys))
    except DatabaseTrouble as trouble:
        if not trouble.code.startswith(_INTEGRITY):
            raise
    return _once(port, caller, request, command, (clock, entropy, keys))


def _once(
    port: ServerPort,
    caller: Caller,
    request: CommandRequest,
    command: Command,
    means: tuple[Clock, Entropy, Keys],
) -> CommandReply:
    args_hash = blake2b(msgspec.json.encode(request.args, order="sorted"), digest_size=32).digest()
    with port.begin() as tx:
        run = Run(tx, *means)
        known = tx.command(request.id)
        if known is not None:
            same = (known.args_hash, known.name) == (args_hash, request.name)
            decided = msgspec.json.decode(known.reply, type=Decided) if same else _REUSED
            return _reply(decided, run.write())
        _check_barrier(run, caller, request)
        decision = _decide(run, request, command)
        change_set = None
        if isinstance(decision, Done) and decision.ops:
            change_set = _write_set(run, request, decision)
        standing = run.write()
        decided = _decided(decision, standing.head)
        tx.keep_command(
            CommandRecord(
                request.id,
                request.name,
                args_hash,
                caller.device_id,
                request.user,
                msgspec.json.encode(decided),
                change_set,
            )
        )
        return _reply(decided, standing)


_REUSED = Decided(
    status="refused",
    reason="id_reuse",
    message="Another request was made under this number; ask again with a new one.",
)


def _check_barrier(run: Run, caller: Caller, request: CommandRequest) -> None:
    next_dseq = run.admission.next_dseq(caller.device_id, caller.inc)
    if next_dseq is None:
        raise refuse("forbidden", 403, "This workstation is not enrolled here.")
    if next_dseq <= request.after_dseq:
        raise refuse(
            "behind",
            409,
            "Work of this desk is still on its way; it goes first.",
            next_dseq=next_dseq,
        )


def _decide(run: Run, request: CommandRequest, command: Command) -> Done | Refused:
    roles = run.working.read_roles(request.user)
    if roles is None or not may(roles, request.name):
        return Refused("forbidden", "The person signed in here may not do this.")
    try:
        return command.decide(_Ground(run, request), request.args)
    except ValueError as error:
        raise refuse("malformed", 400, str(error)) from error


def _write_set(run: Run, request: CommandRequest, done: Done) -> UUID:
    change_set = uuid5(request.id, "change_set")
    raw = service_content(
        run,
        change_set,
        done.ops,
        use_case=request.name,
        because=request.id,
        user=request.user,
    )
    (written,) = run.author([Authored(raw)])
    if written.decision.status not in APPLIED:
        raise RuntimeError(f"{request.name} does not apply: {written.decision.reason}")
    return change_set


def _decided(decision: Done | Refused, head: int) -> Decided:
    if isinstance(decision, Done):
        return Decided(status="done", seq=head, result=decision.result)
    return Decided(
        status="refused",
        reason=decision.reason,
        message=decision.message,
        result=decision.result,
    )


def _reply(decided: Decided, standing: Standing) -> CommandReply:
    return CommandReply(standing=standing, **msgspec.structs.asdict(decided))


@dataclass(frozen=True, slots=True)
class _Ground:
    run: Run
    request: CommandRequest

    @property
    def command_id(self) -> UUID:
        return self.request.id

    @property
    def user(self) -> UUID:
        return self.request.user

    @property
    def now(self) -> datetime:
        return instant_from_us(self.run.now_ms * 1000)

    def row(self, entity: type[Entity], row_id: UUID) -> PlainRow | None:
        return self.run.row(entity, row_id)

    def rows_where(
        self, entity: type[Entity], name: str, value: Plain, **also: Plain
    ) -> dict[UUID, PlainRow]:
        return self.run.rows_where(entity, name, value, **also)

    def booking_desk(self, booking: UUID) -> UUID | None:
        return self.run.tx.booking_desk(booking)
