"""Signs that a sentence matters in our subject, which general news does not teach.

Each is there or not, 0 to 1, and adds a fixed weight, in log odds, to the ranker's score.  The
weights were set by reading and checked against key points marked by hand
(``benchmarks/summaries.py``); weights fitted to those marks did no better on articles that the fit
had not seen.

* names: entities of the catalogue, up to three (for Edmundson's "title words", 1969).
* figures, events: a number with its unit, a dated event (numbers: Fattah and Ren 2009).
* measure: a law, rule or announcement of the catalogue.
* acts: verbs of doing and saying ("bonus words", Edmundson 1969).
* limits: what the news does not hold, or not yet, or who denies it; condition: what it depends on.
* comes next: what is planned, due or expected.
* Against it ("stigma words", Edmundson 1969): background, about sources, share price, sets a scene,
  quotation (somebody's own words from the start, without a figure), history (all its years ended
  more than two years before the article), stub, which is short and has no figure, and bare
  figure, a weight, share or sum in a short one that names nobody (Kupiec et al. 1995, "sentence
  length cut-off").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.model import Article, Facts, Sentence
from generator.text.words import count_words

STUB = 11  # words up to which a sentence without a figure seldom says enough for a bullet
LONGEST_MEASURE = 3  # letters: "t", "kg", "ppm"
BARE = 8  # words up to which a figure that belongs to nobody seldom does
LONG_AGO = dt.timedelta(days=730)
WEIGHTS = {
    "names": 0.5,
    "figures": 0.75,
    "events": 0.3,
    "measure": 0.6,
    "acts": 0.5,
    "limits": 0.9,
    "condition": 0.4,
    "comes next": 0.3,
    "background": -0.5,
    "about sources": -1.2,
    "share price": -1.4,
    "quotation": -1.2,
    "history": -0.8,
    "stub": -2.0,
    "bare figure": -1.5,
    "sets a scene": -3.0,
}
_ACTS = re.compile(
    r"\b(?:accus|acquir|adopt|agree|approv|arrest|award|banned|bans|bought|buy|den(?:ied|ies|y)\b|halt"
    r"|impos|invest|launch|lift|opened|ordered|propos|prohibit|raise|reject|requir|restrict|resum"
    r"|ruled|seiz|sentenced|set up|signed|signs|stopp?(?:s|ed)|suspend|tighten|warn|took|take[sn]?"
    r"|will|fell|rose|doubl|cut|struck|unveil|publish|pledg|plans to|end(?:s|ed)\b|blam|called"
    r"|claim|urg|threaten|won|lost|began|starts?\b|started|said|says|announc|report(?:s|ed))"
)
# What the news does not hold, or not yet: a careful reader wants it beside the news.
_LIMITS = re.compile(
    r"\b(?:do(?:es)?|did|will|would) not (?:yet )?(?:feature|include|cover|contain|apply|extend"
    r"|bind|guarantee|provide for|affect|lift|end)\b"
    r"|\b(?:contains?|contained|includes?|included|holds?|sets?) no\b"
    r"|\b(?:is|are|was|were|remains?|remained) (?:only |still )?(?:provisional|preliminary"
    r"|conditional|not binding|subject to (?=\w+ (?:approval|diligence|agreement|and)))"
    r"|\bnon-binding\b|\bconditional commitments?\b"
    r"|\b(?:has|have|had) (?:still|yet) to be (?:concluded|signed|agreed|approved|ratified"
    r"|adopted)\b|\b(?:denie[sd]|denying)\b"
    r"|\b(?:called|calls) [^.;]{3,60}? (?:inaccurate|untrue|false|baseless|unfounded"
    r"|groundless|wrong|unlawful|illegal)\b"
)
_CONDITION = re.compile(r"\b(?:if|unless|until|subject to|approval|must|has to|have to|needs?)\b")
_NEXT = re.compile(r"\b(?:will|would|is to|are to|due|plans?|expect\w*)\b")
_SHARE_PRICE = re.compile(
    r"\b(?:shares|stocks?)\b(?: \w+){0,5}? (?:rose|fell|jumped|gained|lost|climbed|surged|slid"
    r"|dropped|closed|soared|sank|were (?:up|down)|was (?:up|down))\b"
    r"|\bquoted at [$€£]?[\d.,]+(?: \w+)?, (?:up|down)\b"
    r"|\b(?:up|down) (?:by )?(?:about |nearly |more than |as much as )?\d[\d.]*(?:%| per ?cent)"
    r"(?=[^.;]*\b(?:trading|shares|more than \d+%))"
)
_BACKGROUND = re.compile(
    r"\b(?:for (?:years|decades)|has long|have long|in recent years|historically|traditionally"
    r"|for example|in general|overlap(?:s|ped) with|separate from)\b"
)
_SOURCES = re.compile(
    r"\b(?:[Tt]he (?:report|article|account|text|page|summary)(?:'s)? (?:headline|named|gave)"
    r"|(?:give|gives|gave|given) the (?:date|number|name|title)s? as"
    r"|published reports|secondary sources|accounts? (?:of|by|in) (?:other )?outlets)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SOFT = re.compile(
    r"(?:When|As|If|While|Once|Imagine|Picture|For (?:years|decades|most|many)|Every|Like"
    r"|Most (?:people|days)|Few|It (?:is|was) (?:a|an|not|early|late|just)|There (?:is|was)"
    r"|Not long|On (?:a|most|any)|In the (?:early|late))\b|[\"'‘]"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an article: its date, and by the labels of its passages where what is."""

    figures: frozenset[str]
    measured: frozenset[str]  # figures of a weight, a share or money, not of people or things
    events: frozenset[str]
    date: dt.date | None = None


def evidence(facts: Facts, date: dt.date | None) -> Evidence:
    """Return the ``date`` of an article, and where its figures and events stand."""
    return Evidence(
        figures=frozenset(figure.passage.label for figure in facts.figures),
        measured=frozenset(f.passage.label for f in facts.figures if not _is_noun(f.unit)),
        events=frozenset(
            event.passage.label for event in facts.events if event.precision != "vague"
        ),
        date=date,
    )


def _is_noun(unit: str) -> bool:
    """Return whether a unit is what is counted: "workers", not "t", "%" or "USD"."""
    return unit.islower() and len(unit) > LONGEST_MEASURE


def bonus(sentence: Sentence, known: Evidence, catalogue: Catalogue) -> float:
    """Return what the signs of ``sentence`` add to its score, in log odds."""
    found = signs(sentence, known, catalogue)
    return sum(WEIGHTS[name] * value for name, value in found.items())


def signs(sentence: Sentence, known: Evidence, catalogue: Catalogue) -> dict[str, float]:
    """Return the value, 0 to 1, of each sign in :data:`WEIGHTS`."""
    mentions = {mention.entity for mention in catalogue.find(sentence.text)}
    types = {catalogue.entities[slug].type for slug in mentions}
    labels = [passage.label for passage in sentence.passages]
    has_figure = any(label in known.figures for label in labels)
    return {
        "names": min(3, len(mentions)) / 3,
        "figures": float(has_figure),
        "events": float(any(label in known.events for label in labels)),
        "measure": float("policy" in types),
        "acts": float(bool(_ACTS.search(sentence.text))),
        "limits": float(limits(sentence.text)),
        "condition": float(bool(_CONDITION.search(sentence.text))),
        "comes next": float(bool(_NEXT.search(sentence.text))),
        "share price": float(is_share_price(sentence.text)),
        "background": float(bool(_BACKGROUND.search(sentence.text))),
        "about sources": float(bool(_SOURCES.search(sentence.text))),
        "sets a scene": float(is_soft(sentence.text) and sentence.text[:1].isalpha()),
        "quotation": float(sentence.text.startswith('"') and not has_figure),
        "history": float(_is_history(sentence.text, known.date)),
        "bare figure": float(
            any(label in known.measured for label in labels)
            and not mentions
            and count_words(sentence.text) <= BARE
        ),
        "stub": float(is_short(sentence.text) and not has_figure and not limits(sentence.text)),
    }


def _is_history(text: str, date: dt.date | None) -> bool:
    """Return whether all the years a sentence names were long over at the ``date``."""
    years = [int(year) for year in _YEAR.findall(text)]
    return date is not None and bool(years) and dt.date(max(years), 12, 31) < date - LONG_AGO


def limits(text: str) -> bool:
    """Return whether a sentence says what the news does not hold, or who denies it."""
    return bool(_LIMITS.search(text))


def is_share_price(text: str) -> bool:
    """Return whether a sentence tells how shares were traded."""
    return bool(_SHARE_PRICE.search(text))


def is_short(text: str) -> bool:
    """Return whether a sentence has too few words to tell much by itself."""
    return count_words(text) <= STUB


def is_soft(text: str) -> bool:
    """Return whether an opening sets a scene instead of telling the news."""
    return bool(_SOFT.match(text)) or text.endswith("?")


def shown(article: Article) -> Sequence[Sentence]:
    """Return the sentences that a page may show."""
    return tuple(sentence for sentence in article.sentences if sentence.opens != "fragment")
