"""Keeps one workstation in step with the service, in threads of its own.

One thread sends, one receives, and neither waits for the other; no method of the agent but
`command`, `lock` and `release` waits for the network.
"""

import os
from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import UUID

from local_store.store import Store
from models.ids import Clock, Entropy, uuid7
from sync_client.commands import NOT_SENT, CommandResult, CommandState, Wanted, decide
from sync_client.line import Line
from sync_client.live import LiveLine
from sync_client.locks import LockAnswer, lock, release
from sync_client.receiving import Receiving
from sync_client.sending import Sending
from sync_client.status import LineStatus, Listener, StatusBoard
from sync_client.transport import HttpTransport

STOP_S = 1.8


class SyncAgent:
    """The threads, and what they know. Without an enrolment it only says `not_enrolled`."""

    def __init__(
        self,
        store: Store,
        transport: HttpTransport | None,
        live: LiveLine | None,
        clock: Clock,
        entropy: Entropy = os.urandom,
    ) -> None:
        self._clock = clock
        self._entropy = entropy
        self._transport = transport
        self._live = live
        self._line = line = _line(store, transport, clock)
        self._board = board = StatusBoard(line, clock)
        self._threads: list[Thread] = []
        if line is not None and live is not None:
            line.between_pages = board.heard
            self._sending = Sending(line, board, entropy)
            self._receiving = Receiving(line, live, board, entropy)
            self._sending.when_reached = self._receiving.wake
            self._receiving.when_reached = self._sending.wake

    @classmethod
    def for_store(cls, store: Store, clock: Clock, entropy: Entropy = os.urandom) -> "SyncAgent":
        """The agent of a store over HTTPS and WebSocket, as its enrolment says."""
        identity = store.identity
        if identity is None:
            return cls(store, None, None, clock, entropy)
        transport = HttpTransport(
            identity.server_url, identity.ca_pem, store.sign, identity.device, identity.inc, clock
        )
        return cls(store, transport, LiveLine(transport), clock, entropy)

    def start(self) -> None:
        """Begin to exchange; nothing happens on a workstation that is not enrolled."""
        if self._line is None:
            return
        for name, work in (("sync-send", self._sending.run), ("sync-receive", self._receiving.run)):
            # Daemon: a thread inside a connection attempt must not hold up the end of the program.
            thread = Thread(target=self._guarded, args=(work,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """End within two seconds. A request under way is given up, and made again another day."""
        if self._line is not None:
            self._sending.stop()
            self._receiving.stop()
        if self._live is not None:
            self._live.close()
        if self._transport is not None:
            self._transport.close()
        for thread in self._threads:
            thread.join(STOP_S / len(self._threads))

    def nudge(self) -> None:
        """Something was recorded here: send it now."""
        if self._line is not None:
            self._sending.wake()

    def status(self) -> LineStatus:
        """The line as a person should see it now."""
        return self._board.status()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every new status, on a thread of the agent; gives the undo."""
        return self._board.subscribe(listener)

    def command(self, name: str, args: dict[str, Any], user: UUID) -> CommandResult:
        """Have the service decide something, and wait until its effect is here.

        It blocks for as long as the line takes: never call it where windows are drawn.
        """
        if self._line is None:
            return CommandResult(CommandState.UNAVAILABLE, NOT_SENT)
        made_ms = int(self._clock.now().timestamp() * 1000)
        wanted = Wanted(uuid7(made_ms, self._entropy), name, args, user)
        return decide(self._line, wanted)

    def lock(self, resource: str, user: UUID) -> LockAnswer:
        """Have the service keep a document, `table:id`, for this user; ask again to renew.

        It blocks for as long as the line takes: never call it where windows are drawn.
        """
        return LockAnswer(None) if self._line is None else lock(self._line, resource, user)

    def release(self, resource: str, token: int) -> None:
        """Give a lock back before it runs out. It blocks, too; a line that is down is no fault."""
        if self._line is not None:
            release(self._line, resource, token)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            self._board.failed()
            raise


def _line(store: Store, transport: HttpTransport | None, clock: Clock) -> Line | None:
    identity = store.identity
    if transport is None or identity is None:
        return None
    return Line(store.replica, transport, clock, device=identity.device, inc=identity.inc)
