"""Where a person's actions and questions are carried out: the one door of the screens.

Right, then field checks, then the rule, then one transaction. A failure becomes words here and
nowhere else; a fault of the program passes through, to the crash window.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import structlog

from app.command import (
    ALREADY_SAVED,
    NO_RIGHT,
    NOBODY,
    UNFINISHED,
    Act,
    Done,
    OpenForm,
    Opening,
    Outcome,
    Paper,
    PrintTask,
    Refuse,
    Refused,
    Unavailable,
    UseCase,
)
from app.desk import Desk, Person
from app.fields import form_fields, untouched
from app.forms import MISSING, Checked, check_field, parse_form
from app.locks import Deed, Locked, lock, unlock
from app.online import Line, OnlineCommand, why_offline
from app.paper.intake import PaperIntake
from app.print_room import PrintRoom
from app.query import PRINT_JOBS, Look, Query
from app.site import Site
from local_store.action import Tx
from local_store.drafts import Drafts
from local_store.errors import NotEnrolledError, StoreDamagedError, StoreUnavailableError
from local_store.reading import Read
from local_store.store import Store
from models.rights import may
from models.vocabulary import DeviceId, ReplicaClass

I = TypeVar("I")  # noqa: E741 - the input of a use case
P = ParamSpec("P")
T = TypeVar("T")
_log = structlog.get_logger("almoner.office")
STORE_TROUBLE = (StoreUnavailableError, StoreDamagedError, NotEnrolledError)
"""What may happen to the store at any time: words for the person, no fault of the program."""
_REMEMBERED = 500
"""So many settled actions are remembered, to answer a second save of the same form."""


class Office:
    """Carries out what people do and answers what they ask. Any thread may call it."""

    def __init__(self, store: Store, desk: Desk, room: PrintRoom, site: Site) -> None:
        self._store, self._desk, self.room, self.site = store, desk, room, site
        self.line: Line | None = None
        self.paper = PaperIntake(store, site.now)
        self._settled: OrderedDict[UUID, tuple[object, Done]] = OrderedDict()
        self._settling = Lock()

    @property
    def drafts(self) -> Drafts:
        """What people have typed and not saved."""
        return self._store.drafts

    def holds(self, replica_class: ReplicaClass) -> bool:
        """Whether this desk holds rows of a class."""
        identity = self._store.identity
        return identity is not None and replica_class in identity.classes

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Be told which tables changed, on the thread that changed them.

        Returns:
            A function that ends the subscription.
        """
        return self._store.subscribe(listener)

    def ask(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a question from one consistent view of the store."""
        with self._store.read() as read:
            return query.function(self._look(read), *args, **kwargs)

    def open_form(
        self,
        use_case: UseCase[I] | PrintTask[I],
        context: Mapping[str, object] | None = None,
        action: UUID | None = None,
    ) -> OpenForm[I]:
        """Put a form in front of somebody.

        Args:
            use_case: what it is for.
            context: what the desk knows: `patient`, and the row to change.
            action: the id kept with a draft that is taken up again.
        """
        opening = Opening({}, context or {})
        if isinstance(use_case, UseCase) and use_case.opening is not None:
            with self._store.read() as read:
                opening = use_case.opening(self._look(read), opening.context)
        raw = {**untouched(use_case.input), **opening.raw}
        action = action or self.site.new_id()
        return OpenForm(use_case, action, raw, opening.context, opening.options)

    def check(self, form: OpenForm[I], field: str, text: str) -> Checked:
        """Read one field while it is being typed."""
        (shown,) = (f for f in form_fields(form.use_case.input) if f.name == field)
        return check_field(shown, text, self.site.today(), self.site.order, form.context)

    def save(self, form: OpenForm[I], raw: Mapping[str, str]) -> Outcome:
        """Carry out a filled-in form; saved twice, it is done once."""
        parsed = parse_form(
            form.use_case.input, raw, form.context, self.site.today(), self.site.order
        )
        refused = self._without_right(form.use_case)
        if refused is not None or parsed.command is None:
            return refused or Refused(UNFINISHED, problems=parsed.problems, code="fields")
        return self.execute(form.use_case, parsed.command, form.action)

    def execute(
        self, use_case: UseCase[I] | PrintTask[I], command: I, action: UUID | None = None
    ) -> Outcome:
        """Carry out a use case: right, fields, rule, one transaction.

        The same `action` carried out again gives the same answer and records nothing; with
        something else in it, it is refused in words: nothing typed passes for saved.
        """
        refused = self._without_right(use_case) or _incomplete(command)
        if refused is not None:
            return refused
        person = self._desk.acting
        if person is None:
            return Refused(NOBODY, code="nobody")
        locked = self._lock(use_case, command, person)
        if locked.refusal:
            return Refused(locked.refusal, code="locked")
        deed = Deed(person.id, action or self.site.new_id(), locked.tokens)
        with self._settling:
            if deed.action in self._settled:
                settled, done = self._settled[deed.action]
                return done if settled == command else Refused(ALREADY_SAVED, code="already_saved")
            outcome = self._sorted(use_case, command, deed)
            if isinstance(outcome, Done):
                self._settled[deed.action] = (command, outcome)
                if len(self._settled) > _REMEMBERED:
                    self._settled.popitem(last=False)
        if not isinstance(outcome, Done):
            unlock(self.line, deed.tokens)
        return outcome

    def why_not(self, command: OnlineCommand[Any]) -> str | None:
        """Why an online command cannot be given now and what to do instead, or None if it can."""
        refused = self._without_right(command)
        return refused.words if refused else why_offline(command, self.line)

    def request(self, command: OnlineCommand[I], given: I) -> Outcome:
        """Ask the service to decide. Waits for the answer: not on the UI thread."""
        refused = self._without_right(command)
        person = self._desk.acting
        if refused is not None or person is None:
            return refused or Refused(NOBODY, code="nobody")
        line, why = self.line, why_offline(command, self.line)
        if line is None or why is not None:
            return Unavailable(why or command.explain_offline)
        answer = line.command(command.key, command.arguments(given), person.id)
        if answer.state == "done":
            return Done(command.tables, result=answer.result, words=answer.message)
        if answer.state == "refused":
            return Refused(answer.message, code="decided")
        return Unavailable(answer.message)

    def _without_right(self, use_case: Any) -> Refused | None:
        person = self._desk.acting
        if person is None:
            return Refused(NOBODY, code="nobody")
        if not may(person.roles, use_case.key):
            return Refused(NO_RIGHT.format(title=use_case.title), code="right")
        return None

    def _lock(self, use_case: UseCase[I] | PrintTask[I], command: I, person: Person) -> Locked:
        if not isinstance(use_case, UseCase) or use_case.lock is None or self.line is None:
            return Locked()
        with self._store.read() as read:
            resources = use_case.lock(self._look(read), command)
        return lock(self.line, resources, person.id)

    def _carry_out(self, use_case: UseCase[I] | PrintTask[I], command: I, deed: Deed) -> Done:
        if isinstance(use_case, PrintTask):
            with self._store.read() as read:
                paper = Paper(self._look(read), deed.by, deed.action, self.room)
                words = use_case.function(paper, command)
            self.room.ring()
            return Done(frozenset({PRINT_JOBS}), words=words)
        with self._store.act(use_case.key, deed.by) as tx:
            result = use_case.function(self._act(tx, deed), command)
            # In the same transaction, so that a kill leaves the draft or the record, never both.
            tx.discard_draft_of(deed.action)
        _log.info("recorded", use_case=use_case.key, change_set=str(tx.change_set_id))
        if self.line is not None:
            self.line.nudge()
        return Done(tx.changed, tx.change_set_id if tx.changed else None, result)

    def _act(self, tx: Tx, deed: Deed) -> Act:
        identity = self._store.identity
        return Act(
            tx=tx,
            by=deed.by,
            id=deed.action,
            now=self.site.now(),
            order=self.site.order,
            desk=DeviceId(identity.device) if identity else None,
            series=identity.series if identity else "",
            offline=self.line is None or self.line.status().state != "online",
            tokens=deed.tokens,
        )

    def _sorted(self, use_case: UseCase[I] | PrintTask[I], command: I, deed: Deed) -> Outcome:
        try:
            return self._carry_out(use_case, command, deed)
        except Refuse as no:
            words = use_case.refusals[no.reason].format(**no.values)
            problems = {no.field: words} if no.field else {}
            return Refused(words, no.field, problems, code=str(no.reason))
        except STORE_TROUBLE as error:
            return Unavailable(str(error))

    def _look(self, read: Read) -> Look:
        return Look(read, self._store, self.site.now(), self.site.order)


def _incomplete(command: Any) -> Refused | None:
    """Whoever fills an input without a form is held to the same required fields."""
    missing = {
        field.name: MISSING.format(label=field.label)
        for field in form_fields(type(command))
        if field.required and getattr(command, field.name) in (None, "")
    }
    return Refused(UNFINISHED, problems=missing, code="fields") if missing else None
