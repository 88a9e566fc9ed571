"""Recording what is handed over, card by card, and printing its labels."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.command import Done, Outcome, Refused
from app.pharmacy.print_label import PRINT_LABEL
from app.pharmacy.record_dispense import RECORD_DISPENSE
from views.pharmacy.item_card import ItemCard
from views.widgets.notice import tone_of
from views.words import said
from views.workplace import Workplace


class HandOver(QObject):
    """Each medicine is a record of its own: one that is refused keeps no other from being saved.

    `settled` comes when every answer is there, `said` carries words with their tone.
    """

    settled = Signal()
    said = Signal(str, str)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._waiting = 0

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting > 0

    def hand_over(self, cards: Sequence[ItemCard]) -> None:
        """Record what is filled in on these cards."""
        self._waiting = len(cards)
        for card in cards:
            context = {"request": card.item.request_id, "gtin": card.gtin}
            action = card.kept.begin()
            answered = self._answer_to(card, action)
            self._place.carry_out(
                RECORD_DISPENSE, context, card.raw(), answered, owner=self, action=action
            )

    def print_label(self, dispense_id: UUID) -> None:
        """Put a label into the print queue."""
        context = {"dispense": dispense_id}
        self._place.carry_out(PRINT_LABEL, context, {}, self._printed, owner=self)

    def _answer_to(self, card: ItemCard, action: UUID | None) -> Callable[[Outcome], None]:
        def answered(outcome: Outcome) -> None:
            card.kept.end(action, recorded=isinstance(outcome, Done))
            if isinstance(outcome, Done):
                card.clear()
                card.notice.say(self.tr("Handed over. Saved at this desk."), "success")
                self.print_label(outcome.result)
            elif isinstance(outcome, Refused):
                card.refuse(outcome)
            else:
                card.notice.say(said(outcome.words), tone_of(outcome))
            self._waiting -= 1
            if not self._waiting:
                self.settled.emit()

        return answered

    def _printed(self, outcome: Outcome) -> None:
        self.said.emit(said(outcome.words), tone_of(outcome))
