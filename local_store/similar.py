"""Who may be the same person as somebody described: candidates from the index, to be compared.

Wide on purpose, and bounded: two words of the name that sound or begin alike, one of them and the
year of birth, the birth date itself, or the telephone number.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from local_store import search_index
from local_store.lettering import sound_of
from local_store.reading import Read
from models.vocabulary import PatientId

CANDIDATES = 200
_BEGINNING = 2
_PHONE_DIGITS = 7
_YEAR = 4
_FOUND = (
    "SELECT i.patient_id FROM patient_search s JOIN patient_index i ON i.n = s.rowid"
    " WHERE patient_search MATCH ? ORDER BY s.rowid DESC LIMIT ?"
)


def similar_candidates(
    read: Read, words: Sequence[str], born: Sequence[str], phones: Sequence[str]
) -> list[PatientId]:
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
    found = dict.fromkeys([*reversed(search_index.owed(raw)), *(row[0] for row in rows)])
    return [PatientId(UUID(bytes=patient)) for patient in found]


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
