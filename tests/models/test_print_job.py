"""A print job moves only along its states, and keeps nothing once it is done."""

from datetime import timedelta
from itertools import product

import pytest

from models.print_job import JobMoveError, JobState, move, reroute
from tests.printing.builders import NOW, a_job

LATER = NOW + timedelta(minutes=1)
ALLOWED = {
    (JobState.QUEUED, JobState.SENT),
    (JobState.QUEUED, JobState.FAILED),
    (JobState.QUEUED, JobState.CANCELLED),
    (JobState.SENT, JobState.SENT),
    (JobState.SENT, JobState.CONFIRMED),
    (JobState.SENT, JobState.FAILED),
    (JobState.FAILED, JobState.QUEUED),
    (JobState.FAILED, JobState.CONFIRMED),
    (JobState.FAILED, JobState.CANCELLED),
}


@pytest.mark.parametrize(("was", "to"), list(product(JobState, JobState)))
def test_only_the_drawn_steps_exist(was: JobState, to: JobState):
    job = a_job(state=was)
    if (was, to) in ALLOWED:
        moved = move(job, to, LATER, "because")
        assert (moved.state, moved.changed_at, moved.why) == (to, LATER, "because")
    else:
        with pytest.raises(JobMoveError, match=was.value):
            move(job, to, LATER)


@pytest.mark.parametrize(("was", "to"), sorted(ALLOWED))
def test_the_document_is_kept_exactly_until_the_job_is_done(was: JobState, to: JobState):
    moved = move(a_job(state=was), to, LATER)
    done = to in (JobState.CONFIRMED, JobState.CANCELLED)
    assert (moved.content is None) == done


def test_a_failed_job_goes_to_another_printer():
    moved = reroute(a_job(state=JobState.FAILED, why="no paper"), "Counter 2", LATER)
    assert (moved.printer, moved.state, moved.why) == ("Counter 2", JobState.QUEUED, "")


def test_a_job_at_a_printer_is_not_rerouted():
    with pytest.raises(JobMoveError):
        reroute(a_job(state=JobState.SENT), "Counter 2", LATER)
