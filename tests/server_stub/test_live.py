"""The live line over a real WebSocket: what is committed arrives, and whoever lags is told."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from models.wire import HEARTBEAT_S, Cursor, LiveHello, LiveMessage, Page, PullRequest
from server_stub.live import QUEUE_MESSAGES, Listener
from tests.server_stub.by_hand import HandDesk, cursor_after, registration
from tests.service import RunningService, running_service


@contextmanager
def live_line(
    service: RunningService, desk: HandDesk, cursor: Cursor | None = None
) -> Iterator[ClientConnection]:
    token = desk.client.headers["Authorization"]
    url = service.url.replace("https", "wss") + "/v1/live"
    headers = {"Authorization": token}
    with connect(url, ssl=service.trust(), additional_headers=headers, proxy=None) as line:
        hello = LiveHello(cursor=cursor or desk.pull_all()[0])
        line.send(msgspec.json.encode(hello))
        yield line


def heard(line: ClientConnection, timeout: float = 5) -> LiveMessage:
    return msgspec.json.decode(line.recv(timeout), type=LiveMessage)


def heard_news(line: ClientConnection) -> LiveMessage:
    while True:
        message = heard(line)
        if message.t != "hb":
            return message


def register(desk: HandDesk, user: UUID, name: str) -> None:
    desk.push(desk.sealed("patient.register", user, registration(name, user)))


def test_a_commit_arrives_within_a_second(
    service: RunningService, desk: HandDesk, other_desk: HandDesk, user: UUID
) -> None:
    cursor, _ = other_desk.pull_all()
    with live_line(service, other_desk, cursor) as line:
        began = monotonic()
        register(desk, user, "Livia")
        message = heard_news(line)
        assert monotonic() - began < 1
        assert message.t == "delta"
        assert message.page is not None
        assert message.page.from_seq == cursor.seq
        assert {row.table for row in message.page.rows} >= {"patient", "patient_name"}
        assert message.page.receipts == []


def test_deltas_join_without_a_gap(
    service: RunningService, desk: HandDesk, other_desk: HandDesk, user: UUID
) -> None:
    cursor, _ = other_desk.pull_all()
    with live_line(service, other_desk, cursor) as line:
        for number in range(5):
            register(desk, user, f"Joined {number}")
        rows = 0
        while rows < 20:
            page = heard_news(line).page
            assert page is not None
            assert page.from_seq == cursor.seq
            cursor = cursor_after(page)
            rows += len(page.rows)
        assert other_desk.pull_all(cursor)[1] == []


def test_both_desks_of_one_scope_and_of_another_hear_the_same_commit(
    service: RunningService, desk: HandDesk, other_desk: HandDesk, user: UUID
) -> None:
    with (
        live_line(service, desk) as first,
        live_line(service, desk) as second,
        live_line(service, other_desk) as third,
    ):
        register(desk, user, "Heard by all")
        ends = {page.to_seq for line in (first, second, third) if (page := heard_news(line).page)}
        assert len(ends) == 1


def test_a_desk_that_is_behind_is_told_to_pull(
    service: RunningService, other_desk: HandDesk
) -> None:
    first = other_desk.ask("/v1/pull", PullRequest(cursor=None, max_bytes=1), Page)
    assert first.to_seq < first.standing.head
    with live_line(service, other_desk, cursor_after(first)) as line:
        assert heard(line).t == "pull"


def test_an_idle_line_beats(service: RunningService, desk: HandDesk) -> None:
    with live_line(service, desk) as line:
        began = monotonic()
        beat = heard(line, HEARTBEAT_S + 1)
        assert beat.t == "hb"
        assert monotonic() - began > HEARTBEAT_S / 2
        assert beat.head == desk.pull_all()[0].seq


def test_the_number_of_lines_is_measured(service: RunningService, desk: HandDesk) -> None:
    with live_line(service, desk) as line:
        heard(line)
        assert "\nalmoner_live_clients 1.0\n" in desk.client.get("/metrics").text


def test_a_line_without_a_token_is_refused(service: RunningService) -> None:
    url = service.url.replace("https", "wss") + "/v1/live"
    with pytest.raises(InvalidStatus) as refused:
        connect(url, ssl=service.trust(), proxy=None)
    assert refused.value.response.status_code == 401
    assert b"unauthenticated" in (refused.value.response.body or b"")


@pytest.mark.parametrize("hello", ["", "{}", "[]", b"\xff", "x" * 10_000])
def test_a_line_that_begins_with_nonsense_is_closed(
    service: RunningService, desk: HandDesk, hello: str | bytes
) -> None:
    url = service.url.replace("https", "wss") + "/v1/live"
    headers = {"Authorization": desk.client.headers["Authorization"]}
    with connect(url, ssl=service.trust(), additional_headers=headers, proxy=None) as line:
        line.send(hello)
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


def test_a_full_queue_gives_way_to_one_pull() -> None:
    async def scenario() -> list[bytes]:
        listener = Listener(UUID(int=1))
        for number in range(QUEUE_MESSAGES + 1):
            listener.offer(b"delta %d" % number, b"pull")
        return [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]

    assert asyncio.run(scenario()) == [b"pull"]


def test_a_service_that_stops_says_goodbye(tmp_path: Any) -> None:
    with running_service(tmp_path) as service:
        desk = HandDesk(service.url, service.trust())
        with desk.client:
            desk.enrol(service.new_code("reception", "R-01", "Reception"))
            with live_line(service, desk) as line:
                heard(line)
                began = monotonic()
                service.stop()
                assert heard_news(line).t == "bye"
                assert monotonic() - began < 3
