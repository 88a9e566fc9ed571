"""Correcting the birth date or the gender of a patient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from app.command import Act, Opening, UseCase
from app.fields import BirthDate, Choice, Context, Layout
from app.query import Look
from app.registration.wording import GENDER_OPTIONS, typed_date_of
from app.seen import Seen, see
from app.typed_dates import TypedDate, shown_date
from models.patient import PatientDemographics
from models.vocabulary import N_, AdministrativeGender, PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDemographics:
    """The facts as they should be; `seen` are the ones being corrected."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[Seen[PatientDemographics] | None, Context("seen")]
    born: Annotated[
        TypedDate | None,
        BirthDate(N_("Born"), layout=Layout(help=N_("3/4/84, 3 apr 84, age 41, 6w"))),
    ]
    gender: Annotated[str, Choice(N_("Gender"), GENDER_OPTIONS)]


def open_demographics(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on what is recorded now."""
    patient_id = context["patient"]
    known = look.read.all(PatientDemographics, patient_id=patient_id)
    seen = see(look.read, PatientDemographics, known[0].id) if known else None
    raw = {}
    if seen is not None:
        born = typed_date_of(seen.row)
        raw = {"born": shown_date(born) if born else "", "gender": seen.row.gender.value}
    return Opening(raw, {**context, "seen": seen})


def change_demographics(act: Act, command: ChangeDemographics) -> PatientId:
    """Record what differs from what the person saw."""
    gender = AdministrativeGender(command.gender)
    born_on = command.born.on if command.born else None
    precision = command.born.precision if command.born else None
    seen = command.seen
    if seen is not None:
        changes = seen.changes(gender=gender, born_on=born_on, born_precision=precision)
        act.tx.change(PatientDemographics, seen.row.id, seen_seq=seen.seq, **changes)
    elif act.tx.get(PatientDemographics, command.patient_id) is None:
        act.tx.add(
            PatientDemographics(
                id=command.patient_id,
                patient_id=command.patient_id,
                gender=gender,
                born_on=born_on,
                born_precision=precision,
            )
        )
    return command.patient_id


CHANGE_DEMOGRAPHICS = UseCase(
    key="patient.change_demographics",
    title=N_("Change birth date or gender"),
    input=ChangeDemographics,
    function=change_demographics,
    opening=open_demographics,
)
