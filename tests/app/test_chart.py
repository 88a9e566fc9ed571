"""The chart: what is struck out, notes, problems, and what the ward sees of everybody."""

from app.chart.queries import NOTES, WARD_SUMMARY
from app.chart.record_condition import RECORD_CONDITION
from app.chart.rows import WardSummary
from app.chart.void_record import VOID_RECORD
from app.chart.write_note import WRITE_NOTE
from app.command import Done, Refused
from app.vitals.queries import VITALS_CHART
from models.clinical import Observation
from models.vocabulary import (
    PatientId,
)
from tests.app.stay import admitted, story, the
from tests.app.test_vitals import SICK, WELL, take
from tests.builders import Workbench, row_id


def test_a_record_struck_out_stays_to_be_seen_with_the_reason(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = take(ward, patient_id, **WELL)
    context = {"patient": patient_id, "table": "observation", "row": done.result}
    assert isinstance(ward.save(VOID_RECORD, context, reason="wrong patient"), Done)
    row = the(story(ward, patient_id), "Vital signs")
    assert row.is_void
    assert not row.can_void
    assert row.how.startswith("Struck out by Ben Musa: wrong patient")
    (only,) = ward.office.ask(VITALS_CHART, patient_id).sets
    assert only.is_void
    with ward.store.read() as read:
        rows = read.all(Observation, patient_id=patient_id)
    assert {row.void_reason for row in rows} == {"wrong patient"}


def test_a_struck_out_set_is_no_longer_the_latest(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL)
    ward.clock.go_on(60)
    wrong = take(ward, patient_id, **SICK)
    context = {"patient": patient_id, "table": "observation", "row": wrong.result}
    ward.save(VOID_RECORD, context, reason="wrong patient")
    latest = ward.office.ask(VITALS_CHART, patient_id).latest
    assert latest is not None
    assert latest.score == 0


def test_an_order_is_not_struck_out_but_stopped(ward: Workbench) -> None:
    patient_id = admitted(ward)
    context = {"patient": patient_id, "table": "medication_request", "row": row_id(600)}
    refused = ward.save(VOID_RECORD, context, reason="x")
    assert isinstance(refused, Refused)
    assert "Stop the order" in refused.words


def test_a_record_of_another_patient_is_not_struck_out_from_here(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = take(ward, patient_id, **WELL)
    context = {"patient": row_id(999), "table": "observation", "row": done.result}
    refused = ward.save(VOID_RECORD, context, reason="x")
    assert isinstance(refused, Refused)
    assert refused.code == "not_here"


def test_a_note_is_written_once_and_kept_as_it_was_written(ward: Workbench) -> None:
    patient_id = admitted(ward)
    form = ward.office.open_form(WRITE_NOTE, {"patient": patient_id})
    texts = {"kind": "nursing", "text": "Slept well.\nWalked to the door."}
    ward.office.save(form, texts)
    ward.restart()
    ward.office.save(form, texts)
    (note,) = ward.office.ask(NOTES, patient_id).notes
    assert note.text == "Slept well.\nWalked to the door."
    assert note.first_line == "Slept well."
    assert (note.kind, note.how) == ("Nursing note", "Waiting here to be sent")
    assert the(story(ward, patient_id), "Nursing").detail == "Slept well. Walked to the door."


def test_a_problem_is_recorded_and_later_resolved(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = ward.save(RECORD_CONDITION, {"patient": patient_id}, description="Pneumonia")
    assert isinstance(done, Done)
    other = ward.save(RECORD_CONDITION, {"patient": patient_id}, description="Asthma")
    context = {"patient": patient_id, "condition": done.result}
    ward.save(RECORD_CONDITION, context, status="resolved")
    first, second = ward.office.ask(NOTES, patient_id).problems
    assert (first.description, first.is_active) == ("Asthma", True)
    assert (second.description, second.status) == ("Pneumonia", "Resolved")
    assert isinstance(other, Done)


def summary(ward: Workbench, patient_id: PatientId) -> WardSummary:
    (found,) = ward.office.ask(WARD_SUMMARY, [patient_id])
    return found


def test_the_ward_sees_the_last_score_and_when_the_next_set_is_due(ward: Workbench) -> None:
    patient_id = admitted(ward)
    assert summary(ward, patient_id).last == "no set yet"
    take(ward, patient_id, **WELL)
    calm = summary(ward, patient_id)
    assert (calm.score, calm.due, calm.is_overdue) == ("0", "22:41", False)
    ward.clock.go_on(60)
    take(ward, patient_id, **SICK)
    grave = summary(ward, patient_id)
    assert (grave.score, grave.tone, grave.due) == ("9", "danger", "continuous")
    assert grave.urgency > calm.urgency


def test_a_set_that_should_have_been_taken_is_overdue(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL | {"pulse": "135"})
    ward.clock.go_on(2 * 3600)
    late = summary(ward, patient_id)
    assert late.is_overdue
    assert late.due.startswith("overdue since")


def test_a_set_without_a_score_shows_when_it_was_taken(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, pulse="80")
    found = summary(ward, patient_id)
    assert (found.score, found.due) == ("", "")
    assert found.last != "no set yet"
