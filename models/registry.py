"""Every record the hospital knows: the one list that tables, wire and contract tests read."""

from models.attention import AttentionItem, Provenance
from models.billing import ChargeItem, ChargeItemDefinition, Invoice, InvoiceLine, Payment
from models.clinical import (
    AllergyIntolerance,
    ClinicalNote,
    Condition,
    DischargeSummary,
    Observation,
)
from models.conflict import Conflict
from models.device import Device, DeviceKey
from models.encounter import BedCleaning, Encounter, EncounterLocation, QueueToken
from models.entity import Entity
from models.location import BedBooking, Location
from models.medication import (
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStop,
    RuleTable,
    StockMovement,
    SubstanceGroup,
)
from models.patient import (
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientDistinction,
    PatientIdentifier,
    PatientName,
)
from models.practitioner import Practitioner, PractitionerCredential, PractitionerRole

GENERATION = 2
"""The schema generation of the replicated records; it grows by one with every change of them."""

ENTITIES: tuple[type[Entity], ...] = (
    Practitioner,
    PractitionerRole,
    PractitionerCredential,
    Device,
    DeviceKey,
    Location,
    Medication,
    RuleTable,
    SubstanceGroup,
    ChargeItemDefinition,
    Patient,
    PatientName,
    PatientIdentifier,
    PatientDemographics,
    PatientContact,
    PatientAddress,
    PatientDistinction,
    Encounter,
    QueueToken,
    BedBooking,
    EncounterLocation,
    BedCleaning,
    Observation,
    AllergyIntolerance,
    Condition,
    ClinicalNote,
    DischargeSummary,
    MedicationRequest,
    MedicationStop,
    MedicationAdministration,
    MedicationDispense,
    StockMovement,
    ChargeItem,
    Invoice,
    InvoiceLine,
    Payment,
    AttentionItem,
    Provenance,
    Conflict,
)
"""Parents before children: the order in which rows may be inserted."""

BY_TABLE: dict[str, type[Entity]] = {entity.TABLE: entity for entity in ENTITIES}
BY_NUMBER: dict[int, type[Entity]] = {entity.NUMBER: entity for entity in ENTITIES}
