"""Tell whether a sentence can be read alone, beyond what its first words show.

Reading a seed marks sentences that open with a pronoun or a bare "the ministry".  A bullet asks
for more: no pronoun early on that only the sentence before explains ("called it optimistic"), no
"such licences", and a verb of its own.  When in doubt a sentence is taken to lean: it is then
shown with the one before it, or not at all.
"""

from __future__ import annotations

import re

from generator.ingest.grammar import count
from generator.model import Sentence

# "Geologist Lena Abdrakhman called it optimistic", not "The company said it would appeal".
_OBJECT = re.compile(
    r"^(?:[\w'.’-]+ ){1,6}?(?:it|them|him|both|this|these|those|that(?=[.;,]))"
    r"(?! (?:is|was|were|are|would|will|had|has|have|could|can|may|might|did|does|said|says|also"
    r"|no|\w+ed|\w+s|of|in|the)\b)(?:[.,;]| )"
)
_PLURAL_FOR_ONE = re.compile(
    r"\b(?<!s )(?:said|says|reported|noted) (?:that )?(?:they|these|those)\b"
)
_LED_IN = re.compile(
    r"^(?:After|In|On|At|By|Under|During|With|For|From|Since)\b[^,]{0,60}?"
    r"\b(?:it|they|he|she|the \w+ (?:was|were|had been))\b"
)
_POINTS_BACK = re.compile(
    r"\bwhether (?:that|this|it)\b|\b(?:mention|include|name|give|cover|apply to) such\b"
    r"|\bsuch (?:a )?(?:step|move|measure|licence|claim|criticism|rule|plan|figure|deal)s?\b"
    r"|\b(?:the same|that) (?:day|report|outlet|article|ruling|convention|country|number)\b"
    r"|\b(?:as well|too|also)(?:[.:,]| said| reported)"
)
_WITHOUT_VERB = re.compile(r"^(?:(?:A|An|The) )?[\w-]+ (?:that|which|who)\b")


def stands_alone(sentence: Sentence) -> bool:
    """Return whether a bullet can consist of ``sentence`` only."""
    if sentence.opens is not None or is_torn(sentence.text):
        return False
    return not points_back(sentence.text)


def points_back(text: str) -> bool:
    """Return whether words inside ``text`` need the sentence before it."""
    return any(
        pattern.search(text) for pattern in (_OBJECT, _PLURAL_FOR_ONE, _LED_IN, _POINTS_BACK)
    )


def is_torn(text: str) -> bool:
    """Return whether ``text`` is no sentence: no verb for a main clause, or no stop at its end."""
    if not re.search(r"[.!?…][\"')\]]*$", text):
        return True
    verbs = count(text)
    if verbs.certain + verbs.possible == 0:
        return True
    return verbs.surely_none and bool(_WITHOUT_VERB.match(text))
