"""Listening: one socket with TLS, a note of where it is, and an orderly end."""

import os
import socket
from collections.abc import Callable

import structlog
import uvicorn

from models.ids import Clock, Entropy
from server_stub.app import App
from server_stub.homes import note_running, note_stopped
from server_stub.hospital import Hospital
from server_stub.running import Running, open_works

KEEP_ALIVE_S = 75
GOODBYE_S = 10
_log = structlog.get_logger("almoner.service")


class ListenError(Exception):
    """The address cannot be listened on; the message says why."""


class Server(uvicorn.Server):
    """Uvicorn, but the live line says goodbye before its sockets are closed."""

    def __init__(self, config: uvicorn.Config, running: Running, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._running = running
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, then say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye on the live line, then let the requests under way finish.

        Idle connections are cut: a polite end of TLS would wait for clients that do not listen.
        """
        await self._running.live.say_goodbye()
        for connection in list(self.server_state.connections):
            cycle = getattr(connection, "cycle", None)
            transport = getattr(connection, "transport", None)
            if transport is not None and (cycle is None or cycle.response_complete):
                transport.abort()
        await super().shutdown(sockets)


def serve(
    hospital: Hospital,
    clock: Clock,
    entropy: Entropy,
    *,
    port: int | None = None,
    started: Callable[[Server, str], None] = lambda _server, _url: None,
) -> None:
    """Serve a hospital until a signal, or until `should_exit` of the server is set.

    Args:
        hospital: what to serve.
        clock: the computer's clocks.
        entropy: the system's randomness.
        port: instead of the port in the settings; 0 takes a free one.
        started: called on the event loop once requests are answered, with the URL.

    Raises:
        ListenError: the address is taken or not ours.
        DatabaseError, EmbeddedError: the database cannot be used.
    """
    listening = _listen(hospital.settings.listen, hospital.settings.port if port is None else port)
    url = f"https://{_shown_host(listening)}:{listening.getsockname()[1]}"
    began = clock.monotonic()
    with listening, open_works(hospital, clock, entropy) as works:
        running = Running(works, clock, entropy)

        def ready() -> None:
            note_running(hospital.home, url)
            _log.info("serving", url=url, after_s=round(clock.monotonic() - began, 2))
            started(server, url)

        server = Server(_config(running), running, ready)
        try:
            server.run(sockets=[listening])
        finally:
            note_stopped(hospital.home)
            _log.info("stopped", url=url)


def _config(running: Running) -> uvicorn.Config:
    return uvicorn.Config(
        App(running).build(),
        ws="websockets-sansio",
        ws_max_size=1 << 20,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GOODBYE_S,
        ssl_context_factory=lambda _config, _default: running.tls,
    )


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Without the protocol's number asyncio leaves Nagle's algorithm on: 40 ms a reply.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":
            # On Windows the same option would let two programs share the port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
    except OSError as error:
        listening.close()
        raise ListenError(f"cannot listen on {address} port {port}: {error.strerror}") from error
    return listening


def _shown_host(listening: socket.socket) -> str:
    host = str(listening.getsockname()[0])
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
