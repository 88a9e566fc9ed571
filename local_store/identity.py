"""Who this desk is to the others."""

from dataclasses import dataclass
from uuid import UUID

from models.vocabulary import Profile, ReplicaClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What enrolment gave this desk.

    Attributes:
        device: the desk, for good.
        inc: its incarnation; a desk enrolled again gets the next one.
        name: what people call it.
        place: where it stands.
        profile: what it is for.
        series: letters that no other incarnation has; temporary numbers begin with them.
        classes: the classes of rows it holds.
        hash_key: key of the row hashes of the hospital.
        server_url: where the service answers.
        ca_pem: certificate of the hospital's authority, PEM.
    """

    device: UUID
    inc: int
    name: str
    place: str
    profile: Profile
    series: str
    classes: tuple[ReplicaClass, ...]
    hash_key: bytes
    server_url: str
    ca_pem: str
