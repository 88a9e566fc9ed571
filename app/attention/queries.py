"""What needs a person: two facts that do not go together, for the roles of whoever asks."""

from collections.abc import Collection
from datetime import datetime

from app.attention.facts import fact, name_of
from app.attention.rows import AttentionRow
from app.code_words import code_words
from app.query import OUTBOX, Look, Query
from app.staff_words import desk_words, person_words
from app.times import moment_words
from app.whereabouts import place_words
from local_store.reading import Read
from models.attention import AttentionItem
from models.encounter import Encounter, EncounterLocation
from models.practitioner import PractitionerRole
from models.vocabulary import (
    N_,
    AttentionKind,
    AttentionStatus,
    LocationId,
    PractitionerId,
    Role,
)

ADVICE: dict[AttentionKind, str] = {
    AttentionKind.ORDER_AGAINST_ALLERGY: N_(
        "Give none of it until a doctor has looked. Stop the order, or write down why it stands."
    ),
    AttentionKind.GIVEN_AFTER_STOP: N_(
        "Look at the patient, tell the doctor, and write down what was done."
    ),
    AttentionKind.EXPIRED_DISPENSED: N_("Ask for it back and dispense another batch."),
    AttentionKind.DISPENSED_AFTER_STOP: N_(
        "Ask for it back before it is taken, or order it anew if it is wanted."
    ),
    AttentionKind.DOUBLE_ORDER: N_(
        "Look at both orders. Stop the one that is not wanted; if both are, say so here."
    ),
    AttentionKind.TWO_IN_ONE_BED: N_("Look who lies there, and record where the other one is."),
    AttentionKind.BED_TAKEN_BY_ANOTHER: N_(
        "Give the bed to whoever lies there, and find another for the booking."
    ),
    AttentionKind.DISCHARGED_TWICE: N_(
        "Read what both desks wrote and decide which summary holds."
    ),
    AttentionKind.STOCK_BELOW_ZERO: N_("Count this batch and record what is there."),
}
"""In the order of urgency."""
_URGENT = {
    AttentionKind.ORDER_AGAINST_ALLERGY,
    AttentionKind.GIVEN_AFTER_STOP,
    AttentionKind.EXPIRED_DISPENSED,
    AttentionKind.DISPENSED_AFTER_STOP,
    AttentionKind.DOUBLE_ORDER,
}
_RANK = {kind: rank for rank, kind in enumerate(ADVICE)}


def open_attention(look: Look, roles: Collection[Role]) -> tuple[AttentionRow, ...]:
    """What is open and meant for one of these roles: the urgent first, then place by place."""
    items = look.read.all(AttentionItem, status=AttentionStatus.OPEN)
    mine = [item for item in items if is_for(item, roles)]
    rows = [(_RANK[item.kind], _row(look, item)) for item in mine]
    rows.sort(key=lambda pair: (pair[0], pair[1].place, pair[1].raised_at, str(pair[1].item_id)))
    return tuple(row for _, row in rows)


def count_attention(look: Look, roles: Collection[Role]) -> int:
    """How many there are."""
    items = look.read.all(AttentionItem, status=AttentionStatus.OPEN)
    return sum(is_for(item, roles) for item in items)


def is_for(item: AttentionItem, roles: Collection[Role]) -> bool:
    """Whether it is for one of these roles; an administrator sees everything."""
    return Role.ADMINISTRATOR in roles or bool({*item.roles.split()} & {r.value for r in roles})


def may_close(read: Read, item: AttentionItem, who: PractitionerId) -> bool:
    """Whether it is for a role of this person; unknown roles were judged at the sign-in."""
    roles = read.all(PractitionerRole, practitioner_id=who)
    return not roles or is_for(item, [each.role for each in roles])


def closing_words(read: Read, item: AttentionItem, now: datetime) -> dict[str, str]:
    """Who closed it, when and with which words."""
    return {
        "who": person_words(read, item.closed_by_id),
        "when": moment_words(item.closed_at, now),
        "note": item.closing_note or "",
    }


def _row(look: Look, item: AttentionItem) -> AttentionRow:
    about = fact(look, item.subject_table, item.subject_id)
    other = fact(look, item.other_table, item.other_id)
    return AttentionRow(
        item_id=item.id,
        patient_id=item.patient_id,
        what=code_words(item.kind),
        detail=tuple(each.words for each in (about, other) if each and each.words),
        advice=ADVICE[item.kind],
        patient=name_of(look, item.patient_id),
        place=_place(look.read, item),
        desk=desk_words(look.read, about.recorded_on) if about and about.recorded_on else "",
        who=person_words(look.read, about.recorded_by) if about and about.recorded_by else "",
        raised=moment_words(item.raised_at, look.now),
        raised_at=item.raised_at,
        is_urgent=item.kind in _URGENT,
    )


def _place(read: Read, item: AttentionItem) -> str:
    """The bed the patient was last recorded in during the visit, else the ward of the visit."""
    if item.encounter_id is None:
        return ""
    stays = read.all(EncounterLocation, encounter_id=item.encounter_id)
    standing = [stay for stay in stays if stay.voided_at is None]
    if standing:
        last = max(standing, key=lambda stay: (stay.occurred_at, stay.id))
        return place_words(read, LocationId(last.location_id))
    visit = read.get(Encounter, item.encounter_id)
    return place_words(read, visit.ward_id) if visit else ""


_TABLES = frozenset({"attention_item"})
_FACTS = frozenset(
    {
        *("patient", "patient_name", "encounter", "encounter_location", "bed_booking", "location"),
        *("medication", "medication_request", "medication_stop", "medication_administration"),
        *("medication_dispense", "stock_movement", "allergy_intolerance", "discharge_summary"),
        OUTBOX,
    }
)
OPEN_ATTENTION = Query("attention.open", N_("Needs attention"), open_attention, _TABLES | _FACTS)
COUNT_ATTENTION = Query("attention.count", N_("Needs attention"), count_attention, _TABLES)
