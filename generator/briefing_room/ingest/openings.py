"""Tell sentences whose first words point back from those that stand alone; untie the tied ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing_room.text import lexicon as w
from briefing_room.text.grammar import words_and_marks
from briefing_room.text.lexicon import any_of, table


def _listed(*names: str) -> str:
    words = (word for name in names for word in str(table("openings")[name]).split(", "))
    return f"(?:{any_of(words)})"


_PRONOUNS = "(?:it|they|he|she|this|these|both|its|their|his|her)"
_CONNECTOR = re.compile(rf"(?:{_listed('ties', 'ties_alone', 'connectors')}\b,?\s+){{1,3}}")
# "This week" points at the day of the text.
_NO_DAY = (
    r"(?! (?:week|month|quarter|year|morning|spring|summer|autumn|fall|winter|decade|century)\b)"
)
_POINTS_BACK = re.compile(
    rf"{_listed('back')}\b{_NO_DAY}|{_listed('amounts')} of (?:them|these|those|its?|their)\b"
    rf"|{_listed('leads')}\s+(?:it|them|this|these|those|both|such"
    rf"|that(?! (?:it|they|he|she|the|an?)\b))\b{_NO_DAY}"
    r"|That\b(?! (?:the|an?|it|they|he|she|there|no)\b)"
)
_TIE = re.compile(
    rf"(?:{_listed('ties')}, |{_listed('ties_alone')}(?: |—)"
    r"|So (?!far\b|much\b|many\b|long\b|too\b|that\b))"
)
_AMOUNT = re.compile(rf"{_listed('amounts')} ")
_EXPLETIVE = re.compile(
    r"[Ii]t(?:'s| (?:still |also |now )?(?:is|was|remains?|remained|appears?|appeared|seems?|seemed"
    r"|has (?:been|become)|would be|may be)) (?:also |still |not |now |as yet |yet |to be ){0,3}"
    rf"{_listed('judgements')}\b"
)
_ALSO_NAMES = re.compile(  # "Neither Acme nor …" names them itself
    r"(?:Both|Neither|Either) (?:[A-Z]|[^.,]{1,80} n?or |[^.,]{1,80} and (?:its|their|the)\b)"
)
_LED_IN = re.compile(rf"{_listed('leads')}\b[^,;]{{0,80}}?,\s+(?={_PRONOUNS}\b)")
_CLAUSE_LED_IN = re.compile(r"According|In|On|At|As of")
_QUOTED = re.compile(r'"[^"]*(?:"$|[,?!.]"\s*(?P<clause>[^"]+))')
_SAID_BY_PRONOUN = re.compile(
    r"(?:he|she|they|it|the \w+) \w+|(?:said|says|added|asked|told) (?:he|she|they|it|the \w+)[ ,.]"
)
_PREPOSITIONS = w.PREPOSITIONS | {"that", "which", "who", "whose"}
_GOES_ON = w.AUXILIARIES | w.PASTS | w.ADVERBS
_PHRASE_ENDS = (
    _GOES_ON | _PREPOSITIONS | w.CONJUNCTIONS | (w.THIRDS - w.NOUN_THIRDS) | {","}
)  # fmt: skip


def points_back(sentence: str) -> bool:
    """Whether ``sentence`` speaks of something that only an earlier sentence names.

    So do "it", "this move" and "the ministry".  Typography is plain.  "It is unclear whether"
    points nowhere, "in its report, USGS said" ahead; "the price of copper" says itself what of.
    """
    tied = _CONNECTOR.match(sentence)
    rest = _capital(sentence[tied.end() :] if tied else sentence)
    quoted = _QUOTED.match(rest)
    if quoted:  # who speaks is said elsewhere, or by a pronoun
        clause = quoted["clause"]
        return clause is None or _SAID_BY_PRONOUN.match(clause) is not None
    return _opens_back(_capital(rest.lstrip("\"'(")))


def untied(text: str) -> str:
    """Strip what ties ``text`` to the sentence before: "However, it" is "It"."""
    tie = _TIE.match(text)
    return _capital(text[tie.end() :] if tie else text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opens_back(text: str) -> bool:
    """Find "It rose", "Some rose" and, behind a lead-in, "In response to the ban, it rose"."""
    if _EXPLETIVE.match(text) or _ALSO_NAMES.match(text):
        return False
    if _POINTS_BACK.match(text) or bare_definite(text):
        return True
    amount = _AMOUNT.match(text)
    following = (words_and_marks(text[amount.end() :]) or [""])[0].lower() if amount else ""
    if following in _GOES_ON or w.is_adverb(following):
        return True
    lead = _LED_IN.match(text)  # the only subject is a pronoun
    if not lead or _EXPLETIVE.match(text[lead.end() :]):
        return False
    names = any(word[0].isupper() for word in words_and_marks(lead[0])[1:])
    return not names or _CLAUSE_LED_IN.match(lead[0]) is not None


def bare_definite(text: str) -> tuple[str, ...]:
    """The words of "the ministry" or "the security ministry" with which ``text`` opens.

    None if it opens otherwise, if a name or what follows says whose it is, or if all know it.
    """
    match = re.match(r"[Tt]he\s+", text)
    found = words_and_marks(text[match.end() :]) if match else []
    for n, word in enumerate(found):
        if n and (_ends_phrase(word) or _is_verb_here(found, n)):
            noun = found[n - 1].lower().removesuffix("'s").removesuffix("s'")
            named = word == "," and found[n + 1 : n + 2] and found[n + 1][0].isupper()
            known = word.lower() in _PREPOSITIONS or named or noun in w.word_list("known_to_all")
            return () if known else (*found[: n - 1], noun)
        office = not n and word.lower() in w.word_list("offices")
        if n > 4 or "." in word[1:-1] or word[0].isdigit() or (word[0].isupper() and not office):
            return ()  # it names itself
    return ()


def _is_verb_here(found: Sequence[str], n: int) -> bool:
    """Tell "the deal holds", "the law plans a" and "the rules take" from "the export controls"."""
    following = found[n + 1].lower() if n + 1 < len(found) else ""
    takes = not following or following in w.DETERMINERS or following[0].isdigit()
    word = found[n].lower()
    if word in w.BASES and found[n - 1].endswith("s"):
        return word not in w.NOUN_TOO or takes
    return word in w.NOUN_THIRDS and takes


def _ends_phrase(word: str) -> bool:
    lower = word.lower()
    return (
        lower in _PHRASE_ENDS
        or (word[0].islower() and (lower in w.PARTICIPLES or lower.endswith("ed")))
        or w.is_adverb(lower)
    )
