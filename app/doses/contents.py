"""What is done about doses at the bedside."""

from app.contents import Contents
from app.doses.queries import DOSE_SCAN, DOSES_TODAY
from app.doses.record_dose import RECORD_DOSE

DOSES = Contents(use_cases=(RECORD_DOSE,), queries=(DOSES_TODAY, DOSE_SCAN))
