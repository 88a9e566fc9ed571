"""What the connectivity pill says: always true, never alarming."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

from models.ids import Clock
from models.vocabulary import N_
from models.wire import SILENCE_S
from sync_client.line import Line

QUIET_S = SILENCE_S + 1.0
"""The live line reports silence itself; this is for a line that only polls."""

NOT_ENROLLED = N_("This workstation has not been enrolled with a hospital.")
OFFLINE = N_(
    "The service cannot be reached. What you record is kept here and sent when it is back."
)
CATCHING_UP = N_("Fetching what others have recorded.")
ONLINE = N_("Connected. What you see is what the hospital knows.")
FAILED = N_("The exchange with the service has stopped because of an error. Start Almoner again.")


class LineState(StrEnum):
    """The one word for the line."""

    ONLINE = "online"
    OFFLINE = "offline"
    CATCHING_UP = "catching_up"
    NOT_ENROLLED = "not_enrolled"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The line as a person should see it.

    Attributes:
        since: when `state` began.
        behind: log numbers of the service that are known to be missing here.
        words: what it means and what to do.
        live: whether changes of others arrive as they happen.
    """

    state: LineState
    since: datetime
    behind: int
    words: str
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the state follows from; `trouble` are the words of what needs a person, or ""."""

    enrolled: bool
    failed: bool
    reached: bool
    trouble: str
    behind: int
    why_down: str


def judge(facts: Facts) -> tuple[LineState, str]:
    """The state and its words: the first that holds, the weightiest before."""
    offline = f"{OFFLINE} {facts.why_down}".rstrip()
    cases = (
        (not facts.enrolled, LineState.NOT_ENROLLED, NOT_ENROLLED),
        (facts.failed, LineState.TROUBLE, FAILED),
        (not facts.reached, LineState.OFFLINE, offline),
        (bool(facts.trouble), LineState.TROUBLE, facts.trouble),
        (facts.behind > 0, LineState.CATCHING_UP, CATCHING_UP),
    )
    return next(
        ((state, words) for holds, state, words in cases if holds), (LineState.ONLINE, ONLINE)
    )


Listener = Callable[[LineStatus], None]


class StatusBoard:
    """What both threads have learnt of the line, and who wants to know when it changes."""

    def __init__(self, line: Line | None, clock: Clock) -> None:
        self._line = line
        self._clock = clock
        self._lock = Lock()
        self._listeners: list[Listener] = []
        self._reached = self._live = self._failed = False
        self._why_down = ""
        self._shown = self._judge(clock.now(), None)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every new status, on the thread that noticed; gives the undo."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.remove(listener)

        return unsubscribe

    def status(self) -> LineStatus:
        """The status now; silence counts as not reached without anybody having to notice it."""
        with self._lock:
            return self._renew()

    def heard(self) -> None:
        """The service has answered, whatever it said."""
        self._set(reached=True)

    def lost(self, why: str) -> None:
        """The service does not answer."""
        self._set(reached=False, why=why)

    def went_live(self) -> None:
        """The live line stands."""
        self._set(live=True)

    def live_ended(self) -> None:
        """The live line no longer stands."""
        self._set(live=False)

    def failed(self) -> None:
        """A thread has met a defect, or a disk that does not do its part, and has ended."""
        self._set(failed=True)

    def _set(
        self,
        *,
        reached: bool | None = None,
        why: str = "",
        live: bool | None = None,
        failed: bool = False,
    ) -> None:
        with self._lock:
            before = self._shown
            if reached is not None:
                self._reached, self._why_down = reached, why
            self._live = self._live if live is None else live
            self._failed = self._failed or failed
            after = self._renew()
            listeners = list(self._listeners) if after != before else []
        for listener in listeners:
            listener(after)

    def _renew(self) -> LineStatus:
        self._shown = self._judge(self._clock.now(), self._shown)
        return self._shown

    def _judge(self, now: datetime, before: LineStatus | None) -> LineStatus:
        line = self._line
        behind = line.behind() if line is not None else 0
        trouble = line.trouble if line is not None else None
        state, words = judge(
            Facts(
                enrolled=line is not None,
                failed=self._failed,
                reached=self._reached and line is not None and line.silent_s() < QUIET_S,
                trouble=trouble.words if trouble is not None else "",
                behind=behind,
                why_down=self._why_down,
            )
        )
        since = before.since if before is not None and before.state is state else now
        return LineStatus(state, since, behind, words, self._live)
