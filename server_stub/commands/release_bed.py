"""Give a claim to a bed back. Whoever lies in the bed stays there: that is a fact, not a claim."""

from typing import Any

from models.change_set import Op
from models.location import BedBooking
from models.values import us_from_instant
from models.vocabulary import OpKind
from server_stub.commands.command import Command, Done, Ground, Refused, uuid_argument


def release_bed(ground: Ground, arguments: dict[str, Any]) -> Done | Refused:
    """End the claim of `patient_id` to `bed_id`; done already where it has ended."""
    patient_id = uuid_argument(arguments, "patient_id")
    bed_id = uuid_argument(arguments, "bed_id")
    bookings = ground.rows_where(BedBooking, "bed_id", bed_id, patient_id=patient_id)
    if not bookings:
        return Refused("booking_unknown", "This bed was never booked for this patient.")
    ops = []
    ended = []
    for booking_id, booking in bookings.items():
        if booking["ends_at"] is None:
            # A claim cannot end before it began, whatever a clock that was set back says.
            ends_at = max(us_from_instant(ground.now), int(str(booking["starts_at"])))
            fields: dict[str, Any] = {"ends_at": ends_at}
            ops.append(Op(k=OpKind.PATCH, e=BedBooking.TABLE, id=booking_id, f=fields))
            ended.append(str(booking_id))
    return Done(ops, {"ended": ended})


RELEASE_BED = Command("bed.release", release_bed)
