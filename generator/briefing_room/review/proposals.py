"""What a person may want to write: rows of the numbers, sites and days in passages, pages of names.

They are candidates: what a number is of and what a name is, only a person can say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.entries import Catalogue
from briefing_room.extract.units import DURATIONS
from briefing_room.model import Article, Passage, Quantity, SentenceFacts
from briefing_room.pages.layout import tellers
from briefing_room.review.context import ReviewContext
from briefing_room.review.values import stands_behind
from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import any_of, content_words, listed, stem
from briefing_room.text.months import DATE_WORDS, period
from briefing_room.verify.evidence import counted_noun, fits

LEAST_SHARED = 2  # names and words that a passage and the page of a number have in common


class Candidate(NamedTuple):
    """A passage with a row to paste; ``key`` is the page it may belong to, empty for none."""

    key: str
    row: str
    passage: Passage
    date: dt.date | None

    def __str__(self) -> str:
        """Return the passage as a comment above its row."""
        return f"  # {self.passage.text}\n  - {{{self.row}, cites: [{self.passage.address}]}}"


_Rows = Callable[  # keys of pages and what rows say, of a sentence of a seed
    [Article, SentenceFacts, ReviewContext], Iterator[tuple[str, str]]
]


def candidates(context: ReviewContext, what: str = "numbers") -> tuple[Candidate, ...]:
    """Return rows of the passages that no row of their kind cites, the newest first.

    The kinds are ``numbers``, ``sites`` and ``deadlines``.
    """
    rows_of, is_one = _KINDS[what]
    known = filter(is_one, cited_rows(context.catalogue))
    cites = (context.resolve(cite) for row in known for cite in row.cites)
    cited = {passage.label for passage in cites if passage}
    proposed = (
        Candidate(key, row, passage, article.date)
        for article in context.by_id.values()
        for found in context.facts(article.id).found
        for passage in found.sentence.passages[:1]
        if passage.label not in cited
        for key, row in rows_of(article, found, context)
    )
    return tuple(sorted(dict.fromkeys(proposed), key=lambda c: c.date or dt.date.min, reverse=True))


def _number_rows(
    article: Article, found: SentenceFacts, context: ReviewContext
) -> Iterator[tuple[str, str]]:
    """Yield a row for each quantity that is no bare count.

    Its page is the one with its unit that shares most names and words with the passage.
    """
    passage = found.sentence.passages[0]
    evidence = context.of_labels([passage.label])
    sources = tellers(passage, article) or article.sources
    publishers = {source.publisher for source in sources}
    says = publishers.pop() if len(publishers) == 1 else "…"
    if found.speaker:
        says = found.speaker.entity or found.speaker.name
    for quantity in found.quantities:
        countable = counted_noun(quantity.unit) or quantity.unit in DURATIONS
        if not countable and re.search(r"\d", quantity.given):
            when = stands_behind(quantity, evidence)
            period_of = when.text if when else "null"
            key = _page_of(quantity, passage, found.names, context.catalogue)
            yield key, f'value: "{quantity.given}", period: {period_of}, says: {says}'


def _page_of(
    quantity: Quantity, passage: Passage, names: Collection[str], catalogue: Catalogue
) -> str:
    """Return the slug of the page that a quantity most likely belongs to, empty for none."""
    words = set(map(stem, content_words(passage.text)))
    ranked = []
    for number in catalogue.numbers.values():
        counts = set(map(stem, content_words(f"{number.name} {number.counts}")))
        about = {*names} & {*number.about}
        if about and fits(quantity.unit, number.unit) and len(counts & words) >= LEAST_SHARED:
            ranked.append((len(about) + len(counts & words) / len(counts), number.slug))
    return max(ranked, default=(0, ""))[1]


def _site_rows(
    _: Article, found: SentenceFacts, context: ReviewContext
) -> Iterator[tuple[str, str]]:
    """Yield a row of capacity for each amount beside a place and the word for a kind of site."""
    words, entities = context.catalogue.vocabulary, context.catalogue.entities
    kinds = [name for kind in words.site_kinds.values() for name in (kind.one, kind.many)]
    heads = {name.split()[-1] for name in kinds or ["plant"]}
    if heads.isdisjoint(re.findall(r"\w+", found.sentence.passages[0].text)):
        return
    for name in dict.fromkeys(mention.entity for mention in found.mentions):
        for quantity in found.quantities if words.role(entities[name].type) == "place" else ():
            if quantity.unit.removesuffix("/year") in {"t", "kg", "units"}:
                yield name, f'value: "{quantity.given}", of: …, period: null, kind: …'


def _deadline_rows(
    article: Article, found: SentenceFacts, context: ReviewContext
) -> Iterator[tuple[str, str]]:
    """Yield a row for each day, month or year to come from where its passage stands.

    Its page is the first name of the passage that is no outlet, a policy before others.
    """
    named = (context.catalogue.entities[mention.entity] for mention in found.mentions)
    free = [e for e in named if e.speaks_as not in {"news-outlet", "state-media"}]
    written = article.sources_reach_to or article.date
    for entity in sorted(free, key=lambda e: e.policy is None)[:1]:
        for span in found.dates:
            when = period(span.date) if span.date else None
            if when and written and when.start > written:
                yield entity.slug, f'date: {span.date}, what: "…"'


_KINDS: Mapping[str, tuple[_Rows, Callable[[CitedRow], bool]]] = {
    "numbers": (_number_rows, lambda row: bool(row.unit)),
    "sites": (_site_rows, lambda row: bool(row.names)),
    "deadlines": (_deadline_rows, lambda row: bool(row.wording)),
}


# --- Names without a page -------------------------------------------------------------------------
# A name is a run of words with capitals, as English writes them: "Ministry of Mines", "Rio Tinto".
# What opens a sentence counts only where the name stands inside another one, too.

CONTEXTS = 2
_BODIES = listed("bodies", "naming")
_TITLES = frozenset(map(str.lower, listed("titles", "naming"))) | listed("posts", "naming")
_ALONE = _BODIES | _TITLES | listed("firms", "naming") | listed("no_names", "naming") | DATE_WORDS
_SMALL = w.PRONOUNS | w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS | w.SUBORDINATORS
_CAP = r"(?:(?:[a-z]{2,5}-)?[A-Z][\w.&'’-]*|[a-z]{1,2}[A-Z]\w+)"
_PARTICLE = r"(?:de|da|di|del|der|du|la|le|van|von|bin|al|el|dos|ten|ter)"
_RUN = rf"{_CAP}(?: (?:{_PARTICLE} ){{0,2}}(?:& )?{_CAP}){{0,7}}"
_BODY = rf"(?:{any_of(map(str.capitalize, listed('with_of', 'naming')))})"
# "Ministry of Commerce", "Center for Strategic and International Studies"
_OF = rf"(?: (?:of|for|on) (?:the )?{_CAP}(?:,? (?:and |& )?{_CAP}){{0,4}}){{1,2}}"
_NAME = re.compile(rf"(?:{_CAP} ){{0,4}}{_BODY}{_OF}|{_RUN}")
_POSSESSIVE = re.compile(r"['’]s?$")


class UnknownName(NamedTuple):
    """A name without a page: in how many seeds, how often, and sentences that use it."""

    name: str
    seeds: int
    times: int
    contexts: tuple[tuple[str, str], ...]  # path of the seed, sentence


def unknown_names(
    articles: Iterable[Article], catalogue: Catalogue, least: int = 2
) -> list[UnknownName]:
    """Return the names met in at least ``least`` seeds, those met in most seeds first.

    Part of a person's name is left out where somebody is named in full.
    """
    found = [
        (name, opens, article.path, sentence.text)
        for article in articles
        for sentence in article.sentences
        for name, opens in _names(sentence.text, article, catalogue)
    ]
    known = {name.lower() for name in catalogue.stop_names} | _ALONE
    known.update(n.lower() for entity in catalogue.entities.values() for n in entity.names)
    inside = {name for name, opens, *_ in found if not opens}
    uses: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, _, *use in found:
        if name in inside and name.lower().strip(".") not in known:
            uses[name].append((use[0], use[1]))
    parts = {part for name in uses if _may_be_a_person(name.split()) for part in name.split()}
    names = []
    for name in uses.keys() - parts:
        first = sorted(dict(reversed(uses[name])).items())  # the first use in each seed
        if len(first) >= least:
            names.append(UnknownName(name, len(first), len(uses[name]), tuple(first[:CONTEXTS])))
    return sorted(names, key=lambda each: (-each.seeds, -each.times, each.name))


def _names(text: str, article: Article, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """Yield the names in a sentence that the catalogue does not find, and whether one opens it."""
    taken = [(m.start, m.end) for m in catalogue.find(text, article.date)]
    for match in _NAME.finditer(text):
        words = match[0].split()
        name = _trimmed(words)
        before = text[max(0, match.start() - 9) : match.start()].rstrip(" \"'(“‘[*–—-")
        first = (not before and match.start() < 9) or before[-1:] in tuple(".!?:;•")
        said = _POSSESSIVE.sub("", " ".join(name).rstrip("."))
        if len(said) > 2 and not any(a < match.end() and match.start() < b for a, b in taken):
            yield said, first and name[:1] == words[:1]


def _trimmed(words: list[str]) -> list[str]:
    """Return the name in a run: without titles, dates and small words at its ends."""
    titles = [at for at, word in enumerate(words) if _bare(word) in _TITLES]
    if titles and _may_be_a_person(words[titles[-1] + 1 :]):  # "Representative Jamieson Greer"
        words = words[titles[-1] + 1 :]
    while words and _bare(words[0]) in _SMALL | DATE_WORDS | _TITLES:
        words = words[1:]
    while words and _bare(words[-1]) in DATE_WORDS | _SMALL:
        words = words[:-1]
    return words


def _may_be_a_person(words: list[str]) -> bool:
    """Return whether a name has two to four words as people's names do: "J. D. Power"."""
    plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|[A-Z]\.|(?:[A-Z]\.)+", word) for word in words)
    body = not _ALONE.isdisjoint(map(_bare, words))
    return (
        2 <= len(words) <= 4 and plain and not body and not re.search("[A-Z]{3}", " ".join(words))
    )


def _bare(word: str) -> str:
    return word.lower().strip(".,'")
