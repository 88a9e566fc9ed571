"""The columns in which beds are read, on the ward's board and beside a patient."""

from app.beds.rows import BedRow, BedUse
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column
from views.words import joined, said

_STATES: dict[BedUse, tuple[Icon, str]] = {
    BedUse.FREE: (Icon.DONE, "success"),
    BedUse.BOOKED: (Icon.CLOCK, "text"),
    BedUse.OCCUPIED: (Icon.BED, "text"),
    BedUse.TO_CLEAN: (Icon.REFRESH, "attention"),
    BedUse.DIFFERS: (Icon.ATTENTION, "danger"),
}
_RANK = {use: number for number, use in enumerate(BedUse)}


def _state(bed: BedRow) -> tuple[Icon, str]:
    return _STATES[bed.use]


WARD = Column[BedRow](N_("Ward"), lambda bed: bed.ward, wraps=True)
ROOM = Column[BedRow](N_("Room"), lambda bed: bed.room, weight=0)
BED = Column[BedRow](N_("Bed"), lambda bed: bed.bed, weight=0)
PLACE = Column[BedRow](
    N_("Bed"),
    lambda bed: joined((bed.ward, bed.room, bed.bed)),
    sort=lambda bed: (bed.ward, bed.room, len(bed.bed), bed.bed),
    wraps=True,
)
NOW = Column[BedRow](
    N_("Now"),
    lambda bed: said(bed.use_words),
    sort=lambda bed: _RANK[bed.use],
    weight=0,
    mark=_state,
    meaning=lambda bed: bed.note,
)
SINCE = Column[BedRow](N_("Since"), lambda bed: bed.since, weight=0, figures=True)
BOOKED_BY = Column[BedRow](N_("Booked by"), lambda bed: bed.booked_by, weight=0)


def who(bed: BedRow) -> str:
    """Everybody who has it, or what does not agree."""
    return bed.note or joined(bed.lying) or bed.patient
