"""What a workstation may hold: its profile's classes of rows, and nothing else.

A scope is an immutable document shared by all devices of a profile; its id is the first 16 bytes
of BLAKE2b over its canonical form.
"""

from hashlib import blake2b

import msgspec

from models.vocabulary import Profile, ReplicaClass


class Scope(msgspec.Struct, frozen=True):
    """The classes of rows a device of this profile holds for the whole site."""

    profile: Profile
    classes: tuple[ReplicaClass, ...]

    def id(self) -> bytes:
        """16 bytes that name exactly this document."""
        raw = msgspec.json.encode([self.profile, sorted(self.classes)])
        return blake2b(raw, digest_size=16).digest()


_DESK = (ReplicaClass.REF, ReplicaClass.REGISTRY, ReplicaClass.SCHED)
_CLASSES: dict[Profile, tuple[ReplicaClass, ...]] = {
    Profile.RECEPTION: (*_DESK, ReplicaClass.ADDRESS),
    Profile.WARD: (*_DESK, ReplicaClass.CLINICAL, ReplicaClass.MEDS),
    Profile.PHARMACY: (*_DESK, ReplicaClass.CLINICAL, ReplicaClass.MEDS, ReplicaClass.STOCK),
    Profile.CASHIER: (*_DESK, ReplicaClass.BILLING),
    Profile.SERVICE: tuple(ReplicaClass),
}
"""No profile but the cashier's holds prices, and the cashier's holds nothing clinical."""

_BEFORE: dict[Profile, tuple[Scope, ...]] = {Profile.WARD: (Scope(Profile.WARD, _DESK),)}
"""Scopes of earlier generations that lacked only classes in which nothing was written then."""


def scope_of(profile: Profile) -> Scope:
    """The scope of a profile."""
    return Scope(profile, _CLASSES[profile])


def continues(scope: Scope, scope_id: bytes) -> bool:
    """Whether a replica that followed the scope of this id may go on in this one as it is."""
    return scope_id in {scope.id(), *(each.id() for each in _BEFORE.get(scope.profile, ()))}
