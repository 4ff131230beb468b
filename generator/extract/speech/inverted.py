"""Attributions whose speaker stands behind the verb: “…,” said Tim Zhang of Edge Research."""

from __future__ import annotations

import re

from generator.extract.actors import voices
from generator.extract.grammar import phrases
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.verbs import FORMS, PLAIN, TELLING, Manner
from generator.extract.speech.frame import Frame

_TITLE = (
    r"(?:Secretary|Director|President|Chair(?:man|woman)?|Minister|Governor|Commissioner|Chief|Head"
    r"|Manager|Founder|Professor|Ambassador|Spokes\w+|Partner|Analyst|Economist)"
)
_SPEAKER_AFTER = re.compile(
    rf"(?:\s+{phrases.TIME}(?= (?:the )?[A-Z]))?"
    r"\s+((?:the |an? |its )?[\w.&'-]+(?: [\w.&'’()-]+){0,14}?)"
    r"((?:, (?:an? |the )?(?:(?!on (?:\w+day|\d)|here\b|in an? )[a-z][^,.]*"
    r"|[A-Z][\w.-]* (?:and|of|at|for) [^,.]*|C[A-Z]O[^,.]*"
    rf"|[A-Z][\w.&-]*['’]s? [^,.]*|{_TITLE}(?:, [A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*)*)?"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3})"
    r"(?:, (?!(?:in|on|after|before|during|when|while|as|who|which|and|but|with|to|\w+ing)\b)"
    r"[a-z][^,.]*){0,2}"
    r"| ?, [A-Z]{3} of [^,.]*)?)"
    rf"(?=\s*(?:,|\.(?:\s|$)|$)|\s+(?:{phrases.MEDIUM}|{phrases.TIME})(?=[\s,.]|$)"
    r"|\s+(?:after|before|while|when|during|as (?:he|she|they|the)|amid|ahead of|following"
    r"|who (?:was|were|is|are|has|had|spoke|asked|declined|requested|wished|did))\b)"
)
_NAMED_SO = re.compile(
    r"(?:^|[.;:,] |\b(?:and|but|while) )(?:[A-Z][\w.'’-]*,? ){1,4}(?:\d\d, )?"
    r"(?:the|an?|its|his|her|their|who) (?:(?!said|says)[^,;.]){3,80},$"
)
# "says retired teacher Dona Lourdes"
_PARTICIPLE_FIRST = re.compile(r"^(?:the |an? )?[a-z]+ed (?=(?:[a-z]+ )+[A-Z])")
_NEXT_TO_NAME = re.compile(
    r"(?:in an?|which|who|whose|where|despite|amid|as|after|following|while|even) "
)
_AT_END = PLAIN | frozenset(
    """
    writes wrote argues argued notes noted reckons alerted warned warns added adds explained
    explains stressed stresses announced confirmed insisted insists declared recalled estimated
    estimates believes believed indicated commented stated emphasized emphasised
    """.split()  # noqa: SIM905
)
# "Roe responded, saying the government believes": what is nested begins behind "saying".
SAYING = re.compile(
    r"^(?:saying|adding|noting|stressing|warning|claiming|arguing|insisting|stating|explaining"
    r"|emphasi[sz]ing|suggesting|telling (?:\w+|the \w+))(?: that)? "
)


def inverted(  # noqa: PLR0911  one line a rule, first match wins
    plain: str, start: int, end: int, verb: re.Match[str]
) -> Frame | None:
    """Return the frame of a verb before its speaker; ``None`` if the speaker stands elsewhere."""
    left = plain[start : verb.start()].rstrip()
    if left[-1:] not in {'"', "”", "'", "’", ","} or FORMS[verb[0]][0] is not Manner.CLAUSE:
        return None
    match = _SPEAKER_AFTER.match(plain, verb.end(), end)
    if match is None or not _may_follow(verb[0], left, match[1]):
        return None
    plain_comma = left[-1] == ","
    beside_name = _NAMED_SO.search(left) if plain_comma else None
    if beside_name and (" who " in beside_name[0] or not phrases.holds_verb(beside_name[0])):
        return None  # "Jane Doe, the firm's president, said work starts in June"
    midst = plain_comma and not phrases.holds_verb(left) and verb[0] in _AT_END
    beside = "" if midst and phrases.holds_verb(match[2]) else match[2]
    rest = plain[match.end(1) + len(beside) : end]
    name = match[1] + beside
    if SAYING.match(name):
        return None
    if midst and re.match(r",\s+(?:[\"“]|[a-z]+ )", rest):
        return Frame(  # "JOGMEC, says Kotaro Shimizu of the bank, bought time"
            name, match.start(1), verb[0], verb.start(), Manner.CLAUSE, (start, end), True,
            after=True, relative=True,
        )  # fmt: skip
    if plain_comma and (verb[0] not in _AT_END or not _is_occasion(rest)):
        return None
    said = (start, start + (len(left.rstrip(",")) if plain_comma else len(left)))
    return Frame(name, match.start(1), verb[0], verb.start(), Manner.CLAUSE, said, True, after=True)


def _is_occasion(rest: str) -> bool:
    """Tell whether nothing stands behind a speaker but when, where and by what it was said."""
    rest = rest.lstrip(" ,")
    begin = phrases.CIRCUMSTANCE.match(rest)
    end = begin.end() if begin else 0
    return not rest[end:].strip(" .") or bool(_NEXT_TO_NAME.match(rest, end))


def _may_follow(verb: str, left: str, name: str) -> bool:
    """Tell whether ``name`` behind a verb is who says what stands before it."""
    bare = _PARTICIPLE_FIRST.sub("", name.split(", who ", maxsplit=1)[0])
    if phrases.holds_verb(bare) or phrases.CIRCUMSTANCE.fullmatch(name) or verb in TELLING:
        return False
    if left[-1] != ",":
        return True
    # Not "Noveon, for its part, says a third line opens in May".
    aside = finite_verbs(name.split(", who ", maxsplit=1)[0]) or left.endswith(" part,")
    return verb != "asked" and not aside and voices.looks_like_somebody(name)
