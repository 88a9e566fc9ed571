"""The wristbands that come out of the box: sizes, and what of them can be printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BandStock:
    """One size of band, lying flat with its beginning at the left; all in millimetres.

    `lead_mm` and `tail_mm` are taken by clasp and glue and stay empty.
    """

    key: str
    width_mm: float
    length_mm: float
    lead_mm: float
    tail_mm: float
    module_mm: float
    name_pt: float
    detail_pt: float

    @property
    def printable_mm(self) -> float:
        """The length between the empty ends."""
        return self.length_mm - self.lead_mm - self.tail_mm


ADULT = BandStock(
    key="adult",
    width_mm=25,
    length_mm=279,
    lead_mm=22,
    tail_mm=22,
    module_mm=0.5,
    name_pt=28,
    detail_pt=16,
)
CHILD = BandStock(
    key="child",
    width_mm=25,
    length_mm=178,
    lead_mm=14,
    tail_mm=12,
    module_mm=0.5,
    name_pt=22,
    detail_pt=13,
)
INFANT = BandStock(
    key="infant",
    width_mm=19,
    length_mm=152,
    lead_mm=12,
    tail_mm=10,
    module_mm=0.375,
    name_pt=16,
    detail_pt=10,
)
BAND_STOCKS = {stock.key: stock for stock in (ADULT, CHILD, INFANT)}
