"""Which piece of a sentence a figure cites."""

from __future__ import annotations

import re

from generator.model import Passage, Sentence


def passage_of(sentence: Sentence, given: str) -> Passage:
    """Return the piece of a sentence that holds the figure; the first one if it is torn."""
    for passage in sentence.passages:
        if given in passage.text:
            return passage
    number = re.search(r"\d[\d.,]*|\w+$", given)
    for passage in sentence.passages:
        if number and number.group() in passage.text:
            return passage
    return sentence.passages[0]
