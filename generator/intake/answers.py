"""Read the body of an answer whole, unpacked and never larger than it may be."""

from __future__ import annotations

import http.client
import re
import zlib
from collections.abc import Iterator

_PIECE = 65_536
_LAST_TAG = re.compile(rb"</(?:html|body|rss|feed|rdf:rdf)\s*>", re.IGNORECASE)


class TooLargeError(ValueError):
    """The body is larger than it may be, or packed in a way that is not known."""


def body(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return the body; raises :class:`TooLargeError`, ``IncompleteRead`` and ``zlib.error``.

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
    if not _announced(response) and not _closed(bytes(found)):
        raise http.client.IncompleteRead(b"")
    return bytes(found)


def _announced(response: http.client.HTTPResponse) -> bool:
    """Return whether the server says where the body ends, so that a cut would be noticed."""
    return "Content-Length" in response.headers or "Transfer-Encoding" in response.headers


def _closed(data: bytes) -> bool:
    """Return whether a page or feed has its last tag; of another text nobody can tell."""
    is_marked_up = re.match(rb"[\s\xef\xbb\xbf]*<[!?a-zA-Z]", data)
    return not is_marked_up or _LAST_TAG.search(data[-4_000:]) is not None


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
