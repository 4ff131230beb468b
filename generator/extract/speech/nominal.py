"""Attributions by a noun: "findings from X that …", "X's claim that …", "Under the plan, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.verbs import Manner
from generator.extract.speech.frame import Frame

_SAYING = (
    r"(?:accusation|claim|allegation|assertion|warning|complaint|charge|suggestion|argument"
    r"|contention|assurance|prediction|admission|insistence|announcement|statement|comment|remark"
    r"|declaration|disclosure|revelation|confirmation|acknowledgement|acknowledgment|reminder"
    r"|forecast|estimate|projection|finding|conclusion|verdict|promise|pledge|vow|threat|hint"
    r"|denial|belief|view|opinion|hope|fear|concern|observation|boast|testimony|caution)s?"
)
# What makes "that" the subject of its own clause: "a claim that was false", "a threat that grew".
_NO_CLAUSE = (
    r"(?!that (?:was|were|is|are|had|has|have|would|could|will|can|may|might|did|does|[a-z]+ed)\b)"
)
# "An accusation by the European Commission that Beijing rations licences".
_NOUN_BY = re.compile(
    rf"\b(?:{_SAYING}|insistence|reports?|reporting|news|word) (?:by|from)"
    rf" ((?:(?! that\b)[^,;.]|\.(?=\S)){{2,60}}?) (?=that\b){_NO_CLAUSE}that "
)
# "The ministry's announcement that permits would lapse".
_OWNED = re.compile(
    r"(?<![\w.&-])((?:[Tt]he [a-z]+(?: [a-z]+)?"
    r"|(?:[Tt]he )?[A-Z][\w.&-]{0,30}(?: (?:of |the )?[A-Z][\w.&-]{0,30}){0,4}))"
    rf"['’]s? (?:[a-z][\w-]* ){{0,2}}?{_SAYING} {_NO_CLAUSE}that "
)
# "Shares rose on a Reuters report that talks had begun".
_REPORT = re.compile(
    r"\b(?:an? |the |exclusive |recent |earlier ){1,3}"
    r"((?!Wednes|Thurs|Fri|Mon|Tues|Satur|Sun)[A-Z][\w.&-]{0,30}"
    rf"(?: [A-Z][\w.&-]{{0,30}}){{0,3}}) report(?:s|ing)? {_NO_CLAUSE}that "
)
_PAPER = (
    r"(?:plan|proposal|scheme|rule|regulation|law|act|order|decree|notice|directive|draft"
    r"|agreement|deal|accord|pact|memorandum|contract|framework|strategy|bill|measure|guideline"
    r"|provision|term|arrangement|programme|program|policy|treaty|system)s?"
)
# "Under the plan, small producers would be exempt": a text that lays down what shall be.
_UNDER = re.compile(
    rf"^(?:And |But )?Under ((?:the|this|that|these|those) (?:[\w'’-]+ ){{0,4}}?{_PAPER})"
    r"(?: [^,;.]{2,60})?, (?=[^;]*?\b(?:will|would|must|shall|may|can|cannot|is to|are to|need to"
    r"|needs to|has to|have to|is required|are required)\b)"
)


def found(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frames of nouns of saying in ``plain[start:end]``."""
    for pattern in (_NOUN_BY, _OWNED, _REPORT):
        for match in pattern.finditer(plain, start, end):
            at, stop = match.start(1), end
            leads = not finite_verbs(plain[start:at])
            comma = plain.find(", ", match.end(), end) if leads else -1
            if comma >= 0:  # "Responding to the claim by the board that …, the firm said"
                stop, leads = comma, False
            # Where the noun is the subject, the verb of the sentence stands behind what is said.
            said = (match.end(), stop)
            yield Frame(match[1], at, "said", at, Manner.CLAUSE, said, bare=True, relative=leads)


def laid_down(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frame of "Under the plan, …", for a sentence in which nobody else speaks."""
    if under := _UNDER.match(plain[start:end]):
        at, said = start + under.start(1), (start + under.end(), end)
        yield Frame(under[1], at, "according to", at, Manner.CLAUSE, said, bare=True)
