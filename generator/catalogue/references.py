"""Expand references to numbered measures: "Announcement Nos. 55 to 58, 61 and 62" means six.

A measure can be referred to so if one of its names ends in "<Word> No. <number> of <year>".
A number without a year refers only where the year of its text or the date of its context fits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.folding import fold
from generator.model import Mention


class Numbered(NamedTuple):
    """A measure's number: the family of notices ("announcement"), the number and the year."""

    family: str
    number: int
    year: int


class _Item(NamedTuple):
    """A number in a text, or each number of a range with the whole range as its place."""

    number: int
    start: int
    end: int
    year: int | None


_FULL_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<family>[A-Z][a-z]+) No\. (?P<number>\d{1,4}) of (?P<year>\d{4})"
)
_SHORT_NAME = re.compile(r"(?:.*\s)?(?P<family>[A-Z][a-z]+)(?: No\.)? (?P<number>\d{1,4})")
_NUMBER = r"(?<![\d.,])\d{1,3}(?![\d]|[.,]\d|\s?(?:%|per\b|percent\b))"
_YEAR = r"(?:\s*(?:of|/|,|\()\s*(?P<year>(?:19|20)\d\d)\)?(?!\d))?"
_ONE = re.compile(rf"(?:Nos?\.?\s*)?(?P<first>{_NUMBER}){_YEAR}", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:to|through|until|-|–|—)\s*(?:Nos?\.?\s*)?(?P<last>{_NUMBER}){_YEAR}")
_NEXT = re.compile(r"\s*(?:,\s*(?:and|&|or)?|and|&|or)\s*(?=(?:Nos?\.?\s*)?\d{1,3}\b)")
_MANY = re.compile(r"s\b|\bnos\b", re.IGNORECASE)
_WIDEST = 30  # a longer range is no list of notices
_LONGEST_TALK = dt.timedelta(days=730)  # how long a measure is called by its number alone


class References:
    """Knows the numbered measures of a catalogue and finds the references to them."""

    __slots__ = ("_families", "_heads", "_issuers", "_known", "_signs")

    def __init__(self, names: Iterable[tuple[str, str, dt.date | None]]) -> None:
        """Take (name, slug, day of announcement) of every policy."""
        self._known: dict[Numbered, tuple[str, dt.date | None]] = {}
        self._issuers: set[str] = set()
        for name, slug, announced in names:
            match = _FULL_NAME.fullmatch(name)
            if match:
                key = Numbered(match["family"].lower(), int(match["number"]), int(match["year"]))
                self._known.setdefault(key, (slug, announced))
                self._issuers.update((match["issuer"] or "").split()[-1:])
        families = sorted({key.family for key in self._known})
        self._families = families
        words = "|".join([*families, "notice", "notification"])
        self._signs = re.compile(rf"\bNos?\b|{words}", re.IGNORECASE)
        self._heads = re.compile(
            rf"(?:(?P<body>\b[A-Z]{{3,}}) )?\b(?P<head>(?:{words})s?)\s*(?P<no>Nos?\.?\s*)?(?=\d)"
            r"|(?<![\w-])(?P<bare>Nos?\.)\s*(?=\d)",
            re.IGNORECASE,
        )

    def short(self, name: str, slug: str) -> bool:
        """Return whether ``name`` is a numbered name without its year ("Announcement No. 18")."""
        match = _SHORT_NAME.fullmatch(name)
        return match is not None and any(
            slug == owner and key[:2] == (match["family"].lower(), int(match["number"]))
            for key, (owner, _) in self._known.items()
        )

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Return every reference in ``text``, in order.

        A number inside a range stands at the whole range, so these mentions may share a place.
        ``date`` is that of the context, such as the article's.
        """
        if not (self._known and self._signs.search(text)):
            return ()
        folded = fold(text)
        years = self._years(folded.text)
        return tuple(
            Mention(slug, *folded.span(item.start, item.end))
            for family, item in self._items(folded.text)
            if (slug := self._resolve(family, item, date, years))
        )

    def _items(self, text: str) -> Iterator[tuple[str, _Item]]:
        spoken_of = ""  # the family that a bare "No. 57" continues
        read_to = 0
        for head in self._heads.finditer(text):
            if head.start() < read_to:
                continue
            word = (head["head"] or "").lower().removesuffix("s")
            if head["bare"]:
                family = spoken_of
            elif (head["body"] or "").isupper() and head["body"] not in self._issuers:
                continue  # another body's numbering
            elif head["head"].islower() and not head["no"]:
                continue  # "announcements 3 days apart"
            else:
                family = word if word in self._families else self._families[0]
            many = bool(_MANY.search(head[0]))
            items = _listed(text, head.end(), many=many)
            if family and items:
                spoken_of, read_to = family, items[-1].end
                if len(items) == 1:
                    start = head.start("head") if head["head"] else head.start("bare")
                    items = [items[0]._replace(start=start)]
                yield from ((family, item) for item in items)

    def _years(self, text: str) -> Mapping[str, frozenset[int]]:
        """Return the years that the text names with the notices of each family."""
        found: dict[str, set[int]] = {}
        for family, item in self._items(text):
            if item.year:
                found.setdefault(family, set()).add(item.year)
        return {family: frozenset(years) for family, years in found.items()}

    def _resolve(
        self,
        family: str,
        item: _Item,
        date: dt.date | None,
        years: Mapping[str, frozenset[int]],
    ) -> str | None:
        if item.year:
            return self._known.get(Numbered(family, item.number, item.year), (None, None))[0]
        fitting = sorted(
            (key.year, slug)
            for key, (slug, announced) in self._known.items()
            if key[:2] == (family, item.number)
            and (key.year in years.get(family, ()) or _talked_of(announced, key.year, date))
        )
        return fitting[-1][1] if fitting else None


def _talked_of(announced: dt.date | None, year: int, date: dt.date | None) -> bool:
    """Return whether a text of ``date`` may mean the measure by its number alone."""
    if date is None:
        return False
    if announced is None:
        return date.year == year
    return announced <= date <= announced + _LONGEST_TALK


def _listed(text: str, start: int, *, many: bool) -> list[_Item]:
    """Return the numbers of the list at ``start``; a year at its end goes for all before it."""
    items: list[_Item] = []
    position: int | None = start
    while position is not None and (one := _ONE.match(text, position)):
        to = _TO.match(text, one.end()) if many else None
        items.extend(_range(one, to) if to else [_item(one)])
        end = (to or one).end()
        following = _NEXT.match(text, end) if many else None
        position = following.end() if following else None
    year = items[-1].year if items else None
    return [item if item.year else item._replace(year=year) for item in items]


def _item(one: re.Match[str]) -> _Item:
    year = int(one["year"]) if one["year"] else None
    return _Item(int(one["first"]), one.start("first"), one.end(), year)


def _range(one: re.Match[str], to: re.Match[str]) -> list[_Item]:
    first, last = int(one["first"]), int(to["last"])
    year = int(to["year"]) if to["year"] else None
    if not first < last <= first + _WIDEST:
        return [_item(one), _Item(last, to.start("last"), to.end(), year)]
    between = [_Item(n, one.start("first"), to.end("last"), year) for n in range(first + 1, last)]
    return [
        _item(one)._replace(year=year),
        *between,
        _Item(last, to.start("last"), to.end("last"), year),
    ]
