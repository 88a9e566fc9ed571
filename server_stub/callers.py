"""Which caller stands behind a request: a workstation with a token, or the operator's tool."""

import hmac

from starlette.requests import HTTPConnection

from models.scope import scope_of
from models.wire import TokenReply, TokenRequest
from server_stub.auth import NONCE_S, TOKEN_S, Badge, Gate, UnknownCallerError
from server_stub.engine import Engine
from server_stub.enrol import Enrolments
from server_stub.port import Caller
from server_stub.refusal import Refusal, refuse

_LOOPBACK = {"127.0.0.1", "::1"}


class Callers:
    """Tells callers by what they show."""

    def __init__(self, gate: Gate, enrolments: Enrolments, admin_key: str) -> None:
        self._gate = gate
        self._enrolments = enrolments
        self._admin_key = admin_key

    def workstation(self, connection: HTTPConnection) -> Caller:
        """The workstation whose token the request carries; reads the database.

        Raises:
            Refusal: no good token, or its enrolment has been closed.
        """
        try:
            badge = self._gate.badge_of(_bearer(connection))
        except UnknownCallerError as error:
            raise unauthenticated(str(error)) from error
        enrolment = self._enrolments.find(badge.device, badge.inc)
        if enrolment is None:
            raise _not_enrolled()
        return Caller(badge.device, badge.inc, enrolment.profile, scope_of(enrolment.profile))

    def check_operator(self, connection: HTTPConnection) -> None:
        """Make sure that the request comes from the operator's tool on this machine.

        Raises:
            Refusal: another machine, or not the key in the home folder.
        """
        here = connection.client is not None and connection.client.host in _LOOPBACK
        shown = _bearer(connection).encode()
        if not here or not hmac.compare_digest(shown, self._admin_key.encode()):
            raise unauthenticated("only the operator's tool on this machine may ask this")

    def answer_token_request(self, engine: Engine, request: TokenRequest) -> TokenReply:
        """Give a nonce, or for a signed nonce a token.

        Raises:
            Refusal: not enrolled here, or the answer to the nonce is wrong.
        """
        enrolment = self._enrolments.find(request.device, request.inc)
        if enrolment is None:
            raise _not_enrolled()
        badge = Badge(request.device, request.inc)
        if request.nonce is None or request.sig is None:
            nonce = self._gate.nonce(badge)
            return TokenReply(standing=engine.standing(), nonce=nonce, expires_s=NONCE_S)
        try:
            self._gate.check_answer(badge, enrolment.public_key, request.nonce, request.sig)
        except UnknownCallerError as error:
            raise unauthenticated(str(error)) from error
        token = self._gate.token(badge)
        return TokenReply(standing=engine.standing(), token=token, expires_s=TOKEN_S)


def unauthenticated(message: str) -> Refusal:
    """The refusal of a caller who did not prove who it is."""
    return refuse("unauthenticated", 401, message)


def _not_enrolled() -> Refusal:
    return unauthenticated("this workstation is not enrolled here, or its enrolment was closed")


def _bearer(connection: HTTPConnection) -> str:
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
