"""What the patient is told to do with a medicine, as it stands on the label."""

from models.dose_words import direction_words, duration_words
from models.medication import Medication, MedicationRequest

_MOST = 300
"""The characters `MedicationDispense.directions` takes."""


def directions_of(order: MedicationRequest, medicine: Medication) -> str:
    """`Take ONE capsule (500 mg) THREE times a day for FIVE days. With food`."""
    words = direction_words(
        medicine, order.dose_value, order.dose_unit, order.route, order.frequency
    )
    if order.duration_days:
        words = f"{words} {duration_words(order.duration_days)}"
    whole = f"{words}. {order.instructions}" if order.instructions else words
    # What does not fit the record stands on the label all the same: it is set from the order.
    return whole if len(whole) <= _MOST else words
