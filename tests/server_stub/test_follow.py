"""What follows from what applies: asked until nothing new does, seeing this batch's own effects."""

from collections.abc import Sequence
from uuid import UUID, uuid5

import pytest

from models.conflict import Conflict
from models.patient import PatientContact, PatientName
from models.values import PlainRow
from server_stub import follow
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun, service_content
from server_stub.rules import Rule
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import contact, patch

DERIVED = "9"


class Watching:
    """A rule that adds one telephone to each that it sees, once, and notes what it could read."""

    def __init__(self) -> None:
        self.asked: list[list[UUID]] = []
        self.read: list[dict[UUID, PlainRow]] = []

    def __call__(self, run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
        self.asked.append([each.id for each in news])
        made = []
        for each in news:
            for change in each.decision.changes:
                row = run.row(change.entity, change.row_id)
                assert row == change.row
                if change.entity is not PatientContact:
                    continue
                patient = change.row["patient_id"]
                assert isinstance(patient, UUID)
                self.read.append(run.rows_where(PatientContact, "patient_id", patient))
                if change.row["value"] != DERIVED:
                    op = contact(uuid5(change.row_id, "derived"), patient, DERIVED)
                    own = uuid5(each.id, "derived")
                    raw = service_content(run, own, [op], use_case="test", because=each.id)
                    made.append(Authored(raw))
        return made


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watching:
    made = Watching()
    rules: tuple[Rule, ...] = (made,)
    monkeypatch.setattr(follow, "RULES", rules)
    return made


def test_a_rule_sees_rows_of_this_batch_and_its_own_until_nothing_is_new(
    hospital: Hospital, watching: Watching
) -> None:
    desk = hospital.desk(hospital.staff())
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    desk.say(contact(UUID(int=7), patient, "1"))
    watching.asked.clear()
    watching.read.clear()
    waiting = desk.record(contact(UUID(int=8), patient, "2"))
    desk.push(waiting)
    first, second = watching.asked
    assert (len(first), second) == (1, [uuid5(first[0], "derived")])
    derived = {uuid5(UUID(int=n), "derived") for n in (7, 8)}
    at_first, at_last = watching.read
    assert set(at_first) == {UUID(int=7), UUID(int=8), uuid5(UUID(int=7), "derived")}
    assert set(at_last) == {UUID(int=7), UUID(int=8), *derived}
    assert at_last[UUID(int=8)]["value"] == "2"


def test_a_row_that_left_a_value_in_this_batch_is_not_found_under_it(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = hospital.desk(hospital.staff())
    patient, name, sealed = desk.patient()
    desk.push(sealed)
    found: list[dict[UUID, PlainRow]] = []

    def look(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
        del news
        found.append(run.rows_where(PatientName, "patient_id", patient))
        found.append(run.rows_where(PatientName, "patient_id", UUID(int=1)))
        return []

    monkeypatch.setattr(follow, "RULES", (look,))
    desk.say(patch("patient_name", name, 0, family="New"))
    assert [set(rows) for rows in found] == [{name}, set()]
    assert found[0][name]["family"] == "New"


def test_a_rule_is_asked_about_opened_conflicts_too(hospital: Hospital, watching: Watching) -> None:
    user = hospital.staff()
    a, b = hospital.desk(user), hospital.desk(user)
    _, name, sealed = a.patient()
    a.push(sealed)
    a.say(patch("patient_name", name, 0, family="One"))
    watching.asked.clear()
    made = b.record(patch("patient_name", name, 0, family="Two"))
    (receipt,) = b.push(made)
    assert receipt.status == "conflict"
    assert watching.asked == [[receipt.id], [uuid5(receipt.id, "conflicts")]]
    a.pull()
    assert any(table == Conflict.TABLE for table, _ in a.rows)


def test_asking_again_for_what_is_there_changes_nothing(
    hospital: Hospital, watching: Watching
) -> None:
    desk = hospital.desk(hospital.staff())
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    desk.say(contact(UUID(int=7), patient, "1"))
    before = desk.pull()
    derived = uuid5(UUID(int=7), "derived")
    desk.say(patch("patient_contact", derived, 0, value="by hand"))
    desk.say(patch("patient_contact", UUID(int=7), 0, value="3"))
    desk.pull()
    assert desk.rows["patient_contact", derived][1]["value"] == "by hand"
    assert before.to_seq > 0
