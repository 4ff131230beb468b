"""Decode the bytes of a file, or explain why they are not text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

MAX_BYTES = 1_000_000
MAX_PAGE_BYTES = 10_000_000  # with its scripts and pictures it is large, its text is not
WEB_PAGES = (".html", ".htm", ".xhtml")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = bytes(range(0x80))
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NotTextError(ValueError):
    """The bytes are not text that can be read; the message says why and what to do."""


def decode(data: bytes, max_bytes: int = MAX_BYTES) -> tuple[str, str | None]:
    """Decode, with line feeds as line ends; the second value is its encoding if not UTF-8.

    A byte order mark decides; without one UTF-8 is tried, then Windows-1252, which is what old
    mail programs and word processors write.  Raises :class:`NotTextError`.
    """
    if len(data) > max_bytes:
        size, limit = len(data) / 1e6, max_bytes / 1e6
        raise NotTextError(f"is {size:.1f} MB long; at most {limit:g} MB are read: shorten it")
    if data.lstrip().startswith(b"{\\rtf"):
        raise NotTextError("is a word processor's file (RTF); save the article as plain text")
    marked = [codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)][:1]
    western = b"\0" not in data and len(data.translate(None, _ASCII)) <= len(data) / 4
    for codec in marked or ("utf-8", "cp1252")[: 1 + western]:
        with suppress(UnicodeDecodeError):
            text = data.decode(codec).lstrip("\ufeff")
            break
    else:
        raise NotTextError("is in no known encoding; save it as plain text in UTF-8")
    if _CONTROL.search(text):
        raise NotTextError("is not a text file; save the article as plain text in UTF-8")
    text = _LINE_ENDS.sub("\n", text)
    if not text.strip():
        raise NotTextError("is empty; paste the article into it or delete it")
    return text, "Windows-1252" if codec == "cp1252" else None
