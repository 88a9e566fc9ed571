"""The tables a hospital keeps itself: taken in whole from a file, or not at all, with words."""

from pathlib import Path

import pytest

from models.billing import ChargeItemDefinition
from models.entity import Entity
from models.medication import Medication, RuleTable, SubstanceGroup
from server_stub.demonstration_formulary import FORMULARY, allergy_table
from server_stub.demonstration_tariff import tariff
from server_stub.operator_requests import ReferenceRequest, Rows
from tests.server_stub.tool import Tool
from tests.service import RunningService

MEDICINES = (
    "code,name,display_name,form,strength,ingredient_code,dose_unit,supply_unit,dose_per_unit,"
    "usual_route,gtin,advice\n"
)
PRICES = (
    "code,title,event,applies_to,unit_price_minor,currency,tax_note,effective_from,effective_to\n"
)
ALLERGIES = ("allergy-table", "import")
EDITION = ("--version", "3", "--issued-on", "2026-01-01", "--good-until", "2027-01-01")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def rows(service: RunningService, entity: type[Entity]) -> Rows:
    with service.operator() as operator:
        return operator.reference(ReferenceRequest(table=entity.TABLE))


def test_a_formulary_is_taken_in_and_taken_in_again_changes_only_what_differs(
    tool: Tool, service: RunningService, file: Path
) -> None:
    file.write_text(FORMULARY, "utf-8")
    code, out, err = tool("formulary", "import", file)
    assert (code, err) == (0, "")
    count = len(FORMULARY.splitlines()) - 1
    assert out == f"{count} added, 0 changed, 0 as they were.\n"
    assert tool("formulary", "import", file)[1] == f"0 added, 0 changed, {count} as they were.\n"
    file.write_text(FORMULARY.replace("Take with meals", "Take with a meal"), "utf-8")
    code, out, _ = tool("formulary", "import", file)
    assert out == f"0 added, 1 changed, {count - 1} as they were.\n"
    advice = [row["advice"] for row in rows(service, Medication).values()]
    assert "Take with a meal" in advice
    assert len(advice) == count


def test_every_fault_of_a_formulary_is_named_by_line_and_field_and_nothing_is_taken(
    tool: Tool, service: RunningService, file: Path
) -> None:
    before = rows(service, Medication)
    file.write_text(
        MEDICINES
        + "X-1,a,a,tablet,1 mg,a,mg,tablet,1,oral,,\n"
        + "X-2,a,a,tablet,1 mg,a,mg,tablet,one,oral,,\n"
        + "X-3,,a,tablet,1 mg,a,mg,tablet,1,mouth,,\n"
        + "X-4,a,a,tablet,1 mg,a,mg,tablet,1,oral,09506000001013,\n"
        + "X-5,a,a,tablet,1 mg,a,mg,tablet,1,oral,,advice,and more\n",
        "utf-8",
    )
    code, out, err = tool("formulary", "import", file)
    assert (code, out) == (1, "")
    assert "line 3: dose_per_unit: 'one' is no number" in err
    assert "line 4: name: a value is required" in err
    assert "line 4: usual_route: 'mouth' is none of oral, intravenous" in err
    assert "line 5: gtin: '09506000001013' is no GTIN" in err
    assert "line 6: more fields than columns" in err
    assert rows(service, Medication) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the column code is missing"),
        ("code,colour\n", "there is no field 'colour'"),
        (MEDICINES, "no lines below"),
        (MEDICINES.replace("advice", "gtin"), "the column gtin is there twice"),
        (
            MEDICINES + "X-1,a,a,tablet,1,a,mg,tablet,,oral,,\n" * 2,
            "line 3: the same as line 2 (code)",
        ),
        (MEDICINES + 'X-1,"a,a', "line 2: unexpected end of data"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_in_words(
    tool: Tool, file: Path, text: str, words: str
) -> None:
    file.write_text(text, "utf-8")
    code, _, err = tool("formulary", "import", file)
    assert code == 1
    assert words in err


def test_a_file_that_is_no_text_or_not_there_is_refused_in_words(tool: Tool, file: Path) -> None:
    assert "cannot be read" in tool("tariff", "import", file)[2]
    file.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in tool("tariff", "import", file)[2]


def test_the_pack_of_another_medicine_is_not_taken_twice(tool: Tool, file: Path) -> None:
    line = "G-{},a,a,tablet,1,a,mg,tablet,,oral,9506000134352,\n"
    file.write_text(MEDICINES + line.format(1), "utf-8")
    assert tool("formulary", "import", file)[0] == 0
    file.write_text(MEDICINES + line.format(2), "utf-8")
    code, _, err = tool("formulary", "import", file)
    assert code == 1
    assert "line 2: gtin: 09506000134352 is the pack of another medicine" in err


def test_a_tariff_is_taken_in_and_a_price_ends_before_another_begins(
    tool: Tool, service: RunningService, file: Path
) -> None:
    file.write_text(tariff(), "utf-8")
    assert tool("tariff", "import", file)[0] == 0
    count = len(rows(service, ChargeItemDefinition))
    assert count == len(tariff().splitlines()) - 1
    ended = "BED,Bed day,bed-day,,18000,EUR,VAT exempt: hospital care,2020-01-01,2027-01-01\n"
    dearer = "BED,Bed day,bed-day,,19000,eur,VAT exempt: hospital care,2027-01-01,\n"
    file.write_text(PRICES + ended + dearer, "utf-8")
    code, out, err = tool("tariff", "import", file)
    assert (code, out, err) == (0, "1 added, 1 changed, 0 as they were.\n", "")
    lines = [row for row in rows(service, ChargeItemDefinition).values() if row["code"] == "BED"]
    assert sorted((row["unit_price_minor"], row["effective_to"]) for row in lines) == [
        (18000, "2027-01-01"),
        (19000, None),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("A,A,bed-day,,-1,EUR,,2026-01-01,\n", "line 2: unit_price_minor: a price is not below"),
        ("A,A,bed-day,,1.5,EUR,,2026-01-01,\n", "line 2: unit_price_minor: '1.5' is no whole"),
        ("A,A,bed-day,,1,euro,,2026-01-01,\n", "line 2: currency: 'euro' is no ISO 4217 code"),
        ("A,A,bed-day,,1,EUR,,1.1.2026,\n", "line 2: effective_from: '1.1.2026' is not a valid"),
        ("A,A,bed-day,,1,EUR,,2026-01-02,2026-01-02\n", "line 2: effective_to: it ends before"),
        ("A,A,birthday,,1,EUR,,2026-01-01,\n", "line 2: event: 'birthday' is none of"),
        (
            "A,A,bed-day,,1,EUR,,2026-01-01,\nA,A,bed-day,,2,EUR,,2026-02-01,\n",
            "line 3: effective_from: A overlaps line 2",
        ),
        (
            "A,A,bed-day,,1,EUR,,2026-01-01,\nA,A,bed-day,,2,EUR,,2026-01-01,\n",
            "line 3: effective_from: A overlaps line 2",
        ),
    ],
)
def test_a_fault_in_a_tariff_is_named_by_line_and_field(
    tool: Tool, file: Path, lines: str, words: str
) -> None:
    file.write_text(PRICES + lines, "utf-8")
    code, _, err = tool("tariff", "import", file)
    assert code == 1
    assert words in err


def test_a_price_in_force_is_never_altered_under_what_was_charged(tool: Tool, file: Path) -> None:
    line = "P,P,bed-day,,{},EUR,,2026-01-01,\n"
    file.write_text(PRICES + line.format(100), "utf-8")
    assert tool("tariff", "import", file)[0] == 0
    file.write_text(PRICES + line.format(200), "utf-8")
    code, _, err = tool("tariff", "import", file)
    assert code == 1
    assert "line 2: unit_price_minor: this line is in force and keeps it" in err
    later = "P,P,bed-day,,200,EUR,,2026-02-01,\n"
    file.write_text(PRICES + later, "utf-8")
    assert "overlaps the line in force since 2026-01-01" in tool("tariff", "import", file)[2]


def test_an_edition_of_an_allergy_table_is_taken_in_once(
    tool: Tool, service: RunningService, file: Path
) -> None:
    file.write_text(allergy_table(), "utf-8")
    code, out, err = tool(*ALLERGIES, file, "--name", "Table", *EDITION)
    assert (code, out, err) == (0, "It was added.\n", "")
    (table,) = rows(service, RuleTable).values()
    assert (table["version"], table["good_until"]) == ("3", "2027-01-01")
    lines = [*rows(service, SubstanceGroup).values()]
    assert len(lines) == table["row_count"] == len(allergy_table().splitlines()) - 1
    assert {True, False} == {line["is_cross"] for line in lines}
    code, out, _ = tool(*ALLERGIES, file, "--name", "Table", *EDITION)
    assert (code, out) == (0, "This edition is there already; it is left as it is.\n")
    assert len(rows(service, SubstanceGroup)) == len(lines)


def test_a_fault_in_an_allergy_table_is_named(tool: Tool, file: Path) -> None:
    head = "code;name;group_code;group_name;is_cross\n"
    file.write_text(f"{head}a;A;g;G;perhaps\n", "utf-8")
    assert "'perhaps' is neither yes nor no" in tool(*ALLERGIES, file, "--name", "T", *EDITION)[2]
    file.write_text(head + "a;A;g;G;no\n" * 2, "utf-8")
    assert "line 3: the same as line 2" in tool(*ALLERGIES, file, "--name", "T", *EDITION)[2]
    file.write_text(f"{head}a;A;g;G;no\n", "utf-8")
    dates = ("--version", "4", "--issued-on", "2026-02-01", "--good-until", "2026-01-01")
    assert "before the issue" in tool(*ALLERGIES, file, "--name", "T", *dates)[2]


def test_a_pharmacy_stands_in_the_site_and_belongs_to_no_ward(tool: Tool) -> None:
    assert tool("location", "add", "site", "Clinic")[0] == 0
    assert tool("location", "add", "room", "Pharmacy", "--within", "Clinic")[0] == 0
    code, _, err = tool("location", "add", "room", "Nowhere")
    assert code == 1
    assert "in which ward or site it is" in err


@pytest.mark.parametrize("profile", ["pharmacy", "cashier"])
def test_desks_of_every_kind_are_let_in(tool: Tool, profile: str) -> None:
    code, out, _ = tool("enrol-code", "--profile", profile, "--name", "X-1", "--place", "There")
    assert (code, len(out.strip())) == (0, 25)
