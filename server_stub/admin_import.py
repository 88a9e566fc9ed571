"""`almoner-admin import fhir FILE…`: progress while it runs, a report when it is done."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from server_stub.fhir_import.run import ImportReport, import_files
from server_stub.fhir_import.target import HospitalTarget
from server_stub.hospital import open_hospital
from server_stub.operator_line import open_operator
from server_stub.running import SystemClock


class ImportIncompleteError(Exception):
    """Some bundles were refused; the report has said which, where and why."""


def add_import_command(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Add `import fhir` to the operator's tool."""
    importing = verbs.add_parser("import", help="records from elsewhere").add_subparsers(
        required=True, metavar="FORMAT"
    )
    fhir = importing.add_parser(
        "fhir",
        help="the patients of FHIR R4 bundles",
        description="Import the Patient resources of FHIR R4 bundles. A broken bundle is refused "
        "whole and the others go on; what is already there is left as it is.",
    )
    fhir.add_argument("files", nargs="+", type=Path, metavar="FILE")
    fhir.add_argument("--dry-run", action="store_true", help="only say what would be done")
    fhir.set_defaults(act=import_fhir)


def import_fhir(given: argparse.Namespace) -> None:
    """Import the files named on the command line.

    Raises:
        ImportIncompleteError: at least one bundle was refused.
    """
    files: Sequence[Path] = given.files
    clock = SystemClock()

    def progress(number: int, path: Path) -> None:
        print(f"{number} of {len(files)}: {path.name}", file=sys.stderr)

    with open_operator(open_hospital(given.home), clock, os.urandom) as operator:
        target = HospitalTarget(operator)
        report = import_files(files, target, clock, dry_run=given.dry_run, progress=progress)
    _show(report, dry_run=given.dry_run)


def _show(report: ImportReport, *, dry_run: bool) -> None:
    if dry_run:
        print("Nothing was written; with this run it would be:")
    print("\n".join(report.lines()))
    if report.refused:
        count = len(report.refused)
        raise ImportIncompleteError(f"{count} of {report.files} files refused; see the report")
