"""The figures land between their marks in the document, and nowhere else."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import DOCUMENT
from tests.benchmarks.test_harness import OUTCOME, QUIET, run_between


def test_the_document_keeps_its_words_and_gets_the_figures(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"# Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n", "utf-8")
    run = run_between(QUIET, QUIET)
    run.outcomes["bulk_push"] = [OUTCOME]
    report.write_document(run, document)
    text = document.read_text("utf-8")
    assert text.startswith(f"# Before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nAfter\n")
    assert "old" not in text
    assert "| G1 | bulk push | 12 rows/s | 240 rows/s (bare) | 0.050 | ratio ≥ 0.05 | yes |" in text
    assert "8000 fsyncs/s" in text
    assert "load 0.10 before" in text


def test_a_document_without_the_marks_is_not_touched(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("nothing here\n", "utf-8")
    with pytest.raises(ValueError, match="marks"):
        report.write_document(run_between(QUIET, QUIET), document)
    assert document.read_text("utf-8") == "nothing here\n"


def test_the_real_document_has_the_marks_once() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert text.count(report.BEGIN) == 1
    assert text.count(report.END) == 1
