"""A letter as bytes: thinned, deflated with the dictionary of its version, proofs beside."""

import zlib
from uuid import UUID

import cbor2
import msgspec

from models.change_set import GENESIS, Link, Sealed, content_hash
from models.paper_letter import MISREAD, Letter, TamperedPaperError
from models.paper_thinning import Thinned, restore, thin

MAX_LETTER_BYTES = 1_000_000
SIGNATURE_BYTES = 64
"""Of Ed25519."""


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """The place of a set in its chain; `follows`: right after the set before it in the letter."""

    device: int
    dseq: int
    follows: bool


class _Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A letter without what cannot be compressed: the links before, and the signatures."""

    kind: str
    subject: UUID
    devices: list[tuple[UUID, int]]
    places: list[_Place]
    contents: list[bytes]


def pack(letter: Letter, dictionary: bytes) -> bytes:
    """The bytes of a letter."""
    devices: list[tuple[UUID, int]] = []
    places, proofs, before = [], b"", GENESIS
    for each in letter.sets:
        chain = (each.link.device, each.link.inc)
        if chain not in devices:
            devices.append(chain)
        follows = each.link.prev == before
        places.append(_Place(devices.index(chain), each.link.dseq, follows))
        proofs += (b"" if follows else each.link.prev) + each.sig
        before = each.link.hash()
    contents = [each.content for each in letter.sets]
    envelope = _Envelope(letter.kind, letter.subject, devices, places, contents)
    thinned, beside = thin(_dumps(envelope))
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=dictionary)
    return press.compress(_dumps(thinned)) + press.flush() + beside + proofs


def unpack(raw: bytes, dictionary: bytes) -> Letter:
    """The letter of these bytes.

    Raises:
        TamperedPaperError: they are not those of a letter.
    """
    press = zlib.decompressobj(-15, zdict=dictionary)
    try:
        pressed = press.decompress(raw, MAX_LETTER_BYTES)
        if not press.eof:
            raise TamperedPaperError(MISREAD)
        thinned = msgspec.convert(cbor2.loads(pressed), Thinned)
        plain, proofs = restore(thinned, press.unused_data)
        envelope = msgspec.convert(cbor2.loads(plain), _Envelope)
        return Letter(envelope.kind, envelope.subject, _sealed(envelope, proofs))
    except (zlib.error, cbor2.CBORDecodeError, ArithmeticError, LookupError, ValueError) as error:
        raise TamperedPaperError(MISREAD) from error


def _dumps(value: msgspec.Struct) -> bytes:
    return cbor2.dumps(msgspec.to_builtins(value, builtin_types=(UUID, bytes)))


def _sealed(envelope: _Envelope, proofs: bytes) -> tuple[Sealed, ...]:
    made, before = [], GENESIS
    for place, content in zip(envelope.places, envelope.contents, strict=True):
        device, inc = envelope.devices[place.device]
        prev = before
        if not place.follows:
            prev, proofs = proofs[: len(GENESIS)], proofs[len(GENESIS) :]
        link = Link(
            device=device, inc=inc, dseq=place.dseq, prev=prev, content_hash=content_hash(content)
        )
        sig, proofs = proofs[:SIGNATURE_BYTES], proofs[SIGNATURE_BYTES:]
        made.append(Sealed(content=content, link=link, sig=sig))
        before = link.hash()
    if proofs:
        raise TamperedPaperError(MISREAD)
    return tuple(made)
