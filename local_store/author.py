"""Who acts at this desk."""

from dataclasses import dataclass
from datetime import datetime

from local_store.identity import Identity
from models.ids import Entropy
from models.vocabulary import PractitionerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who acts, in which words, and on the strength of which time and randomness."""

    use_case: str
    user: PractitionerId
    identity: Identity
    now: datetime
    now_ms: int
    wall_ms: int
    entropy: Entropy
