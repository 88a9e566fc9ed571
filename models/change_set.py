"""The change set: one action of one person, all or nothing; and its link in a device's chain.

Content travels as opaque bytes (deterministic CBOR, RFC 8949 §4.2). Its hash is over the bytes as
received, and nobody re-serialises them: a change set stays itself when it is signed again under
a new incarnation, or carried on paper. A link gives content its place in the hash chain of one
device incarnation and is what the device key signs (Ed25519, RFC 8032).
"""

from hashlib import blake2b
from typing import Any
from uuid import UUID

import cbor2
import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.values import Plain
from models.vocabulary import OpKind

MAX_OPS = 500
MAX_CONTENT_BYTES = 1_000_000
GENESIS = bytes(32)
"""The `prev` of the first link of an incarnation."""

_LINK_CONTEXT = b"almoner-link-1"


class MalformedError(ValueError):
    """The bytes are no change set; the message says what is wrong with them."""


class Op(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a change set does to one row.

    Attributes:
        k: the kind of op.
        e: table name of the entity.
        id: the row.
        root: the root of a row being made; None for reference rows.
        base: `_seq` of the row the editor saw, for `patch`, `resolve`, `sign` and `void`.
        f: plain values of the fields; a patch carries only the changed ones. `resolve` names a
            conflict in `id` and carries the one field of the subject that was decided. `sign`
            carries the whole document as it was signed. `void` carries the reason.
        token: for `sign`, the number of the service's lock; None where no other desk can have
            touched the draft.
    """

    # In the order of canonical CBOR: shorter names first, then by letter.
    e: str
    f: dict[str, Any]
    k: OpKind
    id: UUID
    base: int | None = None
    root: UUID | None = None
    token: int | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who did what, when, and on the strength of which knowledge.

    Attributes:
        id: the change set, UUIDv7.
        use_case: key of the use case: the right it needed, and its label in the audit.
        user: the practitioner who acted (the nil UUID for what the service derives itself).
        epoch: the history of the service that the writer knew.
        hlc: hybrid logical clock of the writer.
        wall_ms: the writer's wall clock, uncorrected, ms since 1970.
        gen: schema generation of the writer.
        deps: unacknowledged change sets this one builds on.
        salt: random bytes, so that the content hash gives no value away.
        on_behalf_of: for service devices, the command or change set that caused it.
    """

    # In the order of canonical CBOR: shorter names first, then by letter.
    id: UUID
    gen: int
    hlc: int
    ops: list[Op]
    deps: list[UUID]
    salt: bytes
    user: UUID
    epoch: UUID
    wall_ms: int
    use_case: str
    on_behalf_of: UUID | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a content in the chain of one device incarnation."""

    device: UUID
    inc: int
    dseq: int
    prev: bytes
    content_hash: bytes

    def signed_bytes(self) -> bytes:
        """What the device key signs."""
        place = [self.device.bytes, self.inc, self.dseq, self.prev, self.content_hash]
        return _LINK_CONTEXT + cbor2.dumps(place, canonical=True)

    def hash(self) -> bytes:
        """What the next link names as its `prev`."""
        return blake2b(self.signed_bytes(), digest_size=32).digest()


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A change set as it travels: content bytes, link and signature."""

    content: bytes
    link: Link
    sig: bytes


def encode_content(content: Content) -> bytes:
    """The bytes of a new change set; made once, at its desk, and never again."""
    plain = msgspec.to_builtins(content, builtin_types=(UUID, bytes))
    for op in plain["ops"]:
        fields = op["f"]
        op["f"] = {name: fields[name] for name in sorted(fields, key=_canonical_place)}
    # Every map is in canonical order already; to have cbor2 sort them costs as much again.
    return cbor2.dumps(plain)


def _canonical_place(name: str) -> tuple[int, bytes]:
    raw = name.encode()
    return len(raw), raw


def decode_content(raw: bytes) -> Content:
    """Read a change set.

    Raises:
        MalformedError: too large, not CBOR, or not of the shape of a change set.
    """
    if len(raw) > MAX_CONTENT_BYTES:
        raise MalformedError(f"content of {len(raw)} bytes is over {MAX_CONTENT_BYTES}")
    try:
        value: Any = cbor2.loads(raw)
        content = msgspec.convert(value, Content)
    except (cbor2.CBORDecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise MalformedError(f"not a change set: {error}") from error
    if not 0 < len(content.ops) <= MAX_OPS:
        raise MalformedError(f"{len(content.ops)} ops; 1 to {MAX_OPS} are allowed")
    for op in content.ops:
        for name, value in op.f.items():
            if value is not None and not isinstance(value, UUID | str | int):
                raise MalformedError(f"{op.e}.{name}: {type(value).__name__} is no plain value")
    return content


def content_hash(raw: bytes) -> bytes:
    """BLAKE2b-256 of content bytes."""
    return blake2b(raw, digest_size=32).digest()


def seal(
    raw: bytes, key: Ed25519PrivateKey, *, place: tuple[UUID, int, int], prev: bytes
) -> Sealed:
    """Sign content into its place: (device, incarnation, dseq) after the link hashed `prev`."""
    device, inc, dseq = place
    link = Link(device=device, inc=inc, dseq=dseq, prev=prev, content_hash=content_hash(raw))
    return Sealed(content=raw, link=link, sig=key.sign(link.signed_bytes()))


def is_authentic(sealed: Sealed, key: Ed25519PublicKey) -> bool:
    """Whether the content is the one its link names, and the device key signed that link."""
    if content_hash(sealed.content) != sealed.link.content_hash:
        return False
    try:
        key.verify(sealed.sig, sealed.link.signed_bytes())
    except InvalidSignature:
        return False
    return True


def plain_fields(op: Op) -> dict[str, Plain]:
    """The fields of an op as a fresh plain row."""
    return dict(op.f)
