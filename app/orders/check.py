"""The allergy check as this desk can make it now, with the table of classes it holds."""

from datetime import date

from local_store.reading import Read
from models.allergy_check import Check, check_order, newest_table
from models.clinical import AllergyIntolerance
from models.medication import Medication, RuleTable, SubstanceGroup
from models.vocabulary import PatientId


def check_here(read: Read, patient_id: PatientId, medicine: Medication, today: date) -> Check:
    """Check a medicine against what is recorded of the patient at this desk."""
    table = newest_table(read.all(RuleTable))
    lines = read.all(SubstanceGroup, table_id=table.id) if table else []
    allergies = read.all(AllergyIntolerance, patient_id=patient_id)
    return check_order(medicine, allergies, lines, table, today)
