"""What is done at the end of a visit."""

from app.action import Action, with_patient
from app.contents import Contents
from app.discharge.print_summary import PRINT_SUMMARY
from app.discharge.queries import DISCHARGE_CARD
from app.discharge.record_discharge import RECORD_DISCHARGE
from app.menus import PATIENT_MENU
from models.vocabulary import N_
from printing.documents.discharge_summary import DischargeSummaryPaper

DISCHARGE = Contents(
    use_cases=(RECORD_DISCHARGE,),
    print_tasks=(PRINT_SUMMARY,),
    queries=(DISCHARGE_CARD,),
    documents=(DischargeSummaryPaper(),),
    actions=(
        Action(RECORD_DISCHARGE, N_("Discharge"), PATIENT_MENU, "Alt+D", "check", with_patient),
        Action(
            PRINT_SUMMARY,
            N_("Print discharge summary"),
            PATIENT_MENU,
            "Alt+Shift+D",
            "printer",
            with_patient,
        ),
    ),
)
