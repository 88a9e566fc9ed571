"""The live line: the service says over a WebSocket what was committed, as soon as it is."""

import socket
from collections.abc import Callable, Generator
from contextlib import ExitStack, suppress
from threading import Lock

import msgspec
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from models.wire import SILENCE_S, Cursor, LiveHello, LiveMessage
from sync_client.exchange import CONNECT_S, LineDown, line_down
from sync_client.transport import HttpTransport

MESSAGE_BYTES_MAX = 8_000_000
_CLOSE_S = 0.5
_UNAUTHORIZED = 401


class LiveLine:
    """Opens the live line of one workstation, one connection at a time."""

    def __init__(self, transport: HttpTransport) -> None:
        self._transport = transport
        self._url = "wss" + transport.url.removeprefix("https") + "/v1/live"
        self._lock = Lock()
        self._connection: ClientConnection | None = None
        self._closed = False

    def close(self) -> None:
        """End the connection, also while another thread waits for its next message."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                with suppress(OSError):
                    # The plain shutdown, also for TLS: it wakes the thread that waits in a read.
                    socket.socket.shutdown(self._connection.socket, socket.SHUT_RDWR)

    def messages(
        self, cursor: Cursor, when_open: Callable[[], None]
    ) -> Generator[LiveMessage, None, None]:
        """Connect, say where this replica stands, and give what the service says.

        `when_open` is called once the service has let us in. It ends when the service or `close`
        ends the connection.

        Raises:
            LineDown: no connection, or nothing heard for SILENCE_S.
            Answered: the service does not let this workstation in.
        """
        with ExitStack() as ending, suppress(ConnectionClosed):
            connection = self._connect(ending)
            connection.send(msgspec.json.encode(LiveHello(cursor=cursor)), text=True)
            when_open()
            while True:
                yield _receive(connection)

    def _connect(self, ending: ExitStack) -> ClientConnection:
        token = self._transport.token()
        try:
            connection: ClientConnection = ending.enter_context(
                connect(
                    self._url,
                    ssl=self._transport.context,
                    additional_headers={"Authorization": f"Bearer {token}"},
                    open_timeout=CONNECT_S,
                    close_timeout=_CLOSE_S,
                    ping_interval=None,
                    compression=None,
                    proxy=None,
                    max_size=MESSAGE_BYTES_MAX,
                )
            )
        except InvalidStatus as refusal:
            if refusal.response.status_code == _UNAUTHORIZED:
                self._transport.token(instead_of=token)
            raise LineDown(f"The live line was refused: {refusal}.", sent=True) from refusal
        except (OSError, InvalidHandshake) as error:
            raise line_down(error) from error
        with self._lock:
            self._connection = connection
            if self._closed:
                connection.close()
        return connection


def _receive(connection: ClientConnection) -> LiveMessage:
    try:
        return msgspec.json.decode(connection.recv(timeout=SILENCE_S), type=LiveMessage)
    except TimeoutError as error:
        raise LineDown("The service has fallen silent.", sent=True) from error
    except msgspec.MsgspecError as error:
        raise LineDown(f"The live line was not understood: {error}", sent=True) from error
