"""Bytes as digits and A-Z, in blocks, with hardly a bit of waste.

42 bytes take 65 characters: 5.169 bits each, of the 5.170 that 36 symbols can carry. A shorter
last block takes as many characters as it needs, which tells how many bytes it has.
"""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RADIX = len(ALPHABET)
_BLOCK_BYTES = 42


def _characters(byte_count: int) -> int:
    count, room = 0, 1
    while room < 256**byte_count:
        count, room = count + 1, room * _RADIX
    return count


_LENGTHS = [_characters(n) for n in range(_BLOCK_BYTES + 1)]
_BLOCK = _LENGTHS[_BLOCK_BYTES]
_BYTES = {length: n for n, length in enumerate(_LENGTHS)}


def length_of(byte_count: int) -> int:
    """How many characters so many bytes take."""
    whole, rest = divmod(byte_count, _BLOCK_BYTES)
    return whole * _BLOCK + _LENGTHS[rest]


def room_in(characters: int) -> int:
    """How many bytes fit so many characters."""
    whole, rest = divmod(characters, _BLOCK)
    return whole * _BLOCK_BYTES + max(n for n, length in enumerate(_LENGTHS) if length <= rest)


def encode(raw: bytes) -> str:
    """Bytes as text."""
    blocks = (raw[at : at + _BLOCK_BYTES] for at in range(0, len(raw), _BLOCK_BYTES))
    return "".join(_encoded(block) for block in blocks)


def decode(text: str) -> bytes:
    """Text as bytes.

    Raises:
        ValueError: a character does not belong there, or no bytes have such a text.
    """
    blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
    return b"".join(_decoded(block) for block in blocks)


def digit(number: int) -> str:
    """A number from 0 to 35 as one character."""
    return ALPHABET[number]


def value(character: str) -> int:
    """The number that one character stands for.

    Raises:
        ValueError: it is no digit and no letter from A to Z.
    """
    return ALPHABET.index(character)


def _encoded(block: bytes) -> str:
    number, text = int.from_bytes(block, "big"), ""
    for _ in range(_LENGTHS[len(block)]):
        number, rest = divmod(number, _RADIX)
        text = ALPHABET[rest] + text
    return text


def _decoded(block: str) -> bytes:
    number = 0
    for character in block:
        number = number * _RADIX + value(character)
    if len(block) not in _BYTES or number >= 256 ** _BYTES[len(block)]:
        raise ValueError(f"{block!r} stands for no bytes")
    return number.to_bytes(_BYTES[len(block)], "big")
