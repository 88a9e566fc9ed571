"""What is done about vital signs."""

from app.action import Action, with_patient
from app.contents import Contents
from app.menus import PATIENT_MENU
from app.vitals.queries import VITALS_CHART
from app.vitals.record_vitals import RECORD_VITALS
from models.vocabulary import N_

VITALS = Contents(
    use_cases=(RECORD_VITALS,),
    queries=(VITALS_CHART,),
    actions=(
        Action(RECORD_VITALS, N_("Vital signs"), PATIENT_MENU, "Alt+V", "clock", with_patient),
    ),
)
