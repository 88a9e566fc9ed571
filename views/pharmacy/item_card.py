"""One medicine of a prescription: what to say, what warns, and what is handed over."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.command import Refused
from app.fields import form_fields
from app.pack_scan import PackScan
from app.pharmacy.record_dispense import RECORD_DISPENSE, RecordDispense
from app.pharmacy.rows import DispenseItem
from app.pharmacy.standing import Standing
from app.registration.wording import date_words
from views.forms.card_keeper import CardKeeper
from views.forms.field_box import FieldBox
from views.forms.field_widgets import LineControl
from views.layouts import grid, row
from views.widgets.notice import Notice, Tone
from views.widgets.plain import Card, badge, button, label, restyle
from views.words import joined, kept_together, said
from views.workplace import Workplace

_TONES = {
    Standing.TO_DISPENSE: "info",
    Standing.PARTLY: "attention",
    Standing.DISPENSED: "success",
    Standing.ON_HOLD: "attention",
    Standing.STOPPED: "danger",
}
_FACTS = ("quantity", "batch", "expires")
_MORE = ("reason", "handed_over")
_GTIN = "gtin"
"""Kept with what is typed: the product that was scanned is checked again when it is recorded."""


class ItemCard(Card):
    """What is typed stays, through a kill too, until it is recorded."""

    label_wanted = Signal(object)

    def __init__(self, place: Workplace, item: DispenseItem) -> None:
        super().__init__()
        self.item = item
        self.gtin: str | None = None
        self.name = label("", "heading", wraps=True)
        self.state = badge("")
        self.directions = label("", "value", wraps=True)
        self.amounts = label("", "muted", wraps=True)
        self.warning, self.notice = Notice(), Notice()
        self.back = Notice()
        self.afresh = self.back.offer(self.tr("Start afresh"))
        self.afresh.clicked.connect(self._start_afresh)
        self.boxes = {each.name: FieldBox(each) for each in form_fields(RecordDispense)}
        self.kept = CardKeeper(place, RECORD_DISPENSE, self._typed, self)
        self.kept.came_back.connect(self._came_back)
        for box in self.boxes.values():
            box.edited.connect(self.kept.edited)
            box.left.connect(lambda _name: self.kept.keep())
        self.next_words = label("", "muted", wraps=True)
        self.next_batch = button(self.tr("Take this batch"))
        self.next_batch.clicked.connect(self.take_next_batch)
        self.again = button(self.tr("Print label again"), "link")
        self.again.clicked.connect(lambda: self.label_wanted.emit(self.item.dispenses[0]))
        self._fields = QWidget()
        self._fields.setProperty("kind", "plain")
        self._lay_out()
        self.show_item(item, afresh=True)
        self.kept.open({"request": item.request_id})

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
        self.afresh.setAccessibleName(self._of_it(self.afresh.text()))
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
        self._show_more()
        self._offer_batch()
        if afresh:
            self.clear()

    def clear(self) -> None:
        """Nothing is typed; the whole rest of the order is proposed."""
        self.gtin = None
        self.back.say("")
        for name, box in self.boxes.items():
            box.put(self._proposed().get(name, ""))
            box.answer("")

    def take_pack(self, pack: PackScan, doubt: str) -> None:
        """Fill in what the code of the pack says."""
        self.gtin = pack.gtin
        if pack.batch:
            self.boxes["batch"].put(pack.batch)
        if pack.expires_on is not None:
            self.boxes["expires"].put(date_words(pack.expires_on))
        self.kept.edited(_GTIN, "batch", "expires")
        words = said(doubt) if doubt else self.tr("The scanned pack is the right product.")
        self.notice.say(words, "attention" if doubt else "success")
        self.start()

    def take_next_batch(self) -> None:
        """Fill in the batch that expires first."""
        if self.item.batches:
            batch = self.item.batches[0]
            self.boxes["batch"].put(batch.code)
            self.boxes["expires"].put(batch.expires)
            self.kept.edited("batch", "expires")
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

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed whenever it goes out of sight."""
        super().hideEvent(event)
        self.kept.keep()

    def _proposed(self) -> dict[str, str]:
        left = self.item.remaining
        return {"quantity": f"{left.normalize():f}" if left else ""}

    def _typed(self) -> Mapping[str, str]:
        """Nothing, while all stands as the card proposes it."""
        proposed = {name: self._proposed().get(name, "") for name in self.boxes}
        raw = self.raw()
        return {} if raw == proposed else {**raw, _GTIN: self.gtin or ""}

    def _came_back(self, texts: Mapping[str, str]) -> None:
        if not self.is_open:
            return  # it was handed over meanwhile, and there is nothing left to type
        self.gtin = texts.get(_GTIN) or self.gtin
        for name, box in self.boxes.items():
            if name in texts:
                box.put(texts[name])
        self._show_more()
        self.back.say(self.tr("What you typed before is back. It is not recorded yet."))

    def _start_afresh(self) -> None:
        self.clear()
        self._show_more()
        self.kept.start_afresh()
        self.start()

    def _show_more(self) -> None:
        """What is asked for now, and what holds a text: nothing unseen is ever recorded."""
        asked = {"reason": self.item.needs_reason, "handed_over": self.item.stops}
        for name, is_asked in asked.items():
            self.boxes[name].setVisible(is_asked or bool(self.boxes[name].value.strip()))

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
        for part in (
            self.directions,
            self.amounts,
            self.warning,
            self.back,
            self.notice,
            self._fields,
        ):
            self.body.addWidget(part)
        next_one = row(gap="m")
        next_one.addWidget(self.next_words, 1)
        next_one.addWidget(self.next_batch)
        self.body.addLayout(next_one)
