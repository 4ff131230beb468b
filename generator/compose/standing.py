"""Tell whether a sentence can be read alone, beyond what its first words show.

Reading a seed marks sentences that open with a pronoun or a bare "the ministry".  A bullet asks
for more: no pronoun early on that only the sentence before explains ("called it optimistic"), no
"such licences", and a verb of its own.  When in doubt a sentence is taken to lean: it is then
shown with the one before it, or not at all.
"""

from __future__ import annotations

import re

from generator.compose.words import content_words
from generator.ingest.grammar import count
from generator.model import Sentence

# "Geologist Lena Abdrakhman called it optimistic", not "The company said it would appeal".
_OBJECT = re.compile(
    r"^(?:[\w'.’-]+ ){1,8}?(?:it|them|him|both(?= (?:for|in|of|from|until)\b)|that(?=[.;,]))"
    r"(?! (?:is|was|were|are|would|will|had|has|have|could|can|may|might|did|does|said|says|also"
    r"|no|\w+ed|\w+s|of|in|the)\b)(?:[.,;]| )"
)
_OF_ANOTHER = re.compile(
    r"^(?:(?!and\b)[\w'.’-]+ ){0,3}(?:(?!and\b)[\w'.’-]*[^s\s] )(?:said|says|reported|noted)"
    r" (?:that )?(?:they|these|those)\b"
    r"|\b(?:accounts|reports|outlets|sources|others|versions) (?:say|said|put|give|gave|date|dated)"
    r" (?:that )?(?:it|they|this|them)\b"
)
_LED_IN = re.compile(
    r"(?:After|In|On|At|By|Under|During|With|For|From|Since)\b([^,]{0,60}?)"
    r"\b(?:it|they|he|she|the \w+ (?:was|were|had been))\b"
)
_POINTS_BACK = re.compile(
    r"\bwhether (?:that|this|it)\b|\b(?:mention|include|name|give|cover|apply to) such\b"
    r"|\bsuch (?:a )?(?:step|move|measure|licence|claim|criticism|rule|plan|figure|deal)s?\b"
    r"|^(?:\S+ ){0,4}(?:the same|that|those) (?:day|week|report|outlet|ruling|country|number)s?\b"
    r"|^(?:\S+ ){0,5}(?:has|have|had)? ?\w+ that convention\b|\b(?:as well|too)\."
)
_TORN_OPENING = re.compile(
    r"(?:(?:A|An|The) )?[\w-]+ (?:that|which|who) |(?:Down|Up|Compared|Twice|Half|Double) "
    r"|(?:About|Around|Roughly|Nearly|Almost|Over) "
)
_COUNTED = re.compile(
    r"\b[Tt]he (\d[\d,]*|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (?:\w+ )?(?:firms|companies|entities|people|suspects|defendants|groups|projects|mines|plants"
    r"|items|products|listings|letters|sites|cases|buyers|producers|suppliers|metals|elements)\b"
)
_HAPPENED = re.compile(
    r"\bthe (case|step|incident|episode|remark|visit)\b"
    r"(?! (?:of|for|against|in which|that|by|to)\b)"
)
_FRACTION = re.compile(r"(?:Down|Up) from |(?:Twice|Half|Double) (?:as|what|the) ")
_CREDIT = re.compile(r"(?:Sources?|Credit|Photo|Image|Note|Tags?|Topics?|Contact):")
_SURNAME = re.compile(r"(?:Mr|Mrs|Ms|Dr)?\.? ?([A-Z][\w'’-]*[a-z])(?:'s)? (?=[a-z])")


def stands_alone(sentence: Sentence) -> bool:
    """Return whether a bullet can consist of ``sentence`` only."""
    if sentence.opens is not None or is_torn(sentence.text):
        return False
    return not points_back(sentence.text)


def points_back(text: str) -> bool:
    """Return whether words inside ``text`` need the sentence before it."""
    led_in = _LED_IN.match(text)
    if led_in and not _has_verb(led_in[1]):
        return True
    return any(pattern.search(text) for pattern in (_OBJECT, _OF_ANOTHER, _POINTS_BACK))


def _has_verb(text: str) -> bool:
    verbs = count(text)
    return verbs.certain + verbs.possible > 0


def is_torn(text: str) -> bool:
    """Return whether ``text`` is no sentence: it opens like a torn piece, or has no stop."""
    if not re.search(r"[.!?…][\"')\]]*$", text):
        return True
    if _CREDIT.match(text):
        return True
    if _FRACTION.match(text):
        return True
    return bool(_TORN_OPENING.match(text)) and count(text).surely_none


def surname_only(text: str, before: str) -> bool:
    """Return whether ``text`` begins with a surname whose full name only ``before`` gives."""
    match = _SURNAME.match(text)
    if match is None:
        return False
    return bool(re.search(rf"\b[A-Z][\w.'’-]+ {re.escape(match[1])}\b", before))


def names_untold(text: str, main: str, before: str) -> bool:
    """Return whether ``text`` says "the 46 firms" or "the case" of what only ``before`` tells.

    ``main`` is what every reader of the page has seen: the title and the news.
    """
    seen = frozenset(content_words(main))
    for match in _COUNTED.finditer(text):
        number = match[1].lower()
        if _tells(before, number) and not _tells(f"{main} {text[: match.start()]}", number):
            return True
    return any(
        match[1] not in seen | frozenset(content_words(text[: match.start()]))
        for match in _HAPPENED.finditer(text)
    )


def _tells(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(word)}(?![\w%]|[.,]\d)", text, re.IGNORECASE))
