"""The table of contents: everything a person can do, ask and have printed, area by area."""

from typing import Any

from app.action import Action
from app.allergies.contents import ALLERGIES
from app.attention.contents import ATTENTION
from app.beds.contents import BEDS
from app.billing.contents import BILLING
from app.chart.contents import CHART
from app.command import PrintTask, UseCase
from app.contents import Contents
from app.desk_card import DESK_CARD
from app.discharge.contents import DISCHARGE
from app.doses.contents import DOSES
from app.encounters.contents import ENCOUNTERS
from app.online import OnlineCommand
from app.orders.contents import ORDERS
from app.paper.contents import PAPER
from app.pharmacy.contents import PHARMACY
from app.query import Query
from app.registration.contents import REGISTRATION
from app.sync.contents import SYNC
from app.vitals.contents import VITALS
from printing.document import Document

AREAS: tuple[Contents, ...] = (
    REGISTRATION,
    ENCOUNTERS,
    BEDS,
    SYNC,
    PAPER,
    VITALS,
    CHART,
    ALLERGIES,
    ORDERS,
    DOSES,
    PHARMACY,
    DISCHARGE,
    BILLING,
    ATTENTION,
)

USE_CASES: tuple[UseCase[Any], ...] = tuple(u for area in AREAS for u in area.use_cases)
PRINT_TASKS: tuple[PrintTask[Any], ...] = tuple(p for area in AREAS for p in area.print_tasks)
ONLINE_COMMANDS: tuple[OnlineCommand[Any], ...] = tuple(
    o for area in AREAS for o in area.online_commands
)
QUERIES: tuple[Query[..., Any], ...] = (DESK_CARD, *(q for area in AREAS for q in area.queries))
DOCUMENTS: tuple[Document[Any], ...] = tuple(d for area in AREAS for d in area.documents)
ACTIONS: tuple[Action, ...] = tuple(a for area in AREAS for a in area.actions)
