"""What the pharmacy does: dispensing, labels, stock."""

from app.action import Action, in_workspace
from app.contents import Contents
from app.desk import Workspace
from app.menus import DESK_MENU
from app.pharmacy.count_stock import COUNT_STOCK
from app.pharmacy.print_label import PRINT_LABEL
from app.pharmacy.queries import PRESCRIPTION, STOCK, WORKLIST
from app.pharmacy.receive_stock import RECEIVE_STOCK
from app.pharmacy.record_dispense import RECORD_DISPENSE
from models.vocabulary import N_
from printing.documents.dispensing_label import DispensingLabel, ZplDispensingLabel

_HERE = in_workspace(Workspace.PHARMACY)

PHARMACY = Contents(
    use_cases=(RECORD_DISPENSE, RECEIVE_STOCK, COUNT_STOCK),
    print_tasks=(PRINT_LABEL,),
    queries=(WORKLIST, PRESCRIPTION, STOCK),
    documents=(DispensingLabel(), ZplDispensingLabel(203)),
    actions=(
        Action(RECORD_DISPENSE, N_("Dispense"), DESK_MENU, "Ctrl+Shift+I", "check", _HERE),
        Action(PRINT_LABEL, N_("Print label again"), DESK_MENU, "Ctrl+Shift+L", "printer", _HERE),
        Action(RECEIVE_STOCK, N_("Receive stock"), DESK_MENU, "Ctrl+Shift+R", "inbox", _HERE),
        Action(COUNT_STOCK, N_("Count stock"), DESK_MENU, "Ctrl+Shift+K", "refresh-cw", _HERE),
    ),
)
