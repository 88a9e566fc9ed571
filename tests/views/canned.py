"""An office that answers from a table: for the states that a real one is hard to bring into.

Forms are read by the real `app.forms`; only what is recorded and what is answered is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from app.allergies.rows import AllergyCard
from app.allergy_state import AllergyState
from app.command import Done, OpenForm, Outcome, Refused
from app.desk import Desk, Person
from app.desk_card import DeskCard
from app.doses.rows import DoseScan
from app.fields import form_fields, untouched
from app.forms import check_field, parse_form
from app.orders.rows import OrderPreview
from app.registration.rows import SearchResult
from app.sync.rows import SyncOverview
from app.typed_dates import DayOrder
from models.vocabulary import PractitionerId, ReplicaClass, Role
from sync_client.status import CATCHING_UP, FAILED, NOT_ENROLLED, OFFLINE, ONLINE
from tests.views.chart_samples import EMPTY_CHART
from views.runner import Runner
from views.workplace import Workplace

NOW = datetime(2026, 11, 21, 10, 47, tzinfo=UTC)
SPACE = UUID("6f1f8f8c-0b7e-4e43-9b8e-3b8a4f1d2c3b")
CALM = SyncOverview(0, (), (), 0, "today 10:46", "")


def an_id(name: str) -> UUID:
    """The same id for the same name, always."""
    return uuid5(SPACE, name)


ADEYEMI = Person(
    PractitionerId(an_id("adeyemi")), "g.adeyemi", "Grace Adeyemi", (Role.ADMINISTRATOR,)
)


@dataclass
class CannedDrafts:
    """Drafts in memory, with the names of the real ones."""

    kept: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict)

    def save(self, key: str, user: PractitionerId, _place: str, body: Mapping[str, Any]) -> None:
        self.kept[key, user] = dict(body)

    def get(self, key: str, user: PractitionerId) -> Any:
        body = self.kept.get((key, user))
        return None if body is None else SimpleNamespace(body=body)

    def discard(self, key: str, user: PractitionerId) -> None:
        self.kept.pop((key, user), None)


MEANINGS = {
    "online": ONLINE,
    "offline": OFFLINE,
    "catching_up": CATCHING_UP,
    "not_enrolled": NOT_ENROLLED,
    "trouble": FAILED,
}


class CannedLine:
    """A line whose state the test sets."""

    def __init__(self, state: str = "online") -> None:
        self.nudged = 0
        self._listeners: list[Callable[[Any], None]] = []
        self._set(state, MEANINGS[state], 0)

    def status(self) -> Any:
        return self._status

    def nudge(self) -> None:
        self.nudged += 1

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def become(self, state: str, words: str = "", behind: int = 0) -> None:
        self._set(state, words or MEANINGS[state], behind)
        for listener in tuple(self._listeners):
            listener(self._status)

    def _set(self, state: str, words: str, behind: int) -> None:
        since = NOW.replace(minute=42)
        self._status = SimpleNamespace(
            state=state, words=words, behind=behind, since=since, live=state == "online"
        )


class CannedRoom:
    """A print room that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, UUID]] = []

    def retry(self, job_id: UUID) -> bool:
        self.asked.append(("retry", job_id))
        return True

    def cancel(self, job_id: UUID) -> bool:
        self.asked.append(("cancel", job_id))
        return True

    def confirm(self, job_id: UUID) -> bool:
        self.asked.append(("confirm", job_id))
        return True


class CannedOffice:
    """Answers by the key of the query; `saves` holds what was saved."""

    def __init__(self, answers: Mapping[str, Any] | None = None) -> None:
        self.answers: dict[str, Any] = {
            **EMPTY_CHART,
            "dispense.worklist": (),
            "dispense.prescription": None,
            "stock.list": (),
            "patients.recent": (),
            "patients.search": SearchResult((), None, ""),
            "patient.card": None,
            "beds.board": (),
            "allergies.card": AllergyCard(AllergyState.NOT_RECORDED),
            "orders.patient": (),
            "orders.preview": OrderPreview(),
            "doses.today": (),
            "doses.scan": DoseScan("none"),
            "visits.today": (),
            "patients.similar": (),
            "print.queue": (),
            "sync.overview": CALM,
            "sync.conflicts": (),
            "sync.conflict": None,
            "billing.accounts": (),
            "billing.bill": None,
            "billing.usual": None,
            "attention.open": (),
            "attention.count": 0,
            "desk.card": DeskCard("R-01", "Front desk", 1204),
            **(answers or {}),
        }
        self.line: Any = CannedLine()
        self.drafts, self.room = CannedDrafts(), CannedRoom()
        self.site = SimpleNamespace(now=lambda: NOW, today=NOW.date, order=DayOrder.DAY_FIRST)
        self.saves: list[tuple[str, dict[str, str], Mapping[str, object], UUID]] = []
        self.requests: list[Any] = []
        self.outcome: Outcome | None = None
        self.opening: Mapping[str, str] = {}
        self.classes = frozenset(ReplicaClass)
        self._listeners: list[Callable[[frozenset[str]], None]] = []
        self._count = 0

    def holds(self, replica_class: ReplicaClass) -> bool:
        return replica_class in self.classes

    def ask(self, query: Any, *args: Any) -> Any:
        answer = self.answers[query.key]
        if isinstance(answer, Exception):
            raise answer
        return answer(*args) if callable(answer) else answer

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, *tables: str) -> None:
        for listener in tuple(self._listeners):
            listener(frozenset(tables))

    def open_form(self, use_case: Any, context: Any = None, action: UUID | None = None) -> Any:
        self._count += 1
        raw = {**untouched(use_case.input), **self.opening}
        texts = {f.name: raw.get(f.name, "") for f in form_fields(use_case.input)}
        return OpenForm(use_case, action or an_id(f"form {self._count}"), texts, context or {})

    def check(self, form: Any, name: str, text: str) -> Any:
        (shown,) = (f for f in form_fields(form.use_case.input) if f.name == name)
        return check_field(shown, text, NOW.date(), context=form.context)

    def save(self, form: Any, raw: Mapping[str, str]) -> Outcome:
        self.saves.append((form.use_case.key, dict(raw), form.context, form.action))
        if self.outcome is not None:
            return self.outcome
        context = {"seen": None, **form.context}
        parsed = parse_form(form.use_case.input, raw, context, NOW.date())
        if parsed.command is None:
            return Refused("The form is not complete.", problems=parsed.problems)
        return Done(frozenset(), form.action, form.action)

    def why_not(self, command: Any) -> str | None:
        return None if self.line.status().state == "online" else command.explain_offline

    def request(self, _command: Any, given: Any) -> Outcome:
        self.requests.append(given)
        return self.outcome or Done(words="Bed 12 is booked for OKAFOR, Chidi.")


def a_workplace(office: CannedOffice, person: Person | None = ADEYEMI) -> Workplace:
    """A workplace whose runner works at once."""
    desk, runner = Desk(), Runner(inline=True)
    if person is not None:
        desk.sign_in(person)
    runner.follow(office.subscribe)
    runner.follow_line(office.line.subscribe)
    stand_in: Any = office
    return Workplace(stand_in, desk, runner)
