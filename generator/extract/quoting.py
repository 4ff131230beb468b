"""Quotations: hide them from grammar, and tell which sentences belong to one quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Sentence

# Straight or typographic double quotes; single ones only where they cannot be apostrophes.
_QUOTED = re.compile(
    r"[\"“][^\"“”]*(?:[\"”]|$)"
    r"|(?:(?<=[\s(])|^)['‘](?=\w)(?:[^'‘’]|['’](?=\w))*[.,!?]['’](?=\s|$)"
)
_DOUBLE = re.compile(r"[\"“”]")
_WORD_OUTSIDE = re.compile(r"[A-Za-wyz]{2,}")


def masked(text: str, *, goes_on: bool = False) -> str:
    """Return ``text`` with every quotation blotted out letter by letter, so offsets stay.

    The quotation marks stay and the inside becomes "x", so that no verb, comma or name in it is
    taken for the sentence's own.  ``goes_on``: a sentence before has opened a quotation.
    """
    if text.isascii() and '"' not in text and "'" not in text and not goes_on:
        return text
    if goes_on and text[:1] not in '"“':
        return masked(f'"{text}')[1:]
    return _QUOTED.sub(lambda match: _blot(match[0]), text)


def _blot(quoted: str) -> str:
    if len(quoted) < 3:
        return quoted
    last = quoted[-1] if quoted[-1] in "\"”'’" else "x"
    stop = quoted[-2] if last != "x" and quoted[-2] in ",.?!" else "x"
    return quoted[0] + "x" * (len(quoted) - 3) + stop + last


def is_quotation(text: str) -> bool:
    """Return whether a sentence is nothing but quoted words."""
    inside = masked(text)
    return inside[:1] in "\"“'‘" and not _WORD_OUTSIDE.search(inside)


def open_quotations(sentences: Sequence[Sentence]) -> tuple[int | None, ...]:
    """Return, for each sentence, the number of the quotation of several sentences that it is in.

    A quotation that a paragraph leaves open goes on in the next one only if that one starts with a
    quotation mark, as newspapers print it.
    """
    found: list[int | None] = []
    group, is_open, paragraph = 0, False, 0
    for sentence in sentences:
        marks = len(_DOUBLE.findall(sentence.text))
        if sentence.paragraph != paragraph:
            goes_on = is_open and sentence.text[:1] in '"“'
            marks -= 1 if goes_on else 0
            is_open, paragraph = goes_on, sentence.paragraph
        if is_open and marks > 1:  # a mark is missing somewhere
            is_open, marks = False, 0
        if not is_open and marks % 2:
            group += 1
        found.append(group if is_open or marks % 2 else None)
        is_open ^= bool(marks % 2)
    return tuple(found)
