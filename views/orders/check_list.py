"""What the safety check says, each finding with its shape, its colour and its words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.orders.rows import FindingRow
from views.layouts import clear, column
from views.widgets.notice import Notice
from views.words import said


class CheckList(QWidget):
    """One notice a finding, the gravest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.setAccessibleName(self.tr("Safety check"))
        self._lines = column(self, gap="s")
        self._shown: tuple[FindingRow, ...] = ()

    def show_findings(self, findings: Sequence[FindingRow]) -> None:
        """Show these and no others; what stays the same is not drawn anew."""
        if tuple(findings) == self._shown:
            return
        self._shown = tuple(findings)
        clear(self._lines)
        for each in findings:
            notice = Notice(tone=each.tone)
            notice.say(said(each.words), each.tone)
            self._lines.addWidget(notice)
        words = " ".join(said(each.words) for each in findings)
        self.setAccessibleDescription(words)
