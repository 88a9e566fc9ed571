"""The second line of the patient banner: allergies in their four states, and warnings."""

from PySide6.QtWidgets import QWidget

from app.allergy_state import AllergyState
from app.registration.allergy_band import AllergyBand
from views.layouts import clear, row
from views.widgets.notice import Notice, Tone
from views.widgets.plain import badge
from views.words import joined, said

_TONES: dict[AllergyState, Tone] = {
    AllergyState.KNOWN: "danger",
    AllergyState.NONE_KNOWN: "success",
    AllergyState.NOT_RECORDED: "attention",
    AllergyState.UNAVAILABLE: "info",
}


class AllergyLine(Notice):
    """What may be said of allergies: red with every substance, or one of three other things.

    It takes the lines it needs: a substance is never cut off.
    """

    def show_band(self, band: AllergyBand) -> None:
        """Show what this desk may say."""
        words = said(band.words)
        if band.substances:
            words = f"{words}: {', '.join(band.substances)}"
        self.say(words, _TONES[band.state])

    @property
    def words(self) -> str:
        """What it says, for a screen reader."""
        return self.text


class FlagRow(QWidget):
    """Warnings about the patient, each a word on a ground of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.words: tuple[str, ...] = ()
        self._line = row(self, gap="s")

    def show_flags(self, flags: tuple[str, ...]) -> None:
        """Show these and no others."""
        words = tuple(said(each) for each in flags)
        if words == self.words:
            return
        self.words = words
        clear(self._line)
        for each in words:
            self._line.addWidget(badge(each, "attention"))
        self.setAccessibleName(joined(words))
        self.setVisible(bool(words))
