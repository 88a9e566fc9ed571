"""What reception does about people."""

from app.action import Action, in_workspace, with_patient
from app.contents import Contents
from app.desk import Workspace
from app.menus import PATIENT_MENU
from app.registration.change_contact import CHANGE_CONTACT
from app.registration.change_demographics import CHANGE_DEMOGRAPHICS
from app.registration.change_name import CHANGE_NAME
from app.registration.print_wristband import PRINT_WRISTBAND
from app.registration.queries import PATIENT_CARD, RECENT_PATIENTS, SEARCH_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT
from app.registration.similar import SIMILAR_PATIENTS
from models.vocabulary import N_
from printing.band_stock import ADULT
from printing.documents.wristband import Wristband, ZplWristband

REGISTRATION = Contents(
    use_cases=(REGISTER_PATIENT, CHANGE_NAME, CHANGE_DEMOGRAPHICS, CHANGE_CONTACT),
    print_tasks=(PRINT_WRISTBAND,),
    queries=(RECENT_PATIENTS, PATIENT_CARD, SEARCH_PATIENTS, SIMILAR_PATIENTS),
    documents=(Wristband(ADULT), ZplWristband(ADULT, 203)),
    actions=(
        Action(
            REGISTER_PATIENT,
            N_("Register patient"),
            PATIENT_MENU,
            "Ctrl+N",
            "user-plus",
            in_workspace(Workspace.RECEPTION),
        ),
        Action(CHANGE_NAME, N_("Change name"), PATIENT_MENU, "Ctrl+E", "user", with_patient),
        Action(
            CHANGE_DEMOGRAPHICS,
            N_("Change birth date or gender"),
            PATIENT_MENU,
            "Ctrl+G",
            "user",
            with_patient,
        ),
        Action(
            CHANGE_CONTACT,
            N_("Add phone or e-mail"),
            PATIENT_MENU,
            "Ctrl+M",
            "user",
            with_patient,
        ),
        Action(
            PRINT_WRISTBAND, N_("Print wristband"), PATIENT_MENU, "Ctrl+P", "printer", with_patient
        ),
    ),
)
