"""What needs a person, and closing it."""

from app.action import Action, always
from app.attention.close_item import CLOSE_ITEM
from app.attention.queries import COUNT_ATTENTION, OPEN_ATTENTION
from app.contents import Contents
from app.menus import DESK_MENU
from models.vocabulary import N_

ATTENTION = Contents(
    use_cases=(CLOSE_ITEM,),
    queries=(OPEN_ATTENTION, COUNT_ATTENTION),
    actions=(
        Action(
            CLOSE_ITEM, N_("Close what needs attention"), DESK_MENU, "", "triangle-alert", always
        ),
    ),
)
