"""The work: rail, top bar and the page in front; one person, one workspace, one patient."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.action import Action
from app.command import PrintTask
from app.desk import Workspace
from app.desk_card import DeskCard
from app.fields import context_fields
from models.vocabulary import PatientId
from views.attention.attention_view import AttentionView
from views.beds.ward_view import WardView
from views.billing.billing_view import BillingView
from views.layouts import column, inset, row
from views.paper.print_queue_view import PrintQueueView
from views.patient.patient_view import PatientView
from views.pharmacy.pharmacy_view import PharmacyView
from views.registration.reception_view import ReceptionView
from views.shell.help_sheet import HelpSheet, KeySheet
from views.shell.keyboard import Keyboard
from views.shell.news import News
from views.shell.pages import Page, PageKey, Pages
from views.shell.pill import LineNow
from views.shell.rail import Rail
from views.shell.scanning import Scanning
from views.shell.top_bar import TopBar
from views.sync.conflict_view import ConflictView
from views.sync.sync_view import SyncView
from views.theme import Theme
from views.widgets.notice import Notice
from views.workplace import Workplace

AT_THE_PHARMACY = ("dispense.", "stock.")
"""What is done there, wherever it was asked for."""
_Choosing = WardView | PharmacyView | ConflictView | BillingView | AttentionView


def _needs_more(task: PrintTask[Any]) -> bool:
    """Whether it is about something beside the open patient."""
    return any(known != "patient" for _, known in context_fields(task.input))


class MainWindow(QWidget):
    """What a signed-in person sees."""

    lock_wanted = Signal()

    def __init__(self, place: Workplace, card: DeskCard) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place = place
        self.rail = Rail(card)
        self.top = TopBar(place)
        self.patient = PatientView(place)
        makers: dict[PageKey, Callable[[], QWidget]] = {
            Workspace.RECEPTION: self._reception,
            Workspace.WARD: lambda: self._choosing(WardView(place)),
            Workspace.PHARMACY: lambda: self._choosing(PharmacyView(place)),
            Page.PATIENT: lambda: self.patient,
            Page.SYNC: self._sync,
            Page.CONFLICTS: lambda: self._choosing(ConflictView(place)),
            Page.PRINT_QUEUE: lambda: PrintQueueView(place),
            Workspace.BILLING: lambda: self._choosing(BillingView(place)),
            Page.ATTENTION: lambda: self._choosing(AttentionView(place)),
        }
        self.pages = Pages(makers)
        self.pages.page(Page.PATIENT)
        self.news = News(place, self)
        self.warning = Notice(tone="attention")
        self.warning.offer(self.tr("Dismiss")).clicked.connect(lambda: self.warning.say(""))
        self.scans = Scanning(place, self)
        self.keyboard = Keyboard(self, place.desk, self._shell_deeds(), self.act, self.go)
        self._lay_out()
        self._connect()

    def seat(self) -> None:
        """Somebody has signed in: show what their roles open."""
        desk = self._place.desk
        if desk.person is None:
            return
        self.top.show_person(desk.person)
        self.rail.show_workspaces(desk.workspaces)
        self.patient.seat()
        self.news.ask_all()
        if desk.patient is None and desk.workspaces:
            self.patient.leave()
            self.go(desk.workspaces[0].workspace)

    def go(self, key: PageKey) -> None:
        """Turn to a page; a workspace puts the patient away."""
        if isinstance(key, Workspace) and self._place.desk.patient is not None:
            self._place.desk.close_patient()
            self.patient.leave()
        self.pages.turn_to(key)
        self._arrive()

    def open_patient(self, patient_id: PatientId) -> None:
        """Show one patient; whoever was shown before is put away."""
        self._place.desk.open_patient(patient_id)
        self.patient.show_patient(patient_id)
        self.go(Page.PATIENT)

    def back(self) -> None:
        """Esc: to what was in front before, or to the workspace."""
        if self.pages.key is Page.PATIENT:
            self._place.desk.close_patient()
            self.patient.leave()
        if self.pages.turn_back():
            self._arrive()

    def scan(self, text: str) -> None:
        """A barcode was scanned: hand it to whom it concerns."""
        self.scans.route(text)

    def act(self, action: Action) -> None:
        """Do what an action of the catalogue means in this window."""
        deeds: dict[str, Callable[[], None]] = {
            "patient.register": lambda: self.go(Workspace.RECEPTION),
            "bed.clean": lambda: self.go(Workspace.WARD),
            "conflict.resolve": lambda: self.go(Page.CONFLICTS),
            "attention.close": lambda: self.go(Page.ATTENTION),
        }
        if self._place.desk.patient is not None:
            deeds |= self.patient.deeds()
        if action.use_case.key.startswith(AT_THE_PHARMACY):
            self.go(Workspace.PHARMACY)
        front = getattr(self.pages.currentWidget(), "deeds", None)
        deeds |= front() if front is not None else {}
        deed = deeds.get(action.use_case.key)
        if deed is not None:
            deed()
        elif isinstance(action.use_case, PrintTask) and _needs_more(action.use_case):
            self.warn(self.tr("This desk does not hold what would be printed."))
        else:
            self.patient.edit(action.use_case, {})

    def warn(self, words: str) -> None:
        """Something cannot be done at the moment; what was typed is where it was."""
        self.warning.say(words, "attention")

    def put_dialogs_away(self) -> None:
        """Close what stands open in front; each form keeps its draft."""
        for dialog in self.findChildren(QDialog):
            dialog.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc, when nothing in front has used it, goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def _shell_deeds(self) -> dict[str, Callable[[], None]]:
        return {
            "find": lambda: self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "sync_panel": lambda: self.go(Page.SYNC),
            "conflicts": lambda: self.go(Page.CONFLICTS),
            "attention": lambda: self.go(Page.ATTENTION),
            "print_queue": lambda: self.go(Page.PRINT_QUEUE),
            "lock": self.lock_wanted.emit,
            "close_patient": self._put_away,
            "keys": lambda: KeySheet(self._place.desk, self).open(),
            "help": self._help,
            "theme": Theme.current().toggle,
            "reload": self._reload,
            "next_part": lambda: self.patient.turn_by(1),
            "part_before": lambda: self.patient.turn_by(-1),
        }

    def _lay_out(self) -> None:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.keyboard.fill(menu))
        self.top.menu.setMenu(menu)
        work = column(gap="m", inset="l")
        inset(work, "xl", "l")
        work.addWidget(self.warning)
        work.addWidget(self.pages, 1)
        right = column(gap="none")
        right.addWidget(self.top)
        right.addLayout(work, 1)
        whole = row(self, gap="none")
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.rail.print_queue_wanted.connect(lambda: self.go(Page.PRINT_QUEUE))
        self.top.search.chosen.connect(self.open_patient)
        self.top.pill.clicked.connect(lambda: self.go(Page.SYNC))
        self.top.lock_wanted.connect(self.lock_wanted)
        self.patient.put_away.connect(self._put_away)
        self.patient.patient_wanted.connect(self.open_patient)
        self.patient.decisions_wanted.connect(lambda: self.go(Page.CONFLICTS))
        self.news.line.connect(self._show_line)
        self.news.papers.connect(self.rail.show_print_queue)

    def _reception(self) -> ReceptionView:
        made = ReceptionView(self._place)
        made.patient_chosen.connect(self.open_patient)
        made.registered.connect(self._registered)
        return made

    def _choosing(self, made: _Choosing) -> QWidget:
        made.patient_chosen.connect(self.open_patient)
        return made

    def _sync(self) -> SyncView:
        made = SyncView(self._place)
        made.decisions_wanted.connect(lambda: self.go(Page.CONFLICTS))
        made.attention_wanted.connect(lambda: self.go(Page.ATTENTION))
        return made

    def _registered(self, patient_id: PatientId, and_print: bool) -> None:  # noqa: FBT001 - a signal
        self.open_patient(patient_id)
        self.patient.greet()
        if and_print:
            self.patient.print_wristband()

    def _put_away(self) -> None:
        workspace = self.pages.workspace
        if self._place.desk.patient is not None and workspace is not None:
            self.go(workspace)

    def _arrive(self) -> None:
        self.rail.mark(self.pages.workspace)
        begin = getattr(self.pages.currentWidget(), "begin", None)
        if begin is not None:
            begin()

    def _help(self) -> None:
        if self.pages.key is not None:
            HelpSheet(self.pages.key, self).open()

    def _reload(self) -> None:
        line = self._place.office.line
        if line is not None:
            line.nudge()
        self.news.ask_all()
        reload = getattr(self.pages.currentWidget(), "reload", None)
        if reload is not None:
            reload()

    def _show_line(self, now: LineNow) -> None:
        self.top.pill.show_line(now, self._place.office.site.now().tzinfo)
