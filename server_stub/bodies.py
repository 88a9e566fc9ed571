"""What comes in and goes out of a request: size, compression, JSON and problems in words."""

import io
from typing import Any, TypeVar

import msgspec
import zstandard
from starlette.requests import Request
from starlette.responses import Response

from models.wire import Message, Problem
from server_stub.refusal import Refusal

MAX_BODY_BYTES = 8_000_000
"""Of a request, as sent and also when decompressed."""
_COMPRESS_FROM_BYTES = 1_000
_COMPRESS_LEVEL = 3
_WINDOW_BYTES = 8 << 20

M = TypeVar("M", bound=Message)


async def read_body(request: Request) -> bytes:
    """The body of a request, decompressed; never more than MAX_BODY_BYTES of it is held.

    Raises:
        Refusal: too large, badly compressed, or compressed in a way that is not zstd.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            raise _too_large()
        chunks.append(chunk)
    return _decompressed(b"".join(chunks), request.headers.get("content-encoding", "identity"))


def decode(raw: bytes, kind: type[M]) -> M:
    """Read a message.

    Raises:
        Refusal: it is not JSON, or does not have the shape of the message.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        words = f"this is no {kind.__name__}: {error}"
        raise Refusal(Problem(code="malformed", message=words), 400) from error


def answer(request: Request, message: Any, status: int = 200) -> Response:
    """A message as a response, compressed where that helps and the client takes it."""
    raw = msgspec.json.encode(message)
    headers = {"Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if len(raw) >= _COMPRESS_FROM_BYTES and "zstd" in accepted:
        raw = zstandard.ZstdCompressor(level=_COMPRESS_LEVEL).compress(raw)
        headers["Content-Encoding"] = "zstd"
    return Response(raw, status, headers, "application/json")


def _decompressed(raw: bytes, encoding: str) -> bytes:
    if encoding == "identity":
        return raw
    if encoding != "zstd":
        words = f"the body is compressed as {encoding[:20]!r}; only zstd is read here"
        raise Refusal(Problem(code="malformed", message=words), 415)
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
        plain = unpacker.stream_reader(io.BytesIO(raw)).read(MAX_BODY_BYTES + 1)
    except zstandard.ZstdError as error:
        words = f"the body is not valid zstd: {error}"
        raise Refusal(Problem(code="malformed", message=words), 400) from error
    if len(plain) > MAX_BODY_BYTES:
        raise _too_large()
    return plain


def _too_large() -> Refusal:
    words = f"the request is larger than {MAX_BODY_BYTES} bytes: send less at a time"
    return Refusal(Problem(code="too_large", message=words), 413)
