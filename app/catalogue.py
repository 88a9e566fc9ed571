"""The table of contents: everything a person can do, ask and have printed."""

from typing import Any

from app.action import Action, always, in_workspace, with_patient
from app.beds.book_bed import BOOK_BED
from app.beds.queries import BED_BOARD
from app.command import PrintTask, UseCase
from app.desk import Workspace
from app.desk_card import DESK_CARD
from app.online import OnlineCommand
from app.paper.queries import PRINT_QUEUE
from app.query import Query
from app.registration.change_contact import CHANGE_CONTACT
from app.registration.change_demographics import CHANGE_DEMOGRAPHICS
from app.registration.change_name import CHANGE_NAME
from app.registration.print_wristband import PRINT_WRISTBAND
from app.registration.queries import (
    PATIENT_CARD,
    RECENT_PATIENTS,
    SEARCH_PATIENTS,
)
from app.registration.register_patient import REGISTER_PATIENT
from app.sync.queries import CONFLICT_DETAIL, OPEN_CONFLICTS, SYNC_OVERVIEW
from app.sync.resolve_conflict import RESOLVE_CONFLICT
from models.vocabulary import N_
from printing.band_stock import ADULT
from printing.document import Document
from printing.documents.wristband import Wristband, ZplWristband

USE_CASES: tuple[UseCase[Any], ...] = (
    REGISTER_PATIENT,
    CHANGE_NAME,
    CHANGE_DEMOGRAPHICS,
    CHANGE_CONTACT,
    RESOLVE_CONFLICT,
)
PRINT_TASKS: tuple[PrintTask[Any], ...] = (PRINT_WRISTBAND,)
ONLINE_COMMANDS: tuple[OnlineCommand[Any], ...] = (BOOK_BED,)
QUERIES: tuple[Query[..., Any], ...] = (
    RECENT_PATIENTS,
    PATIENT_CARD,
    SEARCH_PATIENTS,
    DESK_CARD,
    OPEN_CONFLICTS,
    CONFLICT_DETAIL,
    SYNC_OVERVIEW,
    BED_BOARD,
    PRINT_QUEUE,
)
DOCUMENTS: tuple[Document[Any], ...] = (Wristband(ADULT), ZplWristband(ADULT, 203))

PATIENT_MENU, DESK_MENU = N_("Patient"), N_("Desk")


ACTIONS: tuple[Action, ...] = (
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
    Action(PRINT_WRISTBAND, N_("Print wristband"), PATIENT_MENU, "Ctrl+P", "printer", with_patient),
    Action(BOOK_BED, N_("Book bed"), PATIENT_MENU, "Ctrl+B", "bed", with_patient),
    Action(RESOLVE_CONFLICT, N_("Decide"), DESK_MENU, "", "git-merge", always),
)
