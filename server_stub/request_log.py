"""One log line and one measure for each request: route, who, which change sets, how long."""

import time
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server_stub.metrics import Metrics

_log = structlog.get_logger("almoner.request")
_QUIET = {"/healthz", "/readyz", "/metrics"}
"""Asked every few seconds by machines: a line for each would hide the others."""


class RequestLog:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: frozenset[str]) -> None:
        self._app = app
        self._routes = routes
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it went."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = [0]

        async def noted_send(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                status[0] = message["status"]
            elif message["type"] == "websocket.accept":
                status[0] = 101
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, receive, noted_send)
        finally:
            self._note(scope, status[0] or 500, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # Only known routes become a label: an address made up by a caller must not grow the page.
        route = scope["path"] if scope["path"] in self._routes else "other"
        if scope["type"] == "http":
            self._metrics.requests.labels(route, str(status)).observe(seconds)
        if route in _QUIET:
            return
        details: dict[str, Any] = {
            key: scope["state"][key]
            for key in ("device", "change_sets", "code")
            if scope["state"].get(key)
        }
        _log.info("request", route=route, status=status, ms=round(seconds * 1000, 1), **details)
