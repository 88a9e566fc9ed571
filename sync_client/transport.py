"""How requests reach the service: the seam, its two failures, and HTTPS as the one real line."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, Protocol, TypeVar
from uuid import UUID
from weakref import WeakSet

import httpx
import msgspec

from models.ids import Clock
from models.wire import (
    TOKEN_CONTEXT,
    CommandReply,
    CommandRequest,
    LeaseReply,
    LeaseRequest,
    Page,
    Problem,
    PullRequest,
    PushReply,
    PushRequest,
    TokenReply,
    TokenRequest,
    VerifyReply,
    VerifyRequest,
)
from sync_client.pinning import pinned_context

CONNECT_S = 3.0
READ_S = 10.0
IDLE_S = 4.0
"""A kept connection is dropped before the service drops it, so that no request meets its end."""
_TOKEN_SHARE = 0.9
"""A token is renewed after this part of its life, so that none expires on its way."""

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


class Transport(Protocol):
    """Every method raises LineDown when no answer comes, and Answered for a problem."""

    def push(self, request: PushRequest) -> PushReply:
        """Send change sets."""

    def pull(self, request: PullRequest) -> Page:
        """Ask for what is new."""

    def verify(self, request: VerifyRequest) -> VerifyReply:
        """Compare sums."""

    def command(self, request: CommandRequest) -> CommandReply:
        """Ask for a decision that only the service can take."""

    def lease(self, request: LeaseRequest) -> LeaseReply:
        """Ask for record number serials."""


class HttpClient:
    """POST and GET of JSON under one address, with the failures of the line sorted into two."""

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
        """Send one message and read its reply; `wait_s` is how long the service may think.

        Raises:
            LineDown: no answer.
            Answered: the service refused.
        """
        request = self._client.build_request(
            "POST",
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


class HttpTransport:
    """The line to the service over HTTPS, as one enrolled workstation.

    Threads may share it. It proves itself by signing a nonce with the workstation's key and then
    shows the short-lived token it gets.
    """

    def __init__(
        self,
        url: str,
        ca_pem: str,
        sign: Callable[[bytes], bytes],
        device: UUID,
        inc: int,
        clock: Clock,
    ) -> None:
        self.url = url.rstrip("/")
        self.context = pinned_context(ca_pem)
        self._http = HttpClient(self.url, self.context)
        self._sign = sign
        self._device = device
        self._inc = inc
        self._clock = clock
        self._token_lock = Lock()
        self._token = ""
        self._token_until = 0.0

    def close(self) -> None:
        """Give up what is under way, and close."""
        self._http.close()

    def push(self, request: PushRequest) -> PushReply:
        """Send change sets."""
        return self._ask("push", request, PushReply)

    def pull(self, request: PullRequest) -> Page:
        """Ask for what is new; `wait_ms` of the request is waited for on top of the timeout."""
        return self._ask("pull", request, Page, wait_s=request.wait_ms / 1000)

    def verify(self, request: VerifyRequest) -> VerifyReply:
        """Compare sums."""
        return self._ask("verify", request, VerifyReply)

    def command(self, request: CommandRequest) -> CommandReply:
        """Ask for a decision that only the service can take."""
        return self._ask("commands", request, CommandReply)

    def lease(self, request: LeaseRequest) -> LeaseReply:
        """Ask for record number serials."""
        return self._ask("leases", request, LeaseReply)

    def token(self, *, instead_of: str = "") -> str:
        """The token to show; a new one if the current one is old, or is the refused one.

        Raises:
            LineDown: no answer.
            Answered: the service does not know this workstation, or no longer lets it in.
        """
        with self._token_lock:
            now = self._clock.monotonic()
            if not self._token or now >= self._token_until or self._token == instead_of:
                self._token, life_s = self._fetch_token()
                self._token_until = now + life_s * _TOKEN_SHARE
            return self._token

    def _fetch_token(self) -> tuple[str, int]:
        hello = TokenRequest(device=self._device, inc=self._inc)
        nonce = self._http.post("token", hello, TokenReply).nonce
        if nonce is None:
            raise NotOurService("The service gave no nonce to sign.", sent=True)
        proof = TokenRequest(
            device=self._device, inc=self._inc, nonce=nonce, sig=self._sign(TOKEN_CONTEXT + nonce)
        )
        reply = self._http.post("token", proof, TokenReply)
        if reply.token is None or reply.expires_s is None:
            raise NotOurService("The service gave no token.", sent=True)
        return reply.token, reply.expires_s

    def _ask(self, path: str, body: msgspec.Struct, reply: type[R], *, wait_s: float = 0) -> R:
        token = self.token()
        try:
            return self._http.post(path, body, reply, token=token, wait_s=wait_s)
        except Answered as answer:
            if answer.problem.code != "unauthenticated":
                raise
        token = self.token(instead_of=token)
        return self._http.post(path, body, reply, token=token, wait_s=wait_s)


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
