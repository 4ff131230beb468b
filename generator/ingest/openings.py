"""Tell sentences whose first words point back to another sentence from those that stand alone."""

from __future__ import annotations

import re

from generator.text import lexicon as w
from generator.text.grammar import tokens

_CONNECTOR = re.compile(
    r"""(?:(?:But|And|Yet|So|Still|Also|Then|Or|However|Meanwhile|Instead|Moreover|Furthermore
    |Nevertheless|Nonetheless|Therefore|Thus|Additionally|Similarly|Likewise|Indeed|Overall|Now
    |Later|Separately|Earlier|For\ example|For\ instance|In\ addition|As\ a\ result|In\ turn
    |At\ the\ same\ time|In\ response|In\ particular|In\ fact|By\ contrast|In\ contrast
    |On\ the\ other\ hand|At\ that\ time|At\ the\ time|Even\ so|Since\ then|Until\ then|After\ that
    |Before\ that|If\ so)\b,?\s+)+""",
    re.VERBOSE,
)
_PRONOUN = re.compile(
    r"""(?:It(?:'s|'ll|'d)?|They(?:'re|'ve|'ll|'d)?|He(?:'s|'d)?|She(?:'s|'d)?|We(?:'re|'ve|'ll)?
    |This|These|Those|Both|Neither|Either|Such|Others?|Another|Its|Their|His|Her
    |The\ (?:former|latter|same|others?|two|three|first|second|third|last|pair)
    |(?:Some|One|Most|All|Many|None|Each|Part|Half|Several|Few|Two|Three)
    \ of\ (?:them|these|those|it|its|their)|(?:Of|Among)\ (?:these|those|them))\b""",
    re.VERBOSE,
)
_BARE_QUANTITY = re.compile(
    r"(?:Most|Many|Some|Several|Few|All|None|Each|Others|One|Two|Three|Half) ",
)
_EXPLETIVE = re.compile(
    r"""[Ii]t(?:'s|\ (?:is|was|remains|remained|appears|appeared|seems|seemed|has\ (?:been|become)
    |would\ be|may\ be))\ (?:also\ |still\ |not\ |now\ |as\ yet\ |yet\ |to\ be\ )*
    (?:un)?(?:clear|known|certain|likely|possible|seen|expected|estimated|believed|thought|reported
    |said|hard|difficult|easy|important|worth|too\ early|that)\b""",
    re.VERBOSE,
)
_EVERYBODY_KNOWS = w.listed("known_to_all")
_OFFICES = w.listed("offices")
_PREPOSITIONS = w.PREPOSITIONS | {"that", "which", "who", "whose"}
_LED_IN = re.compile(
    r"""(?:In|On|At|By|After|Since|For|From|Under|During|According\ to|As\ of|With|Of|Last|Earlier
    |Early|Late|To|Despite|Because\ of|When|While|As|If|Although|Though|Unlike|Later|Before|Until
    |Between|Through|Over|Within|Following)\b[^,;]{0,80}?,\s+""",
    re.VERBOSE,
)
_BACK = re.compile(
    r"""(?:In|On|At|By|After|Since|For|From|Under|During|With|Before|Following|Despite|To)\s+
    (?:it|them|this|these|those|that(?!\ (?:it|they|he|she|the|a|an)\b)|both|such)\b""",
    re.VERBOSE,
)
_QUOTED_ONLY = re.compile(r'"[^"]*"$')
_QUOTED_FIRST = re.compile(r'"[^"]*[,?!.]"\s*(?P<clause>[^"]+)')
_SAID_BY_PRONOUN = re.compile(
    r"(?:(?:he|she|they|it|the \w+) \w+"
    r"|(?:said|says|added|asked|told) (?:he|she|they|it|the \w+)[ ,.])",
)


def points_back(sentence: str) -> bool:
    """Return whether ``sentence`` speaks of something that only an earlier sentence names.

    So do "it", "this move" and "the ministry".  Typography is plain.

    "It is unclear whether" points nowhere, "in its report, USGS said" points ahead, and "the price
    of neodymium" says itself what it is about.
    """
    rest = _CONNECTOR.sub("", sentence, count=1) if _CONNECTOR.match(sentence) else sentence
    rest = rest[:1].upper() + rest[1:]
    if _QUOTED_ONLY.match(rest.strip()):
        return True  # who speaks is said elsewhere
    quoted = _QUOTED_FIRST.match(rest)
    if quoted:
        return _SAID_BY_PRONOUN.match(quoted["clause"]) is not None
    bare = rest.lstrip("\"'(")
    bare = bare[:1].upper() + bare[1:]
    return _opens_back(bare) or _led_in_back(bare)


def _opens_back(text: str) -> bool:
    if _EXPLETIVE.match(text):
        return False
    match = _PRONOUN.match(text)
    if match and re.match(
        r"(?:Both|Neither|Either) (?:[A-Z]|[^.,]* n?or |[^.,]* and (?:its|their|the)\b)", text
    ):
        return False  # "Neither Lynas nor …" names them itself
    if match:
        return True
    if re.match(r"That\b", text):
        return not re.match(r"That (?:the|a|an|it|they|he|she|there|no)\b", text)
    return _BACK.match(text) is not None or _bare_quantity(text) or _bare_definite(text)


def _bare_quantity(text: str) -> bool:
    match = _BARE_QUANTITY.match(text)
    if not match:
        return False
    following = (tokens(text[match.end() :]) or [""])[0].lower()
    return following in w.AUXILIARIES | w.PASTS or following in w.ADVERBS


def _bare_definite(text: str) -> bool:
    return bool(bare_definite(text))


def bare_definite(text: str) -> tuple[str, ...]:
    """Return the words of "the ministry" or "the security ministry" with which ``text`` opens.

    None if it opens otherwise, if a name or what follows says whose it is, or if all know it.
    """
    match = re.match(r"[Tt]he\s+", text)
    if not match:
        return ()
    found = tokens(text[match.end() :])
    for index, word in enumerate(found):
        if index and (_ends_phrase(word) or _is_verb_here(found, index)):
            noun = found[index - 1].lower().removesuffix("'s").removesuffix("s'")
            explained = word.lower() in _PREPOSITIONS or (
                word == "," and found[index + 1 : index + 2] and found[index + 1][0].isupper()
            )  # "The price of", "The operator, Orano of France, said"
            known = explained or noun in _EVERYBODY_KNOWS
            return () if known else (*found[: index - 1], noun)
        if index > 4 or _names_itself(word, first=not index):
            return ()
    return ()


def _names_itself(word: str, *, first: bool) -> bool:
    """Return whether a word of the phrase is a name, an address or a number."""
    office = first and word.lower() in _OFFICES
    return "." in word[1:-1] or word[0].isdigit() or (word[0].isupper() and not office)


def _is_verb_here(found: list[str], index: int) -> bool:
    """Tell "the deal holds", "the law plans a" and "the rules take" from "the export controls"."""
    following = found[index + 1].lower() if index + 1 < len(found) else ""
    takes = not following or following in w.DETERMINERS or following[0].isdigit()
    word = found[index].lower()
    if word in w.BASES and found[index - 1].endswith("s"):
        return word not in w.NOUN_TOO or takes
    return word in w.NOUN_THIRDS and takes


def _ends_phrase(word: str) -> bool:
    lower = word.lower()
    return (
        lower in w.AUXILIARIES | w.PASTS | _PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS | {","}
        or lower in (w.THIRDS - w.NOUN_THIRDS)
        or (lower in w.PARTICIPLES and not word[0].isupper())
        or w.is_adverb(lower)
    )


def _led_in_back(text: str) -> bool:
    """Find "In response to the ban, it said": the only subject is a pronoun after a lead-in."""
    match = _LED_IN.match(text)
    if not match:
        return False
    rest = text[match.end() :]
    if not re.match(r"(?:it|they|he|she|this|these|both|its|their|his|her)\b", rest):
        return False
    if _EXPLETIVE.match(rest):
        return False
    clause = count_names(match[0]) and not re.match(r"According|In|On|At|As of", match[0])
    return not clause


def count_names(text: str) -> int:
    """Count the capitalised words after the first one."""
    return sum(word[0].isupper() for word in tokens(text)[1:])
