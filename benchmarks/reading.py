"""A set of vital signs recorded at one desk of a ward to seen at the other wards and the pharmacy.

It is `live` with what a nurse records, ten rows with their score through the use case itself, and
with desks that hold clinical rows. The contract speaks of 40 watching desks; ten are what two
cores carry beside the service, each being a process of its own.
"""

from benchmarks.harness import Outcome, Setting
from benchmarks.live import delivered
from models.vocabulary import Profile

WARDS, PHARMACIES = 7, 3


def run(setting: Setting) -> list[Outcome]:
    """Measure it."""
    wards, pharmacies = setting.size(WARDS, 1), setting.size(PHARMACIES, 1)
    profiles = [Profile.WARD] * (1 + wards) + [Profile.PHARMACY] * pharmacies
    what = f"vital signs at one ward to signal at {wards} wards and {pharmacies} pharmacies, p99"
    return [delivered(setting, "reading", profiles, what)]
