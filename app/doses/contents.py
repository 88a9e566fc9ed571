"""What is done about doses at the bedside."""

from app.action import Action, with_patient
from app.contents import Contents
from app.doses.queries import DOSE_SCAN, DOSES_TODAY
from app.doses.record_dose import RECORD_DOSE
from app.menus import PATIENT_MENU
from models.vocabulary import N_

DOSES = Contents(
    use_cases=(RECORD_DOSE,),
    queries=(DOSES_TODAY, DOSE_SCAN),
    actions=(
        Action(
            RECORD_DOSE,
            N_("Give doses"),
            PATIENT_MENU,
            "Ctrl+Shift+D",
            "scan-barcode",
            with_patient,
        ),
    ),
)
