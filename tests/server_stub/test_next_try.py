"""A service that starts does not fall over what its database refused before, and tries it again."""

from uuid import UUID

import psycopg

from models.patient import PatientContact
from models.vocabulary import ContactSystem, PatientId
from server_stub.database import open_database
from tests.server_stub.by_hand import HandDesk, new_id, registration
from tests.service import RunningService


def alter(service: RunningService, change: str) -> None:
    with (
        open_database(service.home) as database,
        psycopg.connect(database.owner.conninfo) as connection,
    ):
        connection.execute(f"alter table patient_contact {change}".encode())


def test_what_the_database_refused_outlives_starts_until_it_is_applied(
    service: RunningService, desk: HandDesk, user: UUID
) -> None:
    records = registration("Refused", user)
    patient, refused = PatientId(records[0].id), new_id()
    contact = PatientContact(
        id=refused, patient_id=patient, system=ContactSystem.PHONE, value="071 555 0102"
    )
    alter(service, f"add constraint refused check (id <> '{refused}')")
    first = desk.sealed("patient.register", user, records)
    second = desk.sealed("patient.change_contact", user, [contact])
    applied, parked = desk.push(first, second).receipts
    assert applied.status == "applied"
    assert parked.reason == "database:23514"
    service.restart()
    later = desk.push(desk.sealed("patient.register", user, registration("Later", user)))
    assert later.receipts[0].status == "applied"
    alter(service, "drop constraint refused")
    cursor, _ = desk.pull_all()
    service.restart()
    page = desk.pull(cursor, wait_ms=10_000)
    assert [(r.id, r.status) for r in page.receipts] == [(parked.id, "applied")]
    assert refused in {row.id for row in page.rows}
