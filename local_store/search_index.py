"""The patient index, made of the rows of patients.

A person's action only notes, in its own transaction, whose entry it owes; many entries are then
made at once, which costs a fraction of making each. Nothing that is owed is lost, and a search
looks at those patients themselves.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from local_store import state
from local_store.lettering import digits_of, name_tokens, number_token, sound_of
from models.patient import (
    MRN_SYSTEM,
    TEMPORARY_MRN_SYSTEM,
    Patient,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import ContactSystem, NameUse

SOURCES = (Patient, PatientName, PatientIdentifier, PatientDemographics, PatientContact)
"""The records that the index is made of."""
_NAMES = "SELECT use, family, given, prefix, id FROM patient_name WHERE patient_id = ?"
_NUMBERS = "SELECT system, value FROM patient_identifier WHERE patient_id = ? ORDER BY id"
_FACTS = (
    "SELECT born_on, born_precision, gender, deceased_at FROM patient_demographics"
    " WHERE patient_id = ?"
)
_PHONES = "SELECT system, value FROM patient_contact WHERE patient_id = ?"
SEARCHED = ("name", "sound", "number", "born", "phone")
"""The columns of folded words, which come first in an entry."""
_COLUMNS = (
    "name, sound, number, born, phone, family, given, prefix, born_on, born_precision, gender, mrn,"
    " deceased"
)
OWED_MAX = 16
"""How many entries may be owed; the action after that makes them all."""
_ID_BYTES = 16
_PLACE = "SELECT n FROM patient_index WHERE patient_id = ?"
_INSERT = f"INSERT INTO patient_index (patient_id, {_COLUMNS}) VALUES ({', '.join('?' * 14)})"  # noqa: S608 - our own columns
_UPDATE = f"UPDATE patient_index SET ({_COLUMNS}) = ({', '.join('?' * 13)}) WHERE n = ?"  # noqa: S608 - our own columns
_PUT_WORDS = (
    "INSERT INTO patient_search (rowid, name, sound, number, born, phone) VALUES (?, ?, ?, ?, ?, ?)"
)
_DROP_WORDS = "DELETE FROM patient_search WHERE rowid = ?"
# Which name stands for a person: the official one before the others, an old one last.
_RANK = {NameUse.OFFICIAL: 0, NameUse.USUAL: 1}
_PHONE_KINDS = {ContactSystem.PHONE, ContactSystem.SMS, ContactSystem.FAX, ContactSystem.PAGER}


def owe(raw: Any, patients: Iterable[UUID]) -> None:
    """Note that the entries of patients are out of date, or make them if too many are."""
    late = dict.fromkeys([*owed(raw), *(patient.bytes for patient in patients)])
    if len(late) > OWED_MAX:
        _reindex_all(raw, late)
        late = {}
    state.put(raw, {state.OWED_ENTRIES: b"".join(late)})


def owed(raw: Any) -> list[bytes]:
    """The patients whose entries are out of date, those noted last at the end."""
    found = state.get(raw, state.OWED_ENTRIES) or b""
    return [found[at : at + _ID_BYTES] for at in range(0, len(found), _ID_BYTES)]


def reindex(raw: Any, patients: Iterable[UUID]) -> None:
    """Index patients anew, as their rows now stand, and all whose entries are owed.

    Roots that are no patients do no harm.
    """
    late = owed(raw)
    _reindex_all(raw, dict.fromkeys([*late, *(patient.bytes for patient in patients)]))
    if late:
        state.put(raw, {state.OWED_ENTRIES: None})


def _reindex_all(raw: Any, patients: Iterable[bytes]) -> None:
    for patient in patients:
        _reindex(raw, patient)


def _reindex(raw: Any, patient: bytes) -> None:
    place = raw.execute(_PLACE, (patient,)).fetchone()
    cells = entry_of(raw, patient)
    if place is not None:
        # The full-text table reads the old words from patient_index, so it goes first.
        raw.execute(_DROP_WORDS, place)
    if cells is None:
        raw.execute("DELETE FROM patient_index WHERE patient_id = ?", (patient,))
        return
    if place is None:
        n = raw.execute(_INSERT, (patient, *cells)).lastrowid
    else:
        (n,) = place
        raw.execute(_UPDATE, (*cells, n))
    raw.execute(_PUT_WORDS, (n, *cells[:5]))


def entry_of(raw: Any, patient: bytes) -> tuple[Any, ...] | None:
    """The cells of a patient's entry, `SEARCHED` first; None for no patient."""
    names = raw.execute(_NAMES, (patient,)).fetchall()
    numbers = raw.execute(_NUMBERS, (patient,)).fetchall()
    if not names and not numbers:
        return None
    names.sort(key=lambda name: (name[0] == NameUse.OLD, _RANK.get(name[0], 2), name[4]))
    facts = raw.execute(_FACTS, (patient,)).fetchone()
    born_on, precision, gender, deceased_at = facts or (None, None, None, None)
    words = [w for _, family, given, *_ in names for w in _words(family, given)]
    _, family, given, prefix, _ = names[0] if names else (None, None, None, None, None)
    return (
        " ".join(dict.fromkeys(words)),
        " ".join(dict.fromkeys(sound for w in words if (sound := sound_of(w)))),
        " ".join(number_token(value) for _, value in numbers),
        (born_on or "").replace("-", ""),
        " ".join(_phone_words(raw.execute(_PHONES, (patient,)))),
        family,
        given,
        prefix,
        born_on,
        precision,
        gender,
        _mrn(numbers),
        deceased_at is not None,
    )


def _words(*parts: str | None) -> Iterable[str]:
    """The words of a name; a double name also as one word."""
    for part in parts:
        for piece in (part or "").split():
            tokens = name_tokens(piece)
            yield from tokens
            if len(tokens) > 1:
                yield "".join(tokens)


def _phone_words(contacts: Iterable[tuple[str, str]]) -> Iterable[str]:
    for system, value in contacts:
        digits = digits_of(value)
        if system in _PHONE_KINDS and digits:
            yield digits
            # A number is often typed without its country or area.
            yield from (digits[-n:] for n in (7, 9, 10) if len(digits) > n)


def _mrn(numbers: list[tuple[str, str]]) -> str | None:
    for wanted in (MRN_SYSTEM, TEMPORARY_MRN_SYSTEM):
        for system, value in numbers:
            if system == wanted:
                return value
    return None
