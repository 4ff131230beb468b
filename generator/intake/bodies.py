"""Read the body of an answer whole, unpacked and never larger than it may be."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator

_PIECE = 65_536


class TooLargeError(ValueError):
    """The body is larger than it may be, or packed in a way that is not known."""


def body(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return the body; raises :class:`TooLargeError`, ``http.client.IncompleteRead``, ``zlib.error``.

    It is unpacked piece by piece, so that a small answer cannot fill the memory.
    """
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > most:
        raise TooLargeError(_too_large(most))
    found = bytearray()
    for piece in _unpacked(response, most):
        found += piece
        if len(found) > most:
            raise TooLargeError(_too_large(most))
    return bytes(found)


def _too_large(most: int) -> str:
    return f"is larger than {most / 1_000_000:g} MB"


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    expected = response.length  # None where the server sends chunks or just closes
    got = 0
    while piece := response.read1(_PIECE):
        got += len(piece)
        yield piece
    if expected is not None and got < expected:
        raise http.client.IncompleteRead(b"", expected - got)


def _unpacked(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing == "identity":
        yield from _pieces(response)
        return
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise TooLargeError(f"is packed as {packing}, which is not read")
    unpacker = zlib.decompressobj(47 if packing != "deflate" else 15)  # 47: gzip or zlib
    for piece in _pieces(response):
        waiting = piece
        while waiting:
            yield unpacker.decompress(waiting, most + 1)
            waiting = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise http.client.IncompleteRead(b"")
