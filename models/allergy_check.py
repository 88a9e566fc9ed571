"""Whether a medicine goes with what the patient is allergic to: one pure rule for every path.

The desk asks it while an order is typed, when it is drafted, signed and dispensed; the service asks
it again. Levels after STANDARDS: same substance is a hard stop; same class a stop that passes only
with a reason; a group that only may cross-react is a warning. What cannot be checked says so: a
table that is missing, empty, incomplete or stale never reads as safe.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from models.clinical import AllergyIntolerance
from models.medication import Medication, RuleTable, SubstanceGroup
from models.vocabulary import N_, AllergyKind, ClinicalStatus


class Level(StrEnum):
    """How much a finding weighs; the order of declaration is that of weight."""

    HARD_STOP = "hard-stop"
    STOP = "stop"
    ASK_FIRST = "ask-first"
    NOT_CHECKED = "not-checked"
    WARNING = "warning"
    OK = "ok"


_WEIGHT = {level: weight for weight, level in enumerate(Level)}
_NEEDS_REASON = (Level.STOP, Level.ASK_FIRST)
CHECKED_MOST = 1000
"""The characters `MedicationRequest.checked` takes."""

SAME_SUBSTANCE = N_(
    "Hard stop: {medicine} is {substance}, to which an allergy is recorded ({reaction})."
)
SAME_CLASS = N_(
    "Stop: {medicine} belongs to {group}, like {substance}, to which an allergy is recorded "
    "({reaction}). {table}."
)
MAY_CROSS = N_(
    "Warning: {medicine} may cross-react with {substance} ({group}), to which an allergy is "
    "recorded ({reaction}). {table}."
)
FREE_TEXT = N_(
    "NOT CHECKED against “{substance}” ({reaction}): it was written as free text, without a code. "
    "Compare it yourself."
)
NOT_ASKED = N_("Stop: allergies are not recorded. Ask the patient, then record the answer.")
NO_TABLE = N_("NOT CHECKED against allergy classes: this desk holds no table of classes.")
EMPTY_TABLE = N_("NOT CHECKED against allergy classes: {table} is empty.")
INCOMPLETE_TABLE = N_("NOT CHECKED fully: {table} should have {expected} lines, {found} are here.")
STALE_TABLE = N_("NOT CHECKED reliably: {table} was good until {until}. Ask the pharmacist.")
NOTHING_FOUND = N_("Nothing found in {table}.")
TABLE_WORDS = N_("{name}, version {version} of {issued}")
NO_REACTION = N_("reaction not recorded")
AND_MORE = N_("… and {count} more")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the check found. `allergy_id` is the allergy it is about, where it is about one."""

    level: Level
    words: str
    allergy_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What the check found, the gravest first; never empty.

    Attributes:
        findings: each finding with its words.
        table_words: the table it was made with, or "" when there was none.
    """

    findings: tuple[Finding, ...]
    table_words: str

    @property
    def level(self) -> Level:
        """The gravest level."""
        return self.findings[0].level

    @property
    def is_hard_stop(self) -> bool:
        """Whether nothing may pass, whoever asks and whatever the reason."""
        return self.level is Level.HARD_STOP

    @property
    def needs_reason(self) -> bool:
        """Whether it passes only with a reason in writing."""
        return any(finding.level in _NEEDS_REASON for finding in self.findings)

    @property
    def words(self) -> str:
        """The findings in words, fit for `MedicationRequest.checked`."""
        return _fitted([finding.words for finding in self.findings])

    def passes(self, override_reason: str | None) -> bool:
        """Whether the order may stand, given the reason that was written (or None)."""
        if self.is_hard_stop:
            return False
        return not self.needs_reason or bool((override_reason or "").strip())


def check_order(
    medication: Medication,
    allergies: Iterable[AllergyIntolerance],
    groups: Iterable[SubstanceGroup],
    table: RuleTable | None,
    today: date,
) -> Check:
    """Check one medicine against the recorded allergies.

    Args:
        medication: the product.
        allergies: everything recorded of the patient; voided and inactive ones count for nothing.
        groups: the lines of the table; those of another table count for nothing.
        table: the table of classes in force, or None when there is none.
        today: the day at the site.
    """
    standing = [a for a in allergies if a.voided_at is None and a.status is ClinicalStatus.ACTIVE]
    lines = [g for g in groups if table is not None and g.table_id == table.id]
    name = table_words(table) if table is not None else ""
    findings = [*_of_table(table, lines, today, name)]
    if not standing:
        findings.append(Finding(Level.ASK_FIRST, NOT_ASKED))
    for allergy in standing:
        if allergy.kind is not AllergyKind.NONE_KNOWN:
            findings += _of_allergy(medication, allergy, lines, name)
    if not findings:
        findings.append(Finding(Level.OK, NOTHING_FOUND.format(table=name)))
    findings.sort(key=lambda finding: _WEIGHT[finding.level])
    return Check(tuple(findings), name)


def newest_table(tables: Iterable[RuleTable]) -> RuleTable | None:
    """The table in force among those held: the one issued last."""
    return max(tables, key=lambda t: (t.issued_on, t.version, str(t.id)), default=None)


def table_words(table: RuleTable) -> str:
    """The name, version and date of a table."""
    return TABLE_WORDS.format(name=table.name, version=table.version, issued=table.issued_on)


def _of_table(
    table: RuleTable | None, lines: Sequence[SubstanceGroup], today: date, name: str
) -> list[Finding]:
    if table is None:
        return [Finding(Level.NOT_CHECKED, NO_TABLE)]
    found = []
    if not lines:
        found.append(EMPTY_TABLE.format(table=name))
    elif len(lines) < table.row_count:
        found.append(
            INCOMPLETE_TABLE.format(table=name, expected=table.row_count, found=len(lines))
        )
    if today > table.good_until:
        found.append(STALE_TABLE.format(table=name, until=table.good_until))
    return [Finding(Level.NOT_CHECKED, words) for words in found]


def _of_allergy(
    medication: Medication,
    allergy: AllergyIntolerance,
    lines: Sequence[SubstanceGroup],
    name: str,
) -> list[Finding]:
    said = {
        "medicine": medication.display_name,
        "substance": allergy.substance,
        "reaction": allergy.reaction or NO_REACTION,
        "table": name,
    }
    if not allergy.substance_code:
        return [Finding(Level.NOT_CHECKED, FREE_TEXT.format(**said), allergy.id)]
    if allergy.substance_code == medication.ingredient_code:
        return [Finding(Level.HARD_STOP, SAME_SUBSTANCE.format(**said), allergy.id)]
    classes = _shared(medication.ingredient_code, allergy.substance_code, lines)
    if firm := [line for line in classes if not line.is_cross]:
        words = SAME_CLASS.format(**said, group=_names(firm))
        return [Finding(Level.STOP, words, allergy.id)]
    if classes:
        words = MAY_CROSS.format(**said, group=_names(classes))
        return [Finding(Level.WARNING, words, allergy.id)]
    return []


def _shared(
    ingredient: str, allergen: str, lines: Sequence[SubstanceGroup]
) -> list[SubstanceGroup]:
    """The classes both belong to; the allergy may also be to a class by its own code."""
    of_allergen = {line.group_code for line in lines if line.code == allergen} | {allergen}
    mine = [line for line in lines if line.code == ingredient]
    return [line for line in mine if line.group_code in of_allergen]


def _names(lines: Collection[SubstanceGroup]) -> str:
    return ", ".join(sorted({line.group_name for line in lines}))


def _fitted(sentences: list[str]) -> str:
    """As many sentences as fit, and how many did not: nothing is left out in silence."""
    kept = " ".join(sentences)
    count = 0
    while len(kept) > CHECKED_MOST:
        count += 1
        kept = " ".join([*sentences[:-count], AND_MORE.format(count=count)])
    return kept
