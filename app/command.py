"""What a person can do: use cases, and what can come of one (`app.office` carries them out)."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from app.typed_dates import DayOrder
from models.vocabulary import N_, DeviceId, PractitionerId

# Windows that show before the store is opened know outcomes, so this module must cost nothing.
if TYPE_CHECKING:
    from app.print_room import PrintRoom
    from app.query import Look
    from local_store.store import Tx

I = TypeVar("I")  # noqa: E741 - the input of a use case


@dataclass(frozen=True, slots=True)
class Done:
    """It is recorded at this desk.

    Attributes:
        changed_tables: what a screen may have to ask again.
        change_set_id: the change set, or None when nothing had to be recorded.
        result: what the use case gives back, an id for instance.
        words: what to tell the person, or "".
    """

    changed_tables: frozenset[str] = frozenset()
    change_set_id: UUID | None = None
    result: Any = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not allowed, and doing it again will not help.

    Attributes:
        words: what was wrong and what to do.
        field: the field it is about, or None.
        problems: the words for each field that has a problem.
        code: the refusal for programs, such as `right` or `no_name`.
    """

    words: str
    field: str | None = None
    problems: Mapping[str, str] = dataclasses.field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """It cannot be done at the moment; nothing was changed."""

    words: str


Outcome = Done | Refused | Unavailable


class Refuse(Exception):
    """A rule says no. `values` fill the braces of the refusal's words."""

    def __init__(self, reason: StrEnum, field: str | None = None, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.field, self.values = reason, field, values


@dataclass(frozen=True, slots=True)
class Act:
    """One person's action while it happens.

    Attributes:
        tx: where it is recorded.
        by: who acts.
        id: the action, the same when the same opened form is saved twice. A record that the
            action makes takes it as its id, so that even after a crash there is one record.
        now: the instant, in the zone of the site.
        order: how the site writes dates.
        desk: the device this desk is.
        series: the letters its own numbers begin with (receipts, invoices, queue tokens).
        offline: whether the service cannot be reached at this moment.
        tokens: the numbers of the service's locks that are held for this action, by resource.
    """

    tx: "Tx"
    by: PractitionerId
    id: UUID
    now: datetime
    order: DayOrder
    desk: DeviceId | None = None
    series: str = ""
    offline: bool = True
    tokens: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def stamp(self) -> dict[str, Any]:
        """The fields of `models.care.Recorded`: who recorded it, where and when."""
        return {
            "recorded_at": self.tx.now,
            "recorded_by_id": self.by,
            "recorded_on_id": self.desk,
        }


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form shows when it opens: its texts, and what the desk knows beside them.

    `options` are the (id, words) that a `Pick` offers, by the name of its field.
    """

    raw: Mapping[str, str]
    context: Mapping[str, object]
    options: Mapping[str, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UseCase(Generic[I]):
    """A thing a person can do. Its key is also the right to do it and its label in the audit.

    Attributes:
        key: `area.verb_noun`.
        title: what the form is called.
        input: the form.
        function: the hospital's rule, which records.
        refusals: words for each reason the rule can refuse with.
        opening: what the form shows at first; without it the form starts empty.
        lock: the resources (`table:id`) that the service must lock for this desk first, while it
            can be reached; without it, or where it gives none, none is needed.
    """

    key: str
    title: str
    input: type[I]
    function: Callable[[Act, I], object]
    refusals: Mapping[StrEnum, str] = dataclasses.field(default_factory=dict)
    opening: Callable[["Look", Mapping[str, object]], Opening] | None = None
    lock: Callable[["Look", I], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One printing while it happens: what is known, who asked, and where the paper comes out.

    `id` is the action: the same printing asked for twice is one print job.
    """

    look: "Look"
    by: PractitionerId
    id: UUID
    room: "PrintRoom"


@dataclass(frozen=True, slots=True)
class PrintTask(Generic[I]):
    """A thing a person can have printed: it records nothing about the patient.

    The fields are those of `UseCase`; `function` puts the paper into the print queue and gives
    the words that say so.
    """

    key: str
    title: str
    input: type[I]
    function: Callable[[Paper, I], str]
    refusals: Mapping[StrEnum, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenForm(Generic[I]):
    """A form in front of somebody. Saved twice, it is done once.

    Attributes:
        use_case: what it is for.
        action: the id of this opened form; a draft keeps it together with the texts.
        raw: the texts it starts with.
        context: what the desk knows beside them.
        options: what can be picked, by field.
    """

    use_case: UseCase[I] | PrintTask[I]
    action: UUID
    raw: Mapping[str, str]
    context: Mapping[str, object]
    options: Mapping[str, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)


NOBODY = N_("Nobody is signed in at this desk. Sign in and try again.")
NO_RIGHT = N_("Your role does not include “{title}”. Ask a colleague who may do it.")
ALREADY_SAVED = N_(
    "This form was saved before with other words in it. What stands in it now is not saved: "
    "choose Start afresh, then enter it again."
)
UNFINISHED = N_("The form is not complete. Look at the marked fields.")
