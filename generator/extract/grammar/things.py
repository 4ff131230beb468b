"""Whether a phrase names a thing, so that a cell with it can be read alone."""

from __future__ import annotations

import re

from generator.extract.grammar.finite import holds_verb
from generator.extract.grammar.nouns import NOUNS
from generator.text.months import MONTHS

_NOT_FIRST_WORDS = """
in on at by for from to with of as than into over under between among after before since until
during within and or but that which who whose whom where when while because if so then also not no
only just more less higher lower is are was were be been has have had will would can could may might
it its they their he she his her this these those there per via up down about around nearly above
below itself themselves according what how why
north south east west northeast northwest southeast southwest
"""
_NOT_FIRST = frozenset(_NOT_FIRST_WORDS.split())
# Words that say nothing by themselves of what is measured.
_EMPTY_WORDS = """
a an the it they them that this which latter former each total totals company companies project
projects group groups firm firms range figure figures amount amounts average more one other others
any sum number numbers whole all rise fall gain increase decline drop value values area
heavy light natural close government state trading early risen fallen report reports price prices
share shares rate rates worth higher lower peak size level levels cost costs estimate
estimates target targets data day evening morning week month year years days weeks months quarter
period time way half part parts place world account accounts limit site sites people case cases
short member members man men item items thing things growth change changes require latest previous
account earlier later similar risk
last next past overall stable steady flat firm unchanged
high low record market markets former latter both
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_MOVED = re.compile(r"(?:rise|fall) in (?:shares?|stock|prices?|output|sales|value)\b")
_NO_NOUN = re.compile(r"(?:ed|ly|ing)$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Pairs of such words that do say it.
_SAYING = re.compile(
    r"\b(?:share prices?|market (?:value|prices?)|growth rate|floor prices?|average prices?"
    r"|average share|market share"
    r"|price targets?|target rate|world total|net debt|spot prices?|asking prices?"
    r"|trading price|share of (?:value|weight|mass|cost|content|volume))\b",
    re.IGNORECASE,
)
_ON_YEAR = re.compile(
    r"(?:year|month|quarter|week)[ -](?:on|over)[ -](?:year|month|quarter|week)\b"
)
_DATE = re.compile(
    r"(?:early|late|mid|end|whole|start|of|the|in|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|\s|-|\d{1,2}|(?:19|20)\d\d)+$",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:\s|^)(?:second|third|fourth|fifth|worth|able|subject|near|inside|outside|across|among|under|via|each|first|last"
    r"|towards?|into|against|above|over|through|available|(?<!year )(?<!month )(?:later|earlier)"
    r"|instead|nonetheless|alone|previously|annually|together|respectively|passed off"
    r"|carried out)+$"
)


_OWNER = re.compile(r"(?<=\w)\s(?:(?:near|in|at|of|for|from|with)\s)?[A-Z]\w*(?:s['’]|['’]s)$")


def whole(phrase: str) -> str:
    """Return a phrase without words that hang at its end and lead nowhere."""
    previous = None
    while previous != phrase:
        previous, phrase = phrase, _HANGING.sub("", _OWNER.sub("", phrase)).rstrip(" ,")
    return phrase


def is_thing(phrase: str) -> bool:
    """Return whether a phrase names something: with a noun of its own, and no verb."""
    words = [match.group() for match in _WORD.finditer(phrase)]
    if _ON_YEAR.match(phrase):
        return False
    if (
        not words
        or words[0] in _NOT_FIRST | {"It", "They"}
        or words[-1] in _NOT_FIRST
        or _DATE.match(phrase)
    ):
        return False
    if _SAYING.search(phrase) or _MOVED.match(phrase):
        return not holds_verb(phrase)
    own = [w for w in words if w.lower() not in _EMPTY | _NOT_FIRST and w not in MONTHS]
    bare = own and all(_NO_NOUN.search(w) and w.islower() and w not in NOUNS for w in own)
    if not own or (bare and words[-1] in own):  # "planned", but "refined output"
        return False
    return not holds_verb(phrase)
