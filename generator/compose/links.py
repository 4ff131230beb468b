"""Find the earlier sentence that a leaning one leans on, so that both can stand in one bullet.

"The gate" leans on the last sentence that says "gate", "Hale" on the one that gives his full name;
"it", "the company" and all else on the sentence right before.  Where that is not sure, nothing is
found and the sentence is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import Candidate
from generator.compose.standing import bare_noun, surname
from generator.ingest.openings import bare_definite

FAR = 6  # sentences; a word met further back may mean another thing
_COMPANY_WORDS = """
    company firm group miner producer maker manufacturer operator developer carmaker start-up
    supplier refiner trader business
"""
_PARTY_WORDS = """
    ministry agency department office commission authority regulator government administration
    bank court tribunal council committee bureau institute association minister president
    official officials spokesman spokeswoman spokesperson statement text
"""
_TELLING_WORDS = """
    report paper newspaper magazine newsletter broadcaster outlet site website account accounts
    article source sources
"""
_VAGUE_WORDS = """
    case move moves decision step steps country city state number figure total sum news result
    rest aim reason two three four five six other others
"""
# Whoever was named last may be "the company" or "the ministry": only the sentence before can tell.
_COMPANIES = frozenset(_COMPANY_WORDS.split())
_TELLING = frozenset(_TELLING_WORDS.split())
_NEAR = _COMPANIES | _TELLING | frozenset(_PARTY_WORDS.split()) | frozenset(_VAGUE_WORDS.split())
_TOLD = re.compile(
    r"\b(?:said|says|reported|reports|wrote|writes|noted|put|gave|called|counted|cited|citing"
    r"|according to|told|described)\b"
)
_THE = re.compile(r"The ([a-z-]+) ")
# "Neither account gave tonnages": the accounts may stand in sentences far apart.
_OF_SEVERAL = re.compile(
    r"(?:Neither|Both|None of (?:the|these)) (?:accounts?|reports?|figures?|estimates?|sources?"
    r"|outlets?)\b"
)
_PERSONAL = re.compile(r"(?:It|They|He|She|Its|Their|His|Her)\b")
_NAME = re.compile(r"(?<=\w )[A-Z][\w&-]*|^(?:[A-Z][\w&-]+ ){2}")


def leaned_on(place: int, singles: Sequence[Candidate], catalogue: Catalogue) -> int | None:
    """Return the place in ``singles`` of the sentence that the one at ``place`` leans on.

    ``singles`` are the sentences of one article in the order of its text.
    """
    text = singles[place].text
    if _OF_SEVERAL.match(text):
        return None
    noun = _noun(text)
    found = None
    if noun and noun not in _NEAR:
        found = _last(place, singles, rf"\b{re.escape(noun)}\b")
    elif name := surname(text):
        found = _last(place, singles, rf"\b[A-Z][\w.'’-]+ {re.escape(name)}\b")
    if found is not None:
        return found
    before = _before(place, singles, across=bool(_PERSONAL.match(text)) or noun in _COMPANIES)
    if before is None or _may_mean(noun, singles[before], catalogue):
        return before
    return None


def _noun(text: str) -> str:
    """Return the noun of "The gate had handled"; of no other opening."""
    party = _THE.match(text)
    if party and party[1] in _NEAR:
        return party[1]
    phrase = bare_definite(text)
    return phrase[-1].lower() if phrase else bare_noun(text)


def _last(place: int, singles: Sequence[Candidate], pattern: str) -> int | None:
    """Return the last place before whose text has ``pattern``: not far off, or the very first."""
    earlier = range(place - 1, -1, -1)
    found = next((i for i in earlier if re.search(pattern, singles[i].text)), None)
    return found if found is not None and (not found or place - found <= FAR) else None


def _before(place: int, singles: Sequence[Candidate], *, across: bool) -> int | None:
    """Return the place before, if its sentence is of the same paragraph.

    ``across`` lets it be a paragraph by itself too.
    """
    if place == 0 or singles[place].place != singles[place - 1].place + 1:
        return None  # the one before is told by another article
    own, before = (singles[i].sentences[0].paragraph for i in (place, place - 1))
    alone = place < 2 or singles[place - 2].sentences[0].paragraph != before
    return place - 1 if own == before or (across and alone) else None


def _may_mean(noun: str, before: Candidate, catalogue: Catalogue) -> bool:
    """Return whether "the company" or "the outlet" can be one that the sentence before names."""
    if noun in _TELLING:
        return bool(_TOLD.search(before.text))
    return noun not in _COMPANIES or _names_one(before, catalogue)


def _names_one(each: Candidate, catalogue: Catalogue) -> bool:
    """Return whether a sentence names what may be a company: no place, nor anything else known."""
    rest = each.text
    for mention in catalogue.find(each.text):
        if catalogue.entities[mention.entity].type == "organisation":
            return True
        length = mention.end - mention.start
        rest = rest[: mention.start] + "x" * length + rest[mention.end :]
    return bool(_NAME.search(rest))
