"""Which job role may do what: role to patterns of use-case keys.

The key of a use case is also the right to do it. Both the desk and the service ask here, so that
neither can be fooled into more than the other allows.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from models.vocabulary import Role

_PATIENT_AT_THE_BED = (
    "patient.print_wristband",
    "patient.change_*",
    "conflict.resolve",
    "attention.close",
    "encounter.open",
    "encounter.print_slip",
    "bed.*",
    "record.void",
)
_CARE = ("vitals.record", "note.write", "condition.*", "allergy.*", "discharge.*", "dose.record")

RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: (
        "patient.*",
        "conflict.resolve",
        "attention.close",
        "encounter.open",
        "encounter.print_slip",
        "bed.book",
        "bed.release",
        "bed.occupy",
    ),
    Role.NURSE: (*_PATIENT_AT_THE_BED, *_CARE, "order.print"),
    Role.DOCTOR: (*_PATIENT_AT_THE_BED, *_CARE, "order.*"),
    Role.PHARMACIST: (
        "dispense.*",
        "stock.*",
        "allergy.*",
        "note.write",
        "order.stop",
        "order.print",
        "conflict.resolve",
        "attention.close",
        "record.void",
    ),
    Role.CASHIER: ("invoice.*", "payment.*", "conflict.resolve", "attention.close"),
    Role.ADMINISTRATOR: ("*",),
}


def may(roles: Iterable[Role], key: str) -> bool:
    """Whether one of the roles carries the right."""
    return any(fnmatchcase(key, pattern) for role in roles for pattern in RIGHTS[role])
