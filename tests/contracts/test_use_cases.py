"""What must hold of everything a person can do."""

import re
from typing import Any

import pytest

from app.action import SHELL_KEYS
from app.beds.occupy_bed import OCCUPY_BED
from app.catalogue import ACTIONS, ONLINE_COMMANDS, PRINT_TASKS, QUERIES, USE_CASES
from app.command import OpenForm, Refused
from app.desk import WORKSPACES, Person
from app.fields import Choice, Number, context_fields, form_fields, untouched
from app.forms import parse_form
from app.sync.overview import USE_CASE_WORDS
from models.rights import RIGHTS, may
from models.vocabulary import Role
from tests.builders import ADA, CLEO, NOW, Workbench, person, row_id
from tests.contracts.specimens import good_text

KEY = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
EVERYTHING: list[Any] = [*USE_CASES, *PRINT_TASKS, *ONLINE_COMMANDS]
EACH = [pytest.param(each, id=each.key) for each in EVERYTHING]
WITH_WORDS = [pytest.param(each, id=each.key) for each in EVERYTHING[: -len(ONLINE_COMMANDS)]]
FORMS = [pytest.param(each, id=each.key) for each in EVERYTHING if form_fields(each.input)]
ASKING = [each for each in FORMS if each.id != OCCUPY_BED.key]
"""Where somebody lies is said by choosing the bed: the form asks only when, and empty is now."""


def context_of(use_case: Any) -> dict[str, object]:
    return {name: None for _, name in context_fields(use_case.input)}


def test_keys_are_unique_and_well_formed() -> None:
    keys = [each.key for each in EVERYTHING]
    assert len(keys) == len(set(keys))
    assert all(KEY.fullmatch(key) for key in keys)
    queries = [each.key for each in QUERIES]
    assert len(queries) == len(set(queries))


@pytest.mark.parametrize("use_case", EACH)
def test_somebody_without_the_right_is_refused_before_anything_else(
    bench: Workbench, use_case: Any
) -> None:
    bench.desk.sign_in(Person(ADA, "ada", "Ada Obi", ()))
    if use_case in ONLINE_COMMANDS:
        outcome = bench.office.request(use_case, None)
    else:
        outcome = bench.office.execute(use_case, None)
    assert isinstance(outcome, Refused)
    assert outcome.code == "right"
    assert use_case.title in outcome.words
    assert bench.waiting() == []


@pytest.mark.parametrize("use_case", EACH)
def test_some_role_is_allowed_to_do_it(use_case: Any) -> None:
    named = [role for role in Role if role is not Role.ADMINISTRATOR]
    assert any(may([role], use_case.key) for role in named)


def test_every_right_in_a_role_is_for_something_that_exists() -> None:
    keys = [each.key for each in EVERYTHING]
    for patterns in RIGHTS.values():
        for pattern in patterns:
            matching = re.compile(pattern.replace(".", r"\.").replace("*", ".*"))
            assert any(matching.fullmatch(key) for key in keys), pattern


@pytest.mark.parametrize("use_case", EACH)
def test_every_field_has_its_words(use_case: Any) -> None:
    assert use_case.title.strip()
    for field in form_fields(use_case.input):
        assert field.label.strip(), field.name
        if isinstance(field.marker, Number):
            assert field.marker.unit.strip(), field.name
        if isinstance(field.marker, Choice):
            assert all(value and words.strip() for value, words in field.marker.options)


@pytest.mark.parametrize("use_case", FORMS)
def test_labels_of_a_form_are_unique(use_case: Any) -> None:
    labels = [field.label for field in form_fields(use_case.input)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("use_case", ASKING)
def test_a_number_starts_empty_and_a_form_saved_untouched_is_refused(
    bench: Workbench, use_case: Any
) -> None:
    bench.desk.sign_in(person(CLEO))
    texts = untouched(use_case.input)
    for field in form_fields(use_case.input):
        if isinstance(field.marker, Number):
            assert texts[field.name] == ""
    form = OpenForm(use_case, row_id(800), texts, context_of(use_case))
    outcome = bench.office.save(form, texts)
    assert isinstance(outcome, Refused)
    assert outcome.problems
    assert all(words.strip() for words in outcome.problems.values())
    assert bench.waiting() == []


@pytest.mark.parametrize("use_case", FORMS)
def test_a_filled_in_form_is_understood(use_case: Any) -> None:
    raw = {field.name: good_text(field) for field in form_fields(use_case.input)}
    parsed = parse_form(use_case.input, raw, context_of(use_case), NOW.date())
    assert parsed.problems == {}
    assert isinstance(parsed.command, use_case.input)


@pytest.mark.parametrize("use_case", WITH_WORDS)
def test_every_refusal_has_words_that_say_what_to_do(use_case: Any) -> None:
    for reason, words in use_case.refusals.items():
        assert words.strip()
        for other in type(reason):
            assert other in use_case.refusals


@pytest.mark.parametrize("command", [pytest.param(each, id=each.key) for each in ONLINE_COMMANDS])
def test_what_needs_the_service_says_why_and_what_to_do_instead(command: Any) -> None:
    assert len(command.explain_offline) > 80
    assert command.tables


@pytest.mark.parametrize("query", [pytest.param(each, id=each.key) for each in QUERIES])
def test_every_question_has_words_and_says_what_makes_it_old(query: Any) -> None:
    assert query.title.strip()
    assert query.tables


def test_everything_that_records_is_named_where_it_waits() -> None:
    assert {each.key: each.title for each in USE_CASES} == USE_CASE_WORDS


def test_everything_that_can_be_done_is_an_action_with_words() -> None:
    assert [each.use_case for each in ACTIONS if each.use_case not in EVERYTHING] == []
    assert {each.use_case.key for each in ACTIONS} == {each.key for each in EVERYTHING}
    assert all(each.label.strip() and each.menu.strip() for each in ACTIONS)


def test_every_shortcut_is_unique() -> None:
    bound: list[Any] = [*ACTIONS, *SHELL_KEYS, *WORKSPACES]
    keys = [each.shortcut for each in bound if each.shortcut]
    assert sorted(keys) == sorted(set(keys))
    assert all(each.label.strip() and each.shortcut for each in SHELL_KEYS)


def test_every_workspace_is_for_some_role_and_every_role_has_one() -> None:
    assert {role for each in WORKSPACES for role in each.roles} == set(Role)
