"""Find references to policies by number: "Announcement Nos. 55 to 58, 61 and 62" names six.

A policy can be found if one of its names ends in "<Paper> No. <number> of <year>", where the paper
is a word such as "Announcement".  A reference without a year ("No. 18 was suspended") counts only
if another year in the text, or the date of the text, fits.  A reference to a paper of another
issuer, or to one that could be two policies, does not count.  Numbers without a paper ("suspended
Nos. 55 to 58") count only if all of them are known.
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

_PAPER_WORDS = lexicon.word_list("papers", "naming")

_YEAR = r"(?:19|20)\d\d(?!\d)"
_NUMERO = re.compile(r"\s*(?:Nos?\b\.?|numbers?\b|#)\s*", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?:{_NUMERO.pattern})?(?P<number>\d{{1,3}})(?!\d|[.,]\d|\s?(?:%|per\b|percent\b))",
    re.IGNORECASE,
)
_RANGE_WORD = re.compile(r"\s*(?:to|through|until|-|–)\s*", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"\s*(?:,\s*(?:and\b)?|and\b|&|/)\s*", re.IGNORECASE)
_MONTH = rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*"
_DAY_WORDS = rf"(?:\d\d? )?{_MONTH}\.?(?: \d\d?(?:st|nd|rd|th)?\b)?"
_STATED_YEAR = re.compile(
    rf"(?:\s?[/–-]\s?|(?:[\s,(\[]|\b(?:of|on|the|year|dated|issued|published|announced|{_DAY_WORDS}))++)"
    rf"(?P<year>\b{_YEAR})[)\]]?",
    re.IGNORECASE,
)
_MAX_RANGE = 30  # numbers; a longer range is not a list of notices
_BODY_CONTEXT = 120  # characters before a reference in which its issuer is looked for
_BARE_NUMBER_PERIOD = dt.timedelta(days=730)  # in which texts use the number without a year

# The issuing body, before or after the number.
_BODY = r"[A-Z][\w.&-]*(?:(?:,? (?:of|and|the|for|&))* [A-Z][\w.&-]*)*"
_BODY_BEFORE = re.compile(rf"(?P<body>{_BODY})(?:'s?)?\s+(?:joint\s+)?\Z")
_BODY_AFTER = re.compile(
    rf",? (?:issued )?(?:of|by|from) (?:the )?(?P<body>{_BODY})(?:(?:,| in| of) (?P<year>{_YEAR}))?"
)
_INSTITUTION = re.compile(
    rf"\b(?:{lexicon.alternatives(lexicon.word_list('institutions', 'naming'))}|[A-Z]{{2,}})\b"
)
_SENTENCE_OPENERS = lexicon.PREPOSITIONS | lexicon.DETERMINERS | lexicon.CONJUNCTIONS

_FULL_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<paper>[A-Z][a-z]+) No\. (?P<number>\d{1,4}) of (?P<year>\d{4})"
)
_SHORT_NAME = re.compile(
    r"(?P<issuer>.*\s)?(?P<paper>[A-Z][a-z]+)(?: No\.)? (?P<number>\d{1,4})(?P<year> of \d{4})?"
)
_NUMERO_AND_DIGIT = re.compile(r"\bnos?\.\W*\d")


class PolicyName(NamedTuple):
    """A name of a policy; ``issuer_names`` are those of its issuer and of the issuer's country."""

    name: str
    slug: str
    announced: dt.date | None
    issuer_names: tuple[str, ...]


class NumberedPolicy(NamedTuple):
    """A policy that has a number; ``issuer_words`` are the words in the names of its issuer."""

    year: int
    slug: str
    announced: dt.date | None
    issuer_words: frozenset[str]


class _PolicyNumber(NamedTuple):
    """A number at ``text[start:end]``; a number inside a range has the offsets of the range."""

    number: int
    start: int
    end: int
    year: int | None = None


class _NumberList(NamedTuple):
    """The numbers after a word such as "Notices"; ``paper`` is the kind of paper.

    ``issuers`` has the words in the name of each issuing body that is named.  The numbers of a
    ``bare`` list, which has no such word, count only if all of them are known.
    """

    paper: str
    issuers: tuple[frozenset[str], ...]
    numbers: tuple[_PolicyNumber, ...]
    bare: bool


class References:
    """Finds references to the numbered policies of a catalogue."""

    __slots__ = ("_opening", "_papers", "_policies", "fingerprints")

    fingerprints: tuple[str, ...]  # a string for each numbered policy, for digests

    def __init__(self, names: Iterable[PolicyName]) -> None:
        self._policies: defaultdict[tuple[str, int], set[NumberedPolicy]] = defaultdict(set)
        papers = set(_PAPER_WORDS)
        for name, slug, announced, issuer_names in names:
            if match := _FULL_NAME.fullmatch(name):
                paper = match["paper"].lower()
                issuer_words = _capitalised_words(" ".join((*issuer_names, match["issuer"] or "")))
                policy = NumberedPolicy(int(match["year"]), slug, announced, issuer_words)
                self._policies[_canonical_paper(paper), int(match["number"])].add(policy)
                papers.add(paper)
        self.fingerprints = tuple(
            f"{key} {policy[:3]} {sorted(policy.issuer_words)}"
            for key, policies in sorted(self._policies.items())
            for policy in sorted(policies, key=lambda policy: policy[:2])
        )
        self._papers = tuple(sorted(papers))
        self._opening = re.compile(
            rf"\b(?P<word>(?:{'|'.join(self._papers)})s?)\s*(?=No|num|#|\d)"
            r"|(?<![\w-])(?P<bare>Nos?\.)\s*(?=\d)",
            re.IGNORECASE,
        )

    def is_incomplete(self, name: str, slug: str) -> bool:
        """Whether ``name`` lacks a year or an issuer, so that the context must decide."""
        match = _SHORT_NAME.fullmatch(name)
        if match is None or (match["issuer"] and match["year"]):
            return False
        key = (_canonical_paper(match["paper"].lower()), int(match["number"]))
        return any(policy.slug == slug for policy in self._policies.get(key, ()))

    def may_refer(self, text: str) -> bool:
        """Whether a passage has a word or sign that may begin a reference (a quick check)."""
        lower = text.lower()
        return (
            any(word in lower for word in self._papers)
            or _NUMERO_AND_DIGIT.search(lower) is not None
        )

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Find every reference in ``text``, in order.

        Mentions may have the same offsets, since a number inside a range has those of the range.
        ``date`` is the date of the context, such as the article's.
        """
        if not (self._policies and self.may_refer(text)):
            return ()
        lists = tuple(self._number_lists(fold(text)))
        years = {
            number.year for number_list in lists for number in number_list.numbers if number.year
        }
        mentions: list[Mention] = []
        for number_list in lists:
            slugs = [
                self._resolve(number_list, number, date, years) for number in number_list.numbers
            ]
            if all(slugs) or not number_list.bare:
                pairs = zip(slugs, number_list.numbers, strict=True)
                mentions += (Mention(slug, n.start, n.end) for slug, n in pairs if slug)
        return tuple(mentions)

    def _number_lists(self, text: str) -> Iterator[_NumberList]:
        """Yield the lists of numbers that may mean policies, in order."""
        position = 0
        for opening in self._opening.finditer(text):
            if opening.start() >= position and (number_list := _read_number_list(text, opening)):
                position = number_list.numbers[-1].end
                yield number_list

    def _resolve(
        self, number_list: _NumberList, number: _PolicyNumber, date: dt.date | None, years: set[int]
    ) -> str | None:
        """The slug of the policy that is meant; ``None`` if none fits, or more than one."""
        candidates = [
            policy
            for policy in self._policies.get((number_list.paper, number.number), ())
            if not number_list.issuers
            or any(issuer <= policy.issuer_words for issuer in number_list.issuers)
        ]
        year = number.year
        if not year:
            candidates = [p for p in candidates if p.year in years or _may_be_meant(p, date)]
            year = max((policy.year for policy in candidates), default=0)
        slugs = {policy.slug for policy in candidates if policy.year == year}
        return slugs.pop() if len(slugs) == 1 else None


def _read_number_list(text: str, opening: re.Match[str]) -> _NumberList | None:
    """Read the list that begins with ``opening``; ``None`` if it means no policies."""
    word, bare_numero = opening["word"] or "", opening["bare"] or ""
    numero = _NUMERO.match(text, opening.end())
    numero_text = bare_numero or (numero[0] if numero else "")
    is_plural = word.endswith("s") or "s" in numero_text.lower()
    numbers = _read_numbers(text, opening.end(), is_plural=is_plural)
    if not numbers or (word.islower() and not numero and not numbers[-1].year):
        return None  # "announcements 3 days apart"
    before = _BODY_BEFORE.search(text, max(0, opening.start() - _BODY_CONTEXT), opening.start())
    after = _BODY_AFTER.match(text, numbers[-1].end)
    issuers, year = _issuing_bodies(before), None
    if not issuers and after and (issuers := _issuing_bodies(after)):
        year = int(after["year"]) if after["year"] else None
    is_bare = bool(bare_numero) and not issuers
    if is_bare and (len(numbers) < 2 or (before and "'s" not in before[0])):
        return None  # "No. 57 in the ranking", "Rooms Nos. 5 and 6"
    if len(numbers) == 1:
        numbers = [numbers[0]._replace(start=opening.start("word" if word else "bare"))]
    paper = _canonical_paper(word.lower().removesuffix("s")) if word else "announcement"
    dated_numbers = tuple(number._replace(year=number.year or year) for number in numbers)
    return _NumberList(paper, issuers, dated_numbers, is_bare)


def _read_numbers(text: str, start: int, *, is_plural: bool) -> list[_PolicyNumber]:
    """Read the numbers from ``start``; a year applies to all numbers before it that have none.

    After a singular word, such as "Notice No. 61", each further number needs its own "No.".
    """
    numbers: list[_PolicyNumber] = []
    position: int | None = start
    while position is not None and (match := _NUMBER.match(text, position)):
        number, start, end = int(match["number"]), match.start("number"), match.end()
        range_word = _RANGE_WORD.match(text, end) if is_plural else None
        last = _NUMBER.match(text, range_word.end()) if range_word else None
        last_number = int(last["number"]) if last else 0
        numbers.append(_PolicyNumber(number, start, end))
        if last and number < last_number <= number + _MAX_RANGE:
            numbers += [_PolicyNumber(n, start, last.end()) for n in range(number + 1, last_number)]
            numbers.append(_PolicyNumber(last_number, last.start("number"), last.end()))
        if year_match := _STATED_YEAR.match(text, numbers[-1].end):
            year = int(year_match["year"])
            opened = any(bracket in year_match[0] for bracket in "([")
            year_end = year_match.end() if opened else year_match.end("year")
            numbers[-1] = numbers[-1]._replace(end=year_end)
            numbers = [n._replace(year=n.year or year) for n in numbers]
        separator = _NEXT_NUMBER.match(text, numbers[-1].end)
        position = separator.end() if separator else None
        if position is not None and not (is_plural or _NUMERO.match(text, position)):
            break
    return numbers


def _issuing_bodies(match: re.Match[str] | None) -> tuple[frozenset[str], ...]:
    """The words in the name of each institution in a match."""
    if match is None or not _INSTITUTION.search(match["body"]):
        return ()
    return tuple(map(_capitalised_words, re.split(r",? and (?:the )?| & |, ", match["body"])))


def _capitalised_words(names: str) -> frozenset[str]:
    """The capitalised words, without those that only open a sentence."""
    words = re.findall(r"[A-Z][\w&-]*", names)
    return frozenset(word for word in words if word.lower() not in _SENTENCE_OPENERS)


def _canonical_paper(word: str) -> str:
    """Map every translation of "announcement", such as "notice", to that word."""
    return "announcement" if word in _PAPER_WORDS else word


def _may_be_meant(policy: NumberedPolicy, date: dt.date | None) -> bool:
    """Whether an article of ``date`` may refer to a policy by its number without the year."""
    if date is None or policy.announced is None:
        return False
    return policy.announced <= date <= policy.announced + _BARE_NUMBER_PERIOD
