"""Fetch what is new, page by page, until the replica stands where the service stands."""

from models.wire import Page, PullRequest
from sync_client.line import Line

PAGE_BYTES = 256_000
"""Small pages, because a page is one transaction and a person's next click waits behind it."""


def pull_to_head(line: Line, *, wait_ms: int = 0) -> None:
    """Apply pages until nothing is newer; `wait_ms` is how long the first may wait for news.

    Raises:
        LineDown: no answer; what was applied stays applied.
        Answered: the service has nothing for this workstation, and says why.
    """
    while True:
        request = PullRequest(cursor=line.replica.cursor(), max_bytes=PAGE_BYTES, wait_ms=wait_ms)
        page = line.ask(line.transport.pull, request)
        line.replica.apply_page(page)
        if _is_last(page):
            return
        line.between_pages()
        wait_ms = 0


def _is_last(page: Page) -> bool:
    return page.to_seq >= page.standing.head or page.to_seq == page.from_seq
