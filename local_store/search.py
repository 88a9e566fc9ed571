"""Finding a patient in the index, as far as the line to the service allows offline.

Exact words first, then the last one as a beginning, and only when nothing is found at all by
sound. No search ranks without a bound: the newest `CANDIDATES` are taken and ranked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz.distance import JaroWinkler

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


def search_patients(read: Read, terms: SearchTerms, limit: int = 50) -> list[PatientHit]:
    """The patients that fit best, at most `limit`; nothing looked for finds nothing."""
    exact = _found(read, _query(terms, prefix=False))
    if len(exact) < limit and (terms.prefix_last or terms.digits):
        exact = {**_found(read, _query(terms, prefix=True)), **exact}
    if not exact and terms.name_tokens:
        exact = _found(read, _query(terms, prefix=True, by_sound=True))
    ranked = sorted(exact.values(), key=lambda row: _distance(terms, row))
    return [_hit(row) for row in ranked[:limit]]


def _query(terms: SearchTerms, *, prefix: bool, by_sound: bool = False) -> str:
    """The full-text query. Every term is quoted, so nothing typed is ever an operator."""
    groups = list(_names(terms, prefix=prefix, by_sound=by_sound))
    groups += [_any("number phone", [term], prefix=prefix) for term in terms.digits]
    if terms.born:
        groups.append(_any("born", terms.born, prefix=True))
    return " AND ".join(group for group in groups if group)


def _names(terms: SearchTerms, *, prefix: bool, by_sound: bool) -> Iterable[str]:
    last = len(terms.name_tokens) - 1
    for place, token in enumerate(terms.name_tokens):
        open_end = prefix and terms.prefix_last and place == last
        if by_sound and (sound := sound_of(token)):
            yield _any("sound", [sound], prefix=open_end)
        else:
            yield _any("name", [token], prefix=open_end)


def _any(columns: str, terms: Iterable[str], *, prefix: bool) -> str:
    star = "*" if prefix else ""
    quoted = ['"' + term.replace('"', '""') + '"' + star for term in terms if term]
    return f"{{{columns}}} : ({' OR '.join(quoted)})" if quoted else ""


def _found(read: Read, query: str) -> dict[bytes, tuple[Any, ...]]:
    if not query:
        return {}
    rows = read.connection.exec_driver_sql(_HITS, (query, CANDIDATES)).all()
    return {row[0]: tuple(row) for row in rows}


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
