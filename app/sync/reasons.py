"""Why the service did not take something, in words, with what to do about it."""

from dataclasses import dataclass

from models.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Reason:
    """Words for one code."""

    words: str
    advice: str


_WAITS = N_("Nothing to do: it is tried again by itself. If it is still here tomorrow, tell IT.")
_TELL_IT = N_("It stays listed here. Look at the patient, record it again if it is still true.")
REASONS: dict[str, Reason] = {
    "deps": Reason(
        N_("It builds on an earlier change that the service has not taken yet."), _WAITS
    ),
    "missing_row": Reason(N_("It changes a record that the service does not have yet."), _WAITS),
    "missing_reference": Reason(
        N_("It names a record that the service does not have yet."), _WAITS
    ),
    "auth_review": Reason(
        N_("The service does not know that this person may do this."),
        N_("Ask your administrator to check the person's role; then it is taken by itself."),
    ),
    "unknown_entity": Reason(N_("The service is older than this desk."), _WAITS),
    "unknown_field": Reason(N_("The service is older than this desk."), _WAITS),
    "database": Reason(
        N_("The service could not store it."),
        N_("Tell IT. Nothing is lost: it is kept here."),
    ),
    "forbidden_table": Reason(N_("This desk may not change that kind of record."), _TELL_IT),
    "immutable": Reason(N_("That record is a fact and cannot be changed."), _TELL_IT),
    "id_reuse": Reason(N_("The service already has another record in its place."), _TELL_IT),
    "validation": Reason(N_("A value does not fit its field."), _TELL_IT),
    "malformed": Reason(N_("The service could not read it."), _TELL_IT),
}
_OTHER = Reason(
    N_("The service did not take it."), N_("Tell IT. Nothing is lost: it is kept here.")
)


def reason_of(code: str | None) -> Reason:
    """The words for a receipt's `code:detail`."""
    return REASONS.get((code or "").partition(":")[0], _OTHER)
