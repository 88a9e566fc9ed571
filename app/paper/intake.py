"""Scans of signed codes: parts gathered into letters, and letters taken into the store."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock
from uuid import UUID

from app.staff_words import desk_words, person_words
from app.times import moment_words
from local_store.errors import (
    ForeignPaperError,
    NotEnrolledError,
    StoreDamagedError,
    StoreUnavailableError,
    TamperedPaperError,
)
from local_store.scanning import Carried
from local_store.store import Read, Store
from models import paper_link
from models.change_set import Content, decode_content
from models.paper_link import IncompletePaperError, Letter, LetterKind, PaperError, Part
from models.patient import Patient
from models.values import instant_from_us
from models.vocabulary import N_, PatientId

VERIFIED = N_("From paper: signature of {name} at {desk} of {time} verified · waits to be sent")
KNOWN = N_(
    "Known here already: signature of {name} at {desk} of {time} verified, nothing was added"
)
NO_PATIENT = N_(
    "The signature of {name} at {desk} is verified and the paper is kept, but its patient is not "
    "known here. Scan the admission slip as well, or wait until it says Online."
)
READ_SO_FAR = N_("Part {number} of {count} is read. {words}")
_TRAYS = 20
"""So many unfinished letters are kept in mind; the one untouched longest goes first."""
_TROUBLE = (
    ForeignPaperError,
    TamperedPaperError,
    NotEnrolledError,
    StoreDamagedError,
    StoreUnavailableError,
)


class IntakeState(StrEnum):
    """What became of a scan."""

    COMPLETE = "complete"
    KNOWN = "known"
    WAITING_FOR_PARTS = "waiting_for_parts"
    PATIENT_UNKNOWN = "patient_unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Intake:
    """A scan, and what the person is told about it.

    Attributes:
        state: what became of it.
        words: what to tell the person; never empty.
        kind: what the paper is about (`prescription`, `admission`), or "".
        subject: the prescription, or the visit; None where the paper was not read.
        patient_id: whose page to open; None where this desk does not hold them.
    """

    state: IntakeState
    words: str
    kind: str = ""
    subject: UUID | None = None
    patient_id: PatientId | None = None

    @property
    def is_prescription(self) -> bool:
        """Whether it is a prescription that can be worked on here."""
        return self.kind == LetterKind.PRESCRIPTION and self.patient_id is not None


def looks_like_letter(scanned: str) -> bool:
    """Whether a scan is one of our papers rather than a wristband, a pack or a name."""
    return paper_link.looks_like_letter(scanned)


class PaperIntake:
    """Takes scans one by one; any thread may call it.

    Parts that wait for others are kept in memory, each with its letter. They stand on paper, so
    nothing is lost with them.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._trays: OrderedDict[tuple[str, str, int], dict[int, Part]] = OrderedDict()
        self._taking = Lock()

    def take_scan(self, scanned: str) -> Intake:
        """Read one scan; with the last part of a letter, take the letter in."""
        try:
            with self._taking:
                letter = self._gathered(paper_link.read_part(scanned))
            if isinstance(letter, Intake):
                return letter
            carried = self._store.carry(letter.sets)
        except (PaperError, *_TROUBLE) as error:
            return Intake(IntakeState.REFUSED, str(error))
        with self._store.read() as read:
            return _told(read, letter, carried, self._now())

    def _gathered(self, part: Part) -> Letter | Intake:
        key = (part.version, part.letter, part.count)
        tray = self._trays.setdefault(key, {})
        self._trays.move_to_end(key)
        tray[part.number] = part
        try:
            letter = paper_link.join(list(tray.values()))
        except IncompletePaperError as missing:
            if len(self._trays) > _TRAYS:
                self._trays.popitem(last=False)
            words = READ_SO_FAR.format(number=part.number, count=part.count, words=missing)
            return Intake(IntakeState.WAITING_FOR_PARTS, words)
        except PaperError:
            del self._trays[key]
            raise
        del self._trays[key]
        return letter


def _told(read: Read, letter: Letter, carried: Carried, now: datetime) -> Intake:
    contents = [decode_content(each.content) for each in letter.sets]
    if not contents:
        return Intake(IntakeState.REFUSED, paper_link.MISREAD)
    last, link = contents[-1], letter.sets[-1].link
    at = instant_from_us((last.hlc >> 16) * 1000)
    said = {
        "name": person_words(read, last.user),
        "desk": desk_words(read, link.device),
        "time": moment_words(at, now),
    }
    patient_id = _patient_of(read, contents)
    if patient_id is None:
        words, state = NO_PATIENT, IntakeState.PATIENT_UNKNOWN
    elif carried.new:
        words, state = VERIFIED, IntakeState.COMPLETE
    else:
        words, state = KNOWN, IntakeState.KNOWN
    return Intake(state, words.format(**said), letter.kind, letter.subject, patient_id)


def _patient_of(read: Read, contents: list[Content]) -> PatientId | None:
    """Whom the paper is about: the root of what it records, where this desk holds it."""
    roots = {op.root for content in contents for op in content.ops if op.root is not None}
    held = [root for root in roots if read.get(Patient, root) is not None]
    return PatientId(held[0]) if len(held) == 1 else None
