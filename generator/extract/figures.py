"""The figures of an article: each number with what it measures, on what basis, and who says so.

Nothing is guessed.  A stage, group, place or period is given only where the words of the figure's
own clause name it; otherwise it stays ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from generator.catalogue.entries import Catalogue
from generator.extract import bases, settings
from generator.extract.claims import Attribution
from generator.extract.clauses import Clause, clause_at
from generator.extract.dates import DateSpan, as_day, dates
from generator.extract.measuring import DURATIONS
from generator.extract.ofwhat import Context, of_what
from generator.extract.quantities import Quantity, quantities
from generator.model import Article, Figure, Passage, Sentence, Speaker, SpeaksAs


def figures(
    article: Article, catalogue: Catalogue, said: Sequence[Attribution] = ()
) -> tuple[Figure, ...]:
    """Return the figures of an article in the order of its text, each once.

    ``said`` are the article's attributions; a figure outside of them is the article's own.
    """
    found: dict[tuple[object, ...], Figure] = {}
    told: dt.date | None = None
    paragraph = 0
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            paragraph, told = sentence.paragraph, None
        spans = dates(sentence.text, article.date, told)
        told = next((day for span in reversed(spans) if (day := as_day(span))), told)
        if sentence.opens == "fragment":
            continue
        for figure in _of_sentence(article, sentence, spans, catalogue, said):
            key = (figure.low, figure.high, figure.unit, figure.what, figure.period)
            found.setdefault(key, figure)
    return tuple(found.values())


def _of_sentence(
    article: Article,
    sentence: Sentence,
    spans: tuple[DateSpan, ...],
    catalogue: Catalogue,
    said: Sequence[Attribution],
) -> Iterator[Figure]:
    text = sentence.text
    kept = [each for each in quantities(text) if _is_figure(text, each)]
    before: tuple[Clause, str] | None = None
    for index, quantity in enumerate(kept):
        clause = clause_at(text, quantity.start, quantity.end)
        following = kept[index + 1].start if index + 1 < len(kept) else len(text)
        previous = kept[index - 1].end if index else 0
        left = text[max(clause.said, previous if previous < quantity.start else 0) : quantity.start]
        whole = text[clause.said : quantity.start]
        right = text[quantity.end : min(clause.end, following)]
        same = before is not None and before[0].start == clause.start
        what = of_what(
            Context(quantity, clause, left if same else whole, right, before[1] if before else None)
        )
        before = (clause, what)
        dated = _clause_dates(clause, spans)
        yield Figure(
            given=quantity.given,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            qualifier=quantity.qualifier,
            passage=_passage(sentence, quantity.given),
            what=what,
            stage=bases.stage(what),
            group=bases.group(what),
            place=_place(what, clause, quantity, catalogue),
            period=settings.period(text, quantity.start, min(quantity.end, clause.end), dated),
            speaker=speaker_of(sentence, quantity, said, article),
        )


# --- Which quantities are figures ----------------------------------------------------------------

# "Two people told Reuters" counts sources, not the world.
_TELLERS = re.compile(
    r"\b(?:people|persons|sources|officials|analysts|others|ways|sides|parts|accounts|reports|times"
    r"|outlets|figures|things|steps|dates|numbers|editions)$"
)
_KNOWN = re.compile(r"\b(?:the|these|those|both|its|their|his|her|other|our)\s$", re.IGNORECASE)
_OFFSET = re.compile(r"\s(?:after|before|later|earlier|ago|away|from now|on\b(?=,)|apart)\b")
_SPAN_OF = re.compile(r"\b(?:first|last|past|previous|preceding|next|following|coming|other)\s$")


def _is_figure(text: str, quantity: Quantity) -> bool:
    """Return whether a quantity belongs into the table.

    Left out are counts of those who told something, what "the two" points back to, and lengths of
    time that only place an event.
    """
    lead, trail = text[: quantity.start], text[quantity.end : quantity.end + 16]
    if quantity.unit in DURATIONS:
        if _OFFSET.match(trail) or re.match(r"\sof (?:19|20)\d\d", trail):
            return False
        return not (_SPAN_OF.search(lead) and "year" not in quantity.unit)
    small = (
        quantity.high <= 12 and not quantity.given[-1:].isdigit() and quantity.given[:1].isalpha()
    )
    if not small:
        return True
    counted = not (quantity.unit in {"%", "t", "kg", "times"} or quantity.unit[:1].isupper())
    if counted and (_TELLERS.search(quantity.given) or _KNOWN.search(lead)):
        return False
    return not (counted and quantity.unit == "")


# --- Its setting ---------------------------------------------------------------------------------


def _clause_dates(clause: Clause, spans: tuple[DateSpan, ...]) -> tuple[DateSpan, ...]:
    """Return the dates inside what is said, not the time at which it was said."""
    return tuple(span for span in spans if clause.said <= span.start and span.end <= clause.end)


_WORLDWIDE = re.compile(r"\b(?:shares?|stock|market value)\b", re.IGNORECASE)


def _place(what: str, clause: Clause, quantity: Quantity, catalogue: Catalogue) -> str | None:
    """Return the place that the figure's own words name, else the one its clause is about."""
    if named := settings.places(what, catalogue):
        return named[0][0]
    if _is_count_or_money(quantity) or _WORLDWIDE.search(what):
        return None
    inside = settings.places(clause.text[clause.said : clause.end], catalogue)
    at = quantity.start - clause.said
    before = [name for name, start in inside if start < at]
    if before:
        return before[-1]
    return next((name for name, start in inside if start > at), None)


def _is_count_or_money(quantity: Quantity) -> bool:
    unit = quantity.unit
    return not (unit in {"%", "t", "t/year", "kg", "times", "percentage points"} or "/kg" in unit)


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
        return Speaker(name="", kind=SpeaksAs.NOTE)
    return Speaker(name=article.publisher or "the article", kind=SpeaksAs.OUTLET)
