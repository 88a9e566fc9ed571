"""What must hold of everything that is printed."""

from typing import Any

import pytest

from app.catalogue import DOCUMENTS
from printing.printers import PDF, ZPL
from tests.contracts.specimens import PAPERS

STARTS = {PDF: b"%PDF-", ZPL: b"^XA"}
EACH = [pytest.param(each, id=f"{each.key}-{each.content_type}") for each in DOCUMENTS]


@pytest.mark.parametrize("document", EACH)
def test_a_document_renders_its_specimen(document: Any) -> None:
    paper = document.render(PAPERS[document.key])
    assert paper.startswith(STARTS[document.content_type])
    assert document.title.strip()


@pytest.mark.parametrize("document", EACH)
def test_the_same_data_always_gives_the_same_paper(document: Any) -> None:
    assert document.render(PAPERS[document.key]) == document.render(PAPERS[document.key])
