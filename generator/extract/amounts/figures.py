"""The figures of an article: each number with what it measures, on what basis, and who says so.

Nothing is guessed.  A stage, group, place or period is given only where the words of the figure's
own clause name it; otherwise it stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.catalogue.entries import Catalogue
from generator.extract.amounts import grounds, placing, scopes, settings
from generator.extract.amounts.background import Background
from generator.extract.amounts.candidates import is_figure
from generator.extract.amounts.changes import NOUN_CHANGE
from generator.extract.amounts.dollars import bare_dollar, local
from generator.extract.amounts.gazetteer import Gazetteer
from generator.extract.amounts.givers import speaker_of
from generator.extract.amounts.headings import Heading
from generator.extract.amounts.leads import in_the_subject, lead
from generator.extract.amounts.neighbours import (
    alike,
    beside,
    like_the_last,
    of_a_kind,
    without_way,
)
from generator.extract.amounts.ofwhat import of_what
from generator.extract.amounts.parallel import in_order
from generator.extract.amounts.passages import passage_of
from generator.extract.amounts.predicates import Context
from generator.extract.amounts.reach import behind, reach
from generator.extract.amounts.recall import Recall
from generator.extract.amounts.series import continued, with_measure
from generator.extract.amounts.stretches import stretches
from generator.extract.amounts.takeover import BARE_CLAUSE, GOES_ON, OF_THEM
from generator.extract.amounts.thread import Thread
from generator.extract.dates import dated_sentences
from generator.extract.quantities import quantities
from generator.extract.speech.claims import Attribution
from generator.extract.speech.clauses import Clause, clause_at
from generator.extract.units import TIMELESS, kind, measures_material
from generator.model import Article, DateSpan, Figure, Quantity, Sentence


def figures(
    article: Article, catalogue: Catalogue, said: Sequence[Attribution] = ()
) -> tuple[Figure, ...]:
    """Return the figures of an article in the order of its text, each once.

    ``said`` are the article's attributions; a figure outside of them is the article's own.
    """
    found: dict[tuple[object, ...], Figure] = {}
    known = Gazetteer.of(article, catalogue)
    reader = _Reader(article, known, said, bare_dollar(article.text), Background.of(article, known))
    for sentence, spans in dated_sentences(article):
        for figure in reader.read(sentence, spans):
            what = figure.what or figure.passage.label
            said_by = figure.speaker.name if figure.speaker else ""
            key = (figure.low, figure.high, figure.unit, what, figure.period, said_by)
            found.setdefault(key, figure)
    return tuple(found.values())


@dataclass(slots=True)
class _Reader:
    """Reads the sentences of an article in turn, each beside what its paragraph has told."""

    article: Article
    known: Gazetteer
    said: Sequence[Attribution]
    dollar: str
    background: Background
    seen: set[float] = field(default_factory=set)
    paragraph: int = 0
    lead: str | None = None  # the country whose weight the paragraph sets out to tell
    site: str | None = None  # the mine, plant or town told of last
    ground: str | None = None  # the one place that the sentence before speaks of
    topic: str | None = None  # what it says that accounts differ on
    heading: Heading = field(default_factory=Heading)
    thread: Thread = field(default_factory=Thread)
    recall: Recall = field(default_factory=Recall)
    since: int = 0  # how many figures were told before the paragraph
    before: list[Figure] = field(default_factory=list)  # of the sentence before

    def read(self, sentence: Sentence, spans: tuple[DateSpan, ...]) -> list[Figure]:
        """Return the figures of a sentence, and remember them for the next one."""
        text = sentence.text
        named = self.known.places(text)
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.before = sentence.paragraph, []
            self.ground = self.site = None
            self.since = len(self.recall.told)
            self.lead = grounds.lead_place(sentence.text, named)
            self.topic = scopes.topic_of(sentence.text)
        elif not self.lead or named:
            self.lead = self.ground
        self.ground = (
            grounds.subject_site(text, named)
            or grounds.only_place(sentence.text, named)
            or (None if named else self.ground)
        )
        kept = [self._in_its_dollar(q) for q in quantities(text) if is_figure(text, q, self.seen)]
        self.heading = self.heading.below(text, self.known)
        kept = kept or self.heading.bare(text)
        self.seen.update(each.high for each in kept)
        read: list[tuple[Quantity, Figure]] = []
        for index, quantity in enumerate(kept):
            following = reach(text, kept, index)
            read.append((quantity, self._figure(sentence, spans, quantity, following, read)))
        found = [
            self.recall.complete(each, self.since)
            for each in in_order(text, read, self.before, self.known)
        ]
        found = [self.heading.headed(each, text) for each in found]
        found = self.thread.follow(found, text, named)
        self.site = grounds.last_site(named) or self.site
        if sentence.opens == "fragment":  # torn, or an item of a list that names a thing
            return [each for each in found if each.what and "…" not in each.what]
        self.before = found or self.before
        return [with_measure(each, text) for each in found]

    def _in_its_dollar(self, quantity: Quantity) -> Quantity:
        return quantity._replace(unit=local(quantity.unit, quantity.given, self.dollar))

    def _figure(
        self,
        sentence: Sentence,
        spans: tuple[DateSpan, ...],
        quantity: Quantity,
        following: int,
        read: Sequence[tuple[Quantity, Figure]],
    ) -> Figure:
        text = sentence.text
        clause = clause_at(text, quantity.start, quantity.end)
        whole = lead(text, clause, quantity)
        left, before, kin = self._beside(text, clause, quantity, whole, read)
        right = behind(text, quantity.end, min(clause.end, following))
        what = of_what(Context(quantity, clause, left, right, before, kin))
        material = measures_material(quantity.unit)
        named = what if material or "…" not in what else quantity.given  # a clause names much
        holding = scopes.clause_dates(clause, stretches(text, spans), quantity.end)
        end = min(quantity.end, clause.end)
        timeless = quantity.unit in TIMELESS and not _COVER.search(what)
        period = (
            None
            if timeless
            else settings.period(
                text, quantity.start, end, holding, opening=quantity.unit not in _GRADES
            )
        )
        place = placing.place_of(named.split("…")[0], clause, quantity, self.known, self.lead)
        place = place or grounds.same_site(clause, quantity, self.site, self.known)
        works = self.background.works_of(clause, quantity, self.known)
        place = place or (works.place if works else None)
        stage = scopes.stage_of(named, text, whole, quantity)
        if works and place == works.place and not re.search(r"\bstock", what):
            stage = stage or works.stage
        place = place or self.background.place_of(what, stage, clause, quantity, self.known)
        what = "" if what.removeprefix("the ") == place else what  # "… and Australia 7.4%"
        if kin and what == kin:
            what = placing.without_other_place(what, place, self.known)
        figure = Figure(
            given=quantity.given,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            qualifier=quantity.qualifier,
            passage=passage_of(sentence, quantity.given),
            what=what or None,
            stage=stage,
            group=scopes.group_of(named, text, quantity),
            place=place,
            period=period.words if period else None,
            speaker=speaker_of(sentence, quantity, self.said, self.article),
            when=period.when if period else None,
        )
        listed = placing.listed(clause, quantity, self.known) is not None
        told_before = [*self.before, *(each for _, each in read)]
        figure = continued(figure, told_before, listed=listed)
        if not read:
            priced = kind(figure.unit) == "price"  # each is of its own market
            return figure if priced else self._like_before(figure)
        last, told = read[-1]
        figure = beside(figure, told, text[last.end : quantity.start])
        return figure if figure.stage else self._like_before(figure)

    def _like_before(self, figure: Figure) -> Figure:
        """Return a figure with the basis that the sentence before names for the same thing."""
        thing = without_way(figure.what or "")
        same = (each for each in reversed(self.before) if without_way(each.what or "") == thing)
        return like_the_last(figure, next(same, figure))

    def _beside(
        self,
        text: str,
        clause: Clause,
        quantity: Quantity,
        whole: str,
        read: Sequence[tuple[Quantity, Figure]],
    ) -> tuple[str, str | None, str | None]:
        """Return the words since the last figure, what it is of, and what the last like it is of.

        For the first figure of a sentence that goes on about the same thing ("They recovered to
        3,188 tonnes") that is the last one before the sentence, else the paragraph's topic.
        """
        if read:
            last, figure = read[-1]
            same = clause_at(text, last.start, last.end).start == clause.start
            left = text[max(clause.said, min(last.end, quantity.start)) : quantity.start]
            other = kind(last.unit) != kind(quantity.unit)
            if other and in_the_subject(text[clause.said : last.start], left):
                left = whole
            kin_of = [each.what for _, each in read if of_a_kind(each.unit, quantity.unit)]
            before, kin = figure.what or "", kin_of[-1] if kin_of else None
            return left if same else whole, _plain(before), _plain(kin or "")
        if NOUN_CHANGE.match(text, quantity.end):
            told = (each.what for each in reversed(self.before) if _plain(each.what or ""))
            if what := next(told, None):
                return whole, what, what
        goes_on = GOES_ON.match(whole) or OF_THEM.match(text, quantity.end)
        for figure in reversed(self.before if goes_on or BARE_CLAUSE.fullmatch(whole) else ()):
            if alike(figure.unit, quantity.unit) and figure.what and "…" not in figure.what:
                return GOES_ON.sub("", whole), figure.what, figure.what
        return whole, self.topic, self.topic


_GRADES = frozenset(("ppm", "g/t"))  # a limit or a grade is of no time
# "90 days of imports by 2029" is a target for a year.
_COVER = re.compile(r"\b(?:imports|demand|consumption)\b")


def _plain(what: str) -> str:
    """Return a noun phrase that another figure may take over; a clause is its figure's own."""
    return "" if "…" in what else what
