"""The tables of the store: every replicated record, and what the desk keeps for itself.

Replicated rows are in plain form (`models.values`). Beside their fields they carry `_seq` (log
number of the base image, 0 while the service has not confirmed the row), `_root`, `_h` (keyed hash
of the base image), `_ext` (JSON of fields that only a newer generation knows) and `_dirty` (own
work lies over the base).
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from models.entity import Entity
from models.registry import ENTITIES
from models.tables import build_table

METADATA = MetaData()


def _replicated(entity: type[Entity]) -> Table:
    extra: list[Column[Any]] = [
        Column("_seq", BigInteger, nullable=False),
        Column("_root", LargeBinary(16)),
        Column("_h", BigInteger),
        Column("_ext", Text),
        Column("_dirty", Integer, nullable=False),
    ]
    made = build_table(entity, METADATA, extra=extra, foreign_keys=False)
    # Clustered by id: one page to write for a new row instead of two.
    made.dialect_options["sqlite"]["with_rowid"] = False
    root = entity.SYNC.root
    if root not in (None, "id"):
        Index(f"ix_{entity.TABLE}_{root}", made.c[root])
    # "Everything that happened in encounter X" is one indexed question a table.
    if "encounter_id" in made.c and entity.TABLE != "bed_booking":
        Index(f"ix_{entity.TABLE}_encounter_id", made.c.encounter_id)
    return made


_REPLICATED = {entity: _replicated(entity) for entity in ENTITIES}


def table(entity: type[Entity]) -> Table:
    """The table of a record."""
    return _REPLICATED[entity]


def _uuid(name: str, *, nullable: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, LargeBinary(16), nullable=nullable, primary_key=key)


def _text(name: str, *, nullable: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=nullable, primary_key=key)


def _whole(name: str, *, nullable: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable, primary_key=key)


def _bytes(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, LargeBinary, nullable=nullable)


SYNC_STATE = Table(
    "sync_state",
    METADATA,
    _text("k", key=True),
    _bytes("v", nullable=True),
    sqlite_with_rowid=False,
)
MARK = Table("mark", METADATA, Column("seq", Integer, primary_key=True), _bytes("mark"))
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("place", Integer, primary_key=True),  # local_store.outbox.place_of
    Column("cs_id", LargeBinary(16), nullable=False, unique=True),
    _bytes("content"),
    _bytes("prev"),
    _bytes("sig"),
    _text("state"),  # local_store.outbox.SetState
    _text("receipt", nullable=True),
    _whole("seq_hi", nullable=True),
)
CARRIED = Table(
    "carried",
    METADATA,
    Column("place", Integer, primary_key=True),  # in the order in which it was scanned
    Column("cs_id", LargeBinary(16), nullable=False, unique=True),
    _bytes("content"),
    _bytes("device"),
    _whole("inc"),
    _whole("dseq"),
    _bytes("prev"),
    _bytes("sig"),
    _whole("scanned_at"),
    _text("state"),  # local_store.outbox.SetState
    _text("receipt", nullable=True),
    _whole("seq_hi", nullable=True),
)
# What is settled stays for good, and is not to be read at every page.
Index("ix_carried_state", CARRIED.c.state)
COUNTER = Table(
    "counter",
    METADATA,
    _text("name", key=True),
    _whole("next"),
    sqlite_with_rowid=False,
)
SENT_LOG = Table(
    "sent_log",
    METADATA,
    Column("place", Integer, primary_key=True),
    _uuid("cs_id"),
    _bytes("content"),
    _bytes("prev"),
    _bytes("sig"),
    _whole("seq_hi", nullable=True),
)
RESCUED = Table(
    "rescued",
    METADATA,
    Column("n", Integer, primary_key=True),
    _uuid("cs_id"),
    _bytes("content"),
)
OVERLAY_TOUCH = Table(
    "overlay_touch",
    METADATA,
    # The row first: the new rows of one action have neighbouring ids, and land on one page.
    _uuid("row_id", key=True),
    _whole("entity", key=True),
    _uuid("cs_id", key=True),
    sqlite_with_rowid=False,
)
ROW_BASE = Table(
    "row_base",
    METADATA,
    _whole("entity", key=True),
    _uuid("row_id", key=True),
    _whole("seq"),
    _uuid("root", nullable=True),
    _whole("h"),
    _bytes("image"),
    _text("ext", nullable=True),
    sqlite_with_rowid=False,
)
NUMBER_BLOCK = Table(
    "number_block",
    METADATA,
    _uuid("lease_id", key=True),
    _whole("inc"),
    _whole("lo"),
    _whole("hi"),
    _whole("next"),
    sqlite_with_rowid=False,
)
COMMAND_LOG = Table(
    "command_log",
    METADATA,
    _uuid("id", key=True),
    _text("name"),
    _text("args"),
    _uuid("user_id"),
    _text("state"),
    _text("result", nullable=True),
    _whole("seq", nullable=True),
    _whole("at"),
    sqlite_with_rowid=False,
)
FORM_DRAFT = Table(
    "form_draft",
    METADATA,
    _uuid("user_id", key=True),
    _text("key", key=True),
    _text("place"),
    _text("body"),
    _whole("updated_at"),
    sqlite_with_rowid=False,
)
PRINT_JOB = Table(
    "print_job",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("id", LargeBinary(16), nullable=False, unique=True),
    _text("document_key"),
    _uuid("subject_patient_id", nullable=True),
    _text("title"),
    _text("printer"),
    _text("content_type"),
    _bytes("content", nullable=True),
    _whole("copies"),
    Column("is_copy", Boolean, nullable=False),
    _text("state"),
    _text("why"),
    _whole("queued_at"),
    _whole("changed_at"),
)
Index("ix_print_job_state", PRINT_JOB.c.state)
PREFERENCE = Table(
    "preference", METADATA, _text("key", key=True), _text("value"), sqlite_with_rowid=False
)
PATIENT_INDEX = Table(
    "patient_index",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("patient_id", LargeBinary(16), nullable=False, unique=True),
    _text("name"),
    _text("sound"),
    _text("number"),
    _text("born"),
    _text("phone"),
    _text("family", nullable=True),
    _text("given", nullable=True),
    _text("prefix", nullable=True),
    _text("born_on", nullable=True),
    _text("born_precision", nullable=True),
    _text("gender", nullable=True),
    _text("mrn", nullable=True),
    Column("deceased", Boolean, nullable=False),
)
PATIENT_SEARCH = "patient_search"
"""The full-text table over the first five columns of `patient_index`; made by the migration."""
