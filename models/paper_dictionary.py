"""What signed codes on paper have in common, so that it need not be printed: the preset dictionary.

The printing desk and the scanning desk hold the same bytes (RFC 1950 §2.2, preset dictionary). One
version never changes, or paper that is already in somebody's hand could no longer be read: better
text is a new version, kept beside this one. What is not foreseen here still travels; it only takes
more room.

The table below is made of contents, each after `=` with its use case and how many others it builds
on; a row is the field map of one op as `encode_content` writes it. `@` is where a
UUID follows, `#` an instant of these years, `~` nothing, `+` and `-` yes and no, digits a number,
anything else the beginning of a text; a text of digits has `'` before it.
"""

import cbor2

from models.paper_thinning import LARGE_MARK, SALT_MARK, UUID_MARK

_CONTENTS_1 = """\
= order.stop 1
medication_stop kind=stop;reason=;offline=+;voided_at=~;patient_id=@;request_id=@;occurred_at=#;\
recorded_at=#;void_reason=~;encounter_id=@;voided_by_id=~;recorded_by_id=@;recorded_on_id=@
= allergy.record 1
allergy_intolerance kind=allergy;status=active;reaction=~;substance=;voided_at=~;patient_id=@;\
criticality=high;recorded_at=#;void_reason=~;encounter_id=@;voided_by_id=~;recorded_by_id=@;\
recorded_on_id=@;substance_code=~
= allergy.none_known 2
allergy_intolerance kind=none-known;status=active;reaction=~;substance=No known allergies;\
voided_at=~;patient_id=@;criticality=~;recorded_at=#;void_reason=~;encounter_id=@;voided_by_id=~;recorded_by_id=@;\
recorded_on_id=@;substance_code=~
= patient.register 0
patient registered_at=#;registered_by_id=@
patient_name use=official;given=;family=;prefix=~;suffix=~;patient_id=@
patient_demographics gender=male;born_on=19;language=~;patient_id=@;deceased_at=~;\
born_precision=year
patient_identifier value='1000;system=urn:almoner:mrn:temporary;type_code=MR;patient_id=@
patient_address use=home;city=~;lines=~;state=~;country=~;district=~;patient_id=@;postal_code=~
= patient.register 0
patient registered_at=#;registered_by_id=@
patient_name use=official;given=;family=;prefix=~;suffix=~;patient_id=@
patient_demographics gender=female;born_on=20;language=~;patient_id=@;deceased_at=~;\
born_precision=day
patient_identifier value='1000;system=urn:almoner:mrn;type_code=MR;patient_id=@
patient_contact use=mobile;value=+;system=phone;patient_id=@
= bed.occupy 1
encounter_location status=active;voided_at=~;patient_id=@;location_id=@;occurred_at=#;\
recorded_at=#;void_reason=~;encounter_id=@;voided_by_id=~;recorded_by_id=@;recorded_on_id=@
= encounter.open 1
encounter status=in-progress;ward_id=@;ended_at=~;voided_at=~;class_code=IMP;patient_id=@;\
started_at=#;recorded_at=#;void_reason=~;attending_id=@;encounter_id=~;voided_by_id=~;\
recorded_by_id=@;recorded_on_id=@
encounter_location status=active;voided_at=~;patient_id=@;location_id=@;occurred_at=#;\
recorded_at=#;void_reason=~;encounter_id=@;voided_by_id=~;recorded_by_id=@;recorded_on_id=@
= encounter.open 1
encounter status=in-progress;ward_id=~;ended_at=~;voided_at=~;class_code=AMB;patient_id=@;\
started_at=#;recorded_at=#;void_reason=~;attending_id=~;encounter_id=~;voided_by_id=~;\
recorded_by_id=@;recorded_on_id=@
queue_token day=2026-;label=;voided_at=~;patient_id=@;recorded_at=#;void_reason=~;encounter_id=@;\
voided_by_id=~;recorded_by_id=@;recorded_on_id=@
= order.draft 2
medication_request route=oral;status=draft;checked=Nothing found in ;quantity='30;dose_unit=mg;\
frequency=three-times-daily;signed_at=~;starts_at=#;voided_at=~;dose_value='500;indication=~;\
patient_id=@;recorded_at=#;replaces_id=~;void_reason=~;encounter_id=@;instructions=~;\
signed_by_id=~;voided_by_id=~;duration_days=5;medication_id=@;recorded_by_id=@;recorded_on_id=@;\
signed_offline=~;medication_text=;override_reason=~;prescription_id=@
= order.sign 3
medication_request route=oral;status=active;checked=~;quantity='30;dose_unit=mg;\
frequency=three-times-daily;signed_at=#;starts_at=#;voided_at=~;dose_value='500;indication=~;\
patient_id=@;recorded_at=#;replaces_id=~;void_reason=~;encounter_id=@;instructions=~;\
signed_by_id=@;voided_by_id=~;duration_days=5;medication_id=@;recorded_by_id=@;recorded_on_id=@;\
signed_offline=+;medication_text=;override_reason=~;prescription_id=@
medication_request route=oral;status=active;checked=~;quantity='30;dose_unit=mg;\
frequency=three-times-daily;signed_at=#;starts_at=#;voided_at=~;dose_value='500;indication=~;\
patient_id=@;recorded_at=#;replaces_id=~;void_reason=~;encounter_id=@;instructions=~;\
signed_by_id=@;voided_by_id=~;duration_days=5;medication_id=@;recorded_by_id=@;recorded_on_id=@;\
signed_offline=+;medication_text=;override_reason=~;prescription_id=@
"""
_SIGNED = "status=active"
_APPENDED = ("patient", "queue_token", "encounter_location", "medication_stop")
_WORDS = (
    *("tablet", "capsule", "oral suspension", "injection", " mg tablet", " 500 mg capsule"),
    *("units", "micrograms", "mL", "with food", "every-8-hours", "four-times-daily", "as-needed"),
    *("Nothing found in ", ", version 1 of 2026-", "NOT CHECKED", "admission", "prescription"),
    *("No known allergies", "none-known", "amoxicillin", "cefalexin", "ceftriaxone", "paracetamol"),
    *("doxycycline", "ciprofloxacin", "metronidazole", "omeprazole", "furosemide", "ibuprofen"),
)
_SIGNS = {"@": UUID_MARK, "#": LARGE_MARK, "~": b"\xf6", "+": b"\xf5", "-": b"\xf4"}


def _value(word: str) -> bytes:
    if word in _SIGNS:
        return _SIGNS[word]
    return cbor2.dumps(int(word) if word.isdecimal() else word.removeprefix("'"))


def _fields(row: str) -> bytes:
    pairs = [pair.partition("=") for pair in row.split(";")]
    head = cbor2.dumps(dict.fromkeys(range(len(pairs)), 0))
    body = b"".join(cbor2.dumps(name) + _value(word) for name, _, word in pairs)
    return head[: 1 if len(pairs) < 24 else 2] + body


def _op(row: str) -> bytes:
    table, _, fields = row.partition(" ")
    before = b"\xa5" + _texts("e", table, "f") + _fields(fields)
    if table == "medication_request" and _SIGNED in fields:
        before = b"\xa6" + before[1:]
        place = _texts("id") + UUID_MARK + _texts("base") + b"\x00" + _texts("root") + UUID_MARK
        return before + _texts("k", "sign") + place
    kind = "append" if table in _APPENDED else "insert"
    return before + _texts("k", kind, "id") + UUID_MARK + _texts("root") + UUID_MARK


def _texts(*words: str) -> bytes:
    return b"".join(cbor2.dumps(word) for word in words)


def _content(use_case: str, deps: int, rows: list[str]) -> bytes:
    head = b"\xab" + _texts("id") + UUID_MARK + _texts("gen") + b"\x02" + _texts("hlc") + LARGE_MARK
    ops = _texts("ops") + bytes([0x80 + len(rows)]) + b"".join(map(_op, rows))
    after = _texts("deps") + bytes([0x80 + deps]) + deps * UUID_MARK
    after += SALT_MARK + _texts("user") + UUID_MARK + _texts("epoch")
    tail = UUID_MARK + _texts("wall_ms") + LARGE_MARK + _texts("use_case", use_case)
    return head + ops + after + tail + _texts("on_behalf_of") + b"\xf6"


def _build(table: str) -> bytes:
    made = _texts(*_WORDS)
    for block in table.split("= ")[1:]:
        first, *rows = block.splitlines()
        use_case, deps = first.split()
        made += _content(use_case, int(deps), rows)
    return made


DICTIONARIES: dict[str, bytes] = {"1": _build(_CONTENTS_1)}
"""By the version in the header of a code. At most 32 KiB, which is how far deflate looks back."""
