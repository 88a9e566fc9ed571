"""What is done about beds."""

from app.action import Action, with_patient
from app.beds.book_bed import BOOK_BED
from app.beds.queries import BED_BOARD
from app.contents import Contents
from app.menus import PATIENT_MENU
from models.vocabulary import N_

BEDS = Contents(
    online_commands=(BOOK_BED,),
    queries=(BED_BOARD,),
    actions=(Action(BOOK_BED, N_("Book bed"), PATIENT_MENU, "Ctrl+B", "bed", with_patient),),
)
