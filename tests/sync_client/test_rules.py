"""The small rules: when to try again, what the pill says, what a problem means, whom to trust."""

import ssl
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.wire import Problem
from server_stub.certificates import make_authority
from server_stub.enrol import new_code_text
from sync_client.pinning import authority_fingerprint, pinned_context
from sync_client.schedule import MOST_S, Backoff
from sync_client.status import Facts, LineState, judge
from sync_client.trouble import explain, passes_by_itself, sums_differ
from tests.simulation.virtual import START, SeededEntropy

WELL = Facts(enrolled=True, failed=False, reached=True, trouble="", behind=0, why_down="")


@given(st.integers(0, 1000), st.integers(1, 20))
def test_waits_grow_but_a_service_that_is_back_is_noticed_soon(seed: int, tries: int) -> None:
    backoff = Backoff(SeededEntropy(seed))
    waits = [backoff.next_s() for _ in range(tries)]
    assert all(0 < wait <= MOST_S for wait in waits)
    backoff.reset()
    assert backoff.next_s() <= 0.25


def test_two_desks_do_not_return_in_the_same_moment() -> None:
    first, second = (Backoff(SeededEntropy(name)) for name in ("a", "b"))
    assert [first.next_s() for _ in range(5)] != [second.next_s() for _ in range(5)]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (WELL, LineState.ONLINE),
        (replace(WELL, behind=3), LineState.CATCHING_UP),
        (replace(WELL, trouble="Ask.", behind=3), LineState.TROUBLE),
        (replace(WELL, trouble="Ask.", reached=False), LineState.OFFLINE),
        (replace(WELL, failed=True, reached=False), LineState.TROUBLE),
        (replace(WELL, enrolled=False, reached=False), LineState.NOT_ENROLLED),
    ],
)
def test_the_pill_says_what_weighs_most(facts: Facts, state: LineState) -> None:
    assert judge(facts)[0] is state
    assert judge(facts)[1]


@pytest.mark.parametrize(
    "code",
    ["fork", "epoch", "forbidden", "unauthenticated", "gen", "too_large", "gap", "malformed"],
)
def test_every_trouble_says_that_nothing_is_lost_and_what_to_do(code: str) -> None:
    trouble = explain(Problem(code=code, message="because"))
    assert trouble.code == code
    assert "kept" in trouble.words
    assert "administrator" in trouble.words
    assert "(because)" in trouble.words
    assert not passes_by_itself(Problem(code=code, message=""))


def test_sums_that_differ_name_the_tables() -> None:
    assert "patient, patient_name" in sums_differ(["patient_name", "patient"]).words


def test_the_fingerprint_is_the_one_in_the_code() -> None:
    authority = make_authority("Here", START).certificate
    code = new_code_text(SeededEntropy("code"), authority)
    assert authority_fingerprint(authority.decode()) == code.rpartition("-")[2]


def test_a_pinned_line_trusts_one_authority_at_any_date() -> None:
    context = pinned_context(make_authority("Here", START).certificate.decode())
    assert len(context.get_ca_certs()) == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
