"""The columns in which beds are read, on the ward's board and beside a patient."""

from app.beds.rows import BedRow
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column


def _state(bed: BedRow) -> tuple[Icon, str]:
    return (Icon.DONE, "success") if bed.is_free else (Icon.USER, "text")


WARD = Column[BedRow](N_("Ward"), lambda bed: bed.ward, wraps=True)
ROOM = Column[BedRow](N_("Room"), lambda bed: bed.room, weight=0)
BED = Column[BedRow](N_("Bed"), lambda bed: bed.bed, weight=0, mark=_state)
SINCE = Column[BedRow](N_("Since"), lambda bed: bed.since, weight=0, figures=True)
BOOKED_BY = Column[BedRow](N_("Booked by"), lambda bed: bed.booked_by, weight=0)
