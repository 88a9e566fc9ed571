"""What every stage of a round works with: the replica, the transport, and what is known of both."""

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from math import inf
from threading import RLock
from typing import Protocol, TypeVar
from uuid import UUID

from local_store.errors import StoreUnavailableError
from local_store.replica import Replica
from models.ids import Clock
from models.wire import Standing
from sync_client.transport import Transport
from sync_client.trouble import Trouble


class Leg(StrEnum):
    """The two directions, and the comparison; what stops one does not stop the others."""

    UPLOAD = "upload"
    DOWNLOAD = "download"
    VERIFY = "verify"


class _HasStanding(Protocol):
    @property
    def standing(self) -> Standing:
        """Where the service stands."""


Q = TypeVar("Q")
R = TypeVar("R", bound=_HasStanding)


def _nobody() -> None:
    """Nobody shows progress."""


class Line:
    """One workstation's line to the service.

    Attributes:
        head: the newest log number the service is known to have.
        confirmed_at: monotonic time of the service's last word, or None before the first.
        verified_at: monotonic time of the last comparison, or None when one is due.
        receipted_dseq: the last of this workstation's change sets that the service answered for.
        between_pages: called after each page of a longer catching up, for whoever shows progress.
        uploading: held by whoever sends; two pushes at once would send the same twice.
        downloading: held by whoever applies pages.
    """

    def __init__(
        self, replica: Replica, transport: Transport, clock: Clock, *, device: UUID, inc: int
    ) -> None:
        self.replica = replica
        self.transport = transport
        self.clock = clock
        self.device = device
        self.inc = inc
        self.head = 0
        self.confirmed_at: float | None = None
        self.verified_at: float | None = None
        self.receipted_dseq = 0
        self.between_pages: Callable[[], None] = _nobody
        self.uploading = RLock()
        self.downloading = RLock()
        self._troubles: dict[Leg, Trouble] = {}
        self._kept: Trouble | None = None
        known = replica.summary().trouble
        if known is not None:
            self._kept = Trouble(known.code, known.words)
            self._troubles = dict.fromkeys(Leg, self._kept)

    def ask(self, call: Callable[[Q], R], request: Q) -> R:
        """Make one request and take from its reply the time and where the service stands.

        Raises:
            LineDown: no answer.
            Answered: the service refused.
        """
        started = self.clock.monotonic()
        reply = call(request)
        ended = self.clock.monotonic()
        standing = reply.standing
        self.replica.note_time(standing.server_time_ms, standing.hlc, ended - started)
        self.heard(standing.head)
        return reply

    def heard(self, head: int) -> None:
        """The service has spoken."""
        self.head = max(self.head, head)
        self.confirmed_at = self.clock.monotonic()

    def silent_s(self) -> float:
        """Seconds since the service's last word."""
        if self.confirmed_at is None:
            return inf
        return self.clock.monotonic() - self.confirmed_at

    def behind(self) -> int:
        """How many log numbers this replica is known to lack."""
        cursor = self.replica.cursor()
        return max(0, self.head - (cursor.seq if cursor is not None else 0))

    @property
    def trouble(self) -> Trouble | None:
        """What needs a person, the upload's first: unsent work weighs more."""
        return next((self._troubles[leg] for leg in Leg if leg in self._troubles), None)

    def note(self, leg: Leg, trouble: Trouble | None) -> None:
        """Remember the trouble of a direction, or that it has none; the replica keeps it too."""
        if trouble is None:
            self._troubles.pop(leg, None)
        else:
            self._troubles[leg] = trouble
        if self.trouble != self._kept:
            # A full disk must not stop the exchange; the next change of trouble writes it down.
            with suppress(StoreUnavailableError):
                self._keep(self.trouble)

    def _keep(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self.replica.clear_trouble()
        else:
            self.replica.note_trouble(trouble.code, trouble.words)
        self._kept = trouble
