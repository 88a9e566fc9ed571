"""`almoner-admin verify`: every row hashed as it really is, and compared with the log."""

import argparse
import json
from pathlib import Path

from models.checksum import canonical_bytes
from models.registry import ENTITIES
from models.scope import scope_of
from models.vocabulary import Profile
from server_stub.database import open_database
from server_stub.hospital import open_hospital
from server_stub.sql_port import SqlPort
from server_stub.sql_snapshot import SqlSnapshot
from server_stub.verify import deep_check


class NotSoundError(Exception):
    """A row is not what the log says it is; the lines printed before name each."""


def add_verify_command(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Add `verify` to the operator's tool."""
    verify = verbs.add_parser(
        "verify",
        help="check every record against the log",
        description="Hash every row as it really is and compare it with what the log recorded.",
    )
    verify.add_argument("--dump", type=Path, help="also write every row in canonical form, as JSON")
    verify.set_defaults(act=verify_hospital)


def verify_hospital(given: argparse.Namespace) -> None:
    """Check the hospital of the home folder.

    Raises:
        NotSoundError: something is wrong; it has been printed.
    """
    hospital = open_hospital(given.home)
    with open_database(hospital.home) as database:
        port = SqlPort(database.service.conninfo)
        try:
            with port.snapshot() as snapshot:
                wrong = deep_check(snapshot, hospital.keys.hash)
                seq = snapshot.clock().last_seq
                if given.dump is not None:
                    _write_dump(snapshot, given.dump)
        finally:
            port.close()
    for found in wrong:
        print(f"{found.table} {found.row_id} {found.what}")
    if wrong:
        raise NotSoundError(f"{len(wrong)} rows are not what the log says; keep a copy, then ask")
    print(f"Every record agrees with the log, which stands at {seq}.")


def _write_dump(snapshot: SqlSnapshot, path: Path) -> None:
    clock = snapshot.clock()
    everything = scope_of(Profile.SERVICE).classes
    tables: dict[str, list[str]] = {}
    for entity in ENTITIES:
        seqs = snapshot.stored_hashes(entity)
        rows = sorted(snapshot.domain_rows(entity), key=lambda found: found[0].bytes)
        tables[entity.TABLE] = [
            canonical_bytes(entity, key, seqs[key][0], row).decode() for key, row in rows
        ]
    sums = {
        table: [total.count, str(total.total)] for table, total in snapshot.sums(everything).items()
    }
    dump = {"epoch": str(clock.epoch), "seq": clock.last_seq, "tables": tables, "sums": sums}
    path.write_text(json.dumps(dump), encoding="utf-8")
