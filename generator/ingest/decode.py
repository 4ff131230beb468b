"""Turn a file's bytes into text, or say why they are none."""

from __future__ import annotations

import codecs
import re

MOST_BYTES = 1_000_000
MOST_OF_A_PAGE = 10_000_000  # with its scripts and pictures it is large, its text is not
WEB_PAGES = (".html", ".htm", ".xhtml")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NotTextError(ValueError):
    """The bytes are not a text that can be read; the message says why and what to do."""


def decoded(data: bytes, most: int = MOST_BYTES) -> tuple[str, str | None]:
    """Return the text with line ends made a line feed, and the encoding if it is not UTF-8.

    A byte order mark decides; without one UTF-8 is tried, then Windows-1252, which is what old
    mail programs and word processors write.  Raises :class:`NotTextError`.
    """
    if len(data) > most:
        size, limit = len(data) / 1e6, most / 1e6
        raise NotTextError(f"is {size:.1f} MB long; at most {limit:g} MB are read: shorten it")
    if data.lstrip().startswith(b"{\\rtf"):
        raise NotTextError("is a word processor's file (RTF); save the article as plain text")
    text, encoding = _decode(data)
    if _CONTROL.search(text):
        raise NotTextError("is not a text file; save the article as plain text in UTF-8")
    text = _LINE_ENDS.sub("\n", text)
    if not text.strip():
        raise NotTextError("is empty; paste the article into it or delete it")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding).lstrip("\ufeff"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise NotTextError("is not a text file; save the article as plain text") from error
    if sum(byte >= 0x80 for byte in data) > len(data) / 4:  # a Western text has far fewer
        raise NotTextError("is in no known encoding; save it as UTF-8")
    return _strictly(data, "cp1252"), "Windows-1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError("is in no known encoding; save it as UTF-8") from error
