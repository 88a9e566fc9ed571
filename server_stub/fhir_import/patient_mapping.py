"""One FHIR R4 Patient to the rows of one patient, and a list of what had no place there.

Ids of rows are made from the patient's id, so that the same resource gives the same rows however
often it comes. Reference: HL7 FHIR R4 (4.0.1), Patient.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
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
    NameUse,
    PatientId,
)
from server_stub.fhir_import.bundle import Entry, RefusedError
from server_stub.fhir_import.elements import Elements, first_code
from server_stub.fhir_import.left_out import left_out

_NAMESPACE = UUID("6f3b2a52-0b53-5d5b-9d2f-6b1f6a2f8c11")
_URN_UUID = "urn:uuid:"


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
    source = Elements(entry)
    patient_id = _patient_id(source)
    try:
        rows = [Patient(id=patient_id, registered_at=now), *_facets(source, patient_id)]
        for row in rows:
            row.plain()
    except BadValueError as error:
        raise RefusedError(source.place, str(error)) from error
    return MappedPatient(patient_id, rows, Counter(left_out(source.resource)))


def _patient_id(source: Elements) -> PatientId:
    for candidate in (source.full_url.removeprefix(_URN_UUID), source.resource.get("id")):
        try:
            return PatientId(UUID(str(candidate)))
        except ValueError:
            continue
    for _path, identifier in source.parts("identifier"):
        if identifier.get("system") and identifier.get("value"):
            return PatientId(uuid5(_NAMESPACE, f"{identifier['system']}|{identifier['value']}"))
    raise source.refuse("id", "has neither a UUID nor an identifier to be known by")


def _facets(source: Elements, patient_id: PatientId) -> Iterator[Entity]:
    names = list(_names(source, patient_id))
    if not names:
        raise source.refuse("name", "is missing")
    yield from names
    yield from _identifiers(source, patient_id)
    yield _demographics(source, patient_id)
    yield from _contacts(source, patient_id)
    yield from _addresses(source, patient_id)


def _names(source: Elements, patient_id: PatientId) -> Iterator[PatientName]:
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


def _identifiers(source: Elements, patient_id: PatientId) -> Iterator[PatientIdentifier]:
    for path, part in source.parts("identifier"):
        value = source.texts(part, "value", path)
        if value is None:
            raise source.refuse(path, "has no value")
        yield PatientIdentifier(
            id=uuid5(patient_id, path),
            patient_id=patient_id,
            system=source.texts(part, "system", path) or "",
            value=value,
            type_code=first_code(part.get("type")),
        )


def _demographics(source: Elements, patient_id: PatientId) -> PatientDemographics:
    resource = source.resource
    born_on, precision = source.partial_date("birthDate")
    languages = [first_code(part.get("language")) for _p, part in source.parts("communication")]
    gender = source.code(AdministrativeGender, resource, "gender", "")
    return PatientDemographics(
        id=patient_id,
        patient_id=patient_id,
        gender=gender or AdministrativeGender.UNKNOWN,
        born_on=born_on,
        born_precision=precision,
        deceased_at=source.instant("deceasedDateTime"),
        language=next((code for code in languages if code), None),
    )


def _contacts(source: Elements, patient_id: PatientId) -> Iterator[PatientContact]:
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


def _addresses(source: Elements, patient_id: PatientId) -> Iterator[PatientAddress]:
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
