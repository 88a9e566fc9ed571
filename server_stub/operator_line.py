"""How the operator's tool reaches the one writer: the running service, or an engine of its own."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, Protocol, TypeVar
from uuid import UUID

import httpx
import msgspec

from models.entity import field_index
from models.ids import Clock, Entropy
from models.registry import BY_TABLE
from models.values import plain_from_json
from models.wire import Message, Problem, Receipt
from server_stub.homes import running_url
from server_stub.hospital import Hospital
from server_stub.operator_requests import (
    AuthorRequest,
    CodeRequest,
    KnownRequest,
    ReferenceRequest,
    Rows,
    SerialsRequest,
)
from server_stub.refusal import Refusal
from server_stub.running import Works, open_works

ANSWER_S = 60.0
WRITER_S = 10.0
_PAUSE_S = 0.05
R = TypeVar("R")


class NoWriterError(Exception):
    """A service seems to run but does not answer; the message says what to do."""


class Operator(Protocol):
    """The operator's requests, whoever answers them. All raise `Refusal` when not done."""

    def author(self, request: AuthorRequest) -> list[Receipt]:
        """Write change sets as the service."""

    def new_code(self, request: CodeRequest) -> str:
        """Make a one-time code for a workstation."""

    def take_serials(self, request: SerialsRequest) -> list[int]:
        """Take medical record serials."""

    def known(self, request: KnownRequest) -> set[UUID]:
        """Those of the rows that are there."""

    def reference(self, request: ReferenceRequest) -> Rows:
        """Every row of a table of reference data."""


class RemoteOperator:
    """Asks the running service over loopback, with the key in the home folder."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def author(self, request: AuthorRequest) -> list[Receipt]:
        """Write change sets as the service."""
        return self._ask("author", request, list[Receipt])

    def new_code(self, request: CodeRequest) -> str:
        """Make a one-time code for a workstation."""
        return self._ask("new_code", request, str)

    def take_serials(self, request: SerialsRequest) -> list[int]:
        """Take medical record serials."""
        return self._ask("take_serials", request, list[int])

    def known(self, request: KnownRequest) -> set[UUID]:
        """Those of the rows that are there."""
        return self._ask("known", request, set[UUID])

    def reference(self, request: ReferenceRequest) -> Rows:
        """Every row of a table of reference data."""
        found = self._ask("reference", request, dict[UUID, dict[str, Any]])
        fields = field_index(BY_TABLE[request.table])
        return {
            row_id: {name: plain_from_json(fields[name], value) for name, value in row.items()}
            for row_id, row in found.items()
        }

    def _ask(self, verb: str, request: Message, kind: type[R]) -> R:
        try:
            response = self._client.post(f"/v1/admin/{verb}", content=msgspec.json.encode(request))
        except httpx.TransportError as error:
            raise NoWriterError(
                "the service stopped answering; do it again, what was done is not done twice"
            ) from error
        if response.status_code != httpx.codes.OK:
            problem = msgspec.json.decode(response.content, type=Problem)
            raise Refusal(problem, response.status_code)
        return msgspec.json.decode(response.content, type=kind)


@contextmanager
def open_operator(hospital: Hospital, clock: Clock, entropy: Entropy) -> Iterator[Operator]:
    """Reach the writer of a hospital.

    Raises:
        NoWriterError: another process writes, but cannot be asked.
        DatabaseError, EmbeddedError: no service runs, and the database cannot be used.
    """
    url = running_url(hospital.home)
    if url is not None:
        with _client(hospital, url) as client:
            if _answers(client):
                yield RemoteOperator(client)
                return
    with open_works(hospital, clock, entropy) as works:
        _wait_for_writer(works, clock)
        yield works.operator


def _wait_for_writer(works: Works, clock: Clock) -> None:
    until = clock.monotonic() + WRITER_S
    pause = Event()
    while not works.engine.is_writer():
        if clock.monotonic() > until:
            raise NoWriterError(
                "another process writes for this hospital but does not answer: "
                "stop the service, or wait until it serves, and try again"
            )
        pause.wait(_PAUSE_S)


def _client(hospital: Hospital, url: str) -> httpx.Client:
    trust = ssl.create_default_context(cadata=hospital.authority.decode())
    bearer = {"Authorization": f"Bearer {hospital.keys.admin}"}
    # No proxy of the environment stands between two programs of one machine.
    return httpx.Client(
        base_url=url, verify=trust, headers=bearer, timeout=ANSWER_S, trust_env=False
    )


def _answers(client: httpx.Client) -> bool:
    """Whether the noted service lives; one that was killed leaves its note behind."""
    try:
        return client.get("/healthz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
