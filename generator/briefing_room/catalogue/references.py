"""Expand references to numbered policies: "Announcement Nos. 55 to 58, 61 and 62" means six.

A policy can be referred to like this if one of its names ends in "<Word> No. <number> of <year>".
A number without a year ("No. 18 was suspended") counts only if another year in the text, or the
date of the context, fits.  A paper of another body does not count, nor does one that could be two
policies.  Bare numbers ("suspended Nos. 55 to 58") count only if all of them are known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing_room.model import Mention
from briefing_room.text import lexicon
from briefing_room.text.periods import MONTHS
from briefing_room.text.typography import fold

_PAPER_WORDS = frozenset(
    {"announcement", "notice", "notification", "bulletin", "circular", "communique", "proclamation"}
)
"""Translations of one and the same word for a kind of paper."""

_YEAR = r"(?:19|20)\d\d(?!\d)"
_NO_SIGN = re.compile(r"\s*(?:Nos?\b\.?|numbers?\b|#)\s*", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?:{_NO_SIGN.pattern})?(?P<number>\d{{1,3}})(?!\d|[.,]\d|\s?(?:%|per\b|percent\b))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:to|through|until|-|–)\s*", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"\s*(?:,\s*(?:and\b)?|and\b|&|/)\s*", re.IGNORECASE)
_MONTH = rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*"
_DAY_WORDS = rf"(?:\d\d? )?{_MONTH}\.?(?: \d\d?(?:st|nd|rd|th)?\b)?"
_STATED_YEAR = re.compile(
    rf"(?:\s?[/–-]\s?|(?:[\s,(\[]|\b(?:of|on|the|year|dated|issued|published|announced|{_DAY_WORDS}))++)"
    rf"(?P<year>\b{_YEAR})[)\]]?",
    re.IGNORECASE,
)
_MAX_RANGE = 30  # numbers; a longer range is not a list of notices
_BARE_NUMBER_PERIOD = dt.timedelta(days=730)  # in which texts use the number without a year

# The issuing body, before or after the number.
_BODY = r"[A-Z][\w.&-]*(?:(?:,? (?:of|and|the|for|&))* [A-Z][\w.&-]*)*"
_BODY_BEFORE = re.compile(rf"(?P<body>{_BODY})(?:'s?)?\s+(?:joint\s+)?\Z")
_BODY_AFTER = re.compile(
    rf",? (?:issued )?(?:of|by|from) (?:the )?(?P<body>{_BODY})(?:(?:,| in| of) (?P<year>{_YEAR}))?"
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Administration|Commission|Council|Department|Bureau|Agency|Office|Bank|Board|"
    r"Customs|Authority|Directorate|Treasury|[A-Z]{2,})\b"
)
_SENTENCE_OPENERS = lexicon.PREPOSITIONS | lexicon.DETERMINERS | lexicon.CONJUNCTIONS

_FULL_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<family>[A-Z][a-z]+) No\. (?P<number>\d{1,4}) of (?P<year>\d{4})"
)
_SHORT_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<family>[A-Z][a-z]+)(?: No\.)? (?P<number>\d{1,4})(?P<year> of \d{4})?"
)
_NUMBER_SIGN = re.compile(r"\bnos?\.\W*\d")


class NumberedPolicy(NamedTuple):
    """A numbered policy; ``issuer`` has the words in the names of its issuer and their country."""

    year: int
    slug: str
    announced: dt.date | None
    issuer: frozenset[str]


class _PolicyNumber(NamedTuple):
    """A number at ``text[start:end]``; one inside a range has the offsets of the range."""

    number: int
    start: int
    end: int
    year: int | None = None


class _NumberList(NamedTuple):
    """The numbers after one head, such as "Notices"; if ``strict``, all of them must be known.

    ``bodies`` has the words in the name of each issuing body that the text gives.
    """

    kind: str
    bodies: tuple[frozenset[str], ...]
    items: tuple[_PolicyNumber, ...]
    strict: bool


class References:
    """Finds references to the numbered policies of a catalogue."""

    __slots__ = ("_heads", "_known", "_signs", "known")

    known: tuple[str, ...]  # all numbered policies as texts, for digests

    def __init__(self, names: Iterable[tuple[str, str, dt.date | None, tuple[str, ...]]]) -> None:
        """Take (name, slug, day of announcement, names of issuer and country) of every policy."""
        self._known: defaultdict[tuple[str, int], set[NumberedPolicy]] = defaultdict(set)
        head_words = set(_PAPER_WORDS)
        for name, slug, announced, issuer in names:
            if match := _FULL_NAME.fullmatch(name):
                family = match["family"].lower()
                issuer_words = _capitalised_words(" ".join((*issuer, match["issuer"] or "")))
                issued = NumberedPolicy(int(match["year"]), slug, announced, issuer_words)
                self._known[_paper_kind(family), int(match["number"])].add(issued)
                head_words.add(family)
        self.known = tuple(
            f"{key} {policy[:3]} {sorted(policy.issuer)}"
            for key, policies in sorted(self._known.items())
            for policy in sorted(policies, key=lambda issued: issued[:2])
        )
        self._signs = tuple(sorted(head_words))
        self._heads = re.compile(
            rf"\b(?P<head>(?:{'|'.join(self._signs)})s?)\s*(?=No|num|#|\d)"
            r"|(?<![\w-])(?P<bare>Nos?\.)\s*(?=\d)",
            re.IGNORECASE,
        )

    def is_bare(self, name: str, slug: str) -> bool:
        """Whether ``name`` lacks a year or an issuer, so that the context must decide."""
        match = _SHORT_NAME.fullmatch(name)
        if match is None or (match["issuer"] and match["year"]):
            return False
        policies = self._known.get((_paper_kind(match["family"].lower()), int(match["number"])), ())
        return any(issued.slug == slug for issued in policies)

    def may_refer(self, text: str) -> bool:
        """Whether a text has a word or sign that may begin a reference (a quick check)."""
        lower = text.lower()
        return any(word in lower for word in self._signs) or _NUMBER_SIGN.search(lower) is not None

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Find every reference in ``text``, in order.

        Mentions may have the same offsets, since a number inside a range has those of the range.
        ``date`` is the date of the context, such as the article's.
        """
        if not (self._known and self.may_refer(text)):
            return ()
        lists = tuple(self._number_lists(fold(text)))
        years = {item.year for numbers in lists for item in numbers.items if item.year}
        mentions: list[Mention] = []
        for numbers in lists:
            slugs = [self._resolve(numbers, item, date, years) for item in numbers.items]
            if all(slugs) or not numbers.strict:
                pairs = zip(slugs, numbers.items, strict=True)
                mentions += (Mention(s, item.start, item.end) for s, item in pairs if s)
        return tuple(mentions)

    def _number_lists(self, text: str) -> Iterator[_NumberList]:
        read_to = 0
        for head in self._heads.finditer(text):
            word, sign = head["head"] or "", _NO_SIGN.match(text, head.end())
            is_plural = (
                word.endswith("s") or "s" in (head["bare"] or (sign[0] if sign else "")).lower()
            )
            items = (
                _read_numbers(text, head, is_plural=is_plural) if head.start() >= read_to else []
            )
            if not items or (word.islower() and not sign and not items[-1].year):
                continue  # "announcements 3 days apart"
            read_to = items[-1].end
            before = _BODY_BEFORE.search(text, max(0, head.start() - 120), head.start())
            bodies, year = _bodies(before), None
            after = None if bodies else _BODY_AFTER.match(text, read_to)
            if after and (bodies := _bodies(after)):
                year = int(after["year"]) if after["year"] else None
            strict = bool(head["bare"]) and not bodies
            if strict and (len(items) < 2 or (before and "'s" not in before[0])):
                continue  # "No. 57 in the ranking", "Rooms Nos. 5 and 6"
            if len(items) == 1:
                items = [items[0]._replace(start=head.start("head" if word else "bare"))]
            kind = _paper_kind(word.lower().removesuffix("s")) if word else "announcement"
            dated = tuple(item._replace(year=item.year or year) for item in items)
            yield _NumberList(kind, bodies, dated, strict)

    def _resolve(
        self, numbers: _NumberList, item: _PolicyNumber, date: dt.date | None, years: set[int]
    ) -> str | None:
        """The slug of the policy that is meant; ``None`` if none fits, or more than one."""
        candidates = [
            issued
            for issued in self._known.get((numbers.kind, item.number), ())
            if not numbers.bodies or any(body <= issued.issuer for body in numbers.bodies)
        ]
        if item.year:
            candidates = [i for i in candidates if i.year == item.year]
        else:
            candidates = [i for i in candidates if i.year in years or _may_be_meant(i, date)]
            last = max((i.year for i in candidates), default=0)
            candidates = [i for i in candidates if i.year == last]
        slugs = {i.slug for i in candidates}
        return slugs.pop() if len(slugs) == 1 else None


def _read_numbers(text: str, head: re.Match[str], *, is_plural: bool) -> list[_PolicyNumber]:
    """Read the numbers after a head; a year applies to all numbers before it that have none."""
    items: list[_PolicyNumber] = []
    position: int | None = head.end()
    while position is not None and (match := _NUMBER.match(text, position)):
        number, start, end = int(match["number"]), match.start("number"), match.end()
        dash = _RANGE.match(text, end) if is_plural else None
        last = _NUMBER.match(text, dash.end()) if dash else None
        closing = int(last["number"]) if last else 0
        new = [_PolicyNumber(number, start, end)]
        if last and number < closing <= number + _MAX_RANGE:
            new += [_PolicyNumber(n, start, last.end()) for n in range(number + 1, closing)]
            new.append(_PolicyNumber(closing, last.start("number"), last.end()))
        items += new
        if stated := _STATED_YEAR.match(text, items[-1].end):
            year = int(stated["year"])
            items[-1] = items[-1]._replace(end=stated.end())
            items = [item._replace(year=item.year or year) for item in items]
        following = _NEXT_NUMBER.match(text, items[-1].end) if is_plural else None
        position = following.end() if following else None
    return items


def _bodies(match: re.Match[str] | None) -> tuple[frozenset[str], ...]:
    """The words in the name of each institution that a match names."""
    if match is None or not _INSTITUTION.search(match["body"]):
        return ()
    return tuple(map(_capitalised_words, re.split(r",? and (?:the )?| & |, ", match["body"])))


def _capitalised_words(names: str) -> frozenset[str]:
    """The capitalised words, without those that only open a sentence."""
    words = re.findall(r"[A-Z][\w&-]*", names)
    return frozenset(word for word in words if word.lower() not in _SENTENCE_OPENERS)


def _paper_kind(family: str) -> str:
    """One word for all translations of the word for a paper."""
    return "announcement" if family in _PAPER_WORDS else family


def _may_be_meant(issued: NumberedPolicy, date: dt.date | None) -> bool:
    """Whether a text of ``date`` may refer to a policy by its number alone."""
    if date is None or issued.announced is None:
        return False
    return issued.announced <= date <= issued.announced + _BARE_NUMBER_PERIOD
