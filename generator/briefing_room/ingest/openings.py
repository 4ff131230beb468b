"""Find out whether a sentence opens with a reference to an earlier one; strip connectives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing_room.text import lexicon as w
from briefing_room.text.grammar import words_and_marks
from briefing_room.text.lexicon import alternatives, table


def _any_of_lists(*names: str) -> str:
    words = (word for name in names for word in str(table("openings")[name]).split(", "))
    return f"(?:{alternatives(words)})"


_PRONOUNS = "(?:it|they|he|she|this|these|both|its|their|his|her)"
_CONNECTORS = _any_of_lists("ties", "ties_alone", "connectors")
_OPENING_CONNECTORS = re.compile(rf"(?:{_CONNECTORS}\b,?\s+){{1,3}}")
# "This week" refers to the date of the text, not to an earlier sentence.
_NOT_A_PERIOD = (
    r"(?! (?:week|month|quarter|year|morning|spring|summer|autumn|fall|winter|decade|century)\b)"
)
_POINTS_BACK = re.compile(
    rf"{_any_of_lists('back')}\b{_NOT_A_PERIOD}"
    rf"|{_any_of_lists('amounts')} of (?:them|these|those|its?|their)\b"
    rf"|{_any_of_lists('leads')}\s+(?:it|them|this|these|those|both|such"
    rf"|that(?! (?:it|they|he|she|the|an?)\b))\b{_NOT_A_PERIOD}"
    r"|That\b(?! (?:the|an?|it|they|he|she|there|no)\b)"
)
_CONNECTING_WORD = re.compile(
    rf"(?:{_any_of_lists('ties')}, |{_any_of_lists('ties_alone')}(?: |—)"
    r"|So (?!far\b|much\b|many\b|long\b|too\b|that\b)"
    r"|(?:The|This|That) (?:news|move|announcement|decision|statement|report|warning)"
    r" (?:comes|came) as (?=(?:the|its|their) |[A-Z]))"
)
_AMOUNT = re.compile(rf"{_any_of_lists('amounts')} ")
_EXPLETIVE = re.compile(
    r"[Ii]t(?:'s| (?:still |also |now )?(?:is|was|remains?|remained|appears?|appeared|seems?|seemed"
    r"|has (?:been|become)|would be|may be)) (?:also |still |not |now |as yet |yet |to be ){0,3}"
    rf"{_any_of_lists('judgements')}\b"
)
_ALSO_NAMES = re.compile(  # "Neither Acme nor …" names them itself
    r"(?:Both|Neither|Either) (?:[A-Z]|[^.,]{1,80} n?or |[^.,]{1,80} and (?:its|their|the)\b)"
)
_OPENING_PHRASE = re.compile(rf"{_any_of_lists('leads')}\b[^,;]{{0,80}}?,\s+(?={_PRONOUNS}\b)")
_OPENS_WITH_PREPOSITION = re.compile(r"According|In|On|At|As of")
_QUOTED = re.compile(r"""'[A-Z][^"]*[.?!]'$|"[^"]*(?:"$|[,?!.]"\s*(?P<clause>[^"]+))""")
_SAID_BY_PRONOUN = re.compile(
    r"(?:he|she|they|it|the \w+) \w+|(?:said|says|added|asked|told) (?:he|she|they|it|the \w+)[ ,.]"
)
_ARTICLE = re.compile(r"[Tt]he\s+")
_PREPOSITIONS = w.PREPOSITIONS | {"that", "which", "who", "whose"}
_VERB_WORDS = w.AUXILIARIES | w.FINITE_PASTS | w.ADVERBS
_PHRASE_ENDS = (
    _VERB_WORDS | _PREPOSITIONS | w.CONJUNCTIONS | (w.THIRD_PERSONS - w.NOUN_THIRD_PERSONS) | {","}
)  # fmt: skip


def points_back(sentence: str) -> bool:
    """Whether a sentence, in plain typography, opens with a reference to an earlier sentence.

    "It", "this move" and "the ministry" are such references; "it is unclear whether", "in its
    report, USGS said" and "the price of copper" are not.
    """
    connector = _OPENING_CONNECTORS.match(sentence)
    statement = _capitalise(sentence[connector.end() :] if connector else sentence)
    quotation = _QUOTED.match(statement)
    if quotation:  # the speaker is named elsewhere, or is a pronoun
        clause = quotation["clause"]
        return clause is None or _SAID_BY_PRONOUN.match(clause) is not None
    return _opens_with_reference(_capitalise(statement.lstrip("\"'(")))


def strip_connective(text: str) -> str:
    """Strip a word that connects a sentence to the previous one: "However, it" becomes "It"."""
    tie = _CONNECTING_WORD.match(text)
    return _capitalise(text[tie.end() :] if tie else text)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opens_with_reference(text: str) -> bool:
    """Whether a sentence opens like "It rose", "Some rose" or "In response to the ban, it rose"."""
    if _EXPLETIVE.match(text) or _ALSO_NAMES.match(text):
        return False
    if _POINTS_BACK.match(text) or unexplained_phrase(text):
        return True
    amount = _AMOUNT.match(text)
    following = (words_and_marks(text[amount.end() :]) or [""])[0].lower() if amount else ""
    if following in _VERB_WORDS or w.is_adverb(following):
        return True
    lead = _OPENING_PHRASE.match(text)  # the only subject is a pronoun
    if not lead or _EXPLETIVE.match(text[lead.end() :]):
        return False
    names = any(word[0].isupper() for word in words_and_marks(lead[0])[1:])
    return not names or _OPENS_WITH_PREPOSITION.match(lead[0]) is not None


def unexplained_phrase(text: str) -> tuple[str, ...]:
    """The words after "the" at the start of a sentence, if only an earlier sentence explains them.

    These are "security" and "ministry" for "The security ministry said".  The result is empty if
    the text opens otherwise, if a name or complement explains the noun ("the ministry of trade"),
    or if everybody knows it ("the government").
    """
    match = _ARTICLE.match(text)
    tokens = words_and_marks(text[match.end() :]) if match else []
    for index, word in enumerate(tokens):
        if index and (_ends_phrase(word) or _is_verb_at(tokens, index)):
            noun = tokens[index - 1].lower().removesuffix("'s").removesuffix("s'")
            is_named = (
                word == "," and tokens[index + 1 : index + 2] and tokens[index + 1][0].isupper()
            )
            is_known = (
                word.lower() in _PREPOSITIONS or is_named or noun in w.word_list("known_to_all")
            )
            return () if is_known else (*tokens[: index - 1], noun)
        is_office = not index and word.lower() in w.word_list("offices")
        if (
            index > 4
            or "." in word[1:-1]
            or word[0].isdigit()
            or (word[0].isupper() and not is_office)
        ):
            return ()  # it names itself
    return ()


def _is_verb_at(tokens: Sequence[str], index: int) -> bool:
    """Whether a word is a verb: "holds" in "the deal holds", not "controls" as a noun."""
    following = tokens[index + 1].lower() if index + 1 < len(tokens) else ""
    has_object = not following or following in w.DETERMINERS or following[0].isdigit()
    word = tokens[index].lower()
    if word in w.BASE_FORMS and tokens[index - 1].endswith("s"):
        return word not in w.NOUN_VERBS or has_object
    return word in w.NOUN_THIRD_PERSONS and has_object


def _ends_phrase(word: str) -> bool:
    lower = word.lower()
    return (
        lower in _PHRASE_ENDS
        or (word[0].islower() and (lower in w.PARTICIPLES or lower.endswith("ed")))
        or w.is_adverb(lower)
    )
