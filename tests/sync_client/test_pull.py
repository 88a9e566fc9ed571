"""Pages are as large as a person may be kept waiting for, on whatever computer this is."""

import pytest

from sync_client.pull import PAGE_BYTES, PAGE_BYTES_MAX, PAGE_BYTES_MIN, TURN_S, next_size


@pytest.mark.parametrize("bytes_per_s", [700_000.0, 2_500_000.0, 10_000_000.0])
def test_pages_come_to_take_one_turn(bytes_per_s: float) -> None:
    size = PAGE_BYTES
    for _ in range(6):
        size = next_size(size, size / bytes_per_s)
    assert size == pytest.approx(bytes_per_s * TURN_S, rel=0.01)


def test_a_page_that_took_too_long_is_followed_by_a_smaller_one() -> None:
    assert next_size(100_000, 4 * TURN_S) == 25_000


def test_pages_grow_step_by_step_and_stay_within_bounds() -> None:
    assert next_size(PAGE_BYTES, 0.000_001) == 2 * PAGE_BYTES
    assert next_size(PAGE_BYTES, 0.0) == 2 * PAGE_BYTES
    assert next_size(PAGE_BYTES_MAX, 0.000_001) == PAGE_BYTES_MAX
    assert next_size(PAGE_BYTES, 60.0) == PAGE_BYTES_MIN
