"""How this desk stands to the others, read from its own queue."""

from app.query import Look
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import person_words
from app.sync.reasons import reason_of
from app.sync.rows import ParkedRow, SyncOverview, WaitingRow
from app.times import moment_words
from local_store.overview import ParkedSet, WaitingSet
from models.vocabulary import N_, PatientId, SetStatus

USE_CASE_WORDS: dict[str, str] = {
    "patient.register": N_("Register patient"),
    "patient.change_name": N_("Change name"),
    "patient.change_demographics": N_("Change birth date or gender"),
    "patient.change_contact": N_("Phone or e-mail"),
    "encounter.open": N_("Open visit"),
    "bed.occupy": N_("Is in bed"),
    "bed.clean": N_("Bed is clean"),
    "allergy.record": N_("Record allergy"),
    "allergy.none_known": N_("No known allergies"),
    "allergy.change": N_("Change allergy"),
    "order.draft": N_("Prescribe"),
    "order.discard": N_("Discard draft"),
    "order.sign": N_("Sign prescription"),
    "order.stop": N_("Stop, hold or resume"),
    "dose.record": N_("Record a dose"),
    "dispense.record": N_("Dispense"),
    "stock.receive": N_("Receive stock"),
    "stock.count": N_("Count stock"),
    "invoice.issue": N_("Issue invoice"),
    "invoice.credit": N_("Credit an invoice"),
    "payment.take": N_("Take a payment"),
    "payment.refund": N_("Give money back"),
    "attention.close": N_("Close what needed attention"),
    "conflict.resolve": N_("Decide between two values"),
    "vitals.record": N_("Vital signs"),
    "note.write": N_("Write a note"),
    "condition.record": N_("Problem or diagnosis"),
    "record.void": N_("Strike out a record"),
    "discharge.record": N_("Discharge"),
}
"""What a waiting change set is called; a contract test holds the list complete."""
FROM_PAPER = N_("{what} (read from paper)")
NOT_SHOWN = N_("The patient is shown here without it.")


def sync_overview(look: Look) -> SyncOverview:
    """What waits, what the service did not take, and when both last proved to agree."""
    now = look.store.replica.summary()
    waiting = (*now.waiting_sets, *now.by_paper_sets)
    about = {patient for each in (*waiting, *now.parked) for patient in each.patients}
    known = people(look.read, sorted(about))
    names = {patient_id: banner_name(who.name) for patient_id, who in known.items()}
    return SyncOverview(
        waiting_count=now.waiting + now.by_paper,
        waiting=tuple(_waiting(look, each, names) for each in waiting),
        parked=tuple(_parked(look, each, names) for each in now.parked),
        conflicts=now.conflicts,
        last_agreed=moment_words(now.last_agreed_at, look.now),
        trouble=now.trouble.words if now.trouble else "",
    )


def _waiting(look: Look, each: WaitingSet, names: dict[PatientId, str]) -> WaitingRow:
    return WaitingRow(
        change_set_id=each.change_set_id,
        what=_what(each),
        patient=_names(each, names),
        who=person_words(look.read, each.user),
        when=moment_words(each.recorded_at, look.now),
    )


def _parked(look: Look, each: ParkedSet, names: dict[PatientId, str]) -> ParkedRow:
    reason = reason_of(each.reason)
    gone = f" {NOT_SHOWN}" if each.status is SetStatus.REJECTED else ""
    return ParkedRow(
        change_set_id=each.change_set_id,
        what=_what(each),
        patient=_names(each, names),
        who=person_words(look.read, each.user),
        when=moment_words(each.recorded_at, look.now),
        reason=reason.words + gone,
        advice=reason.advice,
    )


def _what(each: WaitingSet) -> str:
    words = USE_CASE_WORDS.get(each.use_case, each.use_case)
    return FROM_PAPER.format(what=words) if each.by_paper else words


def _names(each: WaitingSet, names: dict[PatientId, str]) -> str:
    return ", ".join(names[patient] for patient in each.patients if patient in names)
