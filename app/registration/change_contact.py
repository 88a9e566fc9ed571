"""Correcting or adding one telephone number or e-mail address of a patient."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Choice, Context, Layout, Text, Width
from app.forms import is_email, is_phone
from app.query import Look
from app.registration.wording import CONTACT_KINDS, contact_kind
from app.seen import Seen, see
from models.patient import PatientContact
from models.vocabulary import N_, PatientId

_KINDS = tuple((kind, words) for kind, (words, _, _) in CONTACT_KINDS.items())


class ContactRefusal(StrEnum):
    """Why a contact cannot be recorded."""

    NO_PHONE = "no_phone"
    NO_EMAIL = "no_email"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeContact:
    """A telephone number or e-mail address; `seen` is the row being corrected, None to add one."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[Seen[PatientContact] | None, Context("seen")]
    kind: Annotated[str, Choice(N_("Kind"), _KINDS, layout=Layout(width=Width.SHORT))]
    value: Annotated[str, Text(N_("Number or address"), layout=Layout(width=Width.LONG))]


def open_contact(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the contact named in the context, or empty to add one."""
    contact_id = context.get("contact")
    seen = see(look.read, PatientContact, contact_id) if isinstance(contact_id, UUID) else None
    raw = {"kind": contact_kind(seen.row), "value": seen.row.value} if seen else {}
    return Opening(raw, {**context, "seen": seen})


def change_contact(act: Act, command: ChangeContact) -> UUID:
    """Record what differs from what the person saw."""
    _, system, use = CONTACT_KINDS[command.kind]
    if command.kind == "email" and not is_email(command.value):
        raise Refuse(ContactRefusal.NO_EMAIL, field="value")
    if command.kind not in {"email", "other"} and not is_phone(command.value):
        raise Refuse(ContactRefusal.NO_PHONE, field="value")
    seen = command.seen
    if seen is None:
        if act.tx.get(PatientContact, act.id) is None:
            patient_id, value = command.patient_id, command.value
            act.tx.add(
                PatientContact(
                    id=act.id, patient_id=patient_id, system=system, use=use, value=value
                )
            )
        return act.id
    changes = seen.changes(value=command.value)
    if command.kind != contact_kind(seen.row):
        changes |= seen.changes(system=system, use=use)
    act.tx.change(PatientContact, seen.row.id, seen_seq=seen.seq, **changes)
    return seen.row.id


CHANGE_CONTACT = UseCase(
    key="patient.change_contact",
    title=N_("Phone or e-mail"),
    input=ChangeContact,
    function=change_contact,
    opening=open_contact,
    refusals={
        ContactRefusal.NO_PHONE: N_(
            "This is not a telephone number. Use digits, spaces and a leading +, like "
            "+234 803 555 0100."
        ),
        ContactRefusal.NO_EMAIL: N_(
            "This is not an e-mail address. It needs a name, an @ and a domain, like "
            "ada@example.org."
        ),
    },
)
