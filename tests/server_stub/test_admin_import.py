"""`almoner-admin import fhir` into a hospital, beside its running service and without one."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from models.check_digit import mrn_from_serial
from models.patient import MRN_SYSTEM, Patient, PatientIdentifier, PatientName
from models.vocabulary import PractitionerId
from models.wire import LeaseReply, LeaseRequest
from server_stub.fhir_import.bundle import MAX_BUNDLE_BYTES
from server_stub.fhir_import.target import HospitalTarget
from sync_client.round import sync_round
from tests.server_stub.bundles import OUTSIDE, SAMPLES, bundle, patient_id, person
from tests.server_stub.by_hand import HandDesk
from tests.server_stub.tool import Tool
from tests.service import RunningService
from tests.sync_client.desks import Desk, enrolled_desk

GOOD = [SAMPLES / f"{name}.json" for name in ("fernando", "okonjo", "petrescu")]
BROKEN = SAMPLES / "broken.json"


@pytest.fixture
def replica(service: RunningService, tmp_path: Path, user: UUID) -> Iterator[Desk]:
    """A desk with a real store."""
    desk = enrolled_desk(service, tmp_path / "desk", "R-02", PractitionerId(user))
    yield desk
    desk.close()


def imported(tool: Tool, *arguments: str | Path) -> tuple[int, dict[str, int], str]:
    """Run an import: exit code, the counts of its report, and its report."""
    code, out, _ = tool("import", "fhir", *arguments)
    pairs = [line.split(": ") for line in out.splitlines() if not line.startswith(" ")]
    counts = {name: int(rest[0].split()[0]) for name, *rest in pairs if rest}
    return code, counts, out


def head(desk: HandDesk) -> int:
    return desk.pull(None).standing.head


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(tool: Tool, desk: HandDesk) -> None:
    before = head(desk)
    code, counts, out = imported(tool, "--dry-run", *GOOD)
    assert code == 0
    assert counts["Created"] == 3
    assert out.startswith("Nothing was written")
    assert head(desk) == before


def test_what_is_imported_arrives_at_a_desk_and_both_verify_equal(
    tool: Tool, replica: Desk
) -> None:
    code, counts, out = imported(tool, *GOOD)
    assert code == 0
    assert (counts["Files read"], counts["Created"], counts["Refused"]) == (3, 3, 0)
    assert "  Patient.maritalStatus: " in out
    assert sync_round(replica.line).done
    with replica.store.read() as read:
        assert {name.family for name in read.all(PatientName)} >= {"Okonjo", "Petrescu"}
        for patient in read.all(Patient):
            numbers = read.all(PatientIdentifier, patient_id=patient.id, system=MRN_SYSTEM)
            assert len(numbers) == 1
    seq, total = replica.store.replica.sums()
    assert sum(each.count for each in total.values()) > 0
    assert replica.line.verified_at is not None
    assert replica.store.replica.summary().last_agreed_at is not None
    assert seq.seq == replica.line.head


def test_a_second_import_creates_nothing(tool: Tool, desk: HandDesk) -> None:
    imported(tool, *GOOD)
    before = head(desk)
    code, counts, _ = imported(tool, *GOOD)
    assert (code, counts["Created"], counts["Already there"]) == (0, 0, 3)
    assert head(desk) == before


def test_a_broken_bundle_is_refused_by_file_place_and_reason_and_the_others_go_on(
    tool: Tool, desk: HandDesk, tmp_path: Path
) -> None:
    fresh = bundle(tmp_path / "fresh.json", person(1))
    code, out, err = tool("import", "fhir", BROKEN, fresh)
    assert code == 1
    (line,) = [line for line in out.splitlines() if "broken.json" in line]
    assert "Bundle.entry[0].resource.gender" in line
    assert "'malee' is none of" in line
    assert "Created: 1" in out
    assert err.splitlines()[:2] == ["1 of 2: broken.json", "2 of 2: fresh.json"]
    assert "1 of 2 files refused" in err
    assert {row.id for row in desk.pull_all()[1] if row.table == "patient"} >= {patient_id(1)}


def test_of_a_bundle_whose_second_patient_is_broken_nothing_is_written(
    tool: Tool, desk: HandDesk, tmp_path: Path
) -> None:
    before = head(desk)
    two = bundle(tmp_path / "two.json", person(2), person(3, birthDate="yesterday"))
    code, counts, out = imported(tool, two)
    assert (code, counts["Created"], counts["Refused"]) == (1, 0, 1)
    assert "two.json: Bundle.entry[1].resource.birthDate: 'yesterday' is no date" in out
    assert head(desk) == before


def test_a_patient_that_comes_twice_in_one_bundle_is_refused(
    tool: Tool, desk: HandDesk, tmp_path: Path
) -> None:
    before = head(desk)
    code, _, out = imported(tool, bundle(tmp_path / "b.json", person(4), person(4, gender="male")))
    assert code == 1
    assert "Bundle.entry[1]: is patient" in out
    assert head(desk) == before


def test_numbers_of_imports_and_of_desks_never_meet(
    tool: Tool, desk: HandDesk, tmp_path: Path
) -> None:
    first = desk.ask("/v1/leases", LeaseRequest(want=50), LeaseReply)
    people = [person(number) for number in range(100, 103)]
    assert imported(tool, bundle(tmp_path / "b.json", *people))[0] == 0
    second = desk.ask("/v1/leases", LeaseRequest(want=50), LeaseReply)
    rows = [row for row in desk.pull_all()[1] if row.table == "patient_identifier"]
    numbers = [row.fields["value"] for row in rows if row.fields["system"] == MRN_SYSTEM]
    assert len(numbers) == len(set(numbers)) >= 3
    leased = [*range(first.lo, first.hi + 1), *range(second.lo, second.hi + 1)]
    assert {mrn_from_serial(serial) for serial in leased}.isdisjoint(numbers)


def test_more_patients_than_one_block_of_numbers_come_in_one_bundle(
    tool: Tool, tmp_path: Path
) -> None:
    people = [person(number) for number in range(10_000, 11_001)]
    code, counts, _ = imported(tool, bundle(tmp_path / "many.json", *people))
    assert (code, counts["Created"]) == (0, 1001)


def test_files_that_are_no_bundle_are_refused_and_change_nothing(
    tool: Tool, desk: HandDesk, tmp_path: Path
) -> None:
    before = head(desk)
    whole = bundle(tmp_path / "whole.json", person(5)).read_bytes()
    truncated, latin, large = (tmp_path / f"{n}.json" for n in ("truncated", "latin", "large"))
    truncated.write_bytes(whole[: len(whole) // 2])
    latin.write_bytes(whole.replace(b"Family 5", "Müller".encode("latin-1")))
    with large.open("wb") as file:
        file.truncate(MAX_BUNDLE_BYTES + 1)
    code, out, _ = tool("import", "fhir", truncated, latin, large, tmp_path / "gone.json")
    assert code == 1
    said = {line.strip().partition(": ")[0]: line for line in out.splitlines() if ".json" in line}
    assert "line 1, column" in said["truncated.json"]
    assert "is not UTF-8 text" in said["latin.json"]
    assert f"at most {MAX_BUNDLE_BYTES}" in said["large.json"]
    assert "cannot be read" in said["gone.json"]
    assert head(desk) == before


def test_a_hospital_without_a_running_service_takes_an_import(
    lone_tool: Tool, tmp_path: Path
) -> None:
    assert lone_tool("init", "--name", "St. Anne's")[0] == 0
    assert imported(lone_tool, "--dry-run", *GOOD)[1]["Created"] == 3
    code, counts, _ = imported(lone_tool, *GOOD, BROKEN)
    assert (code, counts["Created"], counts["Refused"]) == (1, 3, 1)
    assert imported(lone_tool, *GOOD)[1]["Already there"] == 3
    dumped = tmp_path / "dump.json"
    assert lone_tool("verify", "--dump", dumped)[0] == 0
    assert len(json.loads(dumped.read_text("utf-8"))["tables"]["patient"]) == 3


@pytest.mark.skipif(not OUTSIDE.is_dir(), reason="the outside sample bundles are not at hand")
def test_outside_samples_are_imported_once_and_agree(tool: Tool, replica: Desk) -> None:
    files = sorted(OUTSIDE.glob("*.json"))
    code, counts, out = imported(tool, *files)
    assert code == 0, out
    assert counts["Files read"] == len(files)
    assert counts["Created"] + counts["Already there"] == counts["Patients read"] > 0
    assert imported(tool, *files)[1]["Created"] == 0
    assert sync_round(replica.line).done
    assert tool("verify")[0] == 0


def test_a_service_that_goes_away_meanwhile_is_said_in_words(
    tool: Tool, service: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = HospitalTarget.known_patients

    def known_patients(target: HospitalTarget, ids: Sequence[UUID]) -> set[UUID]:
        service.kill()
        return ask(target, ids)

    monkeypatch.setattr(HospitalTarget, "known_patients", known_patients)
    try:
        code, _, err = tool("import", "fhir", *GOOD)
    finally:
        service.start()
    monkeypatch.undo()
    assert code == 1
    assert "the service stopped answering" in err
    assert tool("import", "fhir", *GOOD)[0] == 0
