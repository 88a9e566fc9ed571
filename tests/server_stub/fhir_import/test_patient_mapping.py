"""A Patient resource becomes rows, or is refused with the place and the reason."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.patient import (
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import AdministrativeGender, DatePrecision, NameUse
from server_stub.fhir_import.bundle import Entry, RefusedError, read_bundle
from server_stub.fhir_import.patient_mapping import MappedPatient, map_patient

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "fhir"
CHIDI = {
    "resourceType": "Patient",
    "id": "0198c0de-0000-7000-8000-00000000aaaa",
    "identifier": [
        {"system": "urn:id", "value": "77", "type": {"coding": [{"code": "SS"}]}, "use": "usual"}
    ],
    "name": [
        {"use": "official", "family": "Okafor", "given": ["Chidi", "Emeka"], "prefix": ["Mr"]},
        {"text": "Chidi O."},
    ],
    "telecom": [{"system": "phone", "value": "0803 555 0142", "use": "mobile"}],
    "gender": "male",
    "birthDate": "1984-04-03",
    "address": [{"line": ["14 Broad Street", "Flat 2"], "city": "Aba", "postalCode": "4500"}],
    "communication": [{"language": {"coding": [{"code": "ig"}]}}],
    "maritalStatus": {"text": "M"},
}


def mapped(resource: dict[str, Any], full_url: str = "") -> MappedPatient:
    return map_patient(Entry("Bundle.entry[3]", full_url, resource), now=NOW)


def only(patient: MappedPatient, kind: type):
    (row,) = [row for row in patient.rows if isinstance(row, kind)]
    return row


def test_every_part_of_a_patient_finds_its_row():
    patient = mapped(CHIDI)
    assert only(patient, Patient).registered_at == NOW
    official, usual = [row for row in patient.rows if isinstance(row, PatientName)]
    assert (official.family, official.given, official.prefix) == ("Okafor", "Chidi Emeka", "Mr")
    assert (usual.family, usual.use) == ("Chidi O.", NameUse.USUAL)
    assert only(patient, PatientIdentifier).type_code == "SS"
    facts = only(patient, PatientDemographics)
    assert (facts.born_on, facts.born_precision) == (date(1984, 4, 3), DatePrecision.DAY)
    assert (facts.gender, facts.language) == (AdministrativeGender.MALE, "ig")
    assert only(patient, PatientContact).value == "0803 555 0142"
    assert only(patient, PatientAddress).lines == "14 Broad Street\nFlat 2"


def test_what_has_no_row_is_counted_by_its_path():
    assert mapped(CHIDI).left_out == {"Patient.maritalStatus": 1, "Patient.identifier.use": 1}


def test_the_same_resource_gives_the_same_rows():
    assert mapped(CHIDI).rows == mapped(CHIDI).rows


def test_a_patient_without_a_uuid_is_known_by_its_first_identifier():
    first = mapped({**CHIDI, "id": "example"})
    again = mapped({**CHIDI, "id": "other"})
    assert first.patient_id == again.patient_id


def test_the_full_url_of_the_entry_names_the_patient_first():
    url = "urn:uuid:0198c0de-0000-7000-8000-00000000bbbb"
    assert str(mapped(CHIDI, url).patient_id) == url.removeprefix("urn:uuid:")


@pytest.mark.parametrize(
    ("written", "born_on", "precision"),
    [
        ("1984", date(1984, 1, 1), DatePrecision.YEAR),
        ("1984-04", date(1984, 4, 1), DatePrecision.MONTH),
    ],
)
def test_a_birth_date_keeps_how_much_of_it_is_known(written, born_on, precision):
    facts = only(mapped({**CHIDI, "birthDate": written}), PatientDemographics)
    assert (facts.born_on, facts.born_precision) == (born_on, precision)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"gender": "malee"}, "gender"),
        ({"birthDate": "1984-02-30"}, "birthDate"),
        ({"birthDate": 1984.5}, "birthDate"),
        ({"name": []}, "name"),
        ({"name": [{"use": "official"}]}, "name[0]"),
        ({"name": [{"family": 7}]}, "name[0].family"),
        ({"name": ["Okafor"]}, "name[0]"),
        ({"name": "Okafor"}, "name"),
        ({"telecom": [{"value": "0803"}]}, "telecom[0]"),
        ({"telecom": [{"system": "pigeon", "value": "x"}]}, "telecom[0].system"),
        ({"identifier": [{"system": "urn:id"}]}, "identifier[0]"),
        ({"deceasedDateTime": "soon"}, "deceasedDateTime"),
        ({"name": [{"family": "x" * 121}]}, "family"),
        ({"id": "example", "identifier": []}, "id"),
    ],
)
def test_a_wrong_element_is_refused_with_its_place(change, place):
    with pytest.raises(RefusedError) as refusal:
        mapped({**CHIDI, **change})
    assert refusal.value.place.startswith("Bundle.entry[3].resource")
    assert place in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON"),
        (b'{"resourceType": "Bundle", "type": "transaction", "entry": [{', "JSON"),
        ("Ćwiek".encode("utf-16"), "UTF-8"),
        (b"[]", "no FHIR Bundle"),
        (b'{"resourceType": "Patient"}', "no FHIR Bundle but Patient"),
        (b'{"resourceType": "Bundle", "type": "history"}', "history"),
        (b'{"resourceType": "Bundle", "type": "batch", "entry": {}}', "not a list"),
        (b'{"resourceType": "Bundle", "type": "batch", "entry": [{}]}', "entry[0]"),
        (b'{"resourceType": "Bundle", "type": "batch", "entry": [{"resource": {}}]}', "what it is"),
        (b'{"resourceType": "Bundle", "type": NaN}', "NaN"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_file_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=words.replace("[", r"\[")):
        read_bundle(path)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(RefusedError, match="cannot be read"):
        read_bundle(tmp_path / "absent.json")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the outside sample bundles are not here")
def test_every_outside_sample_is_read_and_its_patients_are_mapped():
    for path in sorted(SAMPLES.glob("*.json")):
        entries = read_bundle(path)
        assert len(entries) == len(json.loads(path.read_text())["entry"])
        patients = [e for e in entries if e.resource["resourceType"] == "Patient"]
        assert all(len(map_patient(e, now=NOW).rows) >= 5 for e in patients)
