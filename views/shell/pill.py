"""The connectivity pill: always true, never alarming; a click opens the panel behind it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from resources.icons import Icon
from views.theme import Theme
from views.widgets.plain import restyle


@dataclass(frozen=True, slots=True)
class LineNow:
    """What the pill tells: the line's state and what this desk has not settled yet.

    Attributes:
        state: `online`, `offline`, `catching_up`, `not_enrolled` or `trouble`.
        since: since when.
        behind: changes of the service still to come.
        waiting: changes of this desk not yet at the service.
        attention: what waits for a person: decisions, parked changes.
    """

    state: str
    since: datetime
    behind: int = 0
    waiting: int = 0
    attention: int = 0


_TONES = {"online": "success", "catching_up": "info"}
_ICONS = {"online": Icon.ONLINE, "catching_up": Icon.REFRESH}


def pill_words(now: LineNow, zone: tzinfo | None) -> str:
    """The state in words: `Offline since 10:42 · 14 changes waiting`."""
    parts = [state_words(now, zone)]
    if now.waiting:
        waiting = QCoreApplication.translate("Pill", "%n change(s) waiting", "", now.waiting)
        parts.append(waiting)
    if now.attention:
        attention = QCoreApplication.translate("Pill", "%n need attention", "", now.attention)
        parts.append(attention)
    return " · ".join(parts)


def pill_tone(now: LineNow) -> str:
    """The colour that goes with the words."""
    if now.attention and now.state in ("online", "catching_up"):
        return "attention"
    return _TONES.get(now.state, "attention")


def state_words(now: LineNow, zone: tzinfo | None) -> str:
    """The line alone: `Offline since 10:42`."""
    since = now.since.astimezone(zone).strftime("%H:%M")
    match now.state:
        case "online":
            return QCoreApplication.translate("Pill", "Online")
        case "catching_up" if now.behind:
            catching = QCoreApplication.translate("Pill", "Catching up · %1 left")
            return catching.replace("%1", f"{now.behind:,}")
        case "catching_up":
            return QCoreApplication.translate("Pill", "Catching up")
        case "trouble":
            return QCoreApplication.translate("Pill", "Line trouble since %1").replace("%1", since)
        case _:
            return QCoreApplication.translate("Pill", "Offline since %1").replace("%1", since)


class Pill(QPushButton):
    """Shows `LineNow`; the shape beside the words differs as the colours do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setIconSize(Theme.current().spaced_icon_size)
        self._tone, self._icon = "attention", Icon.OFFLINE
        self.setAccessibleName(self.tr("Connection"))
        self.setToolTip(self.tr("What waits, what is decided, when this desk last agreed"))
        Theme.current().changed.connect(self._draw)

    def show_line(self, now: LineNow, zone: tzinfo | None) -> None:
        """Tell the truth as of now."""
        words, self._tone = pill_words(now, zone), pill_tone(now)
        self._icon = _ICONS.get(now.state, Icon.OFFLINE)
        self.setText(words)
        self.setAccessibleName(words)
        restyle(self, tone=self._tone)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(Theme.current().spaced_icon(self._icon, self._tone))
