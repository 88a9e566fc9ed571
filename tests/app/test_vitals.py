"""Vital signs at the desk: a set is one panel, its measures, and its score."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.command import Done, Refused
from app.office import Office
from app.typed_dates import DayOrder
from app.vitals.preview import preview_news2, taken_words, typed_values
from app.vitals.queries import VITALS_CHART
from app.vitals.record_vitals import RECORD_VITALS
from app.vitals.rows import VitalsChart
from models.clinical import Observation
from models.encounter import Encounter
from models.vital_signs import Sign, is_panel, is_score
from models.vocabulary import EncounterClass, EncounterStatus, PatientId
from tests.builders import BEN, NOW, THIS_DEVICE, Workbench, person, row_id

WELL = {
    "respiration": "16",
    "spo2": "98",
    "oxygen": "air",
    "systolic": "120",
    "diastolic": "80",
    "pulse": "72",
    "consciousness": "A",
    "temperature": "36.8",
}
SICK = WELL | {"respiration": "25", "spo2": "93", "systolic": "98", "pulse": "118"}


def nurse_with(ward: Workbench, **registration: str) -> PatientId:
    patient_id = ward.register(**{"born": "3/4/1984", **registration})
    ward.desk.sign_in(person(BEN))
    return patient_id


def take(ward: Workbench, patient_id: PatientId, **raw: str) -> Any:
    return ward.save(RECORD_VITALS, {"patient": patient_id}, **raw)


def rows_of(ward: Workbench, patient_id: PatientId) -> list[Observation]:
    with ward.store.read() as read:
        return read.all(Observation, patient_id=patient_id)


def chart(ward: Workbench, patient_id: PatientId) -> VitalsChart:
    return ward.office.ask(VITALS_CHART, patient_id)


def open_visit(ward: Workbench, patient_id: PatientId) -> Encounter:
    visit = Encounter(
        id=row_id(500),
        patient_id=patient_id,
        recorded_at=NOW,
        recorded_by_id=BEN,
        class_code=EncounterClass.INPATIENT,
        status=EncounterStatus.IN_PROGRESS,
        started_at=NOW,
    )
    ward.accept()
    ward.arrive(visit)
    return visit


def test_a_complete_set_is_a_panel_its_measures_and_a_score(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    done = take(ward, patient_id, **SICK)
    assert isinstance(done, Done)
    rows = rows_of(ward, patient_id)
    (panel,) = (row for row in rows if is_panel(row))
    (score,) = (row for row in rows if is_score(row))
    assert panel.id == done.result
    assert len(rows) == 2 + len(SICK)
    assert score.value == Decimal(9)
    assert {row.panel_id for row in rows if row is not panel} == {panel.id}
    assert {row.recorded_by_id for row in rows} == {BEN}
    assert {row.recorded_on_id for row in rows} == {THIS_DEVICE}


def test_the_set_belongs_to_the_visit_in_progress(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    visit = open_visit(ward, patient_id)
    take(ward, patient_id, **WELL)
    assert {row.encounter_id for row in rows_of(ward, patient_id)} == {visit.id}


def test_without_a_visit_the_set_is_recorded_all_the_same(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, **WELL)
    assert {row.encounter_id for row in rows_of(ward, patient_id)} == {None}


def test_an_incomplete_set_is_recorded_without_a_score_and_says_what_is_missing(
    ward: Workbench,
) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, pulse="118", respiration="24")
    (only,) = chart(ward, patient_id).sets
    assert only.score is None
    assert "Temperature" in only.news.words
    assert only.texts[Sign.PULSE] == "118 /min"
    assert Sign.TEMPERATURE not in only.texts


def test_zero_is_recorded_as_a_reading(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, **WELL | {"respiration": "0", "pulse": "0"})
    (only,) = chart(ward, patient_id).sets
    assert only.numbers[Sign.PULSE] == 0
    assert only.texts[Sign.RESPIRATION] == "0 /min"
    assert only.score == 6


def test_nothing_measured_is_refused(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    before = len(ward.waiting())
    refused = take(ward, patient_id, scale="2")
    assert isinstance(refused, Refused)
    assert refused.field == "respiration"
    assert len(ward.waiting()) == before


def test_a_set_saved_twice_is_recorded_once(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    form = ward.office.open_form(RECORD_VITALS, {"patient": patient_id})
    first = ward.office.save(form, {**form.raw, **WELL})
    ward.restart()
    again = ward.office.save(form, {**form.raw, **WELL})
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert len(chart(ward, patient_id).sets) == 1


def test_a_child_gets_no_score(ward: Workbench) -> None:
    patient_id = nurse_with(ward, born="1/1/2015")
    take(ward, patient_id, **SICK)
    (only,) = chart(ward, patient_id).sets
    assert only.score is None
    assert "16 years" in only.news.words
    assert not any(is_score(row) for row in rows_of(ward, patient_id))


@pytest.mark.parametrize(("born", "scored"), [("2010", False), ("nov 2010", False), ("2009", True)])
def test_where_only_the_year_is_known_a_possible_child_is_not_scored(
    ward: Workbench, born: str, *, scored: bool
) -> None:
    patient_id = nurse_with(ward, born=born)
    take(ward, patient_id, **WELL)
    assert (chart(ward, patient_id).sets[0].score is not None) is scored


def test_somebody_whose_age_nobody_knows_is_scored(ward: Workbench) -> None:
    patient_id = nurse_with(ward, born="")
    take(ward, patient_id, **SICK)
    assert chart(ward, patient_id).sets[0].score == 9


def test_scale_2_is_used_only_when_it_is_said(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, **WELL | {"spo2": "89"})
    ward.clock.go_on(3600)
    take(ward, patient_id, **WELL | {"spo2": "89", "scale": "2"})
    newest, older = chart(ward, patient_id).sets
    assert (older.score, newest.score) == (3, 0)
    assert newest.texts[Sign.SCALE].startswith("2")
    assert Sign.SCALE not in older.texts


def test_a_late_entry_keeps_both_times_and_says_so(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, **WELL | {"taken": "0930"})
    (only,) = chart(ward, patient_id).sets
    assert only.taken == "09:30"
    assert only.how == "Late entry, recorded 10:31"
    (panel,) = (row for row in rows_of(ward, patient_id) if is_panel(row))
    assert panel.effective_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert panel.recorded_at > panel.effective_at


def test_a_time_to_come_is_refused_at_its_field(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    refused = take(ward, patient_id, **WELL | {"taken": "25/11/2026 0900"})
    assert isinstance(refused, Refused)
    assert refused.field == "taken"


def test_times_are_shown_on_the_clock_of_the_site_across_the_change(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    berlin = ZoneInfo("Europe/Berlin")
    site = replace(ward.office.site, zone=berlin)
    ward.office = Office(ward.store, ward.desk, ward.office.room, site)
    ward.clock.wall = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    take(ward, patient_id, **WELL | {"taken": "0150"})
    (only,) = chart(ward, patient_id).sets
    assert only.taken == "01:50"
    assert only.taken_at.utcoffset() == timedelta(hours=1)
    assert ward.office.site.now().utcoffset() == timedelta(hours=2)


def test_the_newest_set_stands_first_and_the_latest_is_the_newest(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    for pulse in ("70", "80", "90"):
        ward.clock.go_on(3600)
        take(ward, patient_id, **WELL | {"pulse": pulse})
    found = chart(ward, patient_id)
    assert [int(each.numbers[Sign.PULSE]) for each in found.sets] == [90, 80, 70]
    assert found.latest is found.sets[0]


def test_the_preview_says_what_is_missing_before_anything_is_saved() -> None:
    assert preview_news2({}, 42).figure == "–"
    words = preview_news2({"respiration": "25", "systolic": "98", "pulse": "118"}, 42)
    assert words.figure == "≥ 7"
    assert words.tone == "danger"
    assert "at least 7" in words.title
    assert "Temperature" in words.words
    assert words.parts[Sign.PULSE] == 2


def test_the_preview_of_a_whole_set_is_the_score_that_will_be_recorded(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    words = preview_news2(SICK, 42)
    take(ward, patient_id, **SICK)
    assert words == chart(ward, patient_id).sets[0].news
    assert words.figure == "9"


@pytest.mark.parametrize("text", ["", "-", "abc", "999", "36.85", "NaN"])
def test_a_text_that_is_no_reading_counts_as_none_in_the_preview(text: str) -> None:
    assert Sign.TEMPERATURE not in typed_values({"temperature": text})


def test_a_comma_is_read_as_a_point() -> None:
    assert typed_values({"temperature": "36,8"})[Sign.TEMPERATURE] == Decimal("36.8")


def test_a_typed_time_is_shown_back_before_it_is_saved() -> None:
    now = datetime(2026, 11, 21, 0, 10, tzinfo=UTC)
    assert taken_words("2350", now, DayOrder.DAY_FIRST) == "Taken yesterday 23:50"
    assert taken_words("", now, DayOrder.DAY_FIRST) == "Taken now"
    assert "0930" in taken_words("soon", now, DayOrder.DAY_FIRST)
    assert date(2026, 11, 21) == now.date()
