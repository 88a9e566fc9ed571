"""One medicine of a prescription: what to say, what warns, and what is handed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.command import Refused
from app.fields import form_fields
from app.pack_scan import PackScan
from app.pharmacy.record_dispense import RecordDispense
from app.pharmacy.rows import DispenseItem
from app.pharmacy.standing import Standing
from app.registration.wording import date_words
from views.forms.field_box import FieldBox
from views.forms.field_widgets import LineControl
from views.layouts import grid, row
from views.widgets.notice import Notice, Tone
from views.widgets.plain import Card, badge, button, label, restyle
from views.words import joined, kept_together, said

_TONES = {
    Standing.TO_DISPENSE: "info",
    Standing.PARTLY: "attention",
    Standing.DISPENSED: "success",
    Standing.ON_HOLD: "attention",
    Standing.STOPPED: "danger",
}
_FACTS = ("quantity", "batch", "expires")
_MORE = ("reason", "handed_over")


class ItemCard(Card):
    """What is typed stays when the prescription is read again; it goes when it is recorded."""

    label_wanted = Signal(object)

    def __init__(self, item: DispenseItem) -> None:
        super().__init__()
        self.item = item
        self.gtin: str | None = None
        self.name = label("", "heading", wraps=True)
        self.state = badge("")
        self.directions = label("", "value", wraps=True)
        self.amounts = label("", "muted", wraps=True)
        self.warning, self.notice = Notice(), Notice()
        self.boxes = {each.name: FieldBox(each) for each in form_fields(RecordDispense)}
        self.next_words = label("", "muted", wraps=True)
        self.next_batch = button(self.tr("Take this batch"))
        self.next_batch.clicked.connect(self.take_next_batch)
        self.again = button(self.tr("Print label again"), "link")
        self.again.clicked.connect(lambda: self.label_wanted.emit(self.item.dispenses[0]))
        self._fields = QWidget()
        self._fields.setProperty("kind", "plain")
        self._lay_out()
        self.show_item(item, afresh=True)

    @property
    def is_filled(self) -> bool:
        """Whether there is something to hand over."""
        return self.is_open and all(self.boxes[name].value.strip() for name in _FACTS)

    @property
    def is_open(self) -> bool:
        """Whether anything of the order is left, or has to be recorded late."""
        return self.item.standing is not Standing.DISPENSED

    def raw(self) -> dict[str, str]:
        """Every text as it stands."""
        return {name: box.value for name, box in self.boxes.items()}

    def show_item(self, item: DispenseItem, *, afresh: bool = False) -> None:
        """Show how the order stands now."""
        self.item = item
        self.setAccessibleName(joined((item.medicine, said(item.state))))
        self.name.setText(kept_together(item.medicine))
        for box in self.boxes.values():
            box.control.setAccessibleName(self._of_it(said(box.field.label)))
        self.again.setAccessibleName(self._of_it(self.again.text()))
        self.next_batch.setAccessibleName(self._of_it(self.next_batch.text()))
        self.state.setText(said(item.state))
        restyle(self.state, tone=_TONES[item.standing])
        self.directions.setText(kept_together(item.directions))
        self.amounts.setText(
            joined(
                (
                    self.tr("Ordered: %1").replace("%1", said(item.ordered)),
                    self.tr("handed over: %1").replace("%1", item.dispensed),
                )
            )
        )
        tone: Tone = "danger" if item.stops or item.needs_reason else "attention"
        self.warning.say("\n".join(said(words) for words in item.warnings), tone)
        self.again.setVisible(bool(item.dispenses))
        self._fields.setVisible(self.is_open)
        self.boxes["reason"].setVisible(item.needs_reason)
        self.boxes["handed_over"].setVisible(item.stops)
        self._offer_batch()
        if afresh:
            self.clear()

    def clear(self) -> None:
        """Nothing is typed; the whole rest of the order is proposed."""
        self.gtin = None
        for box in self.boxes.values():
            box.put("")
            box.answer("")
        left = self.item.remaining
        self.boxes["quantity"].put(f"{left.normalize():f}" if left else "")

    def take_pack(self, pack: PackScan, doubt: str) -> None:
        """Fill in what the code of the pack says."""
        self.gtin = pack.gtin
        if pack.batch:
            self.boxes["batch"].put(pack.batch)
        if pack.expires_on is not None:
            self.boxes["expires"].put(date_words(pack.expires_on))
        words = said(doubt) if doubt else self.tr("The scanned pack is the right product.")
        self.notice.say(words, "attention" if doubt else "success")
        self.start()

    def take_next_batch(self) -> None:
        """Fill in the batch that expires first."""
        if self.item.batches:
            batch = self.item.batches[0]
            self.boxes["batch"].put(batch.code)
            self.boxes["expires"].put(batch.expires)
            self.start()

    def start(self) -> None:
        """Put the keyboard into the first field that is empty."""
        shown = [box for name, box in self.boxes.items() if name not in _MORE or box.isVisible()]
        empty = [box for box in shown if not box.value.strip()]
        control = (empty or shown)[0].control
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(control, LineControl):
            control.selectAll()

    def refuse(self, refused: Refused) -> None:
        """Say why nothing was recorded, and at the fields it is about what to do."""
        self.notice.say(said(refused.words), "danger")
        for name, words in refused.problems.items():
            box = self.boxes[name]
            box.setVisible(True)
            box.complain(said(words))
        wrong = [box for name, box in self.boxes.items() if name in refused.problems]
        if wrong:
            wrong[0].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of_it(self, words: str) -> str:
        """What a screen reader says, where every card has the same words."""
        return self.tr("%1: %2").replace("%1", words).replace("%2", self.item.medicine)

    def _offer_batch(self) -> None:
        held = self.item.batches
        if held:
            words = self.tr("Next: batch %1, %2, %3 there")
            parts = (held[0].code, held[0].expires, held[0].balance)
            for number, part in enumerate(parts, start=1):
                words = words.replace(f"%{number}", part)
            self.next_words.setText(words)
        offered = bool(held) and self.is_open
        self.next_words.setVisible(offered)
        self.next_batch.setVisible(offered)

    def _lay_out(self) -> None:
        head = row(gap="m")
        head.addWidget(self.name, 1)
        head.addWidget(self.again)
        head.addWidget(self.state)
        fields = grid(self._fields, gap="m")
        for place, name in enumerate(_FACTS):
            fields.addWidget(self.boxes[name], 0, place)
        for line, name in enumerate(_MORE, start=1):
            fields.addWidget(self.boxes[name], line, 0, 1, len(_FACTS))
        self.body.addLayout(head)
        for part in (self.directions, self.amounts, self.warning, self.notice, self._fields):
            self.body.addWidget(part)
        next_one = row(gap="m")
        next_one.addWidget(self.next_words, 1)
        next_one.addWidget(self.next_batch)
        self.body.addLayout(next_one)
