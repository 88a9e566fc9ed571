"""How colleagues and their workstations are called."""

from uuid import UUID

from local_store.reading import Read
from models.device import Device
from models.practitioner import Practitioner
from models.vocabulary import N_

SERVICE = N_("the service")
UNKNOWN_DESK = N_("a desk that is not known here")


def person_words(read: Read, practitioner_id: UUID | None) -> str:
    """`Ada Obi`; the service where nobody acted."""
    person = read.get(Practitioner, practitioner_id) if practitioner_id else None
    return f"{person.given} {person.family}".strip() if person else SERVICE


def desk_words(read: Read, device_id: UUID | None) -> str:
    """`Reception 2 (Main hall)`."""
    device = read.get(Device, device_id) if device_id else None
    if device is None:
        return UNKNOWN_DESK
    return f"{device.name} ({device.place})" if device.place else device.name
