"""The figures of an article: each number with what it measures, on what basis, and who says so.

Nothing is guessed.  A stage, group, place or period is given only where the words of the figure's
own clause name it; otherwise it stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.catalogue.entries import Catalogue
from generator.extract import scopes, settings
from generator.extract.candidates import is_figure
from generator.extract.claims import Attribution
from generator.extract.clauses import Clause, clause_at
from generator.extract.dated import dated_sentences
from generator.extract.dates import DateSpan
from generator.extract.ofwhat import of_what
from generator.extract.predicates import Context
from generator.extract.quantities import Quantity, quantities
from generator.model import Article, Figure, Passage, Sentence, Speaker, SpeaksAs


def figures(
    article: Article, catalogue: Catalogue, said: Sequence[Attribution] = ()
) -> tuple[Figure, ...]:
    """Return the figures of an article in the order of its text, each once.

    ``said`` are the article's attributions; a figure outside of them is the article's own.
    """
    found: dict[tuple[object, ...], Figure] = {}
    seen: set[float] = set()
    paragraph, lead, topic = 0, None, None
    for sentence, spans in dated_sentences(article):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            lead = scopes.lead_place(sentence.text, catalogue)
            topic = scopes.topic_of(sentence.text)
        if sentence.opens == "fragment":
            continue
        for figure in _of_sentence(article, sentence, spans, catalogue, said, seen, lead, topic):
            key = (figure.low, figure.high, figure.unit, figure.what, figure.period)
            found.setdefault(key, figure)
    return tuple(found.values())


def _of_sentence(  # noqa: PLR0917  what a figure is read against
    article: Article,
    sentence: Sentence,
    spans: tuple[DateSpan, ...],
    catalogue: Catalogue,
    said: Sequence[Attribution],
    seen: set[float],
    lead: str | None,
    topic: str | None,
) -> Iterator[Figure]:
    text = sentence.text
    kept = [each for each in quantities(text) if is_figure(text, each, seen)]
    seen.update(each.high for each in kept)
    before: tuple[Clause, str] | None = None
    for index, quantity in enumerate(kept):
        clause = clause_at(text, quantity.start, quantity.end)
        following = kept[index + 1].end if index + 1 < len(kept) else len(text)
        previous = kept[index - 1].end if index else 0
        left = text[max(clause.said, previous if previous < quantity.start else 0) : quantity.start]
        whole = text[clause.said : quantity.start]
        if not whole.strip():  # "dependence was given as 60 percent by X": it stands before
            whole = left = text[clause.start : quantity.start]
        right = text[quantity.end : min(clause.end, following)]
        same = before is not None and before[0].start == clause.start
        what = of_what(
            Context(
                quantity, clause, left if same else whole, right, before[1] if before else topic
            )
        )
        before = (clause, what)
        holding = scopes.clause_dates(clause, spans)
        yield Figure(
            given=quantity.given,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            qualifier=quantity.qualifier,
            passage=_passage(sentence, quantity.given),
            what=what or None,
            stage=scopes.stage_of(what, text, whole, quantity),
            group=scopes.group_of(what, text, quantity),
            place=scopes.place_of(what, clause, quantity, catalogue, lead),
            period=settings.period(text, quantity.start, min(quantity.end, clause.end), holding),
            speaker=speaker_of(sentence, quantity, said, article),
        )


def _passage(sentence: Sentence, given: str) -> Passage:
    """Return the piece of a sentence that holds the figure; the first one if it is torn."""
    for passage in sentence.passages:
        if given in passage.text:
            return passage
    number = re.search(r"\d[\d.,]*|\w+$", given)
    for passage in sentence.passages:
        if number and number.group() in passage.text:
            return passage
    return sentence.passages[0]


def speaker_of(
    sentence: Sentence, quantity: Quantity, said: Sequence[Attribution], article: Article
) -> Speaker:
    """Return who gives the figure: the innermost attribution around it, else the article itself."""
    around = [
        each
        for each in said
        if each.sentence.passages == sentence.passages
        and each.said[0] <= quantity.end
        and quantity.start < each.said[1]
    ]
    inner = min(around, key=lambda each: each.said[1] - each.said[0], default=None)
    return inner.speaker if inner else own_words(article)


def own_words(article: Article) -> Speaker:
    """Return the article as its own speaker: the outlet, or the note of the editor."""
    if article.kind == "note":
        return Speaker(name="", kind=SpeaksAs.NOTE, own=True)
    return Speaker(name=article.publisher or "the article", kind=SpeaksAs.OUTLET, own=True)
