"""Whether what paper brought is what a workstation of this hospital signed."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from local_store.errors import ForeignPaperError, TamperedPaperError
from local_store.rows import rows_of
from local_store.writing import Writing
from models.change_set import Content, Link, MalformedError, Sealed, decode_content, is_authentic
from models.device import DeviceKey
from models.values import PlainRow
from models.vocabulary import N_

FOREIGN = N_(
    "This code was not made by a workstation that is known here. It may be from another hospital,"
    " or from a workstation that joined while the line was down. Nothing was taken from it. Read"
    " the paper and enter by hand what you need."
)
TAMPERED = N_(
    "This code is not what the workstation that printed it signed: it was altered, or copied"
    " wrongly. Nothing was taken from it. Do not rely on this paper: ask whoever issued it."
)


def proven(writing: Writing, raw: Any, sealed: Sealed) -> Content:
    """The content of a change set, once it is proven.

    Raises:
        ForeignPaperError: no such workstation is known here.
        TamperedPaperError: content, link or signature is not what the workstation made.
    """
    if not is_authentic(sealed, _key_of(writing, raw, sealed.link)):
        raise TamperedPaperError(TAMPERED)
    try:
        return decode_content(sealed.content)
    except MalformedError as error:
        raise TamperedPaperError(TAMPERED) from error


def _key_of(writing: Writing, raw: Any, link: Link) -> Ed25519PublicKey:
    own = writing.identity
    if own is not None and (own.device, own.inc) == (link.device, link.inc):
        return writing.device_key.public_key()
    named: PlainRow = {"device_id": link.device, "inc": link.inc}
    for _, row in rows_of(DeviceKey).matching(raw, named):
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(row.fields["public_key"])))
    raise ForeignPaperError(FOREIGN)
