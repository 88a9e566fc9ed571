"""Which scans the drug round has use for."""

from app.pack_scan import read_pack
from models.wristband_code import looks_like_wristband


def is_bedside_scan(text: str) -> bool:
    """Whether a scan is a wristband, anybody's, or a medicine pack; cheap, without the store."""
    return looks_like_wristband(text) or read_pack(text) is not None
