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
from generator.extract.dates import DateSpan, dates, told_after
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
    seen: set[float] = set()
    told: dt.date | None = None
    paragraph, lead = 0, None
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            paragraph, told = sentence.paragraph, None
            lead = _lead_place(sentence.text, catalogue)
        spans = dates(sentence.text, article.date, told)
        told = told_after(sentence.text, spans, told)
        if sentence.opens == "fragment":
            continue
        for figure in _of_sentence(article, sentence, spans, catalogue, said, seen, lead):
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
) -> Iterator[Figure]:
    text = sentence.text
    kept = [each for each in quantities(text) if _is_figure(text, each, seen)]
    seen.update(each.high for each in kept)
    before: tuple[Clause, str] | None = None
    for index, quantity in enumerate(kept):
        clause = clause_at(text, quantity.start, quantity.end)
        following = kept[index + 1].end if index + 1 < len(kept) else len(text)
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
            stage=_stage(what, text, whole, quantity),
            group=_group(what, text, quantity),
            place=_place(what, clause, quantity, catalogue, lead),
            period=settings.period(text, quantity.start, min(quantity.end, clause.end), dated),
            speaker=speaker_of(sentence, quantity, said, article),
        )


# --- Which quantities are figures ----------------------------------------------------------------

# "Two people told Reuters" counts sources, not the world.
_TELLERS = re.compile(
    r"\b(?:people|persons|sources|officials|analysts|others|ways|sides|parts|accounts|reports|times"
    r"|outlets|figures|things|steps|dates|numbers|editions)$"
)
_TELLING = re.compile(r"\s(?:told|said|say|familiar|with (?:direct )?knowledge|close to|briefed)\b")
_CITED = re.compile(r"\b(?:cited|citing|quoted|quoting|told)\s$")
_KNOWN = re.compile(r"\b(?:the|these|those|both|its|their|his|her|other|our)\s$", re.IGNORECASE)
_OFFSET = re.compile(r"\s(?:after|before|later|earlier|ago|away|from now|on\b(?=,)|apart)\b")
_SPAN_OF = re.compile(r"\b(?:first|last|past|previous|preceding|next|following|coming|other)\s$")
_SPAN_IN = re.compile(r"\b(?:preceding|previous|past|following|consecutive)\b")


def _is_figure(text: str, quantity: Quantity, seen: set[float]) -> bool:
    """Return whether a quantity belongs into the table.

    Left out are counts of those who told something, what "the two" points back to, and lengths of
    time that only place an event.
    """
    lead, trail = text[: quantity.start], text[quantity.end : quantity.end + 24]
    if quantity.unit in DURATIONS:
        return _is_term(quantity, lead, trail)
    if _measures(quantity) or quantity.unit[:1].isupper() or quantity.unit == "cents":
        return True
    words = quantity.high <= _SMALL and quantity.given[:1].isalpha()
    if _TELLING.match(trail) or _CITED.search(lead) or (words and _TELLERS.search(quantity.given)):
        return False
    return not (_KNOWN.search(lead) and (words or quantity.high in seen))


_SMALL = 12  # up to here texts write counts in words and point back to them with "the"


def _is_term(quantity: Quantity, lead: str, trail: str) -> bool:
    """Return whether a length of time is a term of its own and not the place of an event."""
    if _OFFSET.match(trail) or re.match(r"\sof (?:19|20)\d\d", trail):
        return False
    if quantity.given.lower() == "one day" or _SPAN_IN.search(quantity.given):
        return False
    return not (_SPAN_OF.search(lead) and "year" not in quantity.unit)


# --- Its setting ---------------------------------------------------------------------------------


_RELATIVE = re.compile(
    r"(?:a|the|that|an?|\w+) (?:day|week|days|weeks)\b|about\b|\w+ (?:days|weeks)\b"
)


_REPORTED = re.compile(
    r"\b(?:report|article|commentary|outlook|study|story|factbox|survey|release|update|edition"
    r"|interview|note|statement|review)\b[^,;]{0,30}\b(?:in|of|from|on|published|dated)\s$"
)


def _clause_dates(clause: Clause, spans: tuple[DateSpan, ...]) -> tuple[DateSpan, ...]:
    """Return the dates inside what is said, not the time at which it was said.

    "For August 2025, Reuters reported …" sets the period of the whole sentence.
    """
    return tuple(
        span
        for span in spans
        if not _RELATIVE.match(span.given)
        and not _REPORTED.search(clause.text[: span.start])
        and (
            (clause.said <= span.start and span.end <= clause.end)
            or clause.text[: span.start] == "For "
        )
    )


_TRADE = re.compile(
    r"\b(?:(export)(?:s|ed)?|(import)(?:s|ed)?|(ship)(?:ments?|ped))\b", re.IGNORECASE
)
_OUTPUT = re.compile(r"\b(?:output|production|supply|supplies|mined?|refin|process|reserves)")


def _stage(what: str, text: str, left: str, quantity: Quantity) -> str | None:
    """Return the stage that the figure's words name, else the one its clause is about.

    What is traded is counted where it is traded: "exported 57,392 tonnes of magnets".
    """
    named = bases.stage(what)
    if not _measures(quantity):
        return named
    trade = bases.stage(left) if _TRADE.search(bases.without_names(left)) else None
    if trade in {"exports", "imports"} and named in {None, "magnets", "metals and alloys"}:
        return trade
    if named or not left.strip():
        return named or None
    if _OUTPUT.search(what):
        told = bases.stages(text[: quantity.start])
        return ", ".join(told) or None
    return bases.stage(left)


def _group(what: str, text: str, quantity: Quantity) -> str | None:
    """Return the elements that the figure's words name, else those its sentence is all about."""
    named = bases.group(what)
    if named or not _measures(quantity) or not _OUTPUT.search(what):
        return named
    return bases.group(text)


def _measures(quantity: Quantity) -> bool:
    return quantity.unit in {"%", "t", "t/year", "kg", "times"} or "/kg" in quantity.unit


_WORLDWIDE = re.compile(r"\b(?:shares?|stock|market value)\b", re.IGNORECASE)


def _place(
    what: str, clause: Clause, quantity: Quantity, catalogue: Catalogue, lead: str | None
) -> str | None:
    """Return the place that the figure's own words name, else the one its clause is about.

    ``lead`` is the country whose weight the paragraph sets out to tell ("China's share …").
    """
    if named := settings.places(what, catalogue):
        return named[0][0]
    if _is_count_or_money(quantity) or _WORLDWIDE.search(what):
        return None
    behind = re.match(r"\s(?:for|in|of|by)\s(?:the\s)?", clause.text[quantity.end :])
    if behind:
        nearby = settings.places(clause.text[quantity.end : clause.end], catalogue)
        if nearby and nearby[0][1] <= behind.end():
            return nearby[0][0]
    inside = settings.places(clause.text[clause.said : clause.end], catalogue)
    at = quantity.start - clause.said
    before = [name for name, start in inside if start < at]
    if before:
        return before[-1]
    return lead if _OUTPUT.search(what) or bases.stage(what) else None


def _lead_place(text: str, catalogue: Catalogue) -> str | None:
    """Return the one country that a sentence owns something to: "China's weight in rare earths"."""
    named = settings.places(text, catalogue)
    owners = {
        name for name, start in named if re.match(r"[\w ]+?['’]s\s", text[start : start + 20])
    }
    return owners.pop() if len(owners) == 1 and len({name for name, _ in named}) == 1 else None


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
