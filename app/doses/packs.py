"""Whether a scanned pack may be given: the right product, and not expired."""

from app.command import Act, Refuse
from app.doses.refusals import DoseRefusal
from app.pack_scan import PackScan, read_pack
from app.registration.wording import date_words
from local_store.reading import Read
from models.dose_words import medicine_words
from models.medication import Medication


def product_of(read: Read, pack: PackScan) -> Medication | None:
    """The product of the formulary that a pack holds, or None."""
    return next(iter(read.all(Medication, gtin=pack.gtin)), None)


def checked_pack(act: Act, scanned: str | None, ordered: Medication) -> PackScan | None:
    """The pack that was scanned, or None when none was.

    Raises:
        Refuse: it is no pack, another medicine, or expired; nobody passes this.
    """
    if scanned is None:
        return None
    pack = read_pack(scanned)
    if pack is None:
        raise Refuse(DoseRefusal.NO_PACK)
    product = product_of(act.tx, pack)
    if product is None:
        raise Refuse(DoseRefusal.UNKNOWN_PACK)
    if product.id != ordered.id:
        said = {"pack": medicine_words(product), "ordered": medicine_words(ordered)}
        raise Refuse(DoseRefusal.WRONG_PACK, **said)
    if pack.expires_on is not None and pack.is_expired(act.now.date()):
        raise Refuse(DoseRefusal.EXPIRED, day=date_words(pack.expires_on))
    return pack
