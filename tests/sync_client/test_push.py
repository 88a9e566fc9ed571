"""What a push does with the problems that the service answers."""

import shutil
from pathlib import Path

from local_store.store import Store
from models.change_set import decode_content
from models.patient import Patient
from models.vocabulary import PractitionerId, SetStatus
from models.wire import Problem, PushReply, PushRequest, Receipt
from server_stub.running import SystemClock
from sync_client.exchange import Answered
from sync_client.line import Line
from sync_client.push import push_waiting
from sync_client.round import Outcome, sync_round
from sync_client.transport import HttpTransport
from tests.service import RunningService
from tests.simulation.virtual import MemoryKeyBox
from tests.sync_client.desks import Desk, enrolled_desk


class Narrow:
    """A line to a service that takes only so many change sets at a time."""

    def __init__(self, inner: HttpTransport, most: int) -> None:
        self._inner = inner
        self._most = most
        self.sizes: list[int] = []
        self.pull, self.verify = inner.pull, inner.verify
        self.command, self.lease = inner.command, inner.lease
        self.lock, self.release = inner.lock, inner.release

    def push(self, request: PushRequest) -> PushReply:
        self.sizes.append(len(request.sets))
        if len(request.sets) > self._most:
            raise Answered(Problem(code="too_large", message="too much"), 413)
        return self._inner.push(request)


class Busy(Narrow):
    """A line to a service that has no time."""

    def push(self, request: PushRequest) -> PushReply:
        words = f"not {len(request.sets)} now"
        raise Answered(Problem(code="busy", message=words, retry_ms=700), 429)


def narrow_line(desk: Desk, most: int) -> tuple[Line, Narrow]:
    narrow = Narrow(desk.transport, most)
    return Line(desk.store.replica, narrow, SystemClock(), device=desk.line.device, inc=1), narrow


def test_what_is_too_large_is_sent_in_halves(desk: Desk) -> None:
    for _ in range(9):
        desk.register()
    line, narrow = narrow_line(desk, most=3)
    assert push_waiting(line) == 9
    assert narrow.sizes == [9, 4, 2, 2, 2, 2, 1]
    assert desk.waiting() == 0


def test_one_action_that_is_too_large_is_kept_and_explained(desk: Desk) -> None:
    desk.register()
    line, _ = narrow_line(desk, most=0)
    assert sync_round(line).upload.outcome is Outcome.TROUBLE
    trouble = desk.store.replica.summary().trouble
    assert trouble is not None
    assert trouble.code == "too_large"
    assert desk.waiting() == 1
    again = Line(desk.store.replica, desk.transport, SystemClock(), device=desk.line.device, inc=1)
    assert sync_round(again).done
    assert desk.store.replica.summary().trouble is None, "it went away by itself"


def test_a_gap_is_closed_by_sending_again_from_where_the_service_is(desk: Desk) -> None:
    desk.register()
    (first,) = desk.store.replica.pending(1, 1000)
    claimed = Receipt(
        id=decode_content(first.content).id,
        dseq=1,
        status=SetStatus.APPLIED,
        seq_lo=1,
        seq_hi=2**40,
    )
    desk.store.replica.take_receipts([claimed], 2)
    assert desk.waiting() == 0
    desk.register()
    assert sync_round(desk.line).done
    assert desk.waiting() == 0
    assert desk.line.receipted_dseq == 2


def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(desk: Desk) -> None:
    desk.register()
    busy = Busy(desk.transport, most=1)
    line = Line(desk.store.replica, busy, SystemClock(), device=desk.line.device, inc=1)
    result = sync_round(line)
    assert (result.upload.outcome, result.upload.wait_s) == (Outcome.BUSY, 0.7)
    assert desk.store.replica.summary().trouble is None
    assert result.download.outcome is Outcome.DONE


def test_a_copied_store_is_found_out_and_loses_nothing(
    service: RunningService, clerk: PractitionerId, tmp_path: Path
) -> None:
    desk = enrolled_desk(service, tmp_path / "a", "A", clerk)
    assert sync_round(desk.line).done
    box = MemoryKeyBox()
    box.save(desk.store._writing.database._key)
    shutil.copytree(tmp_path / "a", tmp_path / "copy", ignore=shutil.ignore_patterns("*lock*"))
    desk.register()
    assert sync_round(desk.line).done
    copy = Store.open(tmp_path / "copy", box, SystemClock(), lambda count: b"\x01" * count)
    with copy.act("patient.register", clerk) as tx:
        tx.add(Patient(id=tx.new_id(), registered_at=tx.now, registered_by_id=clerk))
    line = Line(copy.replica, desk.transport, SystemClock(), device=desk.line.device, inc=1)
    assert sync_round(line).upload.outcome is Outcome.TROUBLE
    trouble = copy.replica.summary().trouble
    assert trouble is not None
    assert trouble.code == "fork"
    assert "kept here" in trouble.words
    assert copy.replica.summary().waiting == 1
    copy.close()
    desk.close()
