"""`almoner-admin formulary import FILE` and the like: the tables a hospital keeps itself."""

import argparse
import os
from datetime import date
from pathlib import Path

from server_stub.formulary import Issue, import_allergy_table, import_formulary
from server_stub.hospital import open_hospital
from server_stub.operator_line import open_operator
from server_stub.running import SystemClock
from server_stub.table_file import read_text
from server_stub.tariff import import_tariff

_CSV = "CSV in UTF-8, with the names of the fields in its first line"


def add_table_commands(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Add the imports of tables to the operator's tool."""
    formulary = _importer(verbs, "formulary", "the medicines of the hospital")
    formulary.set_defaults(act=_formulary)
    tariff = _importer(verbs, "tariff", "what is charged for, and its price")
    tariff.set_defaults(act=_tariff)
    allergies = _importer(verbs, "allergy-table", "which substances are allergic alike")
    allergies.add_argument("--name", required=True, help="of the table")
    allergies.add_argument("--version", required=True, help="of this edition")
    allergies.add_argument("--issued-on", required=True, type=date.fromisoformat, metavar="DAY")
    allergies.add_argument("--good-until", required=True, type=date.fromisoformat, metavar="DAY")
    allergies.set_defaults(act=_allergies)


def _importer(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    kinds = verbs.add_parser(name, help=words).add_subparsers(required=True, metavar="COMMAND")
    taking = kinds.add_parser(
        "import",
        help="take in a file",
        description=f"Take in a file ({_CSV}). It is checked whole before anything is written; "
        "lines with known codes are changed, and what it does not name stays.",
    )
    taking.add_argument("file", type=Path, metavar="FILE", help=_CSV)
    return taking


def _formulary(given: argparse.Namespace) -> None:
    text = read_text(given.file)
    with open_operator(open_hospital(given.home), SystemClock(), os.urandom) as operator:
        print(import_formulary(operator, text).words())


def _tariff(given: argparse.Namespace) -> None:
    text = read_text(given.file)
    with open_operator(open_hospital(given.home), SystemClock(), os.urandom) as operator:
        print(import_tariff(operator, text).words())


def _allergies(given: argparse.Namespace) -> None:
    text = read_text(given.file)
    issue = Issue(
        name=given.name,
        version=given.version,
        issued_on=given.issued_on,
        good_until=given.good_until,
    )
    with open_operator(open_hospital(given.home), SystemClock(), os.urandom) as operator:
        is_new = import_allergy_table(operator, text, issue)
    print("It was added." if is_new else "This edition is there already; it is left as it is.")
