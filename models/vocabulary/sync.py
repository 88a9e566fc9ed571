"""Words of the sync protocol and of what it leaves for a person."""

from enum import IntEnum, StrEnum


class ReplicaClass(IntEnum):
    """The class of a row: the unit by which a profile admits or keeps out data."""

    REF = 1
    REGISTRY = 2
    ADDRESS = 3
    SCHED = 4
    CLINICAL = 5
    MEDS = 6
    STOCK = 7
    BILLING = 8


class PolicyKind(StrEnum):
    """How writes to an entity made apart are brought together."""

    APPEND_ONLY = "append_only"
    NEWEST_WINS = "newest_wins"
    MERGE_FIELDS = "merge_fields"
    CLAIMED = "claimed"
    SIGNED = "signed"
    SERVER_OWNED = "server_owned"
    LOCAL_ONLY = "local_only"


class OpKind(StrEnum):
    """What one op of a change set does to one row."""

    INSERT = "insert"
    APPEND = "append"
    PATCH = "patch"
    RESOLVE = "resolve"
    SIGN = "sign"
    VOID = "void"


class SetStatus(StrEnum):
    """What became of a change set at the service."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    PARKED = "parked"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What became of one op."""

    APPLIED = "applied"
    CONVERGED = "converged"
    LOST = "lost"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"


class ConflictStatus(StrEnum):
    """Whether a person has decided yet."""

    OPEN = "open"
    RESOLVED = "resolved"


class AttentionKind(StrEnum):
    """What the service found that a person has to look at."""

    TWO_IN_ONE_BED = "two-in-one-bed"
    BED_TAKEN_BY_ANOTHER = "bed-taken-by-another"
    GIVEN_AFTER_STOP = "given-after-stop"
    DISPENSED_AFTER_STOP = "dispensed-after-stop"
    DOUBLE_ORDER = "double-order"
    ORDER_AGAINST_ALLERGY = "order-against-allergy"
    STOCK_BELOW_ZERO = "stock-below-zero"
    EXPIRED_DISPENSED = "expired-dispensed"
    DISCHARGED_TWICE = "discharged-twice"


class AttentionStatus(StrEnum):
    """Whether somebody has looked at it."""

    OPEN = "open"
    CLOSED = "closed"


class ArrivalKind(StrEnum):
    """How a record reached the service, where it did not come at once by itself."""

    LATE = "late"
    PAPER = "paper"
