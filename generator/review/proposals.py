"""Passages that a person may want to make a number, a site or a deadline of, as rows to paste.

They are candidates: what each number is of, only a person can say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.numbers import Number, apart
from generator.catalogue.vocabulary import Words
from generator.extract.units import DURATIONS
from generator.model import Article, Finding, Found, Passage, Quantity
from generator.review.library import Library
from generator.review.number_evidence import counted_noun, fits, measured, stands_behind
from generator.text.months import period
from generator.text.words import content_words, stem

LEAST_SHARED = 2  # names and words that a passage and the page of a number have in common


class Candidate(NamedTuple):
    """A passage with a row to paste; ``key`` is the page it may belong to, empty for none."""

    key: str
    row: str
    passage: Passage
    date: dt.date | None

    def __str__(self) -> str:
        """Return the passage as a comment above its row."""
        return f"  # {self.passage.text}\n  {self.row}"


class _Said(NamedTuple):
    """A sentence of a seed with what was found in it."""

    article: Article
    found: Found
    passage: Passage


def number_candidates(library: Library) -> tuple[Candidate, ...]:
    """Return a row for each quantity that no page cites, the newest first.

    Its page is the one with its unit that shares most names and words with the passage.
    """
    catalogue = library.catalogue
    cited = {c for n in catalogue.numbers.values() for v in n.values for c in v.cites}
    made = (
        Candidate(_page_of(said, quantity, catalogue), row, said.passage, said.article.date)
        for said in _sentences(library)
        if not {said.passage.address, said.passage.label} & cited
        for quantity, row in _value_rows(said, library)
    )
    return _newest(made)


def site_candidates(library: Library) -> tuple[Candidate, ...]:
    """Return a row of capacity for each amount beside a place and the word for a kind of site."""
    catalogue = library.catalogue
    places = {slug for slug, e in catalogue.entities.items() if _is_place(e.type, catalogue)}
    cited = {
        address
        for entity in catalogue.entities.values()
        for site in entity.sites
        for each in (*site.capacity, *((site.status,) if site.status else ()))
        for address in each.cites
    }
    heads = _heads(catalogue.vocabulary.site_kinds)
    made = (
        Candidate(
            place,
            f'- {{value: "{quantity.given}", of: …, period: null, kind: …, {_cites(said)}}}',
            said.passage,
            said.article.date,
        )
        for said in _sentences(library)
        if said.passage.address not in cited and heads.search(said.passage.text)
        for place in dict.fromkeys(m.entity for m in said.found.mentions if m.entity in places)
        for quantity in said.found.quantities
        if quantity.unit.removesuffix("/year") in {"t", "kg", "units"}
    )
    return _newest(made)


def deadline_candidates(library: Library) -> tuple[Candidate, ...]:
    """Return a row for each day, month or year to come from where its passage stands."""
    catalogue = library.catalogue
    rows = [*(e.deadlines for e in catalogue.entities.values())]
    rows += [topic.deadlines for topic in catalogue.topics.values()]
    cited = {address for row in rows for deadline in row for address in deadline.cites}
    made = (
        Candidate(key, row, said.passage, said.article.date)
        for said in _sentences(library)
        if said.passage.address not in cited and (key := _whose(said, catalogue))
        for span in said.found.dates
        if span.date and _to_come(span.date, said.article)
        for row in (f'- {{date: {span.date}, what: "…", {_cites(said)}}}',)
    )
    return _newest(made)


def _whose(said: _Said, catalogue: Catalogue) -> str:
    """Return the first name of a passage that is no outlet, a measure before others."""
    named = [catalogue.entities[mention.entity] for mention in said.found.mentions]
    free = [e for e in named if e.speaks_as not in {"news-outlet", "state-media"}]
    return next((e.slug for e in sorted(free, key=lambda e: e.measure is None)), "")


def _to_come(date: str, article: Article) -> bool:
    """Return whether a date lies after the last day that the sources of a text cover."""
    when, told = period(date), article.sources_reach_to or article.date
    return bool(when and told and when.start > told)


def notices(library: Library) -> Iterator[Finding]:
    """Yield the seeds whose numbers no page holds, and accounts of two seeds that may differ."""
    found: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in number_candidates(library):
        if candidate.key:
            found.setdefault((candidate.passage.article, candidate.key), []).append(candidate)
    for (seed, key), candidates in found.items():
        number = library.catalogue.numbers[key]
        places = ", ".join(dict.fromkeys(c.passage.place for c in candidates))
        path = library.articles[seed].path
        message = f"{number.path} may hold numbers of {places}; see: briefing numbers {key}"
        yield Finding("number-to-add", path, 0, message)
        for candidate in candidates:
            if other := _other_account(candidate, number, library):
                yield Finding("may-differ", path, 0, other)


def _other_account(candidate: Candidate, number: Number, library: Library) -> str:
    """Return what a page says otherwise for the same period; empty where nothing does."""
    evidence = library.of_labels([candidate.passage.label])
    for quantity in evidence.quantities:
        when = stands_behind(quantity, evidence)
        said = f"{candidate.passage.address} says {quantity.given}"
        for value in number.values if when else ():
            known = measured(value.text, number.unit)
            same = when and value.period and value.period.text == when.text
            if same and known and known.unit == quantity.unit and apart(known, quantity):
                other = f"{number.path} has {value.text} for that time ({value.says})"
                return f"{said}, {other}; if both are of one thing, add it"
    return ""


def _sentences(library: Library) -> Iterator[_Said]:
    for article in library.articles.values():
        for found in library.project.facts(article.id).found:
            yield _Said(article, found, found.sentence.passages[0])


def _value_rows(said: _Said, library: Library) -> Iterator[tuple[Quantity, str]]:
    """Yield a row for each quantity that is no bare count."""
    evidence = library.of_labels([said.passage.label])
    speaker = said.found.speaker
    publishers = {source.publisher for source in said.article.sources}
    alone = publishers.pop() if len(publishers) == 1 else "…"
    says = (speaker.entity or speaker.name) if speaker else alone
    for quantity in said.found.quantities:
        countable = counted_noun(quantity.unit) or quantity.unit in DURATIONS
        if countable or not re.search(r"\d", quantity.given):
            continue
        when = stands_behind(quantity, evidence)
        of = when.text if when else "null"
        yield (
            quantity,
            f'- {{value: "{quantity.given}", period: {of}, says: {says}, {_cites(said)}}}',
        )


def _page_of(said: _Said, quantity: Quantity, catalogue: Catalogue) -> str:
    """Return the slug of the page that a quantity most likely belongs to, empty for none."""
    names = {mention.entity for mention in said.found.mentions}
    words = {stem(word) for word in content_words(said.passage.text)}
    ranked = []
    for number in catalogue.numbers.values():
        own = {stem(word) for word in content_words(f"{number.name} {number.counts}")}
        about = names & set(number.about)
        if about and fits(quantity.unit, number.unit) and len(own & words) >= LEAST_SHARED:
            ranked.append((len(about) + len(own & words) / len(own), number.slug))
    return max(ranked, default=(0, ""))[1]


def _newest(made: Iterator[Candidate]) -> tuple[Candidate, ...]:
    found = list(dict.fromkeys(made))
    return tuple(sorted(found, key=lambda c: c.date or dt.date.min, reverse=True))


def _cites(said: _Said) -> str:
    return f"cites: [{said.passage.address}]"


def _is_place(kind: str, catalogue: Catalogue) -> bool:
    return catalogue.vocabulary.role(kind) == "place"


def _heads(kinds: Words) -> re.Pattern[str]:
    """Return what finds the last words of the kinds of sites: mine, plant, deposit."""
    heads = {word.split()[-1] for kind in kinds.values() for word in (kind.one, kind.many)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, heads or {'plant'})))})\b")
