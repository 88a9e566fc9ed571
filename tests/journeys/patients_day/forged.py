"""A paper as a forger would make it: everything in order but the signature."""

from collections.abc import Sequence

import msgspec

from models.paper_link import encode_parts, join, read_part


def altered(codes: Sequence[str]) -> list[str]:
    """The codes of a letter in which one byte of signed work was changed, well formed again."""
    letter = join([read_part(code) for code in codes])
    last = letter.sets[-1]
    signature = bytes([last.sig[0] ^ 1]) + last.sig[1:]
    forged = [*letter.sets[:-1], msgspec.structs.replace(last, sig=signature)]
    return list(encode_parts(forged, subject=letter.subject, kind=letter.kind))
