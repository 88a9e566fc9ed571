"""What is done about the desk's own standing: its queue and its conflicts."""

from app.action import Action, always
from app.contents import Contents
from app.menus import DESK_MENU
from app.sync.queries import CONFLICT_DETAIL, OPEN_CONFLICTS, SYNC_OVERVIEW
from app.sync.resolve_conflict import RESOLVE_CONFLICT
from models.vocabulary import N_

SYNC = Contents(
    use_cases=(RESOLVE_CONFLICT,),
    queries=(OPEN_CONFLICTS, CONFLICT_DETAIL, SYNC_OVERVIEW),
    actions=(Action(RESOLVE_CONFLICT, N_("Decide"), DESK_MENU, "", "git-merge", always),),
)
