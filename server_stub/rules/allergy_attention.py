"""Signed orders against a recorded allergy, whichever of the two arrives last.

The same check that the desk makes is made again. Nothing is un-signed: a person is told.
"""

from collections.abc import Iterator, Sequence

from models.allergy_check import Finding, Level, check_order, newest_table
from models.attention import AttentionItem
from models.clinical import AllergyIntolerance
from models.medication import (
    Medication,
    MedicationRequest,
    MedicationStop,
    RuleTable,
    SubstanceGroup,
)
from models.vocabulary import AttentionKind, RequestStatus, StopKind
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of, one
from server_stub.rules.raising import USE_CASE, attention_id, raised, received_at
from server_stub.rules.site_days import day_at


def allergy_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Check every order that is newly signed, and every standing one of the newly allergic."""
    answer = Answer(run, f"{USE_CASE}_allergy")
    for because, order, _ in news_of(news, MedicationRequest):
        if order.status is RequestStatus.ACTIVE:
            answer.make(because, _against(run, order))
    for because, allergy, _ in news_of(news, AllergyIntolerance):
        active = RequestStatus.ACTIVE.value
        for order in found(run, MedicationRequest, "patient_id", allergy.patient_id, status=active):
            answer.make(because, _against(run, order))
    return answer.sets()


def _against(run: OpenRun, order: MedicationRequest) -> Iterator[AttentionItem]:
    medicine = one(run, Medication, order.medication_id)
    if medicine is None or order.voided_at is not None or _is_over(run, order):
        return
    allergies = found(run, AllergyIntolerance, "patient_id", order.patient_id)
    codes = {medicine.ingredient_code, *(a.substance_code for a in allergies if a.substance_code)}
    lines = [line for code in sorted(codes) for line in found(run, SubstanceGroup, "code", code)]
    tables = [one(run, RuleTable, table_id) for table_id in {line.table_id for line in lines}]
    table = newest_table(each for each in tables if each is not None)
    today = day_at(received_at(run))
    check = check_order(medicine, allergies, lines, table, today)
    by_id = {allergy.id: allergy for allergy in allergies}
    for finding in check.findings:
        allergy = by_id.get(finding.allergy_id) if finding.allergy_id else None
        if allergy is not None and not _was_weighed(order, finding, allergy):
            kind = AttentionKind.ORDER_AGAINST_ALLERGY
            yield raised(run, kind, order, allergy, attention_id(order.id, kind, allergy.id))


def _was_weighed(order: MedicationRequest, finding: Finding, allergy: AllergyIntolerance) -> bool:
    """Whether the finding is no stop, or one that the signer saw and gave a reason against."""
    if finding.level is Level.HARD_STOP:
        return False
    if finding.level is not Level.STOP:
        return True
    return bool(order.override_reason) and allergy.substance in (order.checked or "")


def _is_over(run: OpenRun, order: MedicationRequest) -> bool:
    stops = found(run, MedicationStop, "request_id", order.id)
    return any(stop.kind is StopKind.STOP and stop.voided_at is None for stop in stops)
