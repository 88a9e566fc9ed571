"""How requests reach the service: the seam, and HTTPS as the one real line."""

from collections.abc import Callable
from threading import Lock
from typing import Protocol, TypeVar
from uuid import UUID

import msgspec

from models.ids import Clock
from models.wire import (
    TOKEN_CONTEXT,
    CommandReply,
    CommandRequest,
    LeaseReply,
    LeaseRequest,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    TokenReply,
    TokenRequest,
    VerifyReply,
    VerifyRequest,
)
from models.wire_locks import LockReply, LockRequest, ReleaseReply, ReleaseRequest
from sync_client.exchange import Answered, HttpClient, NotOurService
from sync_client.pinning import pinned_context

_TOKEN_SHARE = 0.9
"""A token is renewed after this part of its life, so that none expires on its way."""

R = TypeVar("R")


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

    def lock(self, request: LockRequest) -> LockReply:
        """Keep others from signing a document."""

    def release(self, request: ReleaseRequest) -> ReleaseReply:
        """Let others have it."""


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

    def lock(self, request: LockRequest) -> LockReply:
        """Keep others from signing a document."""
        return self._ask("locks", request, LockReply)

    def release(self, request: ReleaseRequest) -> ReleaseReply:
        """Let others have it."""
        return self._ask("locks", request, ReleaseReply, method="DELETE")

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

    def _ask(
        self,
        path: str,
        body: msgspec.Struct,
        reply: type[R],
        *,
        wait_s: float = 0,
        method: str = "POST",
    ) -> R:
        def send(token: str) -> R:
            return self._http.send(method, path, body, reply, token=token, wait_s=wait_s)

        token = self.token()
        try:
            return send(token)
        except Answered as answer:
            if answer.problem.code != "unauthenticated":
                raise
        return send(self.token(instead_of=token))
