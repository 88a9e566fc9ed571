"""The icons: one open set (Lucide), one weight, drawn in whatever colour the text has."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

ICONS = Path(__file__).parent


class Icon(StrEnum):
    """Every icon that ships; the value is the file's name without its ending."""

    SEARCH = "search"
    LOCK = "lock"
    USER = "user"
    USERS = "users"
    USER_PLUS = "user-plus"
    BED = "bed"
    PRINTER = "printer"
    ONLINE = "wifi"
    OFFLINE = "wifi-off"
    REFRESH = "refresh-cw"
    ATTENTION = "triangle-alert"
    DANGER = "octagon-alert"
    INFO = "info"
    HELP = "circle-help"
    CHECK = "check"
    DONE = "circle-check"
    CLOSE = "x"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CHEVRON_DOWN = "chevron-down"
    CLOCK = "clock"
    INBOX = "inbox"
    DOCUMENT = "file-text"
    SETTINGS = "settings"
    KEYBOARD = "keyboard"
    CONFLICT = "git-merge"
    SCAN = "scan-barcode"
    MOON = "moon"
    SUN = "sun"
    HOSPITAL = "hospital"
    PILL = "pill"
    RECEIPT = "receipt"


def icon_path(name: Icon) -> Path:
    """Where the icon's SVG lies, for what loads files by itself."""
    return ICONS / f"{name.value}.svg"


@lru_cache(maxsize=256)
def icon(name: Icon, colour: str) -> str:
    """The icon as SVG text, drawn in `colour` (`#rrggbb`)."""
    return icon_path(name).read_text(encoding="utf-8").replace("currentColor", colour)
