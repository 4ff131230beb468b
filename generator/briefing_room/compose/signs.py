"""Judge a sentence by its own words: whether it is incomplete, junk, too short, or a caveat.

The words are listed in ``choice.yml``.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import pairwise

from briefing_room.extract.units import DURATIONS
from briefing_room.model import OPINION, Cue, SentenceFacts
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import count_verbs, words_and_marks
from briefing_room.text.lexicon import count_words, phrase_pattern, table

MAX_STUB_WORDS = 7  # such a short sentence without a number seldom says enough
_MAX_VERBLESS_TOKENS = 8  # a longer sentence may have a verb that is not plainly one
_CAVEAT_SCORES = {"condition": 1.0, "reply": 1.0, "doubt": 0.5}
_NOT_KNOWN_SCORE = 2.0
_CONTRAST_SCORE = 0.5  # for a sentence that opens with "But"
_NEWS_SCORE = 0.2  # for each of up to three figures, and for each other sign of news

_WORD_PATTERNS = {name: phrase_pattern(rows) for name, rows in table("choice").items()}
_OPENS_CONTRAST = re.compile(rf"\W*{_WORD_PATTERNS['contrast'].pattern}|[^,]*, however,")


@functools.lru_cache(maxsize=8192)
def count_signs(text: str) -> Counter[str]:
    """Count the words of each list in ``choice.yml``."""
    lower = text.lower()
    return Counter({name: len(pattern.findall(lower)) for name, pattern in _WORD_PATTERNS.items()})


def opens_contrast(text: str) -> bool:
    """Whether a sentence contradicts the previous one: "But", "Critics", "…, however, …"."""
    return _OPENS_CONTRAST.match(text.lower()) is not None


def news_score(sentence: SentenceFacts) -> float:
    """Score how much a sentence reads like news: by figures, a date, a decision, a "But"."""
    figures = sum(quantity.unit not in DURATIONS for quantity in sentence.quantities)
    decides, turns = count_signs(sentence.text)["decision"] > 0, opens_contrast(sentence.text)
    return _NEWS_SCORE * (min(figures, 3) + bool(sentence.dates) + decides + turns)


def caveat_score(sentence: SentenceFacts) -> float:
    """Score how clearly a sentence limits, doubts or answers something, from 0 (not at all)."""
    text = sentence.text
    counts = count_signs(text)
    score = sum(points for name, points in _CAVEAT_SCORES.items() if counts[name])
    score += _CONTRAST_SCORE * opens_contrast(text)
    return score + _NOT_KNOWN_SCORE * (Cue.NOT_KNOWN in sentence.cues)


# --- Junk and empty words -------------------------------------------------------------------------

_SCENE_OPENING = re.compile(
    r"(?:When(?! asked| contacted| reached)|Every|Like|Few|In the (?:early|late))\b"
)
_APPEAL_OPENING = re.compile(r"(?:Imagine|Picture|In today's|Here(?:'s| is| are)(?!.*: ))\b")
# "You", "don't miss", a link, a trailing aside: addressed to readers of the outlet.
_ADDRESSES_READER = re.compile(
    r"\b[Yy]ou(?:r|'ve|'re|'ll|'d)?\b|^(?:Don't|Do not) |https?:|\bwww\.|#[A-Za-z]|, (?:\.\.\.|…)"
)
_FIRST_PERSON = re.compile(
    r"(?:^|[,;:] |(?<![\w'])[a-z]+ )I\b(?!-)|\b(?:[Ww]e|[Oo]urs?|[Mm]y|me|us)\b"
)  # but not "Blue Lagoon I"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^'\n]*?[,.?!]'(?!\w)")


def opens_scene(text: str) -> bool:
    """Whether a sentence opens like the description of a scene: "When she was a child"."""
    return _SCENE_OPENING.match(text) is not None


def is_junk(sentence: SentenceFacts) -> bool:
    """Whether a sentence is not news: a notice, the description of a scene, a question, an appeal.

    A sentence with "we" or "I" outside quotation marks is junk, since readers cannot know who
    speaks.  An opinion may have it, because the page names its author.  A sentence that opens like
    a scene is news if it has a figure, date or name: "When China cut quotas, prices rose".
    """
    text = sentence.text
    unquoted = _QUOTED.sub("", text)
    is_opinion = sentence.speaker is not None and sentence.speaker.label == OPINION
    has_fact = sentence.quantities or sentence.dates or sentence.mentions
    scene = opens_scene(text) and not has_fact
    appeal = _APPEAL_OPENING.match(text) or text.endswith("?")
    addresses = _ADDRESSES_READER.search(unquoted) or (
        not is_opinion and _FIRST_PERSON.search(unquoted)
    )
    return bool(scene or appeal or addresses or count_signs(text)["trivia"])


def says_nothing(sentence: SentenceFacts) -> bool:
    """Whether a sentence is junk, or very short and without a figure, cue or reply."""
    text = sentence.text
    if is_junk(sentence) or sentence.quantities:
        return is_junk(sentence)
    is_short = count_words(text) <= MAX_STUB_WORDS
    return is_short and not (sentence.cues or count_signs(text)["reply"])


def demands(text: str) -> bool:
    """Whether a sentence says what ought to be done: "should", "must"."""
    return bool(count_signs(text)["demand"])


def states_thesis(text: str) -> bool:
    """Whether a sentence says what ought to be done, or judges something."""
    return bool(count_signs(text)["thesis"])


def is_share_price(text: str) -> bool:
    """Whether a sentence reports how shares were traded."""
    counts = count_signs(text)
    return bool(counts["shares"] and counts["traded"])


# --- Incomplete sentences -------------------------------------------------------------------------

_ENDS_SENTENCE = re.compile(r"[.!?…][\"')\]”’]*$")
_OPENING_SINGLE = re.compile(r"(?:^|[:,] )'(?=[A-Z])")
_ANY_OPENING_SINGLE = re.compile(r"(?<!\w)'(?=\w)")
_CLOSING_SINGLE = re.compile(r"'(?!\w)")
_POINTS_TO_PICTURE = re.compile(
    r"\b(?:chart|map|table|figure|image|photo|video|graph|list) (?:below|above)\b"
)
# "New investment in Russia, which will ensure that …": an item of a list that begins elsewhere.
_LIST_ITEM_WITH_CLAUSE = re.compile(r"([^,;:\"]{5,120}), (?:which|who|whose|where)\b[^,]*$")
_BEFORE_NOUNS = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"to", ",", ";", "(", ":"}


def opens_single_quotation(text: str) -> bool:
    """Whether a quotation in single marks opens and does not close: He said: 'It is late."""
    opening = _OPENING_SINGLE.search(text)
    return opening is not None and not _CLOSING_SINGLE.search(text, opening.end())


def closes_single_quotation(text: str) -> bool:
    """Whether a quotation in single marks closes that opened in an earlier sentence."""
    return text.endswith((".'", "!'", "?'")) and not _ANY_OPENING_SINGLE.search(text)


@functools.lru_cache(maxsize=8192)
def is_incomplete(text: str) -> bool:
    """Whether a sentence has no end mark, no verb, an open quotation, or points to a picture."""
    if text.count('"') % 2 or opens_single_quotation(text) or not _ENDS_SENTENCE.search(text):
        return True
    list_item = _LIST_ITEM_WITH_CLAUSE.match(text)
    verbs = count_verbs(list_item[1] if list_item else text)
    if not verbs.certain and not verbs.possible and (list_item or not _may_have_verb(text)):
        return True
    return _POINTS_TO_PICTURE.search(text) is not None


def _may_have_verb(text: str) -> bool:
    """Whether a long text may have a plural verb: "Acme and its rivals remain at odds"."""
    tokens = [word.lower() for word in words_and_marks(text)]
    verbs = (b in w.BASE_FORMS and a not in _BEFORE_NOUNS for a, b in pairwise(tokens[1:]))
    return len(tokens) > _MAX_VERBLESS_TOKENS and any(verbs)
