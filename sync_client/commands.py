"""Things that only the service can decide, such as who gets a bed: asked once, answered once.

A command is logged before it is sent and keeps its id, so that asking again after a lost reply or
a crash gives the first decision and never a second effect.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.vocabulary import N_
from models.wire import CommandReply, CommandRequest
from sync_client.exchange import Answered, LineDown
from sync_client.line import Line
from sync_client.pull import pull_to_head
from sync_client.push import push_waiting
from sync_client.trouble import explain, passes_by_itself

_TRIES = 2
NOT_SENT = N_("The service cannot be reached, so nothing was asked and nothing has changed.")
_NO_ANSWER = N_(
    "The service did not answer, so it is not known whether this was done. This workstation asks"
    " again by itself as soon as the service answers. Look before you try again."
)


class CommandState(StrEnum):
    """What became of a command, as far as this desk knows."""

    DONE = "done"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The answer to show: words for a person, and what the service gave back."""

    state: CommandState
    message: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command as the desk wants it: its own id, name, arguments and the person who asks."""

    id: UUID
    name: str
    args: dict[str, Any]
    user: UUID


class _Unsent(Exception):
    """It is certain that the service has not received the command."""


def decide(line: Line, wanted: Wanted) -> CommandResult:
    """Have the service decide; when it is done, its effect is in the replica.

    What was recorded here before is sent first, because the decision may rest on it.
    """
    with line.uploading:
        try:
            push_waiting(line)
        except (LineDown, Answered) as error:
            return CommandResult(CommandState.UNAVAILABLE, _why_not(error))
        line.replica.log_command(wanted.id, wanted.name, wanted.args, wanted.user)
        try:
            reply = _ask(line, wanted)
        except _Unsent as unsent:
            line.replica.finish_command(wanted.id, "unsent", {}, None)
            return CommandResult(CommandState.UNAVAILABLE, str(unsent))
        except LineDown:
            return CommandResult(CommandState.UNAVAILABLE, _NO_ANSWER)
        except Answered as answer:
            return _turned_away(line, wanted, answer)
    result = _finish(line, wanted, reply)
    _wait_for(line, reply)
    return result


def settle_commands(line: Line) -> None:
    """Ask again for the decisions whose answer never arrived.

    Raises:
        LineDown: no answer, again; they stay open.
    """
    for logged in line.replica.open_commands():
        wanted = Wanted(logged.id, logged.name, logged.args, logged.user)
        try:
            _finish(line, wanted, _ask(line, wanted))
        except _Unsent as unsent:
            raise LineDown(str(unsent), sent=False) from unsent
        except Answered as answer:
            _turned_away(line, wanted, answer)


def _ask(line: Line, wanted: Wanted) -> CommandReply:
    sent = False
    for attempt in range(_TRIES):
        try:
            return _send(line, wanted)
        except LineDown as down:
            sent = sent or down.sent
            if not sent:
                raise _Unsent(NOT_SENT) from down
            if attempt == _TRIES - 1:
                raise
        except Answered as answer:
            if answer.problem.code != "behind" or attempt == _TRIES - 1:
                raise
            if answer.problem.next_dseq is not None:
                line.replica.resend_from(answer.problem.next_dseq)
            push_waiting(line)
    raise AssertionError("every try either returns or raises")


def _send(line: Line, wanted: Wanted) -> CommandReply:
    request = CommandRequest(
        id=wanted.id,
        name=wanted.name,
        user=wanted.user,
        args=wanted.args,
        after_dseq=line.receipted_dseq,
    )
    return line.ask(line.transport.command, request)


def _finish(line: Line, wanted: Wanted, reply: CommandReply) -> CommandResult:
    state = CommandState.DONE if reply.status == "done" else CommandState.REFUSED
    line.replica.finish_command(wanted.id, state, reply.result, reply.seq)
    return CommandResult(state, reply.message or "", reply.result)


def _turned_away(line: Line, wanted: Wanted, answer: Answered) -> CommandResult:
    """A problem instead of a decision. Only one that cannot have had an effect closes it."""
    if answer.problem.code != "internal":
        line.replica.finish_command(wanted.id, "refused", {"problem": answer.problem.code}, None)
    if passes_by_itself(answer.problem):
        return CommandResult(CommandState.UNAVAILABLE, explain(answer.problem).words)
    return CommandResult(CommandState.REFUSED, answer.problem.message)


def _wait_for(line: Line, reply: CommandReply) -> None:
    """Bring the effect here. Should the line break just now, it comes with the next round."""
    with line.downloading:
        cursor = line.replica.cursor()
        if reply.seq is None or (cursor is not None and cursor.seq >= reply.seq):
            return
        with suppress(LineDown, Answered):
            pull_to_head(line)


def _why_not(error: LineDown | Answered) -> str:
    return NOT_SENT if isinstance(error, LineDown) else explain(error.problem).words
