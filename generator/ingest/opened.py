"""Take the bytes of a seed file apart: what it says of itself, and its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from generator.ingest.decode import decoded
from generator.ingest.html import SUFFIXES as WEB_PAGES
from generator.ingest.html import html_document, markup_text
from generator.ingest.metadata import KEYS
from generator.text.frontmatter import Document, FrontMatterError, split

# A document, and the encoding of its file where that is not UTF-8.
Opened: TypeAlias = tuple[Document, str | None]
_FENCED = re.compile(r"\s*(?=---[ \t]*\n)")
_FRONT = re.compile(rf"\s*---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?:{'|'.join(KEYS)})[ \t]*:")
_KEY = rf"(?:{'|'.join(KEYS)}):(?:[ \t].*)?\n"
_NO_FENCE = re.compile(
    rf"\s*?^(?P<line>\+\+\+[ \t]*$|{_KEY}(?:{_KEY}|[ \t]+.*\n|- .*\n)*?{_KEY})", re.MULTILINE
)
_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|[uo]l|li|br|t[rd]|article|section|blockquote|span|a|strong|em|b|i)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_ENDS = re.compile(r"</(?:p|div|h[1-6]|li|tr|article|section)>|<br\b", re.IGNORECASE)
_FEWEST_TAGS = 4


def opened(data: bytes, suffix: str) -> Opened:
    """Return the document in a file's bytes; ``suffix`` is its ending, such as ``.md``.

    Raises :class:`generator.ingest.decode.NotTextError` and :class:`FrontMatterError`.
    """
    return _READERS.get(suffix.lower(), _text)(data)


def looks_like_markup(text: str) -> bool:
    """Return whether a text is HTML, a whole page or a piece of one."""
    return is_page(text) or (
        len(_TAG.findall(text)) >= _FEWEST_TAGS and len(_BLOCK_ENDS.findall(text)) > 1
    )


def is_page(text: str) -> bool:
    """Return whether a text begins, below its comments, as a whole page of HTML does."""
    at = _after_space(text, 0)
    while text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        if end < 0:
            return False
        at = _after_space(text, end + 3)
    return _ROOT.match(text, at) is not None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def has_front_matter(text: str) -> bool:
    """Return whether a pasted text begins with lines that only front matter has."""
    return _FRONT.match(text) is not None


def _page(data: bytes) -> Opened:
    return html_document(data), None


def _markdown(data: bytes) -> Opened:
    text, encoding = decoded(data)
    return _split(text), encoding


def _text(data: bytes) -> Opened:
    text, encoding = decoded(data)
    if is_page(text):
        return html_document(data), None
    if looks_like_markup(text):
        return Document({}, {}, markup_text(text), 1), encoding
    return (_split(text) if has_front_matter(text) else Document({}, {}, text, 1)), encoding


def _split(text: str) -> Document:
    """Split a text that may begin with empty lines, which a person does not see.

    Raises :class:`FrontMatterError` where front matter stands there, but not between ``---``.
    """
    if wrong := _NO_FENCE.match(text):
        raise FrontMatterError(_wrong_fence(wrong), text.count("\n", 0, wrong.start("line")) + 1)
    start = _FENCED.match(text)
    above = text.count("\n", 0, start.end()) if start else 0
    try:
        document = split(text[start.end() :] if start else text)
    except FrontMatterError as error:
        raise FrontMatterError(str(error), error.line + above) from error
    lines = {key: line + above for key, line in document.lines.items()}
    return replace(document, lines=lines, body_line=document.body_line + above)


def _wrong_fence(found: re.Match[str]) -> str:
    if found["line"].startswith("+++"):
        return "front matter of TOML is not read; write 'key: value' lines between two lines '---'"
    return "the front matter has no opening line '---'; add it above the first key"


_READERS: dict[str, Callable[[bytes], Opened]] = {
    ".md": _markdown,
    ".txt": _text,
    **dict.fromkeys(WEB_PAGES, _page),
}
