"""What one area of the hospital adds to the table of contents."""

from dataclasses import dataclass
from typing import Any

from app.action import Action
from app.command import PrintTask, UseCase
from app.online import OnlineCommand
from app.query import Query
from printing.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything of an area: each tuple in the order in which people meet it."""

    use_cases: tuple[UseCase[Any], ...] = ()
    print_tasks: tuple[PrintTask[Any], ...] = ()
    online_commands: tuple[OnlineCommand[Any], ...] = ()
    queries: tuple[Query[..., Any], ...] = ()
    documents: tuple[Document[Any], ...] = ()
    actions: tuple[Action, ...] = ()
