"""What the hospital wants to follow from what happens, one rule a module, and the list of them all.

A rule gets the running batch and what has newly applied in it, and gives change sets of the
service's own (`open_run.service_content`). They are decided at once, and every rule sees them in
turn, until nothing new applies. Ids are derived from what they follow from, so that a rule that
asks for a row already there changes nothing.
"""

from collections.abc import Callable, Sequence

from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun

Rule = Callable[[OpenRun, Sequence[Candidate]], list[Authored]]

RULES: tuple[Rule, ...] = ()
"""In the order in which they are asked."""
