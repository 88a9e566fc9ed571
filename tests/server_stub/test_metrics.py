"""What the service tells about itself: health, metrics and a log line for each request."""

from base64 import b64encode
from uuid import UUID, uuid4

import msgspec

from tests.server_stub.by_hand import HandDesk, registration
from tests.service import RunningService


def test_health_and_metrics_are_told(desk: HandDesk, user: UUID) -> None:
    assert desk.client.get("/healthz").text == "ok\n"
    assert desk.client.get("/readyz").text == "ready\n"
    desk.push(desk.sealed("patient.register", user, registration("Measured", user)))
    page = desk.client.get("/metrics").text
    lines = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert float(lines['almoner_change_sets_total{status="applied"}']) >= 1
    assert float(lines["almoner_parked_change_sets"]) == 0
    assert float(lines["almoner_head_seq"]) == desk.pull_all()[0].seq
    assert float(lines["almoner_commit_seconds_count"]) >= 1
    assert float(lines['almoner_request_seconds_count{route="/v1/push",status="200"}']) >= 1


def test_a_made_up_address_does_not_become_a_measure(desk: HandDesk) -> None:
    name = f"/v1/{uuid4()}"
    desk.client.get(name)
    assert name not in desk.client.get("/metrics").text


def test_the_log_names_ids_and_no_patient(
    service: RunningService, desk: HandDesk, user: UUID
) -> None:
    made = desk.sealed("patient.register", user, registration("Unmentionable", user))
    receipt = desk.push(made).receipts[0]
    written = service.log.read_text("utf-8")
    line = next(line for line in written.splitlines() if str(receipt.id) in line)
    told = msgspec.json.decode(line)
    assert told["route"] == "/v1/push"
    assert told["device"] == str(desk.me.device if desk.me else None)
    assert told["ms"] > 0
    assert "Unmentionable" not in written
    assert b64encode(made.content).decode() not in written
