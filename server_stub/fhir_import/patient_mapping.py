"""One FHIR R4 Patient to the rows of one patient, and a list of what had no place there.

Ids of rows are made from the patient's id, so that the same resource gives the same rows however
often it comes. Reference: HL7 FHIR R4 (4.0.1), Patient.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID, uuid5

from models.entity import Entity
from models.patient import (
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.values import BadValueError
from models.vocabulary import (
    AddressUse,
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    DatePrecision,
    NameUse,
    PatientId,
)
from server_stub.fhir_import.bundle import Entry, RefusedError, Resource

_NAMESPACE = UUID("6f3b2a52-0b53-5d5b-9d2f-6b1f6a2f8c11")
_URN_UUID = "urn:uuid:"
Code = TypeVar("Code", bound=StrEnum)

_HANDLED: dict[str, frozenset[str]] = {
    "identifier": frozenset({"system", "value", "type"}),
    "name": frozenset({"use", "text", "family", "given", "prefix", "suffix"}),
    "telecom": frozenset({"system", "value", "use"}),
    "address": frozenset(
        {"use", "line", "city", "district", "state", "postalCode", "country", "text"}
    ),
    "communication": frozenset({"language"}),
}
_HANDLED_ALONE = frozenset({"resourceType", "id", "gender", "birthDate", "deceasedDateTime"})


@dataclass(frozen=True, slots=True)
class MappedPatient:
    """The rows of one patient, parents first, and how often each source path was left out."""

    patient_id: PatientId
    rows: list[Entity]
    left_out: Counter[str] = field(default_factory=Counter)


def map_patient(entry: Entry, *, now: datetime) -> MappedPatient:
    """The rows of a Patient resource.

    Raises:
        RefusedError: an element has a shape or value that R4 does not allow.
    """
    source = _Source(entry)
    patient_id = _patient_id(source)
    try:
        rows = [Patient(id=patient_id, registered_at=now), *_facets(source, patient_id)]
        for row in rows:
            row.plain()
    except BadValueError as error:
        raise RefusedError(source.place, str(error)) from error
    return MappedPatient(patient_id, rows, Counter(_left_out(source.resource)))


class _Source:
    """A resource with the words to refuse any part of it by its place."""

    def __init__(self, entry: Entry):
        self.place = f"{entry.place}.resource"
        self.full_url = entry.full_url
        self.resource: Resource = entry.resource

    def refuse(self, path: str, why: str) -> RefusedError:
        return RefusedError(f"{self.place}.{path}", why)

    def texts(self, part: dict[str, Any], key: str, path: str) -> str | None:
        """A text, or a list of texts joined by spaces; None where absent."""
        value = part.get(key)
        if value is None:
            return None
        items: list[Any] = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item.strip() for item in items):
            raise self.refuse(f"{path}.{key}", f"{value!r} is not text")
        separator = "\n" if key == "line" else " "
        return separator.join(item.strip() for item in items)

    def code(self, kind: type[Code], part: dict[str, Any], key: str, path: str) -> Code | None:
        """A code of a closed list; None where absent."""
        value = part.get(key)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError as error:
            allowed = ", ".join(kind)
            raise self.refuse(f"{path}{key}", f"{value!r} is none of {allowed}") from error

    def parts(self, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each element of a repeating element, with its path."""
        elements = self.resource.get(key, [])
        if not isinstance(elements, list):
            raise self.refuse(key, "is not a list")
        for index, element in enumerate(elements):
            path = f"{key}[{index}]"
            if not isinstance(element, dict):
                raise self.refuse(path, "is not an object")
            yield path, element


def _patient_id(source: _Source) -> PatientId:
    for candidate in (source.full_url.removeprefix(_URN_UUID), source.resource.get("id")):
        try:
            return PatientId(UUID(str(candidate)))
        except ValueError:
            continue
    for _path, identifier in source.parts("identifier"):
        if identifier.get("system") and identifier.get("value"):
            return PatientId(uuid5(_NAMESPACE, f"{identifier['system']}|{identifier['value']}"))
    raise source.refuse("id", "has neither a UUID nor an identifier to be known by")


def _facets(source: _Source, patient_id: PatientId) -> Iterator[Entity]:
    names = list(_names(source, patient_id))
    if not names:
        raise source.refuse("name", "is missing")
    yield from names
    yield from _identifiers(source, patient_id)
    yield _demographics(source, patient_id)
    yield from _contacts(source, patient_id)
    yield from _addresses(source, patient_id)


def _names(source: _Source, patient_id: PatientId) -> Iterator[PatientName]:
    for path, part in source.parts("name"):
        family, given = (source.texts(part, key, path) for key in ("family", "given"))
        if family is None and given is None:
            family = source.texts(part, "text", path)
        if family is None and given is None:
            raise source.refuse(path, "has neither a family nor a given name")
        yield PatientName(
            id=uuid5(patient_id, path),
            patient_id=patient_id,
            use=source.code(NameUse, part, "use", f"{path}.") or NameUse.USUAL,
            family=family,
            given=given,
            prefix=source.texts(part, "prefix", path),
            suffix=source.texts(part, "suffix", path),
        )


def _identifiers(source: _Source, patient_id: PatientId) -> Iterator[PatientIdentifier]:
    for path, part in source.parts("identifier"):
        value = source.texts(part, "value", path)
        if value is None:
            raise source.refuse(path, "has no value")
        yield PatientIdentifier(
            id=uuid5(patient_id, path),
            patient_id=patient_id,
            system=source.texts(part, "system", path) or "",
            value=value,
            type_code=_first_code(part.get("type")),
        )


def _demographics(source: _Source, patient_id: PatientId) -> PatientDemographics:
    resource = source.resource
    born_on, precision = _partial_date(source, "birthDate")
    languages = [_first_code(part.get("language")) for _p, part in source.parts("communication")]
    gender = source.code(AdministrativeGender, resource, "gender", "")
    return PatientDemographics(
        id=patient_id,
        patient_id=patient_id,
        gender=gender or AdministrativeGender.UNKNOWN,
        born_on=born_on,
        born_precision=precision,
        deceased_at=_instant(source, "deceasedDateTime"),
        language=next((code for code in languages if code), None),
    )


def _contacts(source: _Source, patient_id: PatientId) -> Iterator[PatientContact]:
    for path, part in source.parts("telecom"):
        system = source.code(ContactSystem, part, "system", f"{path}.")
        value = source.texts(part, "value", path)
        if system is None or value is None:
            raise source.refuse(path, "needs both a system and a value")
        yield PatientContact(
            id=uuid5(patient_id, path),
            patient_id=patient_id,
            system=system,
            value=value,
            use=source.code(ContactUse, part, "use", f"{path}."),
        )


def _addresses(source: _Source, patient_id: PatientId) -> Iterator[PatientAddress]:
    for path, part in source.parts("address"):
        yield PatientAddress(
            id=uuid5(patient_id, path),
            patient_id=patient_id,
            use=source.code(AddressUse, part, "use", f"{path}."),
            lines=source.texts(part, "line", path) or source.texts(part, "text", path),
            city=source.texts(part, "city", path),
            district=source.texts(part, "district", path),
            state=source.texts(part, "state", path),
            postal_code=source.texts(part, "postalCode", path),
            country=source.texts(part, "country", path),
        )


def _partial_date(source: _Source, key: str) -> tuple[date | None, DatePrecision | None]:
    value = source.resource.get(key)
    if value is None:
        return None, None
    shapes = {4: ("-01-01", DatePrecision.YEAR), 7: ("-01", DatePrecision.MONTH)}
    rest, precision = shapes.get(len(str(value)), ("", DatePrecision.DAY))
    try:
        return date.fromisoformat(f"{value}{rest}"), precision
    except ValueError as error:
        raise source.refuse(key, f"{value!r} is no date") from error


def _instant(source: _Source, key: str) -> datetime | None:
    value = source.resource.get(key)
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise source.refuse(key, f"{value!r} is no date and time") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _first_code(concept: object) -> str | None:
    if not isinstance(concept, dict):
        return None
    codings = concept.get("coding")
    if not isinstance(codings, list):
        return None
    codes = (c.get("code") for c in codings if isinstance(c, dict))
    return next((code for code in codes if isinstance(code, str)), None)


def _left_out(resource: Resource) -> Iterator[str]:
    for key, value in resource.items():
        if key in _HANDLED_ALONE:
            continue
        if key not in _HANDLED:
            yield f"Patient.{key}"
            continue
        for part in value:
            yield from (f"Patient.{key}.{inner}" for inner in part if inner not in _HANDLED[key])
