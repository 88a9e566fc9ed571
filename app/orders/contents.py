"""What is done about orders of medicines."""

from app.action import Action, with_patient
from app.contents import Contents
from app.menus import PATIENT_MENU
from app.orders.discard_draft import DISCARD_DRAFT
from app.orders.draft_order import DRAFT_ORDER
from app.orders.print_orders import PRINT_ORDERS
from app.orders.queries import ORDER_PREVIEW, PATIENT_ORDERS
from app.orders.sign_orders import SIGN_ORDERS
from app.orders.stop_order import STOP_ORDER
from models.vocabulary import N_
from printing.documents.prescription import Prescription

ORDERS = Contents(
    use_cases=(DRAFT_ORDER, DISCARD_DRAFT, SIGN_ORDERS, STOP_ORDER),
    print_tasks=(PRINT_ORDERS,),
    documents=(Prescription(),),
    queries=(PATIENT_ORDERS, ORDER_PREVIEW),
    actions=(
        Action(
            DRAFT_ORDER, N_("Prescribe"), PATIENT_MENU, "Ctrl+Shift+M", "file-text", with_patient
        ),
        Action(
            SIGN_ORDERS, N_("Sign the drafts"), PATIENT_MENU, "Ctrl+Shift+S", "check", with_patient
        ),
        Action(
            PRINT_ORDERS,
            N_("Print prescription"),
            PATIENT_MENU,
            "Ctrl+Alt+O",
            "printer",
            with_patient,
        ),
        Action(
            STOP_ORDER,
            N_("Stop or hold the chosen order"),
            PATIENT_MENU,
            "Ctrl+Shift+H",
            "octagon-alert",
            with_patient,
        ),
        Action(DISCARD_DRAFT, N_("Discard the chosen draft"), PATIENT_MENU, "", "x", with_patient),
    ),
)
