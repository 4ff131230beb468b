"""Expand references to numbered measures: "Announcement Nos. 55 to 58, 61 and 62" means six.

A measure can be referred to so if one of its names ends in "<Word> No. <number> of <year>".
A number without a year of its own ("18/2025", "No. 18, issued on 4 April 2025") refers only where
another year of its text or the date of its context fits.
A paper of another body, or one that two measures could be, refers to none.  A list of numbers that
no word says what they are of ("suspended Nos. 55 to 58") refers only where all of them are known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.model import Mention
from generator.text.folding import fold

_SAME = frozenset(
    {"announcement", "notice", "notification", "bulletin", "circular", "communique", "proclamation"}
)
"""Words that stand for one and the same kind of paper, as translators choose."""


class Item(NamedTuple):
    """A number in a text, or each number of a range with the whole range as its place."""

    number: int
    start: int
    end: int
    year: int | None


_NO = r"(?:\bNos?\b\.?|\bnumbers?\b|#|n°)\s*"
_NUMBER = r"(?<!\d)(?<!\d[.,])\d{1,3}(?![\d]|[.,]\d|\s?(?:%|per\b|percent\b))"
_FOUR = r"(?:19|20)\d\d(?!\d)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH},?\s+|{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?"
_OWN_YEAR = re.compile(
    rf"\s*[(\[]\s*(?:of\s+)?{_DAY}(?P<in>{_FOUR})\s*[)\]]|\s*[/–-]\s*(?P<by>{_FOUR})|,\s*(?P<next>{_FOUR})"
    r"|,?\s*(?:of|dated|(?:issued|published|released|announced|promulgated)(?:\s+(?:on|in))?)\s+"
    rf"(?:the\s+)?(?:year\s+)?{_DAY}(?P<of>{_FOUR})",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?:{_NO})?(?P<first>{_NUMBER})", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:to|through|until|-|–|—)\s*(?:{_NO})?(?P<last>{_NUMBER})", re.IGNORECASE)
_NEXT = re.compile(
    rf"\s*(?:,\s*(?:and|&|or)?|and|&|or|/|as well as)\s*(?=(?:{_NO})?\d{{1,3}}\b)", re.IGNORECASE
)
_MANY = re.compile(r"s\b|\bnos\b|\bnumbers\b", re.IGNORECASE)
_LEADS_IN = re.compile(
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


def _heads(words: Iterable[str]) -> re.Pattern[str]:
    """Return what begins a reference: one of ``words`` before a number, or a bare "No. 57"."""
    names = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<led>\b(?:in|by|since|during|from|of)\s+)?(?P<lead>\b{_FOUR})\s+)?"
        rf"\b(?P<head>(?:{names})s?)\s*(?:[(\[]?(?P<mid>{_FOUR})[)\]]?\s*(?=Nos?\b|#|number))?"
        rf"(?P<no>{_NO})?(?:(?P<slash>{_FOUR})\s*[/–-]\s*)?(?=\d)"
        r"|(?<![\w-])(?P<bare>Nos?\.)\s*(?=\d)",
        re.IGNORECASE,
    )


def _listed(text: str, head: re.Match[str]) -> list[Item]:
    """Return the numbers behind a head; a year at the end of a list goes for all before it."""
    many = bool(_MANY.search(head["head"] or "") or _MANY.search(head["no"] or head["bare"] or ""))
    items: list[Item] = []
    position: int | None = head.end()
    while position is not None and (one := _ONE.match(text, position)):
        to = _TO.match(text, one.end()) if many else None
        end = (to or one).end()
        own = _OWN_YEAR.match(text, end)
        year = int(next(filter(None, own.groups()))) if own else None
        end = own.end() if own else end
        items += _range(one, to, end, year) if to else [_item(one, end, year)]
        following = _NEXT.match(text, end) if many else None
        position = following.end() if following else None
    if not items:
        return []
    found = head.groupdict()
    given = found["mid"] or found["slash"] or (found["lead"] if not found["led"] else None)
    last = int(given) if given else items[-1].year
    return [item._replace(year=item.year or last) for item in items]


def _item(one: re.Match[str], end: int, year: int | None) -> Item:
    return Item(int(one["first"]), one.start("first"), end, year)


def _range(one: re.Match[str], to: re.Match[str], end: int, year: int | None) -> list[Item]:
    first, last = int(one["first"]), int(to["last"])
    opening = Item(first, one.start("first"), one.end(), year)
    closing = Item(last, to.start("last"), end, year)
    if not first < last <= first + _WIDEST:
        return [opening, closing]
    whole = opening.start, to.end("last"), year
    return [opening, *(Item(n, *whole) for n in range(first + 1, last)), closing]


def _body_before(text: str, start: int) -> str:
    """Return the body whose paper it is, as named before the head; empty where none is named."""
    match = _BEFORE.search(text, max(0, start - 120), start)
    return match["body"] if match and _INSTITUTION.search(match["body"]) else ""


def _body_after(text: str, end: int) -> tuple[str, int | None]:
    """Return the body named behind the number, and the year that stands behind the body."""
    match = _AFTER.match(text, end)
    if match is None or not _INSTITUTION.search(match["body"]):
        return "", None
    return match["body"], int(match["year"]) if match["year"] else None


# --- Which measures are meant --------------------------------------------------------------------


class Numbered(NamedTuple):
    """A measure's number: the family of notices ("announcement"), the number and the year."""

    family: str
    number: int
    year: int


class Issued(NamedTuple):
    """A measure with a number: whose page, when announced, and what its issuer is called."""

    slug: str
    announced: dt.date | None
    issuers: frozenset[str]


class _Found(NamedTuple):
    family: str
    body: str
    item: Item
    alone: int | None = None  # where a list begins that no word says what it is of


_FULL_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<family>[A-Z][a-z]+) No\. (?P<number>\d{1,4}) of (?P<year>\d{4})"
)
_SHORT_NAME = re.compile(r"(?:.*\s)?(?P<family>[A-Z][a-z]+)(?: No\.)? (?P<number>\d{1,4})")
_NUMBER_SIGN = re.compile(r"\bnos?\.\W*\d")
_LONGEST_TALK = dt.timedelta(days=730)  # how long a measure is called by its number alone


class References:
    """Knows the numbered measures of a catalogue and finds the references to them."""

    __slots__ = ("_heads", "_issuers", "_known", "_signs", "known")

    known: tuple[str, ...]  # in words, all that is known of measures by their numbers

    def __init__(self, names: Iterable[tuple[str, str, dt.date | None, tuple[str, ...]]]) -> None:
        """Take (name, slug, day of announcement, names of the issuer) of every policy."""
        self._known: dict[Numbered, dict[str, Issued]] = {}
        for name, slug, announced, issuer in names:
            match = _FULL_NAME.fullmatch(name)
            if match:
                key = Numbered(match["family"].lower(), int(match["number"]), int(match["year"]))
                bodies = frozenset({*issuer, *(match["issuer"] or "").split()[-1:]})
                before = self._known.setdefault(key, {}).get(slug)
                bodies |= before.issuers if before else frozenset()
                self._known[key][slug] = Issued(slug, announced, bodies)
        self._issuers = {
            body
            for found in self._known.values()
            for issued in found.values()
            for body in issued.issuers
        }
        self.known = tuple(
            f"{tuple(key)} {slug} {issued.announced} {sorted(issued.issuers)}"
            for key, owners in sorted(self._known.items())
            for slug, issued in sorted(owners.items())
        )
        words = {key.family for key in self._known} | _SAME
        self._signs = tuple(sorted(words))
        self._heads = _heads(words)

    def short(self, name: str, slug: str) -> bool:
        """Return whether ``name`` is a numbered name without its year ("Announcement No. 18")."""
        match = _SHORT_NAME.fullmatch(name)
        return match is not None and any(
            slug in owners and key[:2] == (match["family"].lower(), int(match["number"]))
            for key, owners in self._known.items()
        )

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Return every reference in ``text``, in order.

        A number inside a range stands at the whole range, so these mentions may share a place.
        ``date`` is that of the context, such as the article's.
        """
        if not (self._known and self.may_refer(text)):
            return ()
        folded = fold(text)
        found = tuple(self._found(folded.text))
        years = _years(found)
        known = [(one, self._resolve(one, date, years)) for one in found]
        strange = {one.alone for one, slug in known if not slug}
        return tuple(
            Mention(slug, *folded.span(one.item.start, one.item.end))
            for one, slug in known
            if slug and (one.alone is None or one.alone not in strange)
        )

    def may_refer(self, text: str) -> bool:
        """Return whether a text has a word or a sign that begins a reference; few texts do."""
        low = text.lower()
        return any(word in low for word in self._signs) or _NUMBER_SIGN.search(low) is not None

    def _found(self, text: str) -> Iterator[_Found]:
        spoken_of: _Found | None = None  # whose family and body a bare "No. 57" continues
        read_to = 0
        for head in self._heads.finditer(text):
            if head.start() < read_to:
                continue
            word = (head["head"] or "").lower()
            before = _body_before(text, head.start())
            items = _listed(text, head)
            plain = bool(word) and head["head"].islower() and not head["no"]
            if not items or (plain and not items[-1].year):
                continue  # "announcements 3 days apart"
            after, year = _body_after(text, items[-1].end)
            family, body, alone = word.removesuffix("s"), before or after, None
            if head["bare"]:
                if any(before.endswith(name) for name in self._whose(before)):  # "MOFCOM No. 61"
                    family = "announcement"
                elif spoken_of:
                    family, body = spoken_of.family, body or spoken_of.body
                elif len(items) > 1 and _LEADS_IN.search(text, 0, head.start()):
                    family, alone = "announcement", head.start()
                else:
                    continue
            items = [item if item.year else item._replace(year=year) for item in items]
            read_to = items[-1].end
            if len(items) == 1 and items[0].start > head.start():
                start = head.start("head") if head["head"] else head.start("bare")
                items = [items[0]._replace(start=start)]
            for item in items:
                one = _Found(family, body, item, alone)
                spoken_of = spoken_of if alone else one
                yield one

    def _whose(self, body: str) -> frozenset[str]:
        """Return the names of known issuers that a text calls a body by.

        Words before a name would make it another body: "the Indian Ministry of Commerce".
        """
        return frozenset(
            name
            for name in self._issuers
            if name in body
            and re.search(rf"(?:\A|\b(?:and|the|of)\s+|,\s+|&\s+){re.escape(name)}\b", body)
        )

    def _resolve(
        self, one: _Found, date: dt.date | None, years: Mapping[str, frozenset[int]]
    ) -> str | None:
        whose = self._whose(one.body)
        if one.body and not whose:
            return None  # another body's numbering
        item = one.item
        if item.year:
            return self._only(one, whose, item.year)
        named = years.get(_kind(one.family), frozenset())
        fitting = sorted(
            (key.year, issued.slug)
            for key, issued in self._candidates(one, whose)
            if key.year in named or _talked_of(issued.announced, key.year, date)
        )
        latest = {slug for year, slug in fitting if year == fitting[-1][0]}
        return latest.pop() if len(latest) == 1 else None

    def _only(self, one: _Found, whose: frozenset[str], year: int) -> str | None:
        """Return the one measure of that number and year; two are none."""
        of_year = [(key, i) for key, i in self._candidates(one, whose) if key.year == year]
        exact = [issued.slug for key, issued in of_year if key.family == one.family]
        slugs = exact or [issued.slug for _, issued in of_year]
        return slugs[0] if len(slugs) == 1 else None

    def _candidates(self, one: _Found, whose: frozenset[str]) -> Iterator[tuple[Numbered, Issued]]:
        for key, owners in self._known.items():
            if key.number == one.item.number and _kind(key.family) == _kind(one.family):
                yield from (
                    (key, issued)
                    for issued in owners.values()
                    if not whose or whose & issued.issuers
                )


def _kind(family: str) -> str:
    """Return the family under which translations of one word are told alike."""
    return "announcement" if family in _SAME else family


def _years(found: Iterable[_Found]) -> Mapping[str, frozenset[int]]:
    """Return the years that a text names with the notices of each kind."""
    years: dict[str, set[int]] = {}
    for one in found:
        if one.item.year:
            years.setdefault(_kind(one.family), set()).add(one.item.year)
    return {kind: frozenset(named) for kind, named in years.items()}


def _talked_of(announced: dt.date | None, year: int, date: dt.date | None) -> bool:
    """Return whether a text of ``date`` may mean the measure by its number alone."""
    if date is None:
        return False
    if announced is None:
        return date.year == year
    return announced <= date <= announced + _LONGEST_TALK
