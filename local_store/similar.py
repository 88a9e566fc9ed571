"""Who may be the same person as somebody described: candidates from the index, to be compared.

Wide on purpose, and bounded: two words of the name that sound or begin alike, one of them and the
year of birth, the birth date itself, or the telephone number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from local_store import search_index
from local_store.lettering import sound_of
from local_store.reading import Read
from models.vocabulary import AdministrativeGender, DatePrecision, PatientId

CANDIDATES = 200
_BEGINNING = 2
_PHONE_DIGITS = 7
_YEAR = 4
_FOUND = (
    "SELECT i.patient_id, i.family, i.given, i.born_on, i.born_precision, i.gender"
    " FROM patient_search s JOIN patient_index i ON i.n = s.rowid"
    " WHERE patient_search MATCH ? ORDER BY s.rowid DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the index itself knows of a patient worth comparing."""

    patient_id: PatientId
    family: str
    given: str
    born_on: date | None
    born_precision: DatePrecision
    gender: AdministrativeGender | None


def similar_candidates(
    read: Read, words: Sequence[str], born: Sequence[str], phones: Sequence[str]
) -> list[Candidate]:
    """The patients worth comparing, the newest first.

    Args:
        read: the store.
        words: folded words of all names (`lettering.name_tokens`).
        born: the days they may be born on, each `yyyymmdd`, `yyyymm` or `yyyy`.
        phones: telephone numbers, digits alone.
    """
    raw: Any = read.connection.connection.driver_connection
    wanted = [*_by_name(words, born), *_by_date(born), *_by_phone(phones)]
    if not wanted:
        return []
    rows = raw.execute(_FOUND, (" OR ".join(wanted), CANDIDATES)).fetchall()
    found = {row[0]: row for row in rows}
    for patient in search_index.owed(raw):
        cells = search_index.entry_of(raw, patient)
        if cells is not None:
            _, _, _, _, _, family, given, _, born_on, precision, gender, *_ = cells
            found[patient] = (patient, family, given, born_on, precision, gender)
    return [_candidate(row) for row in found.values()]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    patient, family, given, born_on, precision, gender = row
    return Candidate(
        patient_id=PatientId(UUID(bytes=patient)),
        family=family or "",
        given=given or "",
        born_on=date.fromisoformat(born_on) if born_on else None,
        born_precision=DatePrecision(precision) if precision else DatePrecision.DAY,
        gender=AdministrativeGender(gender) if gender else None,
    )


def _by_name(words: Sequence[str], born: Sequence[str]) -> Iterator[str]:
    years = sorted({day[:_YEAR] for day in born})
    for word in dict.fromkeys(words):
        same = _or("sound", [sound_of(word)]) or _or("name", [word])
        begin = sorted({other[:_BEGINNING] for other in words if other != word})
        if begin:
            yield f"({same} AND {_or('name', begin, is_open=True)})"
        others = sorted({sound_of(other) for other in words if other != word} - {""})
        if others:
            yield f"({same} AND {_or('sound', others)})"
        if years:
            yield f"({same} AND {_or('born', years, is_open=True)})"


def _by_date(born: Sequence[str]) -> Iterator[str]:
    whole = [day for day in born if len(day) > _YEAR]
    if whole:
        yield f"({_or('born', whole)})"


def _by_phone(phones: Sequence[str]) -> Iterator[str]:
    ends = [phone[-_PHONE_DIGITS:] for phone in phones if len(phone) >= _PHONE_DIGITS]
    if ends:
        yield f"({_or('phone', ends)})"


def _or(column: str, words: Sequence[str], *, is_open: bool = False) -> str:
    """For the full-text table; every word is quoted, so nothing typed is ever an operator."""
    star = "*" if is_open else ""
    quoted = ['"' + word.replace('"', '""') + '"' + star for word in words if word]
    return f"({{{column}}} : ({' OR '.join(quoted)}))" if quoted else ""
