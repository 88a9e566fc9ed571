"""One import, file by file: a broken bundle is refused whole, and the others go on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid5

from models.check_digit import mrn_from_serial
from models.entity import Entity
from models.ids import Clock
from models.patient import MRN_SYSTEM, PatientIdentifier
from server_stub.fhir_import.bundle import RefusedError, read_bundle
from server_stub.fhir_import.patient_mapping import MappedPatient, map_patient

USE_CASE = "patient.import"


class ImportTarget(Protocol):
    """Where an import goes: the hospital's one writer."""

    def known_patients(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these patients the hospital has already."""

    def take_serials(self, count: int) -> list[int]:
        """That many medical record serials, nobody else's."""

    def write(self, use_case: str, records: list[list[Entity]]) -> None:
        """Store each list of records as one change set of the service.

        Raises:
            RefusedError: one of them could not be applied.
        """


@dataclass(slots=True)
class ImportReport:
    """What an import read and did."""

    files: int = 0
    read: Counter[str] = field(default_factory=Counter)
    created: int = 0
    already_there: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """The report as people read it."""
        other = sum(n for kind, n in self.read.items() if kind != "Patient")
        out = [
            f"Files read: {self.files}",
            f"Patients read: {self.read['Patient']} (and {other} other records, not imported)",
            f"Created: {self.created}",
            f"Already there: {self.already_there}",
            f"Refused: {len(self.refused)}",
        ]
        out += [f"  {name}: {place}: {why}" for name, place, why in self.refused]
        if self.left_out:
            out.append("Left out of patient records, by path:")
            out += [f"  {path}: {count}" for path, count in sorted(self.left_out.items())]
        return out


def import_files(
    paths: Iterable[Path],
    target: ImportTarget,
    clock: Clock,
    *,
    dry_run: bool,
    progress: Callable[[int, Path], None],
) -> ImportReport:
    """Import the patients of every bundle; with `dry_run` only say what would be done."""
    report = ImportReport()
    seen: set[UUID] = set()
    for number, path in enumerate(paths, start=1):
        progress(number, path)
        report.files += 1
        try:
            _import_file(path, target, clock, report, seen, dry_run=dry_run)
        except RefusedError as refusal:
            report.refused.append((path.name, refusal.place or "the file", refusal.why))
    return report


def _import_file(
    path: Path,
    target: ImportTarget,
    clock: Clock,
    report: ImportReport,
    seen: set[UUID],
    *,
    dry_run: bool,
) -> None:
    entries = read_bundle(path)
    report.read.update(entry.resource["resourceType"] for entry in entries)
    patients = [e for e in entries if e.resource["resourceType"] == "Patient"]
    mapped: dict[UUID, MappedPatient] = {}
    for entry in patients:
        patient = map_patient(entry, now=clock.now())
        if patient.patient_id in mapped:
            raise RefusedError(entry.place, f"is patient {patient.patient_id} a second time")
        mapped[patient.patient_id] = patient
    known = target.known_patients(list(mapped)) | (seen & set(mapped))
    fresh = [patient for patient_id, patient in mapped.items() if patient_id not in known]
    if fresh and not dry_run:
        serials = target.take_serials(len(fresh))
        target.write(USE_CASE, [_records(p, s) for p, s in zip(fresh, serials, strict=True)])
    seen.update(mapped)
    report.created += len(fresh)
    report.already_there += len(patients) - len(fresh)
    for patient in fresh:
        report.left_out.update(patient.left_out)


def _records(patient: MappedPatient, serial: int) -> list[Entity]:
    number = PatientIdentifier(
        id=uuid5(patient.patient_id, MRN_SYSTEM),
        patient_id=patient.patient_id,
        system=MRN_SYSTEM,
        value=mrn_from_serial(serial),
        type_code="MR",
    )
    return [*patient.rows, number]
