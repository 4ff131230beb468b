"""The words of a text in their order, to be compared by, and what it quotes."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[$€£¥]?\w+(?:[.,:/'’-]\w+)*%?")
_QUOTED = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)['‘](?=\w)([^'’]*(?:['’](?=\w)[^'’]*)*)['’](?!\w)"
)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case, without the possessive's ending."""
    found = _TOKEN.findall(text.lower())
    return tuple(token.replace("’", "'").removesuffix("'s") for token in found)


def spaced(text: str) -> str:
    """Return the words and numbers with a blank around each: what stands in it stands in order."""
    return f" {' '.join(tokens(text))} "


def quotations(text: str) -> tuple[str, ...]:
    """Return what stands between quotation marks."""
    found = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(quoted.strip() for quoted in found if quoted.strip())
