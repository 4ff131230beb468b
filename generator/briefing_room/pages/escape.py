"""Make untrusted text harmless in Markdown: the one place where escaping happens.

What is written shows the same characters in Python-Markdown, with the extensions this project
uses, and on code hosts.  A backslash serves where both know it, a character reference elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from briefing_room.text import addresses

_SPECIAL = re.compile(r"[\\`*_{}\[\]|#~^<]|=(?==)|(?<==)=|&(?=#?\w+;)")
_REFERENCES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", "^": "&#94;", "=": "&#61;"}
# What means something at the start of a line only: lists, quotes, rules, tabs, admonitions.
_LINE_START = re.compile(r"(?:(\d+)([.)])(?=\s|$))|([-+>])|([=!?:%/$^@;,])")
_BREAKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_URL_SAFE = "-._~:/?#@!$&'*+,;=%"


def clean(text: str) -> str:
    """Return ``text`` on one line, without control characters and marks that hide or turn text.

    Python-Markdown uses two control characters for its own placeholders, so none may pass.
    """
    if text.isprintable() and "  " not in text:  # nearly every text: nothing to take out
        return text
    text = _BREAKS.sub(" ", text)
    return "".join(c for c in text if unicodedata.category(c) not in _DROPPED)


_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


def inline(text: str) -> str:
    """Return ``text`` for use inside a line: in a link's text, a footnote."""
    return _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\\" + match[0]), clean(text))


def line_start(escaped: str) -> str:
    """Return text that went through :func:`inline`, safe at the start of a line as well."""
    match = _LINE_START.match(escaped)
    if match is None:
        return escaped
    rest = escaped[match.end() :]
    if match[1]:
        return f"{match[1]}\\{match[2]}{rest}"
    return f"\\{match[3]}{rest}" if match[3] else f"&#{ord(match[4])};{rest}"


def emphasis(text: str) -> str:
    """Return ``text`` in italics; text without a character to show gives nothing."""
    words = inline(text).strip()
    return f"*{words}*" if words else ""


def link(text: str, address: str | None) -> str:
    """Return a link to a web address; one that is not http(s) gives the bare text."""
    words = inline(text).strip()
    target = web_address(address)
    return f"[{words}]({target})" if words and target else words


def web_address(address: str | None) -> str | None:
    """Return an http(s) address fit for a link, ``None`` for anything else."""
    found = addresses.web_address(clean(address or ""))
    return re.sub(r"&(#?\w+);", r"&\1%3B", quote(found, safe=_URL_SAFE)) if found else None
