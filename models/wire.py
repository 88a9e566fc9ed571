"""The messages client and service exchange, under `/v1`, as JSON.

Bytes are base64 and UUIDs are text in JSON; msgspec does both. Every reply carries `Standing`.
"""

from typing import Any
from uuid import UUID

import msgspec

from models.change_set import Sealed
from models.vocabulary import Outcome, SetStatus

MAX_PUSH_SETS = 500
MAX_PUSH_BYTES = 4_000_000
HEARTBEAT_S = 2.0
SILENCE_S = 6.0
"""After this long without a word on the live line a desk shows that it is not live."""


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The common base: frozen, by keyword, defaults left out."""


class Standing(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Where the service stands; part of every reply."""

    epoch: UUID
    head: int
    server_time_ms: int
    hlc: int
    min_gen: int


class Problem(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not done, in words, with a stable code and what the client needs.

    Codes: `malformed`, `unauthenticated`, `forbidden`, `gap` (next_dseq), `fork` (dseq),
    `epoch` (epoch), `gen` (min_gen), `too_large`, `busy` (retry_ms), `behind`, `locked`,
    `unknown_code`, `not_found`, `method`, `internal`.
    """

    code: str
    message: str
    next_dseq: int | None = None
    dseq: int | None = None
    epoch: UUID | None = None
    min_gen: int | None = None
    retry_ms: int | None = None


class OpOutcome(Message, frozen=True, kw_only=True, omit_defaults=True):
    """What became of op number `i`; `conflicts` are the conflicts it opened."""

    i: int
    outcome: Outcome
    conflicts: list[UUID] = []


class Receipt(Message, frozen=True, kw_only=True, omit_defaults=True):
    """What became of a change set. `reason` is `code:detail` where it is not applied."""

    id: UUID
    dseq: int
    status: SetStatus
    seq_lo: int | None = None
    seq_hi: int | None = None
    ops: list[OpOutcome] = []
    reason: str | None = None
    blocked_by: list[UUID] = []


class PushRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Change sets in dseq order; at most MAX_PUSH_SETS or MAX_PUSH_BYTES.

    `carried` are change sets of other workstations that came here by paper, with their own links,
    each after those it depends on.
    """

    device: UUID
    inc: int
    sets: list[Sealed]
    carried: list[Sealed] = []


class PushReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """One receipt a change set: those of `sets` in the order sent, then those of `carried`."""

    standing: Standing
    receipts: list[Receipt]
    next_dseq: int


class Cursor(Message, frozen=True, kw_only=True, omit_defaults=True):
    """How far a replica has come: it always stands on a commit of the service."""

    epoch: UUID
    seq: int
    mark: bytes
    scope: bytes
    gen: int


class RowImage(msgspec.Struct, frozen=True, array_like=True):
    """The last image of one row in a range: [table, id, seq, root, fields]."""

    table: str
    id: UUID
    seq: int
    root: UUID | None
    fields: dict[str, Any]


class PullRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """`cursor` None asks from the beginning. `wait_ms` > 0 waits that long for news."""

    cursor: Cursor | None
    max_bytes: int = 2_000_000
    wait_ms: int = 0


class Page(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Everything new in (from, to]; `to` is always a commit boundary with its `mark`.

    `receipts` are this device's own change sets whose fate was decided or changed in the range.
    """

    standing: Standing
    from_seq: int
    to_seq: int
    mark: bytes
    scope: bytes
    rows: list[RowImage]
    receipts: list[Receipt]


class VerifyRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Sums by table, hash sums as decimal text: {table: [count, total]}."""

    cursor: Cursor
    sums: dict[str, tuple[int, str]]


class VerifyReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """`equal`, or the tables whose sums differ. `at_seq` is the seq the service compared at."""

    standing: Standing
    equal: bool
    at_seq: int
    differing: list[str] = []


class CommandRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """A thing only the service can decide. The same id asks for the same decision again."""

    id: UUID
    name: str
    user: UUID
    args: dict[str, Any]
    after_dseq: int


class CommandReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """`done` with `seq` to wait for, or `refused` with a reason code and words to show."""

    standing: Standing
    status: str
    seq: int | None = None
    reason: str | None = None
    message: str | None = None
    result: dict[str, Any] = {}


class LeaseRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Ask for a block of medical record number serials."""

    want: int


class LeaseReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The block [lo, hi], this incarnation's for good."""

    standing: Standing
    lease_id: UUID
    lo: int
    hi: int


class EnrolRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Join the hospital with an administrator's one-time code."""

    code: str
    public_key: bytes
    gen: int


class EnrolReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """What a new workstation needs to know about itself."""

    standing: Standing
    device: UUID
    inc: int
    name: str
    place: str
    profile: str
    series: str
    scope: bytes
    classes: list[int]
    hash_key: bytes


class TokenRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """First without, then with the nonce of the first reply and its signature by the device."""

    device: UUID
    inc: int
    nonce: bytes | None = None
    sig: bytes | None = None


class TokenReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Either a `nonce` to sign, or a `token` good for `expires_s` seconds."""

    standing: Standing
    nonce: bytes | None = None
    token: str | None = None
    expires_s: int | None = None


class LiveHello(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The first message of a client on the live line."""

    cursor: Cursor


class LiveMessage(Message, frozen=True, kw_only=True, omit_defaults=True):
    """What the service says on the live line.

    `t` is `delta` (a page from `from_seq`), `hb` (heartbeat), `pull` (come and ask) or `bye`.
    """

    t: str
    head: int
    server_time_ms: int
    page: Page | None = None
    why: str | None = None


TOKEN_CONTEXT = b"almoner-token-1"
"""What a device prefixes to a nonce before it signs it."""
