"""What is done about beds."""

from app.action import Action, in_workspace, with_patient
from app.beds.book_bed import BOOK_BED
from app.beds.clean_bed import CLEAN_BED
from app.beds.occupy_bed import OCCUPY_BED
from app.beds.queries import BED_BOARD
from app.beds.release_bed import RELEASE_BED
from app.contents import Contents
from app.desk import Workspace
from app.menus import PATIENT_MENU, WARD_MENU
from models.vocabulary import N_

BEDS = Contents(
    use_cases=(OCCUPY_BED, CLEAN_BED),
    online_commands=(BOOK_BED, RELEASE_BED),
    queries=(BED_BOARD,),
    actions=(
        Action(BOOK_BED, N_("Book bed"), PATIENT_MENU, "Ctrl+B", "bed", with_patient),
        Action(RELEASE_BED, N_("Give the booking back"), PATIENT_MENU, "", "bed", with_patient),
        Action(OCCUPY_BED, N_("Is in bed"), PATIENT_MENU, "Ctrl+I", "bed", with_patient),
        Action(CLEAN_BED, N_("Bed is clean"), WARD_MENU, "", "check", in_workspace(Workspace.WARD)),
    ),
)
