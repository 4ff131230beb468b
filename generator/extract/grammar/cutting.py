"""Cut a clause out of a sentence so that it can be read alone: with subject, verb and sense.

Nothing is reworded.  Words go off the end or the start where a clause begins or ends, never
inside one, and what remains has a subject and a finite verb.
"""

from __future__ import annotations

import re
from itertools import product

from generator.extract.counting import is_plural
from generator.extract.grammar.finite import finite_verbs, has_subject, is_clause
from generator.extract.grammar.verbs import FORMS

#: Words of a good cell, and of the longest one that is kept rather than torn.
GOOD, LONGEST = 25, 40
# Where a clause or an addition begins that the words before it do without.
_END = re.compile(
    r",\s(?=(?:which|who|whose|where|while|whereas|but|although|though|because|after|before|when"
    r"|as|since|so|with|including|among|according|amid|despite|following|compared|up from|down from"
    r"|[a-z]+ing|nor|not|citing|in|on|at|under)\b)"
    r"|,\s(?=[^,;]{1,60}\s(?:said|says|say|reported|wrote|noted)(?:\b(?! that)|$))"
    r"|,?\s(?=(?:because|while|whereas|although)\b)|;\s|\s[–—]\s|,?\s(?=(?:and|or)\sto\s[a-z])"
    r"|,?\s(?=and\s(?:that|it|they|he|she|there)\s)"
    r"|,\s(?=\w+\s(?:days?|weeks?|months?|years?)\s(?:after|before)\b)"
    r"|,\s(?=(?:(?:nearly|about|almost|over|under|around|up|down|more than|less than)\s)?[$€£]?\d)"
    r"|\s(?=by\s[a-z]+ing\s)"
    r"|(?<!\bsaid)(?<!\btold)\s(?=that\s(?:would|will|has|had|have|is|are|was|were|can|could)\b)"
)
# "issued an order directing the ministry to …": left off only where all else is too long.
_MODIFIER = re.compile(
    r"(?<=[a-z)])(?<! of)(?<! by)(?<! is)(?<! in)(?<! for)(?<! are)(?<! was)(?<! from)(?<! were)"
    r"(?<! without)\s(?=(?!being|having|during|doing)[a-z]{3,}ing\s(?:the|an?|its|their|[A-Z]))"
)
_AND = re.compile(r"(?P<comma>,?)\s(?:and|but|or)\s(?=(?P<next>\S+))")
_START = re.compile(
    r"(?P<comma>,?)\s(?:and|but|while|whereas|because)\s(?=(?P<next>\S+))|;\s|\sthat\s"
)
_SUBJECT = re.compile(r"(?:the|an?|its|their|his|her|it|they|he|she|there|this|these|some|one)$")
_SUBORDINATE = re.compile(r"\b(?:after|before|when|which|who|that|because|while|as|whose)\b")
# "While no deal is signed, the two sides met on 8 May": the main clause can stand alone.
_OPENING = re.compile(r"(?:While|Although|Though|After|Before|When|As|Since|Because)\b[^,;]*,\s")
_LINK = re.compile(r"^(?:and|or|but|that|while|whereas|because|so|,)\s+")


def cut(text: str, low: int, high: int, start: int, end: int, *, short: bool = False) -> str:
    """Return the words of ``text[low:high]`` around ``[start:end]`` as a clause.

    It has at most ``GOOD`` words if it can be cut so, else at most ``LONGEST``; "" if no clause
    stands there or all of it is longer.  ``short`` leaves off every addition.
    """
    lows = [low, *(m.end() for m in _START.finditer(text, low, start) if _begins(text, m, low))]
    if (opening := _OPENING.match(text, low, start)) and is_clause(text[opening.end() : high]):
        lows.append(opening.end())
    highs = [high, *_ends(text, low, end, high)]
    found = [
        (words, begin == low)
        for begin, stop in product(dict.fromkeys(lows), dict.fromkeys(highs))
        if (words := _clean(text[begin:stop])) and is_clause(words) and _tells(words)
    ]
    if short:
        best = min(found, key=lambda each: (not each[1], len(each[0])), default=("", True))[0]
    else:
        best = min(found, key=lambda each: _cost(*each), default=("", True))[0]
    if len(best.split()) > LONGEST and (modifier := _MODIFIER.search(text, end, high)):
        return cut(text, low, modifier.start(), start, end, short=short)
    return best if len(best.split()) <= LONGEST else ""


def _begins(text: str, joint: re.Match[str], low: int) -> bool:
    """Return whether a new clause with a subject of its own begins behind a joint."""
    if joint.group().startswith(";"):
        return True
    if joint.group() == " that ":
        return text[: joint.start()].endswith(("notice", "means", "sure", "clear", "provided"))
    own = _SUBJECT.match(joint["next"]) or (joint["comma"] and joint["next"][:1].isupper())
    rest = text[joint.end() :]
    verbs = finite_verbs(rest)
    if verbs and is_plural(joint["next"]) and verbs[0].start() == len(joint["next"]) + 1:
        own = True  # "and profits are to be reinvested"
    if not own or not verbs or not is_clause(text[low : joint.start()]):
        return False
    return not _SUBORDINATE.search(rest, 0, verbs[0].start())


def _ends(text: str, low: int, end: int, high: int) -> list[int]:
    """Return where the words may stop: before an addition, or before a second verb or clause."""
    stops = [m.start() for m in _END.finditer(text, end, high)]
    for match in _AND.finditer(text, end, high):
        if re.search(r"(?:ed|[a-z]-)$", text[: match.start()]):
            continue  # "revised and extended to 2038 its agreement", "gallium- and germanium"
        if re.search(r"\d$", text[: match.start()]) and match["next"][0].isdigit():
            continue  # "talks on 25 and 26 April"
        rest = text[match.end() : high]
        verbs = finite_verbs(f"it {rest}")
        shared = bool(verbs) and not has_subject(rest[: max(0, verbs[0].start() - len("it "))])
        if shared or _begins(text, match, low):
            stops.append(match.start())
    return [stop for stop in stops if stop > low]


def _cost(words: str, whole_start: bool) -> tuple[int, bool, int]:
    """Order cuts: one that fits, then one that leaves the start alone, then the longest."""
    count = len(words.split())
    return (max(0, count - GOOD), not whole_start, -count if count <= GOOD else count)


def _clean(words: str) -> str:
    words = re.sub(r"[\s,]+(?:and|but|or)$", "", words.strip(" ,;:."))
    previous = None
    while previous != words:
        previous, words = words, _LINK.sub("", words)
    return words


_EMPTY = re.compile(
    r"(?:\s|,|\b(?:on|in|at|by|a|an|the|late|early|its|to|of|that|this|for|last|next|week|month"
    r"|year|day|statement|report|note|interview|study|post|[A-Z]\w+day|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|\d+(?:st|nd|rd|th)?)\b)*"
)


def _tells(words: str) -> bool:
    """Return whether a clause says more than that somebody spoke: "The IEA said in May 2025"."""
    first, *others = finite_verbs(words)
    return bool(others) or first.group() not in FORMS or not _EMPTY.fullmatch(words, first.end())
