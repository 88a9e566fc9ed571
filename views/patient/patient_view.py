"""The page of one patient: the banner that never scrolls away, and a tab for each part."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.command import Done
from app.registration.queries import PATIENT_CARD
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from resources.icons import Icon
from views.forms.form_dialog import FormDialog
from views.layouts import column, scrolled
from views.patient.identity_tab import IdentityTab
from views.patient.tabs import PATIENT_TABS
from views.patient_tab import PatientTab, TabPage
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice
from views.widgets.patient_banner import PatientBanner
from views.words import said
from views.workplace import Workplace


class PatientView(QWidget):
    """One patient, and never two."""

    put_away = Signal()
    decisions_wanted = Signal()
    patient_wanted = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Patient"))
        self._place = place
        self._patient: PatientId | None = None
        self.card: PatientCard | None = None
        self.banner = PatientBanner()
        self.banner.put_away.clicked.connect(self.put_away)
        self.banner.decisions.clicked.connect(self.decisions_wanted)
        self.notice = Notice()
        self.missing = EmptyState()
        self.bar = QTabBar()
        self.bar.setAccessibleName(self.tr("Parts of the record"))
        self.bar.setExpanding(False)
        self.bar.currentChanged.connect(self._turned)
        self._offered: tuple[PatientTab, ...] = ()
        self._made: dict[str, TabPage] = {}
        self._stack = QStackedWidget()
        layout = column(self, gap="m")
        for part in (self.banner, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.missing, 1)
        layout.addWidget(self.bar)
        # A part that needs more than a small screen has scrolls; the banner never does.
        self._stack.setProperty("kind", "plain")
        self._room = scrolled(self._stack)
        layout.addWidget(self._room, 1)
        self.seat()
        place.runner.reload_on(PATIENT_CARD.tables, self.reload, owner=self)

    def seat(self) -> None:
        """Offer the tabs of whoever is at this desk; what another person saw is forgotten."""
        offered = tuple(tab for tab in PATIENT_TABS if self._is_offered(tab))
        if offered == self._offered:
            return
        self.bar.blockSignals(True)  # noqa: FBT003 - Qt's own
        while self.bar.count():
            self.bar.removeTab(0)
        self._offered = offered
        for tab in offered:
            self.bar.addTab(said(tab.title))
        self.bar.setVisible(len(offered) > 1)
        self.bar.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._turned(self.bar.currentIndex())

    def tab(self, key: str) -> TabPage:
        """A tab that is offered, made if it is not there yet.

        Raises:
            KeyError: it is not offered to this person at this desk.
        """
        if key not in self._made:
            (entry,) = (tab for tab in self._offered if tab.key == key)
            self._made[key] = made = entry.make(self._place)
            made.said.connect(self.notice.say)
            made.patient_wanted.connect(self.patient_wanted)
            if isinstance(made, IdentityTab):
                made.edit_wanted.connect(self.edit)
            self._stack.addWidget(made)
            if self._patient is not None:
                made.show_patient(self._patient)
            if self.card is not None:
                made.show_card(self.card)
        return self._made[key]

    @property
    def identity(self) -> IdentityTab:
        """The tab of who it is."""
        made = self.tab("identity")
        if not isinstance(made, IdentityTab):
            raise TypeError(f"{made!r} is no identity tab")
        return made

    def turn_to(self, key: str) -> None:
        """Bring a tab to the front and give it the keyboard."""
        keys = [tab.key for tab in self._offered]
        if key in keys:
            self.bar.setCurrentIndex(keys.index(key))
            self.tab(key).begin()

    def turn_by(self, steps: int) -> None:
        """The next tab, or the one before."""
        count = self.bar.count()
        if count and self.bar.isVisible():
            self.turn_to(self._offered[(self.bar.currentIndex() + steps) % count].key)

    def takes_scan(self, text: str) -> bool:
        """Whether the tab in front has taken the scan."""
        page = self._stack.currentWidget()
        return self.card is not None and isinstance(page, TabPage) and page.takes_scan(text)

    def show_patient(self, patient_id: PatientId) -> None:
        """Open the page of this patient."""
        if patient_id != self._patient:
            self._patient, self.card = patient_id, None
            self._show_held(held=False)
            self.notice.say("")
            self.missing.say(self.tr("Opening…"), "", Icon.CLOCK)
            for made in self._made.values():
                made.show_patient(patient_id)
        self.reload()

    def begin(self) -> None:
        """A tab where work begins at once takes the keyboard, else the page: Esc goes back."""
        page = self._stack.currentWidget()
        if self.card is not None and isinstance(page, TabPage) and page.takes_keyboard:
            page.begin()
        else:
            self.setFocus()

    def greet(self) -> None:
        """The patient has just been registered."""
        self.notice.say(self.tr("Registered. Saved at this desk; it is sent by itself."), "success")

    def leave(self) -> None:
        """Forget the patient: nothing of them stays behind the next page."""
        self._patient, self.card = None, None
        for made in self._made.values():
            made.leave()

    def reload(self) -> None:
        """Ask for the patient again."""
        office, patient_id = self._place.office, self._patient
        if patient_id is not None:
            self._place.runner.ask(
                lambda: office.ask(PATIENT_CARD, patient_id),
                self._show,
                owner=self,
                slot="card",
                failed=self._unreadable,
            )

    def edit(self, use_case: Any, more: Mapping[str, object]) -> None:
        """Open a form about this patient."""
        if self.card is None:
            return
        context = {"patient": self.card.patient_id, **more}
        dialog = FormDialog(self._place, use_case, context, self.card.name, self)
        dialog.saved.connect(self._saved)
        dialog.open()

    def print_wristband(self) -> None:
        """Put a wristband into the print queue."""
        self.deeds()["patient.print_wristband"]()

    def deeds(self) -> dict[str, Callable[[], None]]:
        """What the tabs do for actions of the catalogue."""
        found: dict[str, Callable[[], None]] = {}
        for entry in self._offered:
            for key, do in self.tab(entry.key).deeds().items():
                found[key] = self._in_tab(entry.key, do)
        return found

    def _in_tab(self, key: str, do: Callable[[], None]) -> Callable[[], None]:
        def deed() -> None:
            self.turn_to(key)
            do()

        return deed

    def _is_offered(self, tab: PatientTab) -> bool:
        held = tab.holds is None or self._place.office.holds(tab.holds)
        mine = "*" in tab.rights or any(self._place.desk.may(right) for right in tab.rights)
        return held and mine

    def _turned(self, index: int) -> None:
        if 0 <= index < len(self._offered):
            self._stack.setCurrentWidget(self.tab(self._offered[index].key))

    def _show_held(self, *, held: bool) -> None:
        self.banner.setVisible(held)
        self._room.setVisible(held)
        self.bar.setVisible(held and len(self._offered) > 1)
        self.missing.setVisible(not held)

    def _show(self, card: PatientCard | None) -> None:
        is_new = self.card is None
        self.card = card
        self._show_held(held=card is not None)
        if card is None:
            self.missing.say(
                self.tr("This desk does not hold that patient"),
                self.tr(
                    "They may be registered elsewhere and still on the way here. Find them by name."
                ),
            )
            return
        self.banner.show_card(card)
        for made in self._made.values():
            made.show_card(card)
        if is_new and self.hasFocus():
            self.begin()

    def _unreadable(self) -> None:
        if self.card is None:
            self.missing.say(
                self.tr("This patient cannot be shown"),
                self.tr("Nothing is lost. Press F5 to try again."),
                Icon.DANGER,
            )

    def _saved(self, done: Done) -> None:
        words = said(done.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.notice.say(words, "success")
        self.reload()
