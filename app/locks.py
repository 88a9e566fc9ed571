"""The service's locks around one action: asked for before it, given back when nothing came of it.

A lock that led to a record is not given back: its number stands in the signature, which the service
takes only while the lock is current. It runs out by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.online import Line
from models.vocabulary import PractitionerId


@dataclass(frozen=True, slots=True)
class Locked:
    """What was locked: the number of each lock by resource; `refusal` says who else holds one."""

    tokens: Mapping[str, int] = field(default_factory=dict)
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One action as it is carried out: by whom, its id, and the locks held for it."""

    by: PractitionerId
    action: UUID
    tokens: Mapping[str, int]


def lock(line: Line | None, resources: Iterable[str], user: PractitionerId) -> Locked:
    """Lock all the resources, or none where another desk holds one.

    A line that is down, or goes down meanwhile, gives no lock and no refusal: the rule of the
    action then says what that means.
    """
    taken: dict[str, int] = {}
    if line is None:
        return Locked()
    for resource in resources:
        if line.status().state != "online":
            break
        answer = line.lock(resource, user)
        if answer.token is not None:
            taken[resource] = answer.token
        elif line.status().state == "online" and answer.message:
            unlock(line, taken)
            return Locked(refusal=answer.message)
    return Locked(taken)


def unlock(line: Line | None, tokens: Mapping[str, int]) -> None:
    """Give locks back, so that others need not wait until they run out."""
    if line is None or line.status().state != "online":
        return
    for resource, token in tokens.items():
        line.release(resource, token)
