"""Expand references to numbered measures: "Announcement Nos. 55 to 58, 61 and 62" means six.

A measure can be referred to so if one of its names ends in "<Word> No. <number> of <year>".
A number without a year refers only where the year of its text or the date of its context fits.
A paper of another body, or one that two measures could be, refers to none.  A list of numbers that
no word says what they are of ("suspended Nos. 55 to 58") refers only where all of them are known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.folding import fold
from generator.catalogue.reference_shapes import (
    LEADS_IN,
    SAME,
    Item,
    body_after,
    body_before,
    heads,
    listed,
)
from generator.model import Mention


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

    __slots__ = ("_heads", "_issuers", "_known", "_signs")

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
        words = {key.family for key in self._known} | SAME
        self._signs = tuple(sorted(words))
        self._heads = heads(words)

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
        if not (self._known and self._may_refer(text)):
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

    def _may_refer(self, text: str) -> bool:
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
            before = body_before(text, head.start())
            items = listed(text, head)
            plain = bool(word) and head["head"].islower() and not head["no"]
            if not items or (plain and not items[-1].year):
                continue  # "announcements 3 days apart"
            after, year = body_after(text, items[-1].end)
            family, body, alone = word.removesuffix("s"), before or after, None
            if head["bare"]:
                if any(before.endswith(name) for name in self._whose(before)):  # "MOFCOM No. 61"
                    family = "announcement"
                elif spoken_of:
                    family, body = spoken_of.family, body or spoken_of.body
                elif len(items) > 1 and LEADS_IN.search(text, 0, head.start()):
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
        if item.hint and (slug := self._only(one, whose, item.hint)):
            return slug
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
    return "announcement" if family in SAME else family


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
