"""The columns in which beds are read, on the ward's board and beside a patient."""

from app.beds.rows import BedRow
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column


def _state(bed: BedRow) -> tuple[Icon, str]:
    return (Icon.DONE, "success") if bed.is_free else (Icon.USER, "text")


WARD = Column[BedRow](N_("Ward"), lambda bed: bed.ward)
ROOM = Column[BedRow](N_("Room"), lambda bed: bed.room)
BED = Column[BedRow](N_("Bed"), lambda bed: bed.bed, mark=_state)
SINCE = Column[BedRow](N_("Since"), lambda bed: bed.since)
BOOKED_BY = Column[BedRow](N_("Booked by"), lambda bed: bed.booked_by)
