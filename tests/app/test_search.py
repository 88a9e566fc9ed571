"""One box: whatever a person types or scans finds the patient."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registration.queries import SEARCH_PATIENTS
from app.search import born_at_age, read_search
from local_store.search import SearchTerms
from models.check_digit import grouped_mrn, mrn_from_serial
from models.vocabulary import PatientId
from models.wristband_code import WristbandCode, encode
from tests.builders import Workbench, row_id

TODAY = date(2026, 11, 21)
MRN = mrn_from_serial(1000)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("okaf", SearchTerms(name_tokens=("okaf",), prefix_last=True)),
        ("okafor ", SearchTerms(name_tokens=("okafor",))),
        ("Chidi OKAFOR", SearchTerms(name_tokens=("chidi", "okafor"), prefix_last=True)),
        (
            "okafor 3/4/84",
            SearchTerms(name_tokens=("okafor",), prefix_last=True, born=("19840403",)),
        ),
        (
            "3 apr 84 okafor",
            SearchTerms(name_tokens=("okafor",), prefix_last=True, born=("19840403",)),
        ),
        ("apr 1984", SearchTerms(born=("198404",))),
        ("april jones", SearchTerms(name_tokens=("april", "jones"), prefix_last=True)),
        ("obi 1984", SearchTerms(name_tokens=("obi",), prefix_last=True, born=("1984",))),
        ("obi age 41", SearchTerms(name_tokens=("obi",), prefix_last=True, born=("1984", "1985"))),
        ("obi 2y", SearchTerms(name_tokens=("obi",), prefix_last=True, born=("2023", "2024"))),
        ("baby 6w", SearchTerms(name_tokens=("baby",), prefix_last=True, born=("202610",))),
        ("03041984", SearchTerms(born=("19840403",))),
        (grouped_mrn(MRN), SearchTerms(digits=(MRN,))),
        (MRN, SearchTerms(digits=(MRN,))),
        ("+234 803 555 0100", SearchTerms(digits=("2348035550100",))),
        ("0803-555-0100", SearchTerms(digits=("08035550100",))),
        ("T-A1-7", SearchTerms(digits=("ta17",))),
        ("o'connor", SearchTerms(name_tokens=("oconnor",), prefix_last=True)),
        ("", SearchTerms()),
    ],
)
def test_what_is_typed_is_taken_apart(typed: str, terms: SearchTerms) -> None:
    assert read_search(typed, TODAY).terms == terms


def test_ages_look_in_every_month_or_year_that_they_allow() -> None:
    assert born_at_age(41, "y", TODAY) == ["1984", "1985"]
    assert born_at_age(3, "m", TODAY) == ["202607", "202608"]
    assert born_at_age(2, "w", date(2026, 11, 17)) == ["202610", "202611"]


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    read_search(text, TODAY)


@pytest.fixture
def chidi(bench: Workbench) -> PatientId:
    patient = bench.register(born="3/4/84", mobile="0803 555 0100")
    bench.register(family="Okafor", given="Ngozi", gender="female", born="7 jun 1990")
    bench.register(family="Müller", given="Zoë", gender="female", born="1990")
    return patient


def found(bench: Workbench, text: str) -> list[str]:
    return [row.name for row in bench.office.ask(SEARCH_PATIENTS, text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "chidi okafor",
        "OKAFOR, Chidi",
        "okafor chi",
        "okafor 3/4/84",
        "03-Apr-1984",
        "okafor age 42",
        "0803 555 0100",
        "8035550100",
        grouped_mrn(MRN),
        "okafor chidi 1984",
    ],
)
def test_a_patient_is_found_in_every_way(bench: Workbench, chidi: PatientId, text: str) -> None:
    assert found(bench, text) == ["OKAFOR, Chidi"]


def test_the_beginning_of_a_name_finds_all_who_are_called_so(
    bench: Workbench, chidi: PatientId
) -> None:
    assert sorted(found(bench, "oka")) == ["OKAFOR, Chidi", "OKAFOR, Ngozi"]
    assert found(bench, "muller zoe") == ["MÜLLER, Zoë"]
    assert found(bench, "nobody") == []


def test_a_whole_record_number_opens_the_patient(bench: Workbench, chidi: PatientId) -> None:
    assert bench.office.ask(SEARCH_PATIENTS, MRN).opens == chidi
    assert bench.office.ask(SEARCH_PATIENTS, "okafor").opens is None


def test_a_record_number_with_a_wrong_digit_is_named(bench: Workbench, chidi: PatientId) -> None:
    wrong = MRN[:-1] + str((int(MRN[-1]) + 1) % 10)
    result = bench.office.ask(SEARCH_PATIENTS, wrong)
    assert result.rows == ()
    assert "last digit does not fit" in result.note


def test_a_scanned_wristband_opens_its_patient(bench: Workbench, chidi: PatientId) -> None:
    code = encode(WristbandCode(chidi, MRN))
    for scanned in (code, code.lower(), f"{code}\n"):
        result = bench.office.ask(SEARCH_PATIENTS, scanned)
        assert result.opens == chidi
        assert len(result.rows) == 1


def test_a_misread_wristband_asks_for_another_scan(bench: Workbench, chidi: PatientId) -> None:
    code = encode(WristbandCode(chidi, MRN))
    swapped = code[:-1] + ("A" if code[-1] != "A" else "B")
    result = bench.office.ask(SEARCH_PATIENTS, swapped)
    assert result.opens is None
    assert "Scan it again" in result.note


def test_the_wristband_of_a_patient_who_is_not_here_says_so(bench: Workbench) -> None:
    code = encode(WristbandCode(PatientId(row_id(999)), MRN))
    result = bench.office.ask(SEARCH_PATIENTS, code)
    assert result.opens is None
    assert "not at this desk yet" in result.note
