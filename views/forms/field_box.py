"""One field of a form: its label, its control, and a line below that answers while you type."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.fields import Choice, FormField, Pick
from views.forms.field_widgets import (
    ChoiceControl,
    Control,
    LineControl,
    control_for,
    mark_wrong,
)
from views.layouts import column
from views.theme import Theme
from views.widgets.plain import label, restyle
from views.words import said


class FieldBox(QWidget):
    """Label above, control, one line below: help, the value shown back, or what is wrong."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, field: FormField, control: Control | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.field = field
        self.control = control if control is not None else control_for(field.marker)
        name = said(field.label)
        self.control.setAccessibleName(name)
        self.control.setObjectName(field.name)
        required = QCoreApplication.translate("FieldBox", "%1 · required").replace("%1", name)
        self.caption = label(required if field.required else name, "label")
        self.caption.setBuddy(self.control)
        self._help = said(field.marker.layout.help)
        self._under = label(self._help, "echo", wraps=True)
        self._under.setMinimumHeight(Theme.current().tokens.space.l)
        layout = column(self, gap="xs")
        layout.addWidget(self.caption)
        layout.addWidget(self.control)
        layout.addWidget(self._under)
        layout.addStretch(1)
        self.control.edited.connect(lambda: self.edited.emit(field.name))
        self.control.left.connect(lambda: self.left.emit(field.name))

    @property
    def value(self) -> str:
        """What is typed or chosen."""
        return self.control.value()

    @property
    def echoes(self) -> bool:
        """Whether showing the value back tells more than the control does."""
        return not isinstance(self.field.marker, Choice | Pick)

    @property
    def problem(self) -> str:
        """What is shown to be wrong, or ""."""
        return self._under.text() if self._under.property("kind") == "problem" else ""

    def offer(self, options: tuple[tuple[str, str], ...]) -> None:
        """What can be picked, or what a line suggests; what is picked already stays."""
        if options and isinstance(self.control, LineControl):
            self.control.suggest([words for _, words in options])
        if options and isinstance(self.control, ChoiceControl):
            chosen = self.control.value()
            self.control.offer(options)
            self.control.put(chosen)

    def put(self, text: str) -> None:
        """Show this value."""
        self.control.put(text)

    def answer(self, shown: str) -> None:
        """Show the value back as it will be understood, or the help where there is nothing."""
        self._say(shown or self._help, "echo", wrong=False)

    def complain(self, problem: str) -> None:
        """Show what is wrong and what to do."""
        self._say(problem, "problem", wrong=True)

    def _say(self, text: str, kind: str, *, wrong: bool) -> None:
        mark_wrong(self.control, wrong=wrong)
        self.control.setAccessibleDescription(text)
        if self._under.text() != text or self._under.property("kind") != kind:
            self._under.setText(text)
            restyle(self._under, kind=kind)
