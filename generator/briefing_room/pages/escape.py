"""Make untrusted text harmless in Markdown: the one place where escaping happens.

Python-Markdown, with the extensions of this project, and code hosts show the same characters.  A
character is escaped by a backslash where both know it, else by a character reference.
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
    """Put ``text`` on one line, without control characters and marks that hide or reverse text.

    Python-Markdown uses two control characters as placeholders, so none may pass.
    """
    if text.isprintable() and "  " not in text:  # nearly every text: nothing to take out
        return text
    spaced = _BREAKS.sub(" ", text)
    visible = "".join(sign for sign in spaced if unicodedata.category(sign) not in _DROPPED)
    return _BREAKS.sub(" ", visible)  # two blanks may meet where a character was dropped


_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


def escape(text: str) -> str:
    """Escape ``text`` for use inside a line, such as in the text of a link or a footnote."""
    return _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\\" + match[0]), clean(text))


def escape_line_start(escaped: str) -> str:
    """Make text that went through :func:`escape` safe at the start of a line as well."""
    match = _LINE_START.match(escaped)
    if match is None:
        return escaped
    remainder = escaped[match.end() :]
    if match[1]:
        return f"{match[1]}\\{match[2]}{remainder}"
    return f"\\{match[3]}{remainder}" if match[3] else f"&#{ord(match[4])};{remainder}"


def emphasis(text: str) -> str:
    """Put ``text`` in italics; empty if it has no visible character."""
    words = escape(text).strip()
    return f"*{words}*" if words else ""


def link(text: str, address: str | None) -> str:
    """Link words to a web address; without an http(s) address they stay plain."""
    words = escape(text).strip()
    target = web_address(address)
    return f"[{words}]({target})" if words and target else words


def web_address(address: str | None) -> str | None:
    """Make an http(s) address fit for a link; ``None`` for anything else."""
    whole = addresses.web_address(clean(address or ""))
    return re.sub(r"&(#?\w+);", r"&\1%3B", quote(whole, safe=_URL_SAFE)) if whole else None
