"""The tabs of the patient's page, in order."""

from models.vocabulary import N_
from views.patient.identity_tab import IdentityTab
from views.patient.tab import PatientTab

PATIENT_TABS: tuple[PatientTab, ...] = (
    PatientTab("identity", N_("Person"), ("*",), None, IdentityTab),
)
"""A tab whose rights are `*` is everybody's."""
