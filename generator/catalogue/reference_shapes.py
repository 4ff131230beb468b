"""The shapes in which texts refer to measures by number, from "No. 18 [2025]" to "Nos. 55 to 58".

A year is certain where it belongs to the number ("18/2025", "No. 18, issued on 4 April 2025") and
a hint where it may belong to something else ("Announcement No. 18 in 2025").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

SAME = frozenset(
    {"announcement", "notice", "notification", "bulletin", "circular", "communique", "proclamation"}
)
"""Words that stand for one and the same kind of paper, as translators choose."""


class Item(NamedTuple):
    """A number in a text, or each number of a range with the whole range as its place."""

    number: int
    start: int
    end: int
    year: int | None
    hint: int | None = None


class Year(NamedTuple):
    """A year found behind a number: certain or a hint, and where it ends."""

    certain: int | None
    hint: int | None
    end: int


_NO = r"(?:\bNos?\b\.?|\bnumbers?\b|#|n°)\s*"
_NUMBER = r"(?<!\d)(?<!\d[.,])\d{1,3}(?![\d]|[.,]\d|\s?(?:%|per\b|percent\b))"
_FOUR = r"(?:19|20)\d\d(?!\d)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH},?\s+|{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?"
_CERTAIN = re.compile(
    rf"\s*[(\[]\s*(?:of\s+)?{_DAY}(?P<in>{_FOUR})\s*[)\]]|\s*[/–-]\s*(?P<by>{_FOUR})|,\s*(?P<next>{_FOUR})"
    r"|,?\s*(?:of|dated|(?:issued|published|released|announced|promulgated)(?:\s+(?:on|in))?)\s+"
    rf"(?:the\s+)?(?:year\s+)?{_DAY}(?P<of>{_FOUR})",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf",?\s*(?:in|on|for|from)\s+(?:the\s+)?(?:year\s+)?{_DAY}(?P<year>{_FOUR})", re.IGNORECASE
)
_ONE = re.compile(rf"(?:{_NO})?(?P<first>{_NUMBER})", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:to|through|until|-|–|—)\s*(?:{_NO})?(?P<last>{_NUMBER})", re.IGNORECASE)
_NEXT = re.compile(
    rf"\s*(?:,\s*(?:and|&|or)?|and|&|or|/|as well as)\s*(?=(?:{_NO})?\d{{1,3}}\b)", re.IGNORECASE
)
# "No. 61 and 62 were suspended", but not "No. 18 and 55 firms".
_PAIR = re.compile(
    rf"\s*(?:and|&)\s*(?=\d{{1,3}}\s*(?:[.;:)]|,(?!\d)|\Z|(?:were|are|have|had|will|would)\b|of\s+{_FOUR}))"
)
_ASIDE = re.compile(r"\s*\((?![^()]*\b(?:19|20)\d\d\b)[^()]{1,80}\)")
_MANY = re.compile(r"s\b|\bnos\b|\bnumbers\b", re.IGNORECASE)
LEADS_IN = re.compile(
    r"(?:\A|[.;:!?(,]\s*|'s\s+|\b(?:of|in|by|under|with|to|from|and|that|as|for|the|(?:suspend|paus|lift"
    r"|cover|extend|prolong|replac|revok|issu|publish|announc|includ|delay)\w*)\s+)\Z"
)
"""What may stand before a list of numbers that no word says what they are of."""
_WIDEST = 30  # a longer range is no list of notices

# Who issued it, before or behind the number.
_BODY = r"[A-Z][\w.&-]*(?:(?:\s+|,\s+)(?:of|and|the|for|&|'s)(?=\s)|'s|\s+[A-Z][\w.&-]*)*"
_BEFORE = re.compile(rf"(?P<body>{_BODY})(?:'s?)?\s+(?:joint\s+)?\Z")
_AFTER = re.compile(
    rf",?\s*(?:(?:jointly\s+)?issued\s+)?(?:of|by|from)\s+(?:the\s+)?(?P<body>{_BODY})"
    rf"(?:,|\s+in|\s+of)?\s*(?:(?P<year>{_FOUR}))?"
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Administration|Commission|Council|Department|Bureau|Agency|Office|Bank|Board|"
    r"Customs|Authority|Directorate|Treasury|[A-Z]{2,})\b"
)


def heads(words: Iterable[str]) -> re.Pattern[str]:
    """Return what begins a reference: one of ``words`` before a number, or a bare "No. 57"."""
    names = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<led>\b(?:in|by|since|during|from|of)\s+)?(?P<lead>\b{_FOUR})\s+)?"
        rf"\b(?P<head>(?:{names})s?)\s*(?:[(\[]?(?P<mid>{_FOUR})[)\]]?\s*(?=Nos?\b|#|number))?"
        rf"(?P<no>{_NO})?(?:(?P<slash>{_FOUR})\s*[/–-]\s*)?(?=\d)"
        r"|(?<![\w-])(?P<bare>Nos?\.)\s*(?=\d)",
        re.IGNORECASE,
    )


def listed(text: str, head: re.Match[str]) -> list[Item]:
    """Return the numbers behind a head; a year at the end of a list goes for all before it."""
    many = bool(_MANY.search(head["head"] or "") or _MANY.search(head["no"] or head["bare"] or ""))
    items: list[Item] = []
    position: int | None = head.end()
    while position is not None and (one := _ONE.match(text, position)):
        to = _TO.match(text, one.end()) if many else None
        found = year_at(text, (to or one).end())
        aside = _ASIDE.match(text, found.end)
        end = aside.end() if aside else found.end
        if aside and not found.certain:  # "No. 57 (five elements) of 2025"
            behind = year_at(text, end)
            end = behind.end
            found = behind._replace(end=found.end) if behind.certain else found
        items.extend(_range(one, to, found) if to else [_item(one, found)])
        spelled = bool(head["no"] or head["bare"])
        following = _NEXT.match(text, end) if many else _PAIR.match(text, end) if spelled else None
        position = following.end() if following else None
    if not items:
        return []
    own = head.groupdict()
    given = own["mid"] or own["slash"] or (own["lead"] if not own["led"] else None)
    year = int(given) if given else items[-1].year
    hint = int(own["lead"]) if own["lead"] else items[-1].hint
    return [item._replace(year=item.year or year, hint=item.hint or hint) for item in items]


def year_at(text: str, position: int) -> Year:
    """Return the year behind a number, if there is one."""
    if certain := _CERTAIN.match(text, position):
        return Year(int(next(filter(None, certain.groups()))), None, certain.end())
    hint = _HINT.match(text, position)
    return Year(None, int(hint["year"]) if hint else None, position)


def _item(one: re.Match[str], found: Year) -> Item:
    end = found.end if found.certain else one.end()
    return Item(int(one["first"]), one.start("first"), end, found.certain, found.hint)


def _range(one: re.Match[str], to: re.Match[str], found: Year) -> list[Item]:
    first, last = int(one["first"]), int(to["last"])
    start, end, years = one.start("first"), to.end("last"), (found.certain, found.hint)
    opening = Item(first, start, one.end(), *years)
    closing = Item(last, to.start("last"), found.end if found.certain else end, *years)
    if not first < last <= first + _WIDEST:
        return [opening, closing]
    return [opening, *(Item(n, start, end, *years) for n in range(first + 1, last)), closing]


def body_before(text: str, start: int) -> str:
    """Return the body whose paper it is, as named before the head; empty where none is named."""
    match = _BEFORE.search(text, max(0, start - 120), start)
    return match["body"] if match and _INSTITUTION.search(match["body"]) else ""


def body_after(text: str, end: int) -> tuple[str, int | None]:
    """Return the body named behind the number, and the year that stands behind the body."""
    match = _AFTER.match(text, end)
    if match is None or not _INSTITUTION.search(match["body"]):
        return "", None
    return match["body"], int(match["year"]) if match["year"] else None
