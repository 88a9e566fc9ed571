"""The formulary and the allergy table of a hospital, as files of its pharmacy."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from biip import ParseError
from biip.gtin import Gtin

from models.medication import Medication, RuleTable, SubstanceGroup
from models.values import BadValueError, Plain
from models.vocabulary import RowId
from server_stub.operator_line import Operator
from server_stub.table_file import Layout, Line, read_lines, say_faults
from server_stub.table_import import Taken, standing_rows, take_in
from server_stub.writing import write_new

FORMULARY_USE_CASE = "formulary.import"
ALLERGIES_USE_CASE = "allergy_table.import"
_NAMESPACE = UUID("b5a0d0a3-6a5d-5f0e-8a0f-2f5a51f2c9a1")
"""A line keeps its row from file to file: ids come from codes."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Which edition of an allergy table a file is, and until when it may be trusted."""

    name: str
    version: str
    issued_on: date
    good_until: date


def medication_id(code: str) -> UUID:
    """The id of the medicine with this code of the hospital's."""
    return uuid5(_NAMESPACE, f"medication/{code}")


def import_formulary(operator: Operator, text: str) -> Taken:
    """Take in a formulary: CSV with the fields of `Medication` as its columns.

    Raises:
        TableFileError: a line or a field is at fault; nothing was taken.
        NotWrittenError, Refusal: the service did not do it.
    """
    layout = Layout(Medication, lambda row: medication_id(str(row["code"])), {}, {"gtin": _gtin})
    lines = read_lines(text, layout)
    standing = standing_rows(operator, Medication)
    packs = {row_id: row["gtin"] for row_id, row in standing.items()}
    say_faults([*_repeated(lines, "code"), *_repeated(lines, "gtin"), *_others_pack(lines, packs)])
    return take_in(operator, FORMULARY_USE_CASE, lines, standing)


def import_allergy_table(operator: Operator, text: str, issue: Issue) -> bool:
    """Take in an edition of an allergy table; false when it is there already.

    Its columns are `code, name, group_code, group_name, is_cross`. An edition is never altered.

    Raises:
        TableFileError: a line or a field is at fault, or the dates are; nothing was taken.
        NotWrittenError, Refusal: the service did not do it.
    """
    if issue.good_until < issue.issued_on:
        say_faults([f"good until {issue.good_until} is before the issue on {issue.issued_on}"])
    table_id = uuid5(_NAMESPACE, f"table/{issue.name}/{issue.version}")
    fixed: dict[str, Plain] = {"table_id": table_id}
    layout = Layout(
        SubstanceGroup, lambda row: uuid5(table_id, f"{row['code']}/{row['group_code']}"), fixed, {}
    )
    lines = read_lines(text, layout)
    say_faults(_twice((line.record.id, line.number) for line in lines))
    if table_id in standing_rows(operator, RuleTable):
        return False
    table = RuleTable(
        id=RowId(table_id),
        name=issue.name,
        version=issue.version,
        issued_on=issue.issued_on,
        good_until=issue.good_until,
        row_count=len(lines),
    )
    write_new(operator, ALLERGIES_USE_CASE, [[table, *(line.record for line in lines)]])
    return True


def _gtin(cell: str) -> str:
    try:
        found = Gtin.parse(cell)
    except ParseError as error:
        raise BadValueError(f"gtin: {cell!r} is no GTIN: {error}") from error
    return found.as_gtin_14()


def _repeated(lines: Sequence[Line[Medication]], name: str) -> list[str]:
    keys = [(getattr(line.record, name), line.number) for line in lines]
    return [f"{fault} ({name})" for fault in _twice(key for key in keys if key[0] is not None)]


def _twice(keys: Iterable[tuple[Hashable, int]]) -> list[str]:
    numbers: defaultdict[Hashable, list[int]] = defaultdict(list)
    for key, number in keys:
        numbers[key].append(number)
    return [
        f"line {later}: the same as line {first}"
        for first, *others in numbers.values()
        for later in others
    ]


def _others_pack(lines: Sequence[Line[Medication]], packs: Mapping[UUID, Plain]) -> list[str]:
    named = {line.record.id for line in lines}
    taken = {pack for row_id, pack in packs.items() if row_id not in named and pack is not None}
    return [
        f"line {line.number}: gtin: {line.record.gtin} is the pack of another medicine"
        for line in lines
        if line.record.gtin in taken
    ]
