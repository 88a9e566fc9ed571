"""What the operator may ask of a hospital, beyond what a workstation may.

The tool runs beside the service, and only one process writes. So each request exists as a message:
the running service answers it over loopback, or an engine of the tool's own when none runs.
"""

from typing import Any
from uuid import UUID

import cbor2
import msgspec
from psycopg import sql

from models.change_set import Op
from models.device import Device
from models.entity import Entity
from models.ids import NIL, Clock, Entropy
from models.registry import BY_TABLE
from models.scope import scope_of
from models.values import BadValueError, PlainRow
from models.vocabulary import DeviceId, PolicyKind, Profile
from models.wire import LeaseRequest, Message, Receipt
from server_stub.engine import Engine
from server_stub.enrol import Enrolments, Invitation, new_code_text
from server_stub.enrolment import COLUMNS, enrolment_from
from server_stub.port import Caller
from server_stub.refusal import refuse
from server_stub.sql_port import SqlPort

MAX_SETS = 200
"""Change sets in one request; the bodies stay far below what the service takes."""


class AuthoredSet(Message, frozen=True, kw_only=True):
    """One change set for the service to write; its ops in CBOR, which keeps every plain value."""

    use_case: str
    ops: bytes

    @classmethod
    def of(cls, use_case: str, ops: list[Op]) -> "AuthoredSet":
        """Pack ops."""
        plain = msgspec.to_builtins(ops, builtin_types=(UUID, bytes))
        return cls(use_case=use_case, ops=cbor2.dumps(plain))

    def unpacked(self) -> list[Op]:
        """The ops.

        Raises:
            Refusal: the bytes are no ops.
        """
        try:
            return msgspec.convert(cbor2.loads(self.ops), list[Op])
        except (cbor2.CBORDecodeError, msgspec.ValidationError, ValueError) as error:
            raise refuse("malformed", 400, f"these are no ops: {error}") from error


class AuthorRequest(Message, frozen=True, kw_only=True):
    """Change sets for the service to write, in this order; answered by their receipts."""

    sets: list[AuthoredSet]


class CodeRequest(Message, frozen=True, kw_only=True):
    """A one-time code for a new workstation is wanted."""

    profile: Profile
    name: str
    place: str


class SerialsRequest(Message, frozen=True, kw_only=True):
    """That many medical record serials are wanted; nobody else will get them."""

    count: int


class KnownRequest(Message, frozen=True, kw_only=True):
    """Which of these rows are there?"""

    table: str
    ids: list[UUID]


class ReferenceRequest(Message, frozen=True, kw_only=True):
    """Every row of a table that only the service writes and no patient is in, by id, as JSON."""

    table: str


Rows = dict[UUID, PlainRow]


class LocalOperator:
    """Answers the operator in the process that writes."""

    def __init__(
        self,
        engine: Engine,
        port: SqlPort,
        enrolments: Enrolments,
        authority: bytes,
        seams: tuple[Clock, Entropy],
    ) -> None:
        self._engine = engine
        self._port = port
        self._enrolments = enrolments
        self._authority = authority
        self._clock, self._entropy = seams

    def author(self, request: AuthorRequest) -> list[Receipt]:
        """Write change sets as the service."""
        if len(request.sets) > MAX_SETS:
            raise refuse("too_large", 413, f"more than {MAX_SETS} change sets in one request")
        return self._engine.author_many([(s.use_case, s.unpacked()) for s in request.sets])

    def new_code(self, request: CodeRequest) -> str:
        """Make a one-time code for a workstation."""
        if request.profile is Profile.SERVICE:
            raise refuse("forbidden", 403, "the service's own device joins with no code")
        name, place = request.name.strip(), request.place.strip()
        if not name or not place:
            raise refuse("malformed", 400, "a workstation needs a name and a place")
        try:
            Device(id=DeviceId(NIL), name=name, profile=request.profile, place=place).plain()
        except BadValueError as error:
            raise refuse("malformed", 400, f"no workstation can be called so: {error}") from error
        code = new_code_text(self._entropy, self._authority)
        invitation = Invitation(request.profile, name, place)
        self._enrolments.keep_code(code, invitation, self._clock.now())
        return code

    def take_serials(self, request: SerialsRequest) -> list[int]:
        """Take serials out of a lease of the service's own."""
        lease = self._engine.lease(self._service_device(), LeaseRequest(want=request.count))
        if lease.hi - lease.lo + 1 < request.count:
            raise refuse("too_large", 413, "so many serials are not given at once")
        return list(range(lease.lo, lease.lo + request.count))

    def known(self, request: KnownRequest) -> set[UUID]:
        """Those of the rows that are there."""
        table = sql.Identifier(_entity(request.table).TABLE)
        select = sql.SQL("select id from {} where id = any(%s)").format(table)
        with self._port.connection() as connection:
            return {row[0] for row in connection.execute(select, (request.ids,))}

    def reference(self, request: ReferenceRequest) -> Rows:
        """Every row of a table of reference data, prices among them."""
        entity = _entity(request.table)
        if entity.SYNC.kind is not PolicyKind.SERVER_OWNED or entity.SYNC.root is not None:
            raise refuse("forbidden", 403, f"{request.table} is no reference data")
        with self._port.snapshot() as snapshot:
            return dict(snapshot.domain_rows(entity))

    def _service_device(self) -> Caller:
        with self._port.connection() as connection:
            found: tuple[Any, ...] | None = connection.execute(
                f"select {COLUMNS} from enrolment where profile = %s"  # noqa: S608 - constants
                " order by incarnation desc limit 1",
                (Profile.SERVICE.value,),
            ).fetchone()
        if found is None:
            raise refuse("internal", 500, "the hospital has no service device")
        device = enrolment_from(found)
        return Caller(device.device, device.inc, device.profile, scope_of(device.profile))


def _entity(table: str) -> type[Entity]:
    if table not in BY_TABLE:
        raise refuse("malformed", 400, f"there is no table {table!r}")
    return BY_TABLE[table]
