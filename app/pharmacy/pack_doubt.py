"""Whether a scanned pack may have lost its separators on the way.

A scanner that types like a keyboard may drop the separator (FNC1) which ends a batch; what stands
behind it then reads as part of the batch, and nothing looks wrong.
"""

import re

from app.pack_scan import PackScan
from models.vocabulary import N_

SEPARATOR = "\x1d"
DOUBT = N_(
    "The scanner may have lost a separator: compare the batch with what the pack says. The set-up "
    "sheet of the scanner puts it right."
)
_SWALLOWED = re.compile(r".+?(17\d{6}|21[!-z]+|71\d[!-z]+)")
"""What may follow a batch in a code: an expiry, a serial number, a national number."""


def doubt_about(scanned: str, pack: PackScan) -> str:
    """Words of warning where the batch may hold more than the batch; "" where it cannot."""
    if SEPARATOR in scanned.strip().lstrip(SEPARATOR):
        return ""
    return DOUBT if _SWALLOWED.fullmatch(pack.batch) else ""
