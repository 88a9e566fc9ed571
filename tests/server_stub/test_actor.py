"""The writer thread: groups, lanes, and jobs with a transaction of their own."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import UUID

import pytest

from models.scope import scope_of
from models.vocabulary import Profile
from models.wire import PushRequest
from server_stub.actor import Actor
from server_stub.batch_item import Item, Push
from server_stub.port import DatabaseTrouble
from server_stub.records import (
    Caller,
)
from server_stub.refusal import Refusal
from tests.server_stub.hospital import dict_hospital

GIVE_UP_S = 5.0


class Recorder:
    """Stands in for the batch: it notes the groups, and can be held."""

    def __init__(self) -> None:
        self.groups: list[list[Any]] = []
        self.begun, self.go_on = Event(), Event()
        self.go_on.set()
        self.error: Exception | None = None

    def __call__(self, group: Sequence[Item]) -> list[Any]:
        self.groups.append(list(group))
        self.begun.set()
        assert self.go_on.wait(GIVE_UP_S)
        if self.error is not None:
            raise self.error
        return [f"done {len(group)}" for _ in group]


def push(number: int) -> Push:
    device = UUID(int=number)
    caller = Caller(device, 1, Profile.WARD, scope_of(Profile.WARD))
    return Push(caller, PushRequest(device=device, inc=1, sets=[]))


def start(recorder: Recorder) -> Actor:
    return Actor(dict_hospital().port, recorder, lambda: None)


def result(answer: Future[Any]) -> Any:
    return answer.result(timeout=GIVE_UP_S)


def test_what_waits_goes_as_one_group_people_before_bulk() -> None:
    recorder = Recorder()
    recorder.go_on.clear()
    actor = start(recorder)
    first = actor.submit(push(1))
    assert recorder.begun.wait(GIVE_UP_S)
    items = [push(n) for n in (2, 3, 4)]
    answers = [
        actor.submit(items[0], bulk=True),
        actor.submit(items[1]),
        actor.submit(items[2]),
    ]
    recorder.go_on.set()
    assert [result(a) for a in (first, *answers)] == ["done 1", "done 3", "done 3", "done 3"]
    assert recorder.groups[1] == [items[1], items[2], items[0]]
    actor.close()


def test_a_job_with_its_own_transaction_ends_the_group_before_it() -> None:
    recorder = Recorder()
    recorder.go_on.clear()
    actor = start(recorder)
    first = actor.submit(push(1))
    assert recorder.begun.wait(GIVE_UP_S)
    answers = [actor.submit(push(2)), actor.submit(lambda: "alone"), actor.submit(push(3))]
    recorder.go_on.set()
    assert result(first) == "done 1"
    assert [result(a) for a in answers] == ["done 1", "alone", "done 1"]
    actor.close()


@pytest.mark.parametrize(
    ("error", "code"),
    [(DatabaseTrouble("57014", "too slow", lost=False), "busy"), (RuntimeError("a bug"), None)],
)
def test_an_error_reaches_who_asked_and_the_writer_goes_on(
    error: Exception, code: str | None
) -> None:
    recorder = Recorder()
    recorder.error = error
    actor = start(recorder)
    with pytest.raises(Refusal if code else RuntimeError) as raised:
        result(actor.submit(push(1)))
    if isinstance(raised.value, Refusal):
        assert raised.value.problem.code == code
    recorder.error = None
    assert result(actor.submit(push(2))) == "done 1"
    actor.close()


def test_what_still_waits_at_the_end_is_told_to_come_again() -> None:
    recorder = Recorder()
    recorder.go_on.clear()
    actor = start(recorder)
    held = actor.submit(push(1))
    assert recorder.begun.wait(GIVE_UP_S)
    waiting = actor.submit(push(2))
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(actor.close)
        with pytest.raises(Refusal):
            _submit_until_the_door_is_shut(actor)
        recorder.go_on.set()
        closing.result(timeout=GIVE_UP_S)
    assert result(held) == "done 1"
    with pytest.raises(Refusal) as refused:
        result(waiting)
    assert refused.value.http_status == 503


def _submit_until_the_door_is_shut(actor: Actor) -> None:
    while True:
        actor.submit(push(3))
