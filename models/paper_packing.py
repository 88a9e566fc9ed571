"""A letter as bytes: thinned, deflated with the dictionary of its version, proofs beside."""

import zlib
from io import BytesIO
from uuid import UUID

import cbor2
import msgspec

from models.change_set import GENESIS, Link, Sealed, content_hash
from models.paper_letter import MISREAD, Letter, TamperedPaperError
from models.paper_thinning import Thinned, restore, thin

MAX_LETTER_BYTES = 1_000_000
SIGNATURE_BYTES = 64
"""Of Ed25519."""


class _Run(msgspec.Struct, frozen=True, array_like=True):
    """Sets that stand one after the other in the chain of one device incarnation."""

    device: UUID
    inc: int
    dseq: int
    contents: list[bytes]


class _Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A letter without what cannot be compressed: the link before each run, and the signatures."""

    kind: str
    subject: UUID
    runs: list[_Run]


def pack(letter: Letter, dictionary: bytes) -> bytes:
    """The bytes of a letter."""
    runs: list[_Run] = []
    proofs, before = b"", None
    for each in letter.sets:
        link = each.link
        if before is None or not _follows(link, before):
            runs.append(_Run(link.device, link.inc, link.dseq, []))
            proofs += link.prev
        runs[-1].contents.append(each.content)
        proofs += each.sig
        before = link
    envelope = _Envelope(letter.kind, letter.subject, runs)
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


def _follows(link: Link, before: Link) -> bool:
    place = (before.device, before.inc, before.dseq + 1, before.hash())
    return (link.device, link.inc, link.dseq, link.prev) == place


def _sealed(envelope: _Envelope, proofs: bytes) -> tuple[Sealed, ...]:
    made, reader = [], BytesIO(proofs)
    for run in envelope.runs:
        prev = reader.read(len(GENESIS))
        for dseq, content in enumerate(run.contents, start=run.dseq):
            link = Link(
                device=run.device,
                inc=run.inc,
                dseq=dseq,
                prev=prev,
                content_hash=content_hash(content),
            )
            made.append(Sealed(content=content, link=link, sig=reader.read(SIGNATURE_BYTES)))
            prev = link.hash()
    if reader.read():
        raise TamperedPaperError(MISREAD)
    return tuple(made)
