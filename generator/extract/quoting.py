"""Hide quotations from grammar."""

from __future__ import annotations

import re

# Straight or typographic double quotes; single ones only where they cannot be apostrophes.
_QUOTED = re.compile(
    r"[\"“][^\"“”]*(?:[\"”]|$)"
    r"|(?:(?<=[\s(])|^)['‘](?=\w)(?:[^'‘’]|['’](?=\w))*[.,!?]['’](?=\s|$)"
)


def masked(text: str) -> str:
    """Return ``text`` with every quotation blotted out letter by letter, so offsets stay.

    The quotation marks stay and the inside becomes "x", so that no verb, comma or name in it is
    taken for the sentence's own.
    """
    if text.isascii() and '"' not in text and "'" not in text:
        return text
    return _QUOTED.sub(lambda match: _blot(match[0]), text)


def _blot(quoted: str) -> str:
    if len(quoted) < 3:
        return quoted
    last = quoted[-1] if quoted[-1] in "\"”'’" else "x"
    stop = quoted[-2] if last != "x" and quoted[-2] in ",.?!" else "x"
    return quoted[0] + "x" * (len(quoted) - 3) + stop + last
