"""Registering a patient: the name, the facts, a medical record number and how to reach them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.command import Act, Refuse, UseCase
from app.fields import BirthDate, Choice, Email, Layout, Phone, Text, Width
from app.registration.similar import Description, describe, probably_the_same
from app.registration.wording import GENDER_OPTIONS
from app.typed_dates import TypedDate
from models.patient import (
    MRN_SYSTEM,
    TEMPORARY_MRN_SYSTEM,
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientDistinction,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import (
    N_,
    AddressUse,
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    NameUse,
    PatientId,
)

WHO, REACH, HOME = N_("Who"), N_("How to reach them"), N_("Where they live")


class RegistrationRefusal(StrEnum):
    """Why a patient cannot be registered."""

    NO_NAME = "no_name"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPatient:
    """What is asked of a patient at the counter."""

    family: Annotated[
        str | None,
        Text(N_("Family name"), capitalise=True, layout=Layout(section=WHO)),
    ]
    given: Annotated[
        str | None,
        Text(N_("Given names"), 200, capitalise=True, layout=Layout(section=WHO)),
    ]
    title: Annotated[
        str | None,
        Text(N_("Title"), 40, layout=Layout(section=WHO, width=Width.SHORT)),
    ]
    born: Annotated[
        TypedDate | None,
        BirthDate(
            N_("Born"),
            layout=Layout(section=WHO, help=N_("3/4/84, 3 apr 84, age 41, 6w")),
        ),
    ]
    gender: Annotated[
        str,
        Choice(N_("Gender"), GENDER_OPTIONS, layout=Layout(section=WHO, width=Width.SHORT)),
    ]
    mobile: Annotated[str | None, Phone(N_("Mobile"), layout=Layout(section=REACH))]
    home_phone: Annotated[str | None, Phone(N_("Home phone"), layout=Layout(section=REACH))]
    email: Annotated[str | None, Email(N_("E-mail"), layout=Layout(section=REACH))]
    street: Annotated[
        str | None,
        Text(N_("Address"), 400, lines=2, layout=Layout(section=HOME, width=Width.LONG)),
    ]
    city: Annotated[str | None, Text(N_("Town or city"), layout=Layout(section=HOME))]
    postal_code: Annotated[
        str | None,
        Text(N_("Postal code"), 20, layout=Layout(section=HOME, width=Width.SHORT)),
    ]
    apart: Annotated[
        str | None,
        Text(
            N_("It is another person, because"),
            300,
            layout=Layout(
                width=Width.LONG, help=N_("Twin, another mother, seen together, another address…")
            ),
        ),
    ]


def register_patient(act: Act, command: RegisterPatient) -> PatientId:
    """Record the patient, whose id is that of the opened form: one form is one patient."""
    if not (command.family or command.given):
        raise Refuse(RegistrationRefusal.NO_NAME, field="family")
    patient_id = PatientId(act.id)
    if act.tx.get(Patient, patient_id) is not None:
        return patient_id
    alike = probably_the_same(act.tx, _description(command))
    if alike and not command.apart:
        raise Refuse(RegistrationRefusal.SIMILAR, field="apart", name=alike[0].name)
    act.tx.add(Patient(id=patient_id, registered_at=act.tx.now, registered_by_id=act.by))
    act.tx.add(
        PatientName(
            id=act.tx.new_id(),
            patient_id=patient_id,
            use=NameUse.OFFICIAL,
            family=command.family,
            given=command.given,
            prefix=command.title,
        )
    )
    act.tx.add(
        PatientDemographics(
            id=patient_id,
            patient_id=patient_id,
            gender=AdministrativeGender(command.gender),
            born_on=command.born.on if command.born else None,
            born_precision=command.born.precision if command.born else None,
        )
    )
    _add_number(act, patient_id)
    _add_contacts(act, patient_id, command)
    _add_address(act, patient_id, command)
    for other in alike:
        _tell_apart(act, patient_id, other.patient_id, command.apart or "")
    return patient_id


def _description(command: RegisterPatient) -> Description:
    return describe(
        names=(command.family or "", command.given or ""),
        born=command.born,
        gender=AdministrativeGender(command.gender),
        phones=(command.mobile or "", command.home_phone or ""),
        address=(command.street or "", command.city or "", command.postal_code or ""),
    )


def _tell_apart(act: Act, patient_id: PatientId, other: PatientId, reason: str) -> None:
    act.tx.add(
        PatientDistinction(
            id=act.tx.new_id(),
            patient_id=patient_id,
            other_patient_id=other,
            reason=reason,
            **act.stamp(),
        )
    )


def _add_number(act: Act, patient_id: PatientId) -> None:
    mrn = act.tx.take_mrn()
    act.tx.add(
        PatientIdentifier(
            id=act.tx.new_id(),
            patient_id=patient_id,
            system=TEMPORARY_MRN_SYSTEM if mrn.temporary else MRN_SYSTEM,
            value=mrn.value,
            type_code="MR",
        )
    )


def _add_contacts(act: Act, patient_id: PatientId, command: RegisterPatient) -> None:
    typed = (
        (ContactSystem.PHONE, ContactUse.MOBILE, command.mobile),
        (ContactSystem.PHONE, ContactUse.HOME, command.home_phone),
        (ContactSystem.EMAIL, None, command.email),
    )
    for system, use, value in typed:
        if value:
            row_id = act.tx.new_id()
            act.tx.add(
                PatientContact(
                    id=row_id, patient_id=patient_id, system=system, use=use, value=value
                )
            )


def _add_address(act: Act, patient_id: PatientId, command: RegisterPatient) -> None:
    if command.street or command.city or command.postal_code:
        act.tx.add(
            PatientAddress(
                id=act.tx.new_id(),
                patient_id=patient_id,
                use=AddressUse.HOME,
                lines=command.street,
                city=command.city,
                postal_code=command.postal_code,
            )
        )


REGISTER_PATIENT = UseCase(
    key="patient.register",
    title=N_("Register patient"),
    input=RegisterPatient,
    function=register_patient,
    refusals={
        RegistrationRefusal.NO_NAME: N_(
            "A name is missing. Type a family name or a given name; for somebody who cannot "
            "say it, type Unknown."
        ),
        RegistrationRefusal.SIMILAR: N_(
            "{name} is registered already and is probably this person. Open them instead, or say "
            "why it is another person."
        ),
    },
)
