"""Taking out of a letter what no dictionary can foresee, so that the rest all but vanishes.

UUIDs and large integers (instants, clocks) stand everywhere between the words that all change sets
share. Taken out, each kind into its own table, they leave a skeleton that the preset dictionary
nearly repeats. Bytes in, the same bytes out: a change set is opaque, and its hash is signed. So
this never looks at meaning: whatever follows one of the two marks is moved, wherever it stands.
"""

import re
from collections.abc import Sequence
from io import BytesIO

import msgspec

UUID_MARK = b"\xd8\x25\x50"
"""CBOR tag 37 and the head of its 16 bytes."""
LARGE_MARK = b"\x1b"
"""The head of an unsigned integer of 8 bytes."""
SALT_MARK = b"\x64salt\x50"
"""The key of a change set's salt and the head of its 16 bytes."""
UUID_BYTES, LARGE_BYTES = 16, 8
STAMP_BYTES = 6
"""What the UUIDs made in one millisecond have in common (RFC 9562 §5.7)."""
_TAIL = bytes(UUID_BYTES)
"""After the last byte, so that a mark there has something behind it."""
_MARKED = re.compile(rb"(\xd8\x25\x50|\x64salt\x50)(.{16})|(\x1b)(.{8})", re.DOTALL)
_MARKS = re.compile(rb"\xd8\x25\x50|\x64salt\x50|\x1b")
_AGAIN, _NEW = 0, 1
_KEY_BYTES = 6
_SCALES = ((1 << 56, 1 << 16, 2), (1 << 48, 1000, 2), (0, 1, 0))
"""From which number on a millisecond has how many parts, and the bytes that these take: a hybrid
clock, an instant in microseconds, a time in milliseconds."""


class Thinned(msgspec.Struct, frozen=True, array_like=True):
    """The skeleton, and how to find what stood behind each of its marks.

    `uuids` and `large` give a step for each mark of their kind, in order: 0 is the value that
    stood behind the same key before, 1 a value not seen yet, more is how many others were used
    since it was. A new value has a stamp, found by such steps in `stamped`, and bytes of its own.
    Stamps, those bytes and salts stand beside, as they are. `scales` says how each new large
    value is counted.
    """

    skeleton: bytes
    uuids: list[int]
    large: list[int]
    stamped: list[int]
    scales: list[int]


def thin(raw: bytes) -> tuple[Thinned, bytes]:
    """The skeleton with its tables, and beside them the bytes that nothing can make shorter."""
    taken: dict[bytes, list[bytes]] = {UUID_MARK: [], SALT_MARK: [], LARGE_MARK: []}
    for found in _MARKED.finditer(raw + _TAIL):
        taken[found[1] or found[3]].append(found[2] or found[4])
    skeleton = _MARKED.sub(lambda found: found[1] or found[3], raw + _TAIL)
    keys = _keys(skeleton)
    uuids, new_uuids = _steps(taken[UUID_MARK], keys[UUID_MARK])
    large, new_large = _steps(taken[LARGE_MARK], keys[LARGE_MARK])
    split = [(value[:STAMP_BYTES], value[STAMP_BYTES:]) for value in new_uuids]
    scales = [_scale_of(value) for value in new_large]
    split += [_split(value, scale) for value, scale in zip(new_large, scales, strict=True)]
    stamped, new_stamps = _steps([stamp for stamp, _ in split], [b""] * len(split))
    beside = b"".join([*new_stamps, *(rest for _, rest in split), *taken[SALT_MARK]])
    return Thinned(skeleton, uuids, large, stamped, scales), beside


def restore(thinned: Thinned, beside: bytes) -> tuple[bytes, bytes]:
    """What was thinned, and what of `beside` belongs to something else.

    Raises:
        ValueError: the tables are not those of the skeleton.
    """
    reader = BytesIO(beside)
    new_stamps = [reader.read(STAMP_BYTES) for step in thinned.stamped if step == _NEW]
    stamps = _values(thinned.stamped, new_stamps, [b""] * len(thinned.stamped))
    new_count = thinned.uuids.count(_NEW)
    new_uuids = [stamp + reader.read(UUID_BYTES - STAMP_BYTES) for stamp in stamps[:new_count]]
    new_large = [
        _whole(stamp, scale, reader)
        for stamp, scale in zip(stamps[new_count:], thinned.scales, strict=True)
    ]
    keys = _keys(thinned.skeleton)
    taken = {
        UUID_MARK: iter(_values(thinned.uuids, new_uuids, keys[UUID_MARK])),
        LARGE_MARK: iter(_values(thinned.large, new_large, keys[LARGE_MARK])),
    }

    def put_back(mark: re.Match[bytes]) -> bytes:
        if mark[0] == SALT_MARK:
            return mark[0] + reader.read(UUID_BYTES)
        return mark[0] + next(taken[mark[0]], b"")

    raw = _MARKS.sub(put_back, thinned.skeleton)
    if [*taken[UUID_MARK], *taken[LARGE_MARK]] or not raw.endswith(_TAIL):
        raise ValueError("the tables are not those of the skeleton")
    return raw[: -len(_TAIL)], reader.read()


def _scale_of(value: bytes) -> int:
    number = int.from_bytes(value, "big")
    return next(at for at, (least, _, _) in enumerate(_SCALES) if number >= least)


def _split(value: bytes, scale: int) -> tuple[bytes, bytes]:
    """A large value as its millisecond, and what is finer."""
    _, parts, width = _SCALES[scale]
    whole, finer = divmod(int.from_bytes(value, "big"), parts)
    return whole.to_bytes(STAMP_BYTES, "big"), finer.to_bytes(width, "big")


def _whole(stamp: bytes, scale: int, reader: BytesIO) -> bytes:
    if not 0 <= scale < len(_SCALES):
        raise ValueError("a scale is not known")
    _, parts, width = _SCALES[scale]
    number = int.from_bytes(stamp, "big") * parts + int.from_bytes(reader.read(width), "big")
    return number.to_bytes(LARGE_BYTES, "big")


def _keys(skeleton: bytes) -> dict[bytes, list[bytes]]:
    """What stands before each mark of each kind: as a rule the end of the name of a field."""
    keys: dict[bytes, list[bytes]] = {UUID_MARK: [], SALT_MARK: [], LARGE_MARK: []}
    for mark in _MARKS.finditer(skeleton):
        keys[mark[0]].append(skeleton[max(mark.start() - _KEY_BYTES, 0) : mark.start()])
    return keys


def _steps(values: Sequence[bytes], keys: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
    """The step to each value, and the new ones in order."""
    recent: list[bytes] = []
    last: dict[bytes, bytes] = {}
    steps, new = [], []
    for value, key in zip(values, keys, strict=True):
        if value not in recent:
            steps.append(_NEW)
            new.append(value)
        else:
            steps.append(_AGAIN if last.get(key) == value else recent.index(value) + 2)
            recent.remove(value)
        recent.insert(0, value)
        last[key] = value
    return steps, new


def _values(steps: Sequence[int], new: Sequence[bytes], keys: Sequence[bytes]) -> list[bytes]:
    recent: list[bytes] = []
    last: dict[bytes, bytes] = {}
    unused, values = iter(new), []
    for step, key in zip(steps, keys, strict=True):
        if step == _AGAIN:
            value = last.get(key)
        elif step == _NEW:
            value = next(unused, None)
        else:
            value = recent[step - 2] if 0 <= step - 2 < len(recent) else None
        if value is None:
            raise ValueError("a step leads nowhere")
        if value in recent:
            recent.remove(value)
        recent.insert(0, value)
        last[key] = value
        values.append(value)
    return values
