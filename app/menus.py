"""The menus that actions stand in."""

from models.vocabulary import N_

PATIENT_MENU, DESK_MENU = N_("Patient"), N_("Desk")
WARD_MENU = N_("Ward")
BILLING_MENU = N_("Billing")
