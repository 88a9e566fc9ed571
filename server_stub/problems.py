"""Every error as a `Problem`: whatever goes wrong, the client gets a code and words."""

from typing import Any

import structlog
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from models.wire import Problem
from server_stub.bodies import answer
from server_stub.port import DatabaseTrouble
from server_stub.refusal import Refusal, refuse

_RETRY_MS = 1000
_log = structlog.get_logger("almoner.problem")
_CODES = {404: "not_found", 405: "method"}
_WORDS = {404: "there is nothing at this address", 405: "this address is not asked in this way"}


async def _refused(request: Request, error: Exception) -> Response:
    refusal = error if isinstance(error, Refusal) else _database_away()
    request.state.code = refusal.problem.code
    return answer(request, refusal.problem, refusal.http_status)


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = _CODES.get(status, "malformed")
    request.state.code = code
    words = _WORDS.get(status, "the request cannot be read")
    return answer(request, Problem(code=code, message=words), status)


async def _went_away(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a signature
    """Nobody will read the answer to a request that was cut off."""
    request.state.code = "cut_off"
    return Response(status_code=400)


async def _bug(request: Request, error: Exception) -> Response:
    request.state.code = "internal"
    _log.error("bug", route=request.url.path, exc_info=error)
    words = "the service made a mistake; it has been written down"
    return answer(request, Problem(code="internal", message=words), 500)


async def deny(socket: WebSocket, refusal: Refusal) -> None:
    """Refuse a live line before it opens, with the status and problem of any other request."""
    response = answer(Request(_as_http(socket)), refusal.problem, refusal.http_status)
    await socket.send_denial_response(response)


def _as_http(socket: WebSocket) -> dict[str, Any]:
    return {**socket.scope, "type": "http", "method": "GET"}


def _database_away() -> Refusal:
    return refuse("busy", 503, "the database does not answer; try again", retry_ms=_RETRY_MS)


HANDLERS: Any = {
    Refusal: _refused,
    DatabaseTrouble: _refused,
    OperationalError: _refused,
    PoolTimeout: _refused,
    ClientDisconnect: _went_away,
    HTTPException: _of_http,
    Exception: _bug,
}
