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
from server_stub.rules.allergy_attention import allergy_attention
from server_stub.rules.arrivals import arrivals
from server_stub.rules.bed_attention import bed_attention
from server_stub.rules.bed_days import bed_days
from server_stub.rules.bookings import ended_bookings
from server_stub.rules.charges import charges
from server_stub.rules.discharge_attention import discharge_attention
from server_stub.rules.orders import double_orders, replaced_drafts
from server_stub.rules.stock_attention import expired_attention, stock_attention
from server_stub.rules.stop_attention import stop_attention

Rule = Callable[[OpenRun, Sequence[Candidate]], list[Authored]]

RULES: tuple[Rule, ...] = (
    charges,
    bed_days,
    bed_attention,
    ended_bookings,
    double_orders,
    replaced_drafts,
    stop_attention,
    allergy_attention,
    stock_attention,
    expired_attention,
    discharge_attention,
    arrivals,
)
"""In the order in which they are asked: two claims to a bed are seen before one of them ends, and
a draft that is signed twice before it could be cancelled."""
