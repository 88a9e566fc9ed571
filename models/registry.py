"""Every record the hospital knows: the one list that tables, wire and contract tests read."""

from models.conflict import Conflict
from models.device import Device
from models.entity import Entity
from models.location import BedBooking, Location
from models.patient import (
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.practitioner import Practitioner, PractitionerCredential, PractitionerRole

GENERATION = 1
"""The schema generation of the replicated records; it grows by one with every change of them."""

ENTITIES: tuple[type[Entity], ...] = (
    Practitioner,
    PractitionerRole,
    PractitionerCredential,
    Device,
    Location,
    Patient,
    PatientName,
    PatientIdentifier,
    PatientDemographics,
    PatientContact,
    PatientAddress,
    BedBooking,
    Conflict,
)
"""Parents before children: the order in which rows may be inserted."""

BY_TABLE: dict[str, type[Entity]] = {entity.TABLE: entity for entity in ENTITIES}
BY_NUMBER: dict[int, type[Entity]] = {entity.NUMBER: entity for entity in ENTITIES}
