"""Fetch what is new, page by page, until the replica stands where the service stands."""

from models.wire import Page, PullRequest
from sync_client.line import Line

PAGE_BYTES = 64_000
"""The first page that is asked for."""
PAGE_BYTES_MIN, PAGE_BYTES_MAX = 16_000, 512_000
TURN_S = 0.025
"""A page is one transaction, and a person's next click waits behind it: it should take so long.

Half of the 50 ms that a person may be kept waiting, for the next page may have heavier rows.
"""


def pull_to_head(line: Line, *, wait_ms: int = 0) -> None:
    """Apply pages until nothing is newer; `wait_ms` is how long the first may wait for news.

    Raises:
        LineDown: no answer; what was applied stays applied.
        Answered: the service has nothing for this workstation, and says why.
    """
    size = PAGE_BYTES
    while True:
        request = PullRequest(cursor=line.replica.cursor(), max_bytes=size, wait_ms=wait_ms)
        page = line.ask(line.transport.pull, request)
        began = line.clock.monotonic()
        line.replica.apply_page(page)
        if _is_last(page):
            return
        size = next_size(size, line.clock.monotonic() - began)
        line.between_pages()
        wait_ms = 0


def next_size(size: int, took_s: float) -> int:
    """How many bytes the next page should have, when one of `size` took that long.

    While a person works, pages wait for turns, take longer, and so become smaller. A page grows
    to at most twice the one before, which a single lucky measurement cannot make too large.
    """
    wanted = 2 * size if took_s <= 0 else min(2 * size, int(size * TURN_S / took_s))
    return min(PAGE_BYTES_MAX, max(PAGE_BYTES_MIN, wanted))


def _is_last(page: Page) -> bool:
    return page.to_seq >= page.standing.head or page.to_seq == page.from_seq
