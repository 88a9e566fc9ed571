"""A visit that two desks ended apart: one summary stands, and a person compares."""

from collections.abc import Sequence

from models.clinical import DischargeSummary
from models.encounter import Encounter
from models.vocabulary import AttentionKind, OpKind
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, one
from server_stub.rules.raising import USE_CASE, attention_id, raised


def discharge_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Tell of every discharge of somebody who had been discharged already."""
    answer = Answer(run, f"{USE_CASE}_discharge")
    for each in news:
        made = {change.row_id for change in each.decision.changes if change.is_new}
        for op in [] if each.content is None else each.content.ops:
            if op.e != DischargeSummary.TABLE or op.k is not OpKind.INSERT or op.id in made:
                continue
            summary = one(run, DischargeSummary, op.id)
            if summary is not None:
                visit = one(run, Encounter, summary.encounter_id)
                kind = AttentionKind.DISCHARGED_TWICE
                item = raised(run, kind, summary, visit, attention_id(summary.id, kind))
                answer.make(each, [item])
    return answer.sets()
