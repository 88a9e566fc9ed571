"""A workstation made by hand out of nothing but `models` and an HTTP client."""

import os
import ssl
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import GENESIS, Content, Op, Sealed, encode_content, seal
from models.entity import Entity
from models.hlc import pack
from models.ids import uuid7
from models.patient import Patient, PatientContact, PatientDemographics, PatientName
from models.registry import GENERATION
from models.vocabulary import (
    AdministrativeGender,
    ContactSystem,
    DatePrecision,
    NameUse,
    OpKind,
    PatientId,
    PolicyKind,
)
from models.wire import (
    TOKEN_CONTEXT,
    Cursor,
    EnrolReply,
    EnrolRequest,
    Message,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    TokenReply,
    TokenRequest,
)
from server_stub.running import SystemClock

CLOCK = SystemClock()
R = TypeVar("R")


def new_id() -> UUID:
    return uuid7(int(CLOCK.now().timestamp() * 1000), os.urandom)


class HandDesk:
    """Enrols, signs, pushes and pulls, one request at a time."""

    def __init__(self, url: str, trust: ssl.SSLContext) -> None:
        self.client = httpx.Client(base_url=url, verify=trust, timeout=40, trust_env=False)
        self.key = Ed25519PrivateKey.generate()
        self.me: EnrolReply | None = None
        self.dseq = 1
        self.prev = GENESIS

    def ask(self, path: str, message: Message, kind: type[R]) -> R:
        response = self.client.post(path, content=msgspec.json.encode(message))
        assert response.status_code == 200, response.text
        return msgspec.json.decode(response.content, type=kind)

    def enrol_request(self, code: str) -> EnrolRequest:
        key = self.key.public_key().public_bytes_raw()
        return EnrolRequest(code=code, public_key=key, gen=GENERATION)

    def enrol(self, code: str) -> EnrolReply:
        self.me = self.ask("/v1/enrol", self.enrol_request(code), EnrolReply)
        self.client.headers["Authorization"] = f"Bearer {self.token()}"
        return self.me

    def token(self) -> str:
        assert self.me is not None
        first = TokenRequest(device=self.me.device, inc=self.me.inc)
        nonce = self.ask("/v1/token", first, TokenReply).nonce
        assert nonce is not None
        signed = msgspec.structs.replace(
            first, nonce=nonce, sig=self.key.sign(TOKEN_CONTEXT + nonce)
        )
        token = self.ask("/v1/token", signed, TokenReply).token
        assert token is not None
        return token

    def sealed(self, use_case: str, user: UUID, records: list[Entity]) -> Sealed:
        return self.sealed_ops(use_case, user, [_op(record) for record in records])

    def sealed_ops(self, use_case: str, user: UUID, ops: list[Op]) -> Sealed:
        assert self.me is not None
        now_ms = int(CLOCK.now().timestamp() * 1000)
        content = Content(
            id=new_id(),
            use_case=use_case,
            user=user,
            epoch=self.me.standing.epoch,
            hlc=pack(now_ms, 0),
            wall_ms=now_ms,
            gen=GENERATION,
            deps=[],
            salt=os.urandom(16),
            ops=ops,
        )
        place = (self.me.device, self.me.inc, self.dseq)
        made = seal(encode_content(content), self.key, place=place, prev=self.prev)
        self.dseq, self.prev = self.dseq + 1, made.link.hash()
        return made

    def push_request(self, *sets: Sealed, carried: Sequence[Sealed] = ()) -> PushRequest:
        assert self.me is not None
        return PushRequest(
            device=self.me.device, inc=self.me.inc, sets=list(sets), carried=list(carried)
        )

    def push(self, *sets: Sealed) -> PushReply:
        return self.ask("/v1/push", self.push_request(*sets), PushReply)

    def pull(self, cursor: Cursor | None, wait_ms: int = 0) -> Page:
        return self.ask("/v1/pull", PullRequest(cursor=cursor, wait_ms=wait_ms), Page)

    def pull_all(self, cursor: Cursor | None = None) -> tuple[Cursor, list[Any]]:
        """Every row from a cursor to the head, and the cursor there."""
        rows: list[Any] = []
        while True:
            page = self.pull(cursor)
            rows += page.rows
            cursor = cursor_after(page)
            if page.to_seq >= page.standing.head:
                return cursor, rows


def cursor_after(page: Page) -> Cursor:
    """Where a replica stands that took this page."""
    return Cursor(
        epoch=page.standing.epoch,
        seq=page.to_seq,
        mark=page.mark,
        scope=page.scope,
        gen=GENERATION,
    )


def registration(family: str, user: UUID) -> list[Entity]:
    """The records of one registration."""
    patient = PatientId(new_id())
    return [
        Patient(id=patient, registered_at=CLOCK.now(), registered_by_id=user),  # type: ignore[arg-type]  # the id of a practitioner
        PatientName(
            id=new_id(), patient_id=patient, use=NameUse.OFFICIAL, family=family, given="Ada"
        ),
        PatientDemographics(
            id=patient,
            patient_id=patient,
            gender=AdministrativeGender.FEMALE,
            born_on=date(1990, 12, 10),
            born_precision=DatePrecision.DAY,
        ),
        PatientContact(
            id=new_id(), patient_id=patient, system=ContactSystem.PHONE, value="071 555 0100"
        ),
    ]


def _op(record: Entity) -> Op:
    kind = OpKind.APPEND if record.SYNC.kind is PolicyKind.APPEND_ONLY else OpKind.INSERT
    return Op(k=kind, e=record.TABLE, id=record.id, root=record.root_id, f=dict(record.plain()))
