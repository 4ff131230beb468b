"""Torn noun phrases: how much of what went before, or what it is, where nothing happens.

The doubtful reading counts: whatever may be a verb leaves the piece whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.ingest.torn import Torn
from generator.text import lexicon as w
from generator.text.grammar import Verbs, count, tokens

_AMOUNT = re.compile(
    r"""(?:(?:About|Around|Roughly|Nearly|Almost|Approximately|Some|Over|Just|Only|More\ than|Or
    |Less\ than|Fewer\ than|Up\ to|At\ least|At\ most|Close\ to|Equivalent\ to|Equal\ to|An?
    |under|about)\ )*
    (?:[$€£¥]?\d|(?:half|twice|double|triple|one|two|three|four|five|six|seven|eight|nine|ten
    |hundreds|thousands|millions|dozens|third|quarter|fifth|tenth|fraction|handful|most)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_NOUN_WITH_CLAUSE = re.compile(r"An? (?:[\w-]+ ){1,4}?(?:that|which|who|whose) ")
_CLAUSE = re.compile(
    r"""\b(?:what|which|who|whom|whose|where
    |that(?=\ (?:no|the|an?|its?|they|was|were|is|are|has|had|[a-z]+s|[A-Z])\b))\b""",
    re.VERBOSE,
)
PART_ACTS = re.compile(r"% (?!is\b|its\b|across\b|less\b)[a-z]+s\b")  # About 10% seeps into
ARTICLES = frozenset(
    ["a", "an", "the", "its", "their", "his", "her", "our", "your", "my", "every", "no"]
)
_PARTS = frozenset({"half", "third", "quarter", "most", "some", "many"})
_ONE_VERB = frozenset({"to", "not", "been", "be"})  # was meant to shorten
_TIMES = w.listed("spans_of_time")
_NO_VERBS = (
    w.PREPOSITIONS
    | w.CONJUNCTIONS
    | w.DETERMINERS
    | w.SUBORDINATORS
    | {"ago", "apart", "worth", "alone", "high", "long", "old", "each", "away", "everywhere"}
    | {"earlier", "later", "higher", "lower", "larger", "bigger", "smaller", "fewer", "greater"}
)
_ADJECTIVE = re.compile(r".*(?:est|al|ic|ous|ive|ful|less|ish|ed|ing|ern|ese|y|er)$|new|big|rare")


def amount(piece: str, _: str, __: Verbs) -> Torn | None:
    """Find "A third of what China buys" and "About 4,800 tonnes last year, to a plant"."""
    return Torn.BEFORE if _AMOUNT.match(piece) and _only_a_noun(piece) else None


def noun_with_clause(piece: str, _: str, __: Verbs) -> Torn | None:
    """Find "A status that was meant to shorten the permit": the only verb is the clause's."""
    return Torn.BEFORE if _NOUN_WITH_CLAUSE.match(piece) and _only_a_noun(piece) else None


def may_be_unknown_verb(found: list[str], index: int) -> bool:
    """Return whether a word that no list has may be a verb: "magnets outlast", "the kiln hums"."""
    word, before = found[index], found[index - 1]
    if not word.isalpha() or not word.islower():
        return False
    if word in _NO_VERBS or w.is_adverb(word):
        return False
    if before.endswith("s") and not before.endswith(("ss", "us", "is")):
        return before.islower() or index == 1
    early = index <= 3 and not any(token.lower() in w.PREPOSITIONS for token in found[:index])
    singular = before.isalpha() and before.islower() and not _ADJECTIVE.fullmatch(before)
    return word.endswith("s") and not word.endswith("ss") and early and singular and index > 1


def _only_a_noun(piece: str) -> bool:
    """Return whether no word can be a verb, but for one verb in a clause at the end."""
    if PART_ACTS.search(piece):
        return False
    clause = _CLAUSE.search(piece)
    found = tokens(piece[: clause.start()] if clause else piece)
    if any(_may_act(found, index) for index in range(1, len(found))):
        return False
    if not clause:
        return True
    inside = tokens(piece[clause.start() :])
    acting = [at for at in range(1, len(inside)) if _may_act(inside, at)]
    return count(piece[clause.start() :]).certain <= 1 and _is_one_verb(inside, acting)


def _is_one_verb(found: list[str], acting: list[int]) -> bool:
    """Return whether the words that may be verbs are one verb: "was meant to shorten"."""
    for first, second in pairwise(acting):
        between = found[first + 1 : second]
        if not all(word in _ONE_VERB or w.is_adverb(word) for word in between):
            return False
        if found[first] not in w.AUXILIARIES and "to" not in between:
            return False
    return True


def _may_act(found: list[str], index: int) -> bool:
    """Return whether a word may be a finite verb, in the most doubtful reading."""
    word, before = found[index].lower(), found[index - 1].lower()
    after = found[index + 1] if index + 1 < len(found) else ""
    if before in ARTICLES | w.PREPOSITIONS or before.endswith("'s") or not found[index].islower():
        return False
    if word == "double" and before == "than":
        return False
    if word in {"last", "next"} and after in _TIMES:
        return False
    if word in w.NOUN_TOO and before not in _PARTS and found[index - 2].lower() in w.PREPOSITIONS:
        return before.endswith("s")  # "a tenth of world demand"
    if after in ARTICLES and word not in _NO_VERBS | _PARTS | {"times", "double", "twice", "is"}:
        return True  # "Around 60 tonnes a month cross the border"
    known = w.BASES | w.THIRDS | w.PARTICIPLES | w.PASTS | w.AUXILIARIES
    return word in known or word.endswith("ed") or may_be_unknown_verb(found, index)
