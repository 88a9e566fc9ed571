"""The prescription in front: check it, scan the packs, hand everything over with one Enter."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.allergy_state import STATE_WORDS, AllergyState
from app.pack_scan import read_pack
from app.pharmacy.pack_doubt import doubt_about
from app.pharmacy.queries import PRESCRIPTION
from app.pharmacy.rows import Prescription
from models.vocabulary import RequestId
from resources.icons import Icon
from views.layouts import column, row, scrolled
from views.pharmacy.hand_over import HandOver
from views.pharmacy.item_card import ItemCard
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice
from views.widgets.plain import badge, button, label, plain, wait_for_answer
from views.words import joined, kept_together, said
from views.workplace import Workplace


class DispensePanel(QWidget):
    """One prescription of one patient, and never two."""

    left = Signal()
    patient_wanted = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place = place
        self._wanted: UUID | None = None
        self._shown: Prescription | None = None
        self._words = ""
        self.cards: dict[RequestId, ItemCard] = {}
        self.name = label("", "title", wraps=True)
        self.facts, self.signed = label("", "muted", wraps=True), label("", "muted", wraps=True)
        self.allergies = Notice(tone="danger")
        self.paper = badge(self.tr("From paper"), "info")
        self.notice = Notice()
        self._deed = HandOver(place)
        self._deed.settled.connect(self._settled)
        self._deed.said.connect(self.notice.say)
        self.open_patient = button(self.tr("Open the patient"), "link")
        self.open_patient.clicked.connect(self._open_patient)
        self.commit = button(self.tr("Hand over and print labels   Enter"), "primary")
        self.commit.clicked.connect(self.hand_over)
        self.empty = EmptyState()
        self._items = plain()
        self._list: QVBoxLayout = column(self._items, gap="m")
        self._list.addStretch(1)
        self._stack = QStackedWidget()
        self._lay_out()
        self.put_away()
        place.runner.reload_on(PRESCRIPTION.tables, self.reload, owner=self)

    @property
    def prescription_id(self) -> UUID | None:
        """The prescription in front, or None."""
        return self._wanted

    def show_prescription(self, prescription_id: UUID, words: str = "") -> None:
        """Bring a prescription to the front, with a word about how it came."""
        if prescription_id != self._wanted:
            self.put_away()
            self._wanted = prescription_id
            self.empty.say(self.tr("Opening…"), "", Icon.CLOCK)
        self._words = words
        self.notice.say(words, "info")
        self.reload()

    def put_away(self) -> None:
        """Forget the prescription: nothing of it stays behind the next one."""
        self._wanted, self._shown = None, None
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self.cards.clear()
        self.notice.say("")
        self.empty.say(
            self.tr("No prescription is open"),
            self.tr("Scan one, or choose one in the list and press Enter."),
        )
        self._stack.setCurrentIndex(0)

    def reload(self) -> None:
        """Ask for the prescription again."""
        office, wanted = self._place.office, self._wanted
        if wanted is not None:
            self._place.runner.ask(
                lambda: office.ask(PRESCRIPTION, wanted),
                self._show,
                owner=self,
                slot="prescription",
                failed=self._unreadable,
            )

    def start(self) -> None:
        """Put the keyboard where the work goes on."""
        waiting = [card for card in self.cards.values() if card.is_open and not card.item.stops]
        if waiting:
            waiting[0].start()
        elif self._shown is not None:
            self.open_patient.setFocus(Qt.FocusReason.OtherFocusReason)

    def takes_pack(self, text: str) -> bool:
        """Take a scan of a medicine pack; False where it is none."""
        pack = read_pack(text)
        if pack is None:
            return False
        if self._shown is None:
            self.notice_outside(self.tr("Open the prescription first, then scan the pack."))
            return True
        fitting = [card for card in self.cards.values() if card.item.gtin == pack.gtin]
        open_ones = [card for card in fitting if card.is_open]
        if not open_ones:
            words = (
                self.tr("That medicine is handed over already.")
                if fitting
                else self.tr("Wrong pack: it is none of the medicines of this prescription.")
            )
            self.notice.say(words, "danger")
        elif pack.is_expired(self._place.office.site.today()):
            words = self.tr("Hard stop: this pack has expired. Put it aside and take another one.")
            open_ones[0].notice.say(words, "danger")
        else:
            self.notice.say(self._words, "info")
            open_ones[0].take_pack(pack, doubt_about(text, pack))
        return True

    def notice_outside(self, words: str) -> None:
        """Say something while no prescription is open."""
        self.empty.say(words, "", Icon.INFO)

    def hand_over(self) -> None:
        """Record everything that is filled in, and print its labels."""
        filled = [card for card in self.cards.values() if card.is_filled]
        if self._shown is None or self._deed.is_busy:
            return
        if not filled:
            self.notice.say(self.tr("Scan a pack, or fill in batch and expiry first."), "attention")
            self.start()
            return
        wait_for_answer(self.commit, self)
        self.notice.say(self._words, "info")
        self._deed.hand_over(filled)

    def print_again(self) -> None:
        """Print the label of what was handed over last."""
        made = [card.item.dispenses[0] for card in self.cards.values() if card.item.dispenses]
        if made:
            self._deed.print_label(made[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter hands over; Esc goes back to the list, and what was typed stays."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape and self._shown is not None:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _settled(self) -> None:
        self.commit.setEnabled(True)
        self.reload()

    def _show(self, found: Prescription | None) -> None:
        self._shown = found
        self._stack.setCurrentIndex(0 if found is None else 1)
        if found is None:
            self.empty.say(
                self.tr("This desk does not hold that prescription"),
                self.tr("Scan it from paper, or wait until it says Online."),
            )
            return
        self.name.setText(kept_together(found.patient))
        self.facts.setText(kept_together(joined((found.born, found.number))))
        self.signed.setText(self.tr("Signed %1").replace("%1", said(found.signed)))
        known = said(found.allergies)
        if found.allergy_tone == "danger":
            known = f"{said(STATE_WORDS[AllergyState.KNOWN])}: {known}"
        self.allergies.say(known, found.allergy_tone)
        self.paper.setVisible(found.from_paper)
        self._show_items(found)

    def _show_items(self, found: Prescription) -> None:
        is_new = list(self.cards) != [item.request_id for item in found.items]
        if is_new:
            for card in self.cards.values():
                card.hide()
                card.deleteLater()
            self.cards.clear()
        for item in found.items:
            if item.request_id in self.cards:
                self.cards[item.request_id].show_item(item)
                continue
            made = self.cards[item.request_id] = ItemCard(self._place, item)
            made.label_wanted.connect(self._deed.print_label)
            self._list.insertWidget(self._list.count() - 1, made)
        self.commit.setVisible(any(card.is_open for card in self.cards.values()))
        if is_new:
            self.start()

    def _unreadable(self) -> None:
        self.empty.say(
            self.tr("This prescription cannot be shown"),
            self.tr("Nothing is lost. Press F5 to try again."),
            Icon.DANGER,
        )
        self._stack.setCurrentIndex(0)

    def _open_patient(self) -> None:
        if self._shown is not None:
            self.patient_wanted.emit(self._shown.patient_id)

    def _lay_out(self) -> None:
        head = row(gap="m")
        head.addWidget(self.name, 1)
        head.addWidget(self.paper)
        foot = row(gap="m")
        foot.addWidget(self.commit)
        foot.addWidget(self.open_patient)
        foot.addStretch(1)
        page = plain()
        inner = column(page, gap="s")
        inner.addLayout(head)
        inner.addWidget(self.facts)
        inner.addWidget(self.signed)
        inner.addWidget(self.allergies)
        inner.addWidget(self.notice)
        inner.addWidget(scrolled(self._items), 1)
        inner.addLayout(foot)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        column(self).addWidget(self._stack)
