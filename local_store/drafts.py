"""Forms that somebody has begun and not saved: kept through a crash, for that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from local_store.writing import Writing
from models.values import instant_from_us, us_from_instant
from models.vocabulary import PractitionerId

_PUT = (
    "INSERT INTO form_draft (user_id, key, place, body, updated_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (user_id, key) DO UPDATE SET place = excluded.place, body = excluded.body,"
    " updated_at = excluded.updated_at"
)
_SELECT = "SELECT user_id, key, place, body, updated_at FROM form_draft WHERE user_id = ?"


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form.

    Attributes:
        key: which form about whom; one draft each for a person.
        user: whose it is.
        place: words that say what it is, for the list of drafts.
        body: what stands in the fields, as typed.
        updated_at: when it was last typed in.
    """

    key: str
    user: PractitionerId
    place: str
    body: dict[str, Any]
    updated_at: datetime


class Drafts:
    """The drafts of a store; each call is one small transaction."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def save(self, key: str, user: PractitionerId, place: str, body: Mapping[str, Any]) -> None:
        """Keep what stands in a form, over what was kept before."""
        text = msgspec.json.encode(dict(body)).decode()
        at = us_from_instant(self._writing.time.now())
        with self._writing.person() as raw:
            raw.execute(_PUT, (user.bytes, key, place, text, at))
        self._writing.tell("drafts")

    def get(self, key: str, user: PractitionerId) -> Draft | None:
        """One draft of a person, or None."""
        return next((draft for draft in self.all(user) if draft.key == key), None)

    def all(self, user: PractitionerId) -> list[Draft]:
        """A person's drafts, the newest first."""
        with self._writing.database.reading() as connection:
            rows = connection.exec_driver_sql(_SELECT, (user.bytes,)).all()
        drafts = [
            Draft(
                key,
                PractitionerId(UUID(bytes=who)),
                place,
                msgspec.json.decode(body),
                instant_from_us(us),
            )
            for who, key, place, body, us in rows
        ]
        return sorted(drafts, key=lambda draft: draft.updated_at, reverse=True)

    def discard(self, key: str, user: PractitionerId) -> None:
        """Throw a draft away; one that is not there is no fault."""
        with self._writing.person() as raw:
            raw.execute("DELETE FROM form_draft WHERE user_id = ? AND key = ?", (user.bytes, key))
        self._writing.tell("drafts")
