"""Joining a hospital with an administrator's one-time code.

The code is a secret and a fingerprint: `AB12CD34-` and 16 base32 characters of the SHA-256 of the
hospital's certificate authority. The authority is fetched from whoever answers, believed only if
it has that fingerprint, and from then on it alone is trusted. No clock is involved.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from local_store.identity import Identity
from models.registry import GENERATION
from models.vocabulary import N_, Profile, ReplicaClass
from models.wire import EnrolReply, EnrolRequest, Standing
from sync_client.exchange import Answered, HttpClient, LineDown, NotOurService
from sync_client.pinning import (
    FINGERPRINT_CHARACTERS,
    authority_fingerprint,
    pinned_context,
    unverified_context,
)

_CODE = re.compile(rf"[0-9A-Z]{{8}}-[A-Z2-7]{{{FINGERPRINT_CHARACTERS}}}")
_AUTHORITY_BYTES_MAX = 20_000


class EnrolFailure(StrEnum):
    """Why a workstation did not join."""

    BAD_ADDRESS = "bad_address"
    BAD_CODE = "bad_code"
    UNREACHABLE = "unreachable"
    WRONG_AUTHORITY = "wrong_authority"
    UNKNOWN_CODE = "unknown_code"
    REFUSED = "refused"


_WORDS = {
    EnrolFailure.BAD_ADDRESS: N_(
        "The address must begin with https://, as in https://server:8443."
    ),
    EnrolFailure.BAD_CODE: N_(
        "This is not an enrolment code. It looks like AB12CD34-ABCDEFGH23456777; copy it again."
    ),
    EnrolFailure.UNREACHABLE: N_(
        "No Almoner service answers at this address. Check the address and the network cable."
    ),
    EnrolFailure.WRONG_AUTHORITY: N_(
        "The service at this address is not the one that the code is for. Check the address. If it"
        " is right, do not go on: tell an administrator."
    ),
    EnrolFailure.UNKNOWN_CODE: N_(
        "The service does not know this code; it may have been used or be too old. Ask an"
        " administrator for a new one."
    ),
    EnrolFailure.REFUSED: N_("The service did not let this workstation join."),
}


class EnrolError(Exception):
    """The workstation did not join; the message is for the person who typed address and code."""

    def __init__(self, failure: EnrolFailure, detail: str = "") -> None:
        super().__init__(_WORDS[failure] + (f" ({detail})" if detail else ""))
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What `Store.adopt` needs."""

    identity: Identity
    standing: Standing


def enrol(url: str, code: str, public_key: bytes) -> Enrolled:
    """Join the hospital.

    Raises:
        EnrolError: see EnrolFailure; nothing has changed on either side.
    """
    if not url.startswith("https://"):
        raise EnrolError(EnrolFailure.BAD_ADDRESS)
    tidy = "".join(code.split()).upper()
    if not _CODE.fullmatch(tidy):
        raise EnrolError(EnrolFailure.BAD_CODE)
    ca_pem = _authority(url, tidy.rpartition("-")[2])
    request = EnrolRequest(code=tidy, public_key=public_key, gen=GENERATION)
    client = HttpClient(url, pinned_context(ca_pem))
    try:
        reply = client.post("enrol", request, EnrolReply)
    except NotOurService as error:
        raise EnrolError(EnrolFailure.WRONG_AUTHORITY) from error
    except LineDown as error:
        raise EnrolError(EnrolFailure.UNREACHABLE, str(error)) from error
    except Answered as answer:
        unknown = answer.problem.code == "unknown_code"
        failure = EnrolFailure.UNKNOWN_CODE if unknown else EnrolFailure.REFUSED
        raise EnrolError(failure, answer.problem.message) from answer
    finally:
        client.close()
    return Enrolled(_identity(url.rstrip("/"), ca_pem, reply), reply.standing)


def _identity(url: str, ca_pem: str, reply: EnrolReply) -> Identity:
    return Identity(
        device=reply.device,
        inc=reply.inc,
        name=reply.name,
        place=reply.place,
        profile=Profile(reply.profile),
        series=reply.series,
        classes=tuple(ReplicaClass(number) for number in reply.classes),
        hash_key=reply.hash_key,
        server_url=url,
        ca_pem=ca_pem,
    )


def _authority(url: str, fingerprint: str) -> str:
    """The authority that answers at an address, once it is known to be the right one."""
    client = HttpClient(url, unverified_context())
    try:
        ca_pem = client.get_text("ca")
        is_right = authority_fingerprint(ca_pem[:_AUTHORITY_BYTES_MAX]) == fingerprint
    except (LineDown, Answered) as error:
        raise EnrolError(EnrolFailure.UNREACHABLE, str(error)) from error
    except ValueError as error:
        raise EnrolError(EnrolFailure.WRONG_AUTHORITY) from error
    finally:
        client.close()
    if not is_right:
        raise EnrolError(EnrolFailure.WRONG_AUTHORITY)
    return ca_pem
