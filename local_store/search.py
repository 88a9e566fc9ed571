"""Finding a patient in the index, as far as the line to the service allows offline.

Exact words first, then the last one as a beginning, and only when nothing is found at all by
sound. No search ranks without a bound: the newest `CANDIDATES` are taken and ranked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz.distance import JaroWinkler

from local_store import search_index
from local_store.lettering import fold_text, sound_of
from local_store.reading import Read
from models.vocabulary import AdministrativeGender, DatePrecision, PatientId

__all__ = ["PatientHit", "SearchTerms", "fold_text", "search_patients"]

CANDIDATES = 200
_HITS = (
    "SELECT i.patient_id, i.family, i.given, i.prefix, i.born_on, i.born_precision, i.gender,"
    " i.mrn, i.deceased, i.name FROM patient_search s JOIN patient_index i ON i.n = s.rowid"
    " WHERE patient_search MATCH ? ORDER BY s.rowid DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerms:
    """What is looked for; every group that is given must match.

    Attributes:
        name_tokens: folded words of names, in any order (`lettering.name_tokens`).
        prefix_last: whether the last of them may be only the beginning of a word.
        digits: identifiers or telephone numbers, folded (`lettering.number_token`).
        born: the days a patient may be born on, each `yyyymmdd`, `yyyymm` or `yyyy`.
    """

    name_tokens: tuple[str, ...] = ()
    prefix_last: bool = False
    digits: tuple[str, ...] = ()
    born: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientHit:
    """A patient as a list of results shows one."""

    patient_id: PatientId
    family: str | None
    given: str | None
    prefix: str | None
    born_on: date | None
    born_precision: DatePrecision | None
    gender: AdministrativeGender | None
    mrn: str | None
    deceased: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the words must stand in one of the columns; as a beginning, if the end is open."""

    columns: tuple[str, ...]
    words: tuple[str, ...]
    is_open: bool

    def query(self) -> str:
        """For the full-text table. Every word is quoted, so nothing typed is ever an operator."""
        star = "*" if self.is_open else ""
        quoted = ['"' + word.replace('"', '""') + '"' + star for word in self.words]
        return f"{{{' '.join(self.columns)}}} : ({' OR '.join(quoted)})"

    def is_met(self, entry: Mapping[str, list[str]]) -> bool:
        """Whether an entry, its words by column, is what the query would find."""
        return any(
            word.startswith(self.words) if self.is_open else word in self.words
            for column in self.columns
            for word in entry[column]
        )


def search_patients(read: Read, terms: SearchTerms, limit: int = 50) -> list[PatientHit]:
    """The patients that fit best, at most `limit`; nothing looked for finds nothing."""
    look = _Look(read)
    exact = look.found(_wanted(terms, prefix=False))
    if len(exact) < limit and (terms.prefix_last or terms.digits):
        exact = {**look.found(_wanted(terms, prefix=True)), **exact}
    if not exact and terms.name_tokens:
        exact = look.found(_wanted(terms, prefix=True, by_sound=True))
    ranked = sorted(exact.values(), key=lambda row: _distance(terms, row))
    return [_hit(row) for row in ranked[:limit]]


class _Look:
    """The index as it would be if no entry were owed."""

    def __init__(self, read: Read) -> None:
        self._raw: Any = read.connection.connection.driver_connection
        self._owed: dict[bytes, tuple[Any, ...] | None] = {
            patient: search_index.entry_of(self._raw, patient)
            for patient in reversed(search_index.owed(self._raw))
        }

    def found(self, wanted: list[Wanted]) -> dict[bytes, tuple[Any, ...]]:
        """The entries that meet all that is wanted, by patient, the newest first."""
        if not wanted:
            return {}
        new = {
            patient: (patient, *cells[5:], cells[0])
            for patient, cells in self._owed.items()
            if cells is not None and _meets(cells, wanted)
        }
        query = " AND ".join(each.query() for each in wanted)
        rows = self._raw.execute(_HITS, (query, CANDIDATES)).fetchall()
        return {**new, **{row[0]: row for row in rows if row[0] not in self._owed}}


def _meets(cells: tuple[Any, ...], wanted: list[Wanted]) -> bool:
    entry = {
        column: cell.split() for column, cell in zip(search_index.SEARCHED, cells, strict=False)
    }
    return all(each.is_met(entry) for each in wanted)


def _wanted(terms: SearchTerms, *, prefix: bool, by_sound: bool = False) -> list[Wanted]:
    names = _names(terms, prefix=prefix, by_sound=by_sound)
    digits = (Wanted(("number", "phone"), (term,), prefix) for term in terms.digits if term)
    born = tuple(term for term in terms.born if term)
    return [*names, *digits, *([Wanted(("born",), born, is_open=True)] if born else [])]


def _names(terms: SearchTerms, *, prefix: bool, by_sound: bool) -> Iterable[Wanted]:
    last = len(terms.name_tokens) - 1
    for place, token in enumerate(terms.name_tokens):
        is_open = prefix and terms.prefix_last and place == last
        if by_sound and (sound := sound_of(token)):
            yield Wanted(("sound",), (sound,), is_open)
        elif token:
            yield Wanted(("name",), (token,), is_open)


def _distance(terms: SearchTerms, row: tuple[Any, ...]) -> tuple[int, float, str]:
    """How far a row is from what was typed: words not met whole, then likeness, then the name."""
    words = str(row[9]).split()
    unmet = sum(token not in words for token in terms.name_tokens)
    unlike = sum(
        1 - max((JaroWinkler.similarity(token, word) for word in words), default=0.0)
        for token in terms.name_tokens
    )
    return unmet, unlike, str(row[9])


def _hit(row: tuple[Any, ...]) -> PatientHit:
    key, family, given, prefix, born_on, precision, gender, mrn, deceased, _ = row
    return PatientHit(
        patient_id=PatientId(UUID(bytes=key)),
        family=family,
        given=given,
        prefix=prefix,
        born_on=None if born_on is None else date.fromisoformat(born_on),
        born_precision=None if precision is None else DatePrecision(precision),
        gender=None if gender is None else AdministrativeGender(gender),
        mrn=mrn,
        deceased=bool(deceased),
    )
