"""How commands say who somebody is and since when something is so."""

from uuid import UUID

from models.patient import PatientName
from models.practitioner import Practitioner
from models.values import PlainRow, instant_from_us
from models.vocabulary import NameUse
from server_stub.commands.command import Ground

_USES = (
    NameUse.OFFICIAL,
    NameUse.USUAL,
    NameUse.TEMP,
    NameUse.NICKNAME,
    NameUse.ANONYMOUS,
    NameUse.MAIDEN,
    NameUse.OLD,
)
"""Which name of a patient to say first."""


def patient_name(ground: Ground, patient_id: UUID) -> str:
    """The name of a patient, as lists show it."""
    names = ground.rows_where(PatientName, "patient_id", patient_id).values()
    first = min(names, key=_by_use, default=None)
    if first is None:
        return "a patient without a name"
    return ", ".join(str(p) for p in (str(first["family"] or "").upper(), first["given"]) if p)


def staff_name(ground: Ground, practitioner_id: UUID) -> str:
    """The name of a member of staff."""
    person = ground.row(Practitioner, practitioner_id)
    return f"{person['given']} {person['family']}" if person else "somebody"


def moment(us: int) -> str:
    """A time as the clock on the wall shows it: the service stands in the hospital."""
    return f"{instant_from_us(us).astimezone():%d %b %Y at %H:%M}"


def _by_use(name: PlainRow) -> int:
    return _USES.index(NameUse(str(name["use"])))
