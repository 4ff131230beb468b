"""Reduce a text to its words for comparison, and find what it quotes."""

from __future__ import annotations

import re

_WORD_OR_NUMBER = re.compile(r"[$€£¥]?\w+(?:[.,:/'’-]\w+)*%?")
_QUOTED = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)['‘](?=\w)([^'’]*(?:['’](?=\w)[^'’]*)*)['’](?!\w)"
)


def tokens(text: str) -> tuple[str, ...]:
    """List the words and numbers of a text in lower case, without possessive endings."""
    words = _WORD_OR_NUMBER.findall(text.lower())
    return tuple(token.replace("’", "'").removesuffix("'s") for token in words)


def spaced(text: str) -> str:
    """Join the words and numbers with a space around each, for searches of whole words in order."""
    return f" {' '.join(tokens(text))} "


def quotations(text: str) -> tuple[str, ...]:
    """Find the texts between quotation marks."""
    quoted = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(quoted.strip() for quoted in quoted if quoted.strip())
