"""The live line: what was just committed, pushed to every workstation that listens.

One task tails the log from the last published seq, never from inside the writer. A delta is read
and encoded once for all workstations of a scope. A workstation whose parked work was decided in
the range is told to pull instead, because the receipts are its own; so is one that falls behind.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
import structlog
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from models.ids import Clock
from models.registry import GENERATION
from models.scope import Scope
from models.wire import HEARTBEAT_S, Cursor, LiveHello, LiveMessage, Page
from server_stub.engine import Engine
from server_stub.metrics import Metrics
from server_stub.port import Caller, ServerPort

QUEUE_MESSAGES = 64
HELLO_S = 10.0
RETRY_S = 1.0
GOODBYE_S = 2.0
_GOING_AWAY = 1001
_POLICY = 1008
_log = structlog.get_logger("almoner.live")


@dataclass(eq=False)
class Listener:
    """One workstation on the line, and what it has not been sent yet."""

    device: UUID
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(QUEUE_MESSAGES))

    def offer(self, message: bytes, instead: bytes) -> None:
        """Queue a message; where the queue is full, all of it gives way to `instead`."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            message = instead
        self.queue.put_nowait(message)


@dataclass(eq=False)
class Channel:
    """The workstations of one scope, and how far they have been told."""

    scope: Scope
    cursor: Cursor
    listeners: set[Listener] = field(default_factory=set)


class Live:
    """The live line of one hospital; everything but `committed` runs on the event loop."""

    def __init__(self, engine: Engine, port: ServerPort, clock: Clock, metrics: Metrics) -> None:
        self._engine = engine
        self._port = port
        self._clock = clock
        self._metrics = metrics
        self._channels: dict[bytes, Channel] = {}
        self._head = 0
        self._news = asyncio.Event()
        self._tail: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._left = asyncio.Event()
        self._closing = False

    def start(self) -> None:
        """Begin to tail the log; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._head = self._engine.standing().head
        self._metrics.head.set(self._head)
        self._engine.on_commit.append(self.committed)
        self._tail = self._loop.create_task(self._run())

    async def say_goodbye(self) -> None:
        """End every conversation, and every wait for news, in order."""
        self._closing = True
        self._wake(self._head)
        bye = self._message("bye", why="the service is stopping")
        for channel in self._channels.values():
            for listener in channel.listeners:
                listener.offer(bye, bye)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                while self._channels:
                    self._left.clear()
                    await self._left.wait()

    async def stop(self) -> None:
        """Stop tailing the log."""
        self._engine.on_commit.remove(self.committed)
        if self._tail is not None:
            self._tail.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._tail

    def committed(self, head: int) -> None:
        """Note that there is news; called on the writer's thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake, head)

    async def wait_beyond(self, seq: int, timeout_s: float) -> None:
        """Return as soon as the head is beyond a seq, or when the time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while self._head <= seq and not self._closing:
                    await self._news.wait()

    async def serve(self, socket: WebSocket, caller: Caller) -> None:
        """Speak to one workstation until one side goes."""
        await socket.accept()
        try:
            async with asyncio.timeout(HELLO_S):
                hello = await _hello(socket)
        except (msgspec.DecodeError, UnicodeDecodeError, TimeoutError, WebSocketDisconnect):
            with contextlib.suppress(RuntimeError):
                await socket.close(_POLICY, "a live line begins with a hello")
            return
        listener = Listener(caller.device_id)
        channel = await self._channel(caller)
        channel.listeners.add(listener)
        if hello.cursor != channel.cursor:
            listener.queue.put_nowait(self._message("pull"))
        self._metrics.live.inc()
        try:
            await self._converse(socket, listener)
        finally:
            self._metrics.live.dec()
            channel.listeners.discard(listener)
            if not channel.listeners and self._channels.get(caller.scope.id()) is channel:
                del self._channels[caller.scope.id()]
            self._left.set()

    async def _converse(self, socket: WebSocket, listener: Listener) -> None:
        """Send what is queued, or a heartbeat, until the other side is gone or we say bye."""
        gone = asyncio.ensure_future(_until_gone(socket))
        try:
            while not gone.done():
                try:
                    message = await asyncio.wait_for(listener.queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    message = self._message("hb")
                await socket.send_bytes(message)
                if self._closing and listener.queue.empty():
                    await socket.close(_GOING_AWAY)
                    return
        except (WebSocketDisconnect, RuntimeError):
            # The socket went while we were sending; the workstation will call again.
            return
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone

    async def _channel(self, caller: Caller) -> Channel:
        scope = caller.scope.id()
        if scope not in self._channels:
            cursor = await run_in_threadpool(self._cursor_at_head, scope)
            # Another of the same scope may have come while the head was read.
            self._channels.setdefault(scope, Channel(caller.scope, cursor))
        return self._channels[scope]

    def _cursor_at_head(self, scope: bytes) -> Cursor:
        with self._port.snapshot() as snapshot:
            clock = snapshot.clock()
            mark = snapshot.mark_at(clock.last_seq) or b""
        return Cursor(epoch=clock.epoch, seq=clock.last_seq, mark=mark, scope=scope, gen=GENERATION)

    def _wake(self, head: int) -> None:
        self._head = max(self._head, head)
        self._metrics.head.set(self._head)
        self._news.set()
        self._news = asyncio.Event()

    async def _run(self) -> None:
        while True:
            news = self._news
            behind = [c for c in self._channels.values() if c.cursor.seq < self._head]
            if not behind:
                await news.wait()
                continue
            for channel in behind:
                try:
                    await self._publish(channel)
                except Exception:  # noqa: BLE001 - one failed reading must not end the line
                    _log.exception("live_read_failed")
                    await self._give_up(channel)

    async def _publish(self, channel: Channel) -> None:
        page, late = await run_in_threadpool(self._engine.delta, channel.scope, channel.cursor.seq)
        delta, pull = self._message("delta", page=page), self._message("pull")
        for listener in channel.listeners:
            listener.offer(pull if listener.device in late else delta, pull)
        channel.cursor = msgspec.structs.replace(
            channel.cursor, seq=page.to_seq, mark=page.mark, epoch=page.standing.epoch
        )

    async def _give_up(self, channel: Channel) -> None:
        """Let everybody of a channel pull, and go on from the head."""
        for listener in channel.listeners:
            listener.offer(self._message("pull"), self._message("pull"))
        await asyncio.sleep(RETRY_S)
        with contextlib.suppress(Exception):
            channel.cursor = await run_in_threadpool(self._cursor_at_head, channel.cursor.scope)

    def _message(self, kind: str, *, page: Page | None = None, why: str | None = None) -> bytes:
        now_ms = int(self._clock.now().timestamp() * 1000)
        head = max(self._head, page.to_seq if page else 0)
        return msgspec.json.encode(
            LiveMessage(t=kind, head=head, server_time_ms=now_ms, page=page, why=why)
        )


async def _hello(socket: WebSocket) -> LiveHello:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect
    raw = message.get("bytes") or (message.get("text") or "").encode()
    return msgspec.json.decode(raw, type=LiveHello)


async def _until_gone(socket: WebSocket) -> None:
    """Wait for the other side to go; nothing else that it may say matters."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
