"""The HTTP and WebSocket face of the service: `models.wire` under `/v1`, and how it is doing.

Nothing is decided here. Requests are decoded and handed to the engine on threads, so that the
event loop never waits; whatever is not done is answered as a `Problem`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import msgspec
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from models.wire import (
    CommandRequest,
    EnrolRequest,
    LeaseRequest,
    Message,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    TokenRequest,
    VerifyRequest,
)
from models.wire_locks import LockRequest, ReleaseRequest
from server_stub import bodies, problems
from server_stub.metrics import CONTENT_TYPE
from server_stub.operator_requests import (
    AuthorRequest,
    CodeRequest,
    KnownRequest,
    ReferenceRequest,
    SerialsRequest,
)
from server_stub.port import Caller
from server_stub.refusal import Refusal, refuse
from server_stub.request_log import RequestLog
from server_stub.running import Running

LONG_POLL_MS = 25_000
BULK_FROM_SETS = 20
_WAITING_MAX = 200
_THREADS = {"interactive": 24, "bulk": 4, "read": 12, "enrol": 4, "admin": 2}
M = TypeVar("M", bound=Message)
R = TypeVar("R")


class App:
    """The routes of one running service."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._lanes = {name: CapacityLimiter(count) for name, count in _THREADS.items()}

    def build(self) -> Starlette:
        """The ASGI application."""
        engine = self._running.engine
        posts: list[Route] = [
            self._post("/v1/push", PushRequest, self._push),
            self._post("/v1/pull", PullRequest, self._pull),
            self._asked("/v1/verify", VerifyRequest, engine.verify, "read"),
            self._asked("/v1/commands", CommandRequest, engine.command, "interactive"),
            self._asked("/v1/leases", LeaseRequest, engine.lease, "interactive"),
            self._asked("/v1/locks", LockRequest, engine.lock, "interactive"),
            self._asked("/v1/locks", ReleaseRequest, engine.release, "interactive", "DELETE"),
            self._post("/v1/enrol", EnrolRequest, self._enrol),
            self._post("/v1/token", TokenRequest, self._token),
        ]
        reads = [
            Route("/v1/ca", self._authority, methods=["GET"]),
            Route("/v1/time", self._time, methods=["GET"]),
            Route("/healthz", self._healthz, methods=["GET"]),
            Route("/readyz", self._readyz, methods=["GET"]),
            Route("/metrics", self._metrics, methods=["GET"]),
        ]
        asked = [*posts, *reads, *self._admin_routes()]
        live = WebSocketRoute("/v1/live", self._live)
        app = Starlette(
            routes=[*asked, live],
            exception_handlers=problems.HANDLERS,
            lifespan=self._running.lifespan,
        )
        paths = frozenset([live.path, *(route.path for route in asked)])
        app.add_middleware(RequestLog, metrics=self._running.metrics, routes=paths)
        return app

    def _post(
        self, path: str, kind: type[M], act: Callable[[Request, M], Any], method: str = "POST"
    ) -> Route:
        async def endpoint(request: Request) -> Response:
            message = bodies.decode(await bodies.read_body(request), kind)
            return bodies.answer(request, await act(request, message))

        return Route(path, endpoint, methods=[method])

    def _asked(
        self,
        path: str,
        kind: type[M],
        act: Callable[[Caller, M], Message],
        lane: str,
        method: str = "POST",
    ) -> Route:
        """A route that hands the message of a workstation to the engine and gives its reply."""

        async def endpoint(request: Request, message: M) -> Message:
            def work() -> Message:
                return act(self._caller(request), message)

            return await self._on_thread(lane, work)

        return self._post(path, kind, endpoint, method)

    def _admin_routes(self) -> list[Route]:
        operator = self._running.operator

        def asked(path: str, kind: type[M], act: Callable[[M], Any]) -> Route:
            async def endpoint(request: Request, message: M) -> Any:
                self._running.callers.check_operator(request)
                return await self._on_thread("admin", lambda: act(message))

            return self._post(path, kind, endpoint)

        return [
            asked("/v1/admin/author", AuthorRequest, operator.author),
            asked("/v1/admin/new_code", CodeRequest, operator.new_code),
            asked("/v1/admin/take_serials", SerialsRequest, operator.take_serials),
            asked("/v1/admin/known", KnownRequest, operator.known),
            asked("/v1/admin/reference", ReferenceRequest, operator.reference),
        ]

    async def _push(self, request: Request, message: PushRequest) -> PushReply:
        def work() -> PushReply:
            caller = self._caller(request)
            started = self._running.clock.monotonic()
            reply = self._running.engine.push(caller, message)
            self._running.metrics.count_push(reply, self._running.clock.monotonic() - started)
            request.state.change_sets = [str(receipt.id) for receipt in reply.receipts]
            return reply

        count = len(message.sets) + len(message.carried)
        lane = "interactive" if count < BULK_FROM_SETS else "bulk"
        return await self._on_thread(lane, work)

    async def _pull(self, request: Request, message: PullRequest) -> Page:
        # Waiting is done here, where it costs no thread.
        at_once = msgspec.structs.replace(message, wait_ms=0)

        def work() -> Page:
            return self._running.engine.pull(self._caller(request), at_once)

        page = await self._on_thread("read", work)
        wait_ms = min(message.wait_ms, LONG_POLL_MS)
        if page.from_seq == page.to_seq and wait_ms > 0:
            await self._running.live.wait_beyond(page.standing.head, wait_ms / 1000)
            page = await self._on_thread("read", work)
        return page

    async def _enrol(self, request: Request, message: EnrolRequest) -> Message:
        address = request.client.host if request.client else ""

        def work() -> Message:
            self._running.guesses.check(address)
            try:
                reply = self._running.enrolments.enrol(message, self._running.clock.now())
            except Refusal as refusal:
                if refusal.problem.code == "unknown_code":
                    self._running.guesses.note_wrong(address)
                raise
            request.state.device = str(reply.device)
            return reply

        return await self._on_thread("enrol", work)

    async def _token(self, request: Request, message: TokenRequest) -> Message:
        request.state.device = str(message.device)
        callers, engine = self._running.callers, self._running.engine
        return await self._on_thread("read", lambda: callers.answer_token_request(engine, message))

    async def _authority(self, request: Request) -> Response:  # noqa: ARG002 - a route's signature
        return Response(self._running.hospital.authority, media_type="application/x-pem-file")

    async def _time(self, request: Request) -> Response:
        return bodies.answer(request, self._running.engine.standing())

    async def _healthz(self, request: Request) -> Response:  # noqa: ARG002 - a route's signature
        return PlainTextResponse("ok\n")

    async def _readyz(self, request: Request) -> Response:
        trouble = await self._on_thread("read", self._running.why_not_ready)
        if trouble is not None:
            problem = refuse("busy", 503, trouble).problem
            return bodies.answer(request, problem, 503)
        return PlainTextResponse("ready\n")

    async def _metrics(self, request: Request) -> Response:  # noqa: ARG002 - a route's signature
        text = await self._on_thread("read", self._running.metrics_page)
        return Response(text, media_type=CONTENT_TYPE)

    async def _live(self, socket: WebSocket) -> None:
        try:
            caller = await self._on_thread(
                "read", lambda: self._running.callers.workstation(socket)
            )
        except Refusal as refusal:
            await problems.deny(socket, refusal)
            return
        await self._running.live.serve(socket, caller)

    def _caller(self, request: Request) -> Caller:
        caller = self._running.callers.workstation(request)
        request.state.device = str(caller.device_id)
        return caller

    async def _on_thread(self, lane: str, work: Callable[[], R]) -> R:
        limiter = self._lanes[lane]
        if limiter.statistics().tasks_waiting >= _WAITING_MAX:
            raise refuse("busy", 429, "the service is busy; try again in a moment", retry_ms=1000)
        return await anyio.to_thread.run_sync(work, limiter=limiter)
