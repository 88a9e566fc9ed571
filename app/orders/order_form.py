"""The form of an order: one line of a prescription."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from app.code_words import CODE_WORDS
from app.command import Opening
from app.fields import Choice, Context, Layout, Number, Text, Width
from app.orders.formulary import medicines
from app.query import Look
from models.dose_words import medicine_words
from models.vocabulary import N_, Frequency, PatientId, Route

SHORT, LONG = Layout(width=Width.SHORT), Layout(width=Width.LONG)
ROUTES = tuple((route.value, CODE_WORDS[Route][route]) for route in Route)
FREQUENCIES = tuple((often.value, CODE_WORDS[Frequency][often]) for often in Frequency)
MOST_DAYS, MOST_UNITS = 366, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """One line of a prescription. An empty route is the usual one of the medicine."""

    patient_id: Annotated[PatientId, Context("patient")]
    medicine: Annotated[
        str,
        Text(
            N_("Medicine"),
            200,
            layout=Layout(width=Width.LONG, help=N_("Part of the name, then choose")),
        ),
    ]
    dose: Annotated[str, Text(N_("Dose"), 30, layout=SHORT)]
    frequency: Annotated[str, Choice(N_("How often"), FREQUENCIES, layout=SHORT)]
    days: Annotated[int | None, Number(N_("Days"), N_("days"), 1, MOST_DAYS, layout=SHORT)]
    route: Annotated[str | None, Choice(N_("Route"), ROUTES, layout=SHORT)]
    quantity: Annotated[
        Decimal | None,
        Number(
            N_("Quantity"),
            N_("units of supply"),
            1,
            MOST_UNITS,
            decimals=2,
            layout=Layout(width=Width.SHORT, help=N_("Empty: as computed")),
        ),
    ]
    indication: Annotated[str | None, Text(N_("What it is for"), 200, layout=LONG)]
    instructions: Annotated[str | None, Text(N_("Instructions"), 300, layout=LONG)]
    override_reason: Annotated[
        str | None,
        Text(
            N_("Reason to order all the same"),
            300,
            layout=Layout(width=Width.LONG, help=N_("Only where a check stops the order")),
        ),
    ]


def open_draft(look: Look, context: Mapping[str, object]) -> Opening:
    """An empty form with the medicines, the most used first."""
    words = (medicine_words(each) for each in medicines(look.read))
    return Opening({}, context, {"medicine": tuple((each, each) for each in words)})
