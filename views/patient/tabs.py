"""The tabs of the patient's page, in order."""

from models.vocabulary import N_, ReplicaClass
from views.billing.bill_tab import BillTab
from views.chart.notes_tab import NotesTab
from views.chart.timeline_tab import TimelineTab
from views.discharge.discharge_tab import DischargeTab
from views.doses.doses_tab import DosesTab
from views.orders.medicines_tab import MedicinesTab
from views.patient.identity_tab import IdentityTab
from views.patient_tab import PatientTab
from views.vitals.vitals_tab import VitalsTab

PATIENT_TABS: tuple[PatientTab, ...] = (
    PatientTab("identity", N_("Person"), ("*",), None, IdentityTab),
    PatientTab("timeline", N_("Timeline"), ("*",), None, TimelineTab),
    PatientTab("vitals", N_("Vital signs"), ("vitals.record",), ReplicaClass.CLINICAL, VitalsTab),
    PatientTab(
        "medicines",
        N_("Medicines"),
        ("order.draft", "order.stop", "order.print", "allergy.record"),
        ReplicaClass.MEDS,
        MedicinesTab,
    ),
    PatientTab("doses", N_("Doses"), ("dose.record",), ReplicaClass.MEDS, DosesTab),
    PatientTab("notes", N_("Notes"), ("note.write",), ReplicaClass.CLINICAL, NotesTab),
    PatientTab(
        "discharge", N_("Discharge"), ("discharge.record",), ReplicaClass.CLINICAL, DischargeTab
    ),
    PatientTab("bill", N_("Bill"), ("payment.take",), ReplicaClass.BILLING, BillTab),
)
"""A tab whose rights are `*` is everybody's."""
