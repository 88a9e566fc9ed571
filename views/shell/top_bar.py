"""The bar along the top: find, how the line stands, who is here, lock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.desk import ROLE_WORDS, Person
from views.layouts import inset, row
from views.shell.pill import Pill
from views.shell.search_box import SearchBox
from views.theme import Theme
from views.widgets.plain import button, label
from views.words import joined, said
from views.workplace import Workplace


class TopBar(QFrame):
    """Always there, whatever the page."""

    lock_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self.setFixedHeight(Theme.current().tokens.size.top_bar)
        self.search = SearchBox(place)
        self.pill = Pill()
        self.person = label("")
        self.role = label("", "muted")
        self.lock = button(self.tr("Lock  Ctrl+L"), "quiet", self.tr("Lock the desk"))
        self.lock.clicked.connect(self.lock_wanted)
        self.menu = button(self.tr("&Menu"), "quiet", self.tr("Menu"))
        layout = row(self, gap="m")
        inset(layout, "xl", "none")
        layout.addWidget(self.search, 100)
        layout.addStretch(1)
        for each in (self.pill, self.person, self.role, self.menu, self.lock):
            layout.addWidget(each)

    def show_person(self, person: Person) -> None:
        """Who is signed in, and as what."""
        self.person.setText(person.name)
        self.role.setText(joined(said(ROLE_WORDS[role]) for role in person.roles))
