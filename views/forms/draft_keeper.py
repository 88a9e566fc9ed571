"""Keeps what one person types into one form: a kill, a lock or a switch loses none of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject

from views.workplace import Workplace

ACTION, TEXTS = "action", "texts"


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft: the id of the form it was typed into, and every text."""

    action: UUID
    raw: Mapping[str, str]


class DraftKeeper:
    """One form, about one subject, for whoever is at the desk."""

    def __init__(
        self, place: Workplace, form: str, context: Mapping[str, object], owner: QObject
    ) -> None:
        self._place, self._owner = place, owner
        about = sorted(f"{name}={value}" for name, value in context.items())
        self.key = " ".join((form, *about))
        self._form = form

    def find(self) -> Kept | None:
        """The draft, if there is one; reads the store, so not on the UI thread."""
        person = self._place.desk.person
        draft = self._place.office.drafts.get(self.key, person.id) if person else None
        if draft is None:
            return None
        return Kept(UUID(draft.body[ACTION]), draft.body[TEXTS])

    def keep(self, action: UUID, raw: Mapping[str, str]) -> None:
        """Save over what was kept before."""
        person, drafts = self._place.desk.person, self._place.office.drafts
        if person is not None:
            body = {ACTION: str(action), TEXTS: dict(raw)}
            self._write(lambda: drafts.save(self.key, person.id, self._form, body))

    def drop(self) -> None:
        """It is recorded, or thrown away."""
        person, drafts = self._place.desk.person, self._place.office.drafts
        if person is not None:
            self._write(lambda: drafts.discard(self.key, person.id))

    def _write(self, work: Callable[[], None]) -> None:
        self._place.runner.submit(work, lambda _nothing: None, owner=self._owner)
