"""What a person should know when the service says no: what happened, what it means, what to do."""

from dataclasses import dataclass

from local_store.errors import ForkedError, OtherHistoryError, StoreError
from models.vocabulary import N_
from models.wire import Problem


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stable code, and words for the people at the desk."""

    code: str
    words: str


_WORDS = {
    "fork": N_(
        "Another copy of this workstation has been sending under its name, so the service takes"
        " nothing more from it. Everything recorded here is kept here. Use only one of the copies,"
        " and ask an administrator to enrol this workstation again."
    ),
    "epoch": N_(
        "The service was restored from a backup and this workstation knows more than it does."
        " Everything recorded here is kept here. Go on working, and tell an administrator that"
        " this workstation must be brought together with the restored service."
    ),
    "forbidden": N_(
        "The service does not accept this workstation's work. Everything recorded here is kept"
        " here. Ask an administrator whether this workstation is still enrolled."
    ),
    "unauthenticated": N_(
        "The service does not know this workstation any more. Everything recorded here is kept"
        " here. Ask an administrator to enrol it again."
    ),
    "gen": N_(
        "The service needs a newer version of Almoner than this one. Everything recorded here is"
        " kept here and is sent after the update. Ask an administrator to update this workstation."
    ),
    "too_large": N_(
        "One recorded action is larger than the service takes. It and what was recorded after it"
        " are kept here. Tell an administrator."
    ),
    "gap": N_(
        "The service asks for work that this workstation no longer has. What waits here is kept."
        " Tell an administrator."
    ),
    "differs": N_(
        "This workstation's copy of the records is not the same as the service's. Nothing recorded"
        " here is lost. Compare with another workstation before you rely on what you see, and tell"
        " an administrator."
    ),
}
_OTHER = N_(
    "The service could not do its part. Everything recorded here is kept here and is sent again"
    " later. If this stays, tell an administrator."
)
_PASSING = frozenset({"busy", "internal", "behind"})


def explain(problem: Problem) -> Trouble:
    """The trouble that a refused request means; the service's own words follow in brackets."""
    words = _WORDS.get(problem.code, _OTHER)
    detail = f" ({problem.message})" if problem.message else ""
    return Trouble(problem.code, words + detail)


def explain_store(error: StoreError) -> Trouble:
    """The trouble that this workstation's own store has with what the service sent."""
    if isinstance(error, ForkedError):
        return Trouble("fork", _WORDS["fork"])
    if isinstance(error, OtherHistoryError):
        return Trouble("epoch", _WORDS["epoch"])
    return Trouble("store", str(error))


def sums_differ(tables: list[str]) -> Trouble:
    """The trouble that a verification found."""
    return Trouble("differs", f"{_WORDS['differs']} ({', '.join(sorted(tables))})")


def passes_by_itself(problem: Problem) -> bool:
    """Whether trying again is all there is to do; no person is needed."""
    return problem.code in _PASSING
