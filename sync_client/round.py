"""One sync round, top to bottom: the table of contents of this folder."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from local_store.errors import StoreError
from models.wire import Page
from sync_client.commands import settle_commands
from sync_client.exchange import Answered, LineDown
from sync_client.leases import lease_when_low
from sync_client.line import Leg, Line
from sync_client.pull import pull_to_head
from sync_client.push import push_waiting
from sync_client.trouble import explain, explain_store, passes_by_itself
from sync_client.verify import verify_when_due


class Outcome(StrEnum):
    """How a direction of a round ended."""

    DONE = "done"
    LINE_DOWN = "line_down"
    BUSY = "busy"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class LegResult:
    """The outcome, the words that go with it, and how long the service asks to be left alone."""

    outcome: Outcome
    words: str = ""
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RoundResult:
    """How both directions of a round ended."""

    upload: LegResult
    download: LegResult

    @property
    def done(self) -> bool:
        """Whether everything was sent and everything new is here."""
        return self.upload.outcome is self.download.outcome is Outcome.DONE


def sync_round(line: Line) -> RoundResult:
    """Send, then receive. Downloads never wait for uploads: each goes on when the other fails."""
    return RoundResult(upload=send(line), download=receive(line))


def send(line: Line) -> LegResult:
    """Everything that goes out."""

    def stages() -> None:
        push_waiting(line)
        settle_commands(line)
        lease_when_low(line)

    with line.uploading:
        return _attempt(Leg.UPLOAD, line, stages)


def receive(line: Line, *, wait_ms: int = 0) -> LegResult:
    """Everything that comes in; `wait_ms` is how long the service may wait for news."""

    def stages() -> None:
        pull_to_head(line, wait_ms=wait_ms)
        verify_when_due(line)

    with line.downloading:
        return _attempt(Leg.DOWNLOAD, line, stages)


def take_delta(line: Line, page: Page) -> LegResult:
    """Apply one page of the live line."""

    def stages() -> None:
        line.replica.apply_page(page)

    with line.downloading:
        return _attempt(Leg.DOWNLOAD, line, stages)


def _attempt(leg: Leg, line: Line, stages: Callable[[], None]) -> LegResult:
    try:
        stages()
    except LineDown as down:
        line.verified_at = None
        return LegResult(Outcome.LINE_DOWN, str(down))
    except Answered as answer:
        trouble = explain(answer.problem)
        if passes_by_itself(answer.problem):
            return LegResult(Outcome.BUSY, trouble.words, (answer.problem.retry_ms or 0) / 1000)
    except StoreError as error:
        trouble = explain_store(error)
    else:
        line.note(leg, None)
        return LegResult(Outcome.DONE)
    line.note(leg, trouble)
    return LegResult(Outcome.TROUBLE, trouble.words)
