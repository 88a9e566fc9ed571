"""What stands there while the store is opened: a second or two."""

from PySide6.QtWidgets import QProgressBar

from views.gate.frame import GateFrame


class OpeningWindow(GateFrame):
    """Says that something is happening."""

    def __init__(self) -> None:
        super().__init__(self.tr("Opening"), self.tr("The records of this desk are being opened."))
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        progress.setAccessibleName(self.tr("Opening"))
        self.body.addWidget(progress)
