"""One exchange over HTTPS: JSON there and back, and every failure sorted into two kinds."""

import socket
import ssl
from contextlib import suppress
from typing import Any, TypeVar
from weakref import WeakSet

import httpx
import msgspec

from models.wire import Problem

CONNECT_S = 3.0
READ_S = 10.0
IDLE_S = 4.0
"""A kept connection is dropped before the service drops it, so that no request meets its end."""

R = TypeVar("R")


class LineDown(Exception):
    """No answer came. `sent` says whether the service may have received the request."""

    def __init__(self, words: str, *, sent: bool) -> None:
        super().__init__(words)
        self.sent = sent


class NotOurService(LineDown):
    """Somebody answered who is not this hospital's service."""


class Answered(Exception):
    """The service answered that it did not do it, and why."""

    def __init__(self, problem: Problem, status: int) -> None:
        super().__init__(f"{problem.code}: {problem.message}")
        self.problem = problem
        self.status = status


class HttpClient:
    """JSON there and back under one address, with the failures of the line sorted into two."""

    def __init__(self, url: str, context: ssl.SSLContext) -> None:
        self._client = httpx.Client(
            base_url=f"{url.rstrip('/')}/v1",
            verify=context,
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
            limits=httpx.Limits(keepalive_expiry=IDLE_S),
            trust_env=False,
        )
        self._open_sockets: WeakSet[socket.socket] = WeakSet()
        self._closed = False

    def close(self) -> None:
        """Give up every request under way, in any thread, and close."""
        self._closed = True
        for connection in list(self._open_sockets):
            with suppress(OSError):
                # The plain shutdown, also for TLS: it wakes the thread that waits in a read.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        self._client.close()

    def get_text(self, path: str) -> str:
        """The text at a path.

        Raises:
            LineDown: no answer.
            Answered: the service refused.
        """
        return self._send(self._client.build_request("GET", path)).text

    def post(
        self, path: str, body: msgspec.Struct, reply: type[R], *, token: str = "", wait_s: float = 0
    ) -> R:
        """POST one message and read its reply; see `send`."""
        return self.send("POST", path, body, reply, token=token, wait_s=wait_s)

    def send(
        self,
        method: str,
        path: str,
        body: msgspec.Struct,
        reply: type[R],
        *,
        token: str = "",
        wait_s: float = 0,
    ) -> R:
        """Send one message and read its reply; `wait_s` is how long the service may think.

        Raises:
            LineDown: no answer.
            Answered: the service refused.
        """
        request = self._client.build_request(
            method,
            path,
            content=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
            timeout=httpx.Timeout(READ_S + wait_s, connect=CONNECT_S),
        )
        response = self._send(request)
        try:
            return msgspec.json.decode(response.content, type=reply)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NotOurService(f"The answer was not understood: {error}", sent=True) from error

    def _send(self, request: httpx.Request) -> httpx.Response:
        if self._closed:
            raise LineDown("The line is closed.", sent=False)
        request.extensions["trace"] = self._watch
        try:
            response = self._client.send(request)
        except httpx.TransportError as error:
            raise line_down(error) from error
        except RuntimeError as error:
            # httpx says so of a client that `close` has closed between the check and here.
            if not self._closed:
                raise
            raise LineDown(str(error), sent=False) from error
        if response.is_success:
            return response
        raise Answered(_problem(response), response.status_code)

    def _watch(self, event: str, details: dict[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._open_sockets.add(details["return_value"].get_extra_info("socket"))


def line_down(error: Exception) -> LineDown:
    """Say in words what a failure of the network means, and whether anything went out."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NotOurService(
                "Somebody else answers at the address of the service: its certificate is not"
                " from the authority of this hospital.",
                sent=False,
            )
        cause = cause.__cause__ or cause.__context__
    unsent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return LineDown("The service did not answer in time.", sent=not unsent)
    return LineDown(f"The service cannot be reached ({error}).", sent=not unsent)


def _problem(response: httpx.Response) -> Problem:
    try:
        return msgspec.json.decode(response.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Problem(code="internal", message=f"HTTP status {response.status_code}")
