"""The records of one set of vital signs: a panel, a measure for each sign, and the score."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from local_store.reading import Read
from models.clinical import Observation
from models.news2 import Score, news2
from models.vital_signs import (
    LOINC,
    MEASURES,
    OWN_CODES,
    PANEL_CODE,
    PANEL_DISPLAY,
    SCORE_CODE,
    SCORE_DISPLAY,
    SCORE_UNIT,
    Sign,
    Value,
    measure_id,
    measures_of,
    uses_scale_2,
)
from models.vocabulary import RowId


def is_recorded(read: Read, panel_id: UUID) -> bool:
    """Whether the set is there already."""
    return read.get(Observation, panel_id) is not None


def set_rows(
    panel_id: UUID, values: Mapping[Sign, Value], age_years: int | None, common: dict[str, Any]
) -> Iterator[Observation]:
    """The panel first; `common` are the fields that all of its rows share."""
    yield Observation(
        id=panel_id, code=PANEL_CODE, code_system=LOINC, display=PANEL_DISPLAY, **common
    )
    common = {**common, "panel_id": RowId(panel_id)}
    for sign, value in values.items():
        measure = MEASURES[sign]
        yield Observation(
            id=measure_id(panel_id, measure.code),
            code=measure.code,
            code_system=measure.system,
            display=measure.display,
            value=value if isinstance(value, Decimal) else None,
            value_code=value if isinstance(value, str) else None,
            unit=measure.unit,
            **common,
        )
    found = news2(measures_of(values), age_years, scale2=uses_scale_2(values))
    if isinstance(found, Score):
        yield Observation(
            id=measure_id(panel_id, SCORE_CODE),
            code=SCORE_CODE,
            code_system=OWN_CODES,
            display=SCORE_DISPLAY,
            value=Decimal(found.total),
            unit=SCORE_UNIT,
            **common,
        )
