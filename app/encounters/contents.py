"""What reception does about visits."""

from app.action import Action, with_patient
from app.contents import Contents
from app.encounters.open_visit import OPEN_VISIT
from app.encounters.print_slip import PRINT_SLIP
from app.encounters.queries import TODAYS_VISITS, VISITS
from app.menus import PATIENT_MENU
from models.vocabulary import N_
from printing.documents.admission_slip import AdmissionSlip

ENCOUNTERS = Contents(
    use_cases=(OPEN_VISIT,),
    print_tasks=(PRINT_SLIP,),
    queries=(VISITS, TODAYS_VISITS),
    documents=(AdmissionSlip(),),
    actions=(
        Action(OPEN_VISIT, N_("Open visit"), PATIENT_MENU, "Ctrl+O", "user-plus", with_patient),
        Action(
            PRINT_SLIP,
            N_("Print visit slip"),
            PATIENT_MENU,
            "Ctrl+Alt+P",
            "printer",
            with_patient,
        ),
    ),
)
