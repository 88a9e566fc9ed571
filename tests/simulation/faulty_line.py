"""The line of one simulated desk: it loses, repeats and delays as the seed says."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

import msgspec

from models.wire import (
    CommandReply,
    CommandRequest,
    LeaseReply,
    LeaseRequest,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    VerifyReply,
    VerifyRequest,
)
from models.wire_locks import LockReply, LockRequest, ReleaseReply, ReleaseRequest
from sync_client.exchange import LineDown
from tests.simulation.trace import Trace

R = TypeVar("R")


class Fault(StrEnum):
    """What becomes of one exchange."""

    NONE = "ok"
    DROP_REQUEST = "request lost"
    DROP_REPLY = "reply lost"
    TWICE = "delivered twice"
    LATE = "delayed"


_LIKELY = (
    *(Fault.NONE,) * 8,
    Fault.DROP_REQUEST,
    *(Fault.DROP_REPLY,) * 3,
    Fault.TWICE,
    Fault.LATE,
)


class Service(Protocol):
    """What answers at the other end, already knowing which desk asks."""

    def push(self, request: PushRequest) -> PushReply: ...
    def pull(self, request: PullRequest) -> Page: ...
    def verify(self, request: VerifyRequest) -> VerifyReply: ...
    def command(self, request: CommandRequest) -> CommandReply: ...
    def lease(self, request: LeaseRequest) -> LeaseReply: ...
    def lock(self, request: LockRequest) -> LockReply: ...
    def release(self, request: ReleaseRequest) -> ReleaseReply: ...


@dataclass
class Weather:
    """What all lines of a world share: chance, whether faults happen, what is still under way."""

    chance: random.Random
    trace: Trace
    stormy: bool = True
    late: list[Callable[[], object]] = field(default_factory=list)

    def deliver_late(self) -> None:
        """Let one delayed request arrive after all, whatever else has arrived before it."""
        if self.late:
            arrive = self.late.pop(self.chance.randrange(len(self.late)))
            try:
                arrive()
            except Exception as error:  # noqa: BLE001 - nobody waits for this answer any more
                self.trace.note("  late:", type(error).__name__)


class FaultyLine:
    """A transport without a network. `up` is the cable, `coming` are faults in fixed order."""

    def __init__(self, name: str, service: Service, weather: Weather) -> None:
        self._name = name
        self.service = service
        self._weather = weather
        self.up = True
        self.coming: list[Fault] = []

    def push(self, request: PushRequest) -> PushReply:
        """Send change sets."""
        return self._carry("push", request, self.service.push)

    def pull(self, request: PullRequest) -> Page:
        """Ask for what is new."""
        return self._carry("pull", request, self.service.pull)

    def verify(self, request: VerifyRequest) -> VerifyReply:
        """Compare sums."""
        return self._carry("verify", request, self.service.verify)

    def command(self, request: CommandRequest) -> CommandReply:
        """Ask for a decision."""
        return self._carry("command", request, self.service.command)

    def lease(self, request: LeaseRequest) -> LeaseReply:
        """Ask for serials."""
        return self._carry("lease", request, self.service.lease)

    def lock(self, request: LockRequest) -> LockReply:
        """Ask to be the only one to sign."""
        return self._carry("lock", request, self.service.lock)

    def release(self, request: ReleaseRequest) -> ReleaseReply:
        """Give a lock back."""
        return self._carry("release", request, self.service.release)

    def _carry(self, what: str, request: msgspec.Struct, call: Callable[..., R]) -> R:
        fault = self._draw()
        if fault is not Fault.NONE:
            self._weather.trace.note("  ", self._name, what, fault)
        if fault is Fault.DROP_REQUEST:
            raise LineDown("lost", sent=True)
        arrived = _over_the_wire(request)
        if fault is Fault.LATE:
            self._weather.late.append(lambda: call(arrived))
            raise LineDown("late", sent=True)
        reply = call(arrived)
        if fault is Fault.TWICE:
            reply = call(_over_the_wire(request))
        if fault is Fault.DROP_REPLY:
            raise LineDown("no reply", sent=True)
        return _over_the_wire(reply)

    def _draw(self) -> Fault:
        if not self.up:
            raise LineDown("cut", sent=False)
        if self.coming:
            return self.coming.pop(0)
        return self._weather.chance.choice(_LIKELY) if self._weather.stormy else Fault.NONE


def _over_the_wire(message: R) -> R:
    return msgspec.json.decode(msgspec.json.encode(message), type=type(message))
