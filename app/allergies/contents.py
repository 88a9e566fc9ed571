"""What is done about allergies."""

from app.action import Action, with_patient
from app.allergies.change_allergy import CHANGE_ALLERGY
from app.allergies.none_known import NONE_KNOWN
from app.allergies.queries import ALLERGY_CARD
from app.allergies.record_allergy import RECORD_ALLERGY
from app.contents import Contents
from app.menus import PATIENT_MENU
from models.vocabulary import N_

ALLERGIES = Contents(
    use_cases=(RECORD_ALLERGY, NONE_KNOWN, CHANGE_ALLERGY),
    queries=(ALLERGY_CARD,),
    actions=(
        Action(
            RECORD_ALLERGY,
            N_("Record allergy"),
            PATIENT_MENU,
            "Ctrl+Shift+A",
            "triangle-alert",
            with_patient,
        ),
        Action(
            NONE_KNOWN, N_("No known allergies"), PATIENT_MENU, "", "circle-check", with_patient
        ),
        Action(
            CHANGE_ALLERGY,
            N_("Change the chosen allergy"),
            PATIENT_MENU,
            "",
            "triangle-alert",
            with_patient,
        ),
    ),
)
