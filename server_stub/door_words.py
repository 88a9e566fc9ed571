"""What a desk is told whose change sets do not come in."""

from server_stub.refusal import Refusal, refuse


def fork_refusal(dseq: int) -> Refusal:
    """What a desk is told whose chain has split at a number."""
    return refuse(
        "fork",
        409,
        "This workstation's history has split: another copy of it has sent work under the same "
        "number. Enrol it again; nothing recorded here is lost.",
        dseq=dseq,
    )


def gap_refusal(dseq: int, next_dseq: int) -> Refusal:
    """What a desk is told that has left something out."""
    words = f"Change set {next_dseq} must come before {dseq}."
    return refuse("gap", 409, words, next_dseq=next_dseq)


def unsigned_refusal(dseq: int, next_dseq: int) -> Refusal:
    """What a desk is told that sends what its key did not sign."""
    words = f"Change set {dseq} is not signed by this workstation."
    return refuse("forbidden", 409, words, dseq=dseq, next_dseq=next_dseq)


def stranger_refusal() -> Refusal:
    """What a desk is told whose incarnation there is not."""
    return refuse("forbidden", 403, "This workstation is not enrolled here.")
