"""Which job role may do what: role to patterns of use-case keys.

The key of a use case is also the right to do it. Both the desk and the service ask here, so that
neither can be fooled into more than the other allows.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from models.vocabulary import Role

RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: ("patient.*", "conflict.resolve", "bed.book"),
    Role.NURSE: ("patient.print_wristband", "patient.change_*", "conflict.resolve", "bed.book"),
    Role.ADMINISTRATOR: ("*",),
}


def may(roles: Iterable[Role], key: str) -> bool:
    """Whether one of the roles carries the right."""
    return any(fnmatchcase(key, pattern) for role in roles for pattern in RIGHTS[role])
