"""Faults that other hospital systems had with real patients, each with the tests that keep it out.

A row names a fault and the tests; the tests are looked up, so that none is lost unseen.
"""

import ast

import pytest

from tests.architecture.tree import ROOT, parsed

PEER_BUGS = {
    "a reply is lost after the commit, a button pressed twice, two windows: done twice": (
        "sync_client/test_bad_line_day.py::test_every_deed_whose_answers_are_lost_is_done_exactly_once",
        "sync_client/test_bad_line_day.py::test_of_a_lock_whose_answer_was_lost_comes_one_order_in_force",
        "sync_client/test_round.py::test_a_lost_reply_has_its_effect_exactly_once",
        "sync_client/test_commands.py::test_a_command_whose_answer_was_lost_is_settled_with_one_effect",
        "app/test_payments.py::test_settle_pressed_twice_is_one_payment",
        "app/test_payments.py::test_two_windows_on_one_account_take_one_payment",
        "app/test_billing.py::test_an_invoice_saved_twice_is_one_invoice_and_one_number",
        "app/test_vitals.py::test_a_set_saved_twice_is_recorded_once",
        "app/pharmacy/test_dispense.py::test_saved_twice_it_is_handed_over_once",
        "app/test_office.py::test_two_windows_saving_the_same_form_at_once_record_one_patient",
    ),
    "two desks give out the same official number": (
        "app/test_payments.py::test_desks_that_are_apart_never_give_one_number_twice_and_leave_no_gap",
        "app/test_payments.py::test_a_number_is_not_used_up_by_what_was_refused_or_killed",
        "app/test_open_visit.py::test_two_desks_that_cannot_see_each_other_never_give_the_same_number",
        "server_stub/test_enrol.py::test_two_workstations_get_different_series",
        "server_stub/test_leases.py::test_every_serial_is_given_once",
    ),
    "a conflict becomes a second document": (
        "server_stub/test_made_twice.py::test_concurrent_edits_of_one_record_stay_one_record_with_one_conflict",
        "server_stub/test_merge_at_service.py::test_different_fields_merge_and_the_same_field_becomes_one_conflict",
    ),
    "the last to write a whole row erases another's field": (
        "server_stub/test_made_twice.py::test_two_fields_edited_at_two_stations_are_both_kept",
        "local_store/test_actions.py::test_only_fields_that_really_change_travel",
    ),
    "a discharge done twice doubles the medicines": (
        "sync_client/test_bad_line_day.py::test_a_patient_discharged_at_two_desks_has_left_once_with_one_set_of_medicines",
        "server_stub/test_made_twice.py::test_a_patient_discharged_at_two_desks_has_one_summary_and_one_conflict_a_field",
        "server_stub/test_rules_attention.py::test_a_visit_ended_at_two_desks_has_one_summary_and_is_told",
        "app/test_discharge.py::test_the_same_form_saved_after_a_crash_is_one_discharge",
    ),
    "two patients in one bed; a bed freed too early or never": (
        "sync_client/test_commands.py::test_of_two_desks_one_has_the_bed_and_the_other_is_told_who",
        "server_stub/test_commands.py::test_two_writers_race_for_one_bed_and_the_constraint_gives_it_to_one",
        "server_stub/test_rules_beds.py::test_two_patients_in_one_bed_are_told_once_whoever_arrives_first",
        "server_stub/test_rules_bookings.py::test_a_bed_is_never_left_booked_by_somebody_who_has_gone",
        "server_stub/test_rules_bookings.py::test_a_bed_is_never_given_away_while_the_patient_lies_in_it",
        "server_stub/test_rules_bookings.py::test_a_move_recorded_offline_to_a_claimed_bed_keeps_both_patients",
        "server_stub/test_rules_any_day.py::test_no_bed_is_claimed_twice_given_away_occupied_or_left_to_somebody_gone",
        "app/test_bed_facts.py::test_two_patients_in_one_bed_are_both_kept_and_both_named",
    ),
    "a balance ignores what was given back": (
        "app/test_payments.py::test_deposit_payment_credit_and_refund_come_to_nothing",
        "app/test_billing_paper.py::test_deposit_payment_credit_and_refund_stand_on_paper_as_in_the_ledger",
        "models/test_ledger.py::test_deposit_pay_refund_and_cancel_come_to_what_is_written",
        "models/test_ledger.py::test_any_sequence_of_charges_bills_credits_and_money_adds_up",
    ),
    "doses are due at the hour of another zone": (
        "models/test_dosing.py::test_an_order_started_at_half_past_eleven_at_night_is_next_due_in_the_morning",
        "models/test_dosing.py::test_every_six_hours_counts_from_the_start_across_midnight",
        "models/test_dosing.py::test_in_autumn_the_hour_that_comes_twice_gives_one_dose",
        "models/test_dosing.py::test_in_spring_a_dose_in_the_skipped_hour_is_due_one_hour_later",
        "models/test_dosing.py::test_due_times_do_not_depend_on_the_zone_the_start_is_written_in",
        "app/test_doses.py::test_doses_are_due_on_the_clock_of_the_site",
        "app/test_doses.py::test_a_dose_nobody_recorded_does_not_vanish_at_midnight",
    ),
    "nought is taken for nothing": (
        "models/test_news2.py::test_zero_is_a_value_and_not_a_missing_one",
        "models/test_values.py::test_zero_and_false_are_values",
        "models/test_ledger.py::test_a_price_of_nothing_is_a_price",
        "app/test_vitals.py::test_zero_is_recorded_as_a_reading",
        "app/test_forms.py::test_zero_is_a_number_and_not_the_same_as_empty",
        "server_stub/test_rules_charges.py::test_a_price_of_nought_is_a_price_and_makes_an_item",
        "server_stub/test_rules_attention.py::test_stock_below_nought_is_told_once_until_somebody_counted",
    ),
    "a table of rules that is stale or missing passes for safe": (
        "models/test_allergy_check.py::test_a_table_that_is_stale_incomplete_empty_or_missing_reads_not_checked",
        "models/test_allergy_check.py::test_a_stale_table_still_stops_what_it_knows",
        "models/test_allergy_check.py::test_an_allergy_in_free_text_says_that_it_was_not_checked",
        "app/test_orders.py::test_a_stale_table_is_never_silence",
        "app/test_orders.py::test_a_free_text_allergy_shows_not_checked",
    ),
    "a form that was not saved is lost": (
        "views/test_killed_half_typed.py::test_a_form_that_was_half_typed_when_the_program_was_killed_comes_back",
        "views/test_reception.py::test_the_visit_form_comes_back_with_what_was_typed_after_the_program_was_killed",
        "views/test_form_panel.py::test_a_draft_comes_back_after_a_kill_with_the_same_action",
        "local_store/test_desk_state.py::test_a_draft_survives_a_restart_and_is_its_owners_alone",
    ),
    "the answer to an old question replaces that to the new one": (
        "views/test_runner.py::test_a_late_answer_never_replaces_a_newer_one",
        "views/test_similar_panel.py::test_a_late_answer_to_an_older_text_never_replaces_a_newer_warning",
        "views/test_similar_panel.py::test_a_late_answer_to_an_older_text_never_replaces_what_a_newer_search_found",
    ),
}
EVERY_TEST = [test for tests in PEER_BUGS.values() for test in tests]


def is_there(test: str) -> bool:
    """Whether a file below tests/ has a function of that name."""
    file, _, name = test.partition("::")
    path = ROOT / "tests" / file
    return path.is_file() and any(
        isinstance(node, ast.FunctionDef) and node.name == name for node in parsed(path).body
    )


@pytest.mark.parametrize("test", EVERY_TEST)
def test_what_keeps_a_fault_of_others_out_is_there(test: str) -> None:
    assert is_there(test)


def test_a_test_that_is_gone_would_be_missed() -> None:
    assert not is_there("app/test_payments.py::test_nobody_wrote_this")
    assert not is_there("app/test_nowhere.py::test_settle_pressed_twice_is_one_payment")
