"""What each kind of id is called, and the mark for words that are translated."""

from typing import NewType
from uuid import UUID

PatientId = NewType("PatientId", UUID)
PractitionerId = NewType("PractitionerId", UUID)
LocationId = NewType("LocationId", UUID)
DeviceId = NewType("DeviceId", UUID)
ConflictId = NewType("ConflictId", UUID)
EncounterId = NewType("EncounterId", UUID)
MedicationId = NewType("MedicationId", UUID)
RequestId = NewType("RequestId", UUID)
InvoiceId = NewType("InvoiceId", UUID)
ChangeSetId = NewType("ChangeSetId", UUID)
CommandId = NewType("CommandId", UUID)
RowId = NewType("RowId", UUID)


def N_(text: str) -> str:  # noqa: N802 - the name every extraction tool looks for
    """Mark text for translation where it is declared; it is translated where it is shown."""
    return text
