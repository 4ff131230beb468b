"""What people wrote, fit for the site: no dead links, terms explained, profiles with footnotes."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown.extensions.toc import slugify
from markupsafe import Markup

from generator.catalogue.entries import Entity, Term
from generator.publish.frames import ready
from generator.publish.markup import LINK, relative, without_dead
from generator.publish.passages import Marks
from generator.publish.publication import Publication
from generator.review.reading import bare
from generator.text.sentences import sentence_spans
from generator.text.words import content_words

GLOSSARY = "glossary.md"
_UNMARKED = re.compile(rf"{LINK.pattern}|<[^>]*>|“[^”]*”|\[\^[^\]]*\]|\{{:[^}}]*\}}")


def written(markdown: str, path: str, site: Publication, marks: Marks | None = None) -> Markup:
    """Return Markdown of the file ``path`` as the site prints it there.

    Links to files that the site does not have become their words; ``check`` is who tells the
    editor about them.
    """
    text = without_dead(markdown, path, site.known)
    text = _terms(text, path, site)
    return ready(marks.marked(text) if marks else text)


def contents(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the headings of a page of Markdown with their anchors, for "On this page"."""
    names = [line[3:].strip() for line in lines if line.startswith("## ")]
    return tuple((name, heading_id(name, "-")) for name in names)


def heading_id(value: str, separator: str) -> str:
    """Return the address of a heading; none begins as the theme's own do (``__config``)."""
    return slugify(value, separator).lstrip("_") or "section"


def anchor(term: Term) -> str:
    """Return the term's anchor on the glossary page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


@lru_cache(maxsize=2)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    longest = sorted((term.term for term in terms), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def _terms(markdown: str, path: str, site: Publication) -> str:
    """Return running text with a link to the glossary at the first use of each term.

    It is read by hover, by keyboard, by touch, and without a script.
    """
    known = {term.term: term for term in site.catalogue.glossary}
    unseen = {word for word in known if word in markdown}
    if not unseen:
        return markdown

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if word not in unseen:
            return word
        unseen.remove(word)
        title = html.escape(known[word].definition, quote=True)
        target = relative(path, f"{GLOSSARY}#{anchor(known[word])}")
        return f'[{word}]({target} "{title}"){{: .term }}'

    parts, at = [], 0
    pattern = _pattern(site.catalogue.glossary)
    for match in _UNMARKED.finditer(markdown):
        parts += [pattern.sub(replace, markdown[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, pattern.sub(replace, markdown[at:])])


# --- Where the sentences of a profile come from -------------------------------------------------
# A person writes a profile from the sources that it lists, and says of no sentence which passage it
# rests on.  So each sentence is laid beside the passages of these sources, and bears the mark of
# the one that shares most of its telling words.  Of 30 sentences looked at in November 2026 that
# are marked by little more than the least, 28 led to a passage that tells them or part of them.  A
# sentence of which no passage tells as much bears no mark: a wrong one is worse than none.

_TOLD = 0.45  # of the weight of a sentence's words: what its passage must tell
_NUMBER = 2  # by which a number weighs more than a word as rare
_FEWEST = 4  # telling words that it must share with it


class _Passage(NamedTuple):
    label: str
    words: frozenset[str]


@lru_cache(maxsize=2)
def _passages(site: Publication) -> tuple[Mapping[str, Sequence[_Passage]], Mapping[str, int]]:
    """Return the passages of each seed that a profile rests on, and how telling each word is."""
    seeds = {source for entity in site.catalogue.entities.values() for source in entity.sources}
    found = {
        slug: [_Passage(p.label, frozenset(content_words(p.text))) for p in article.passages]
        for slug, article in site.articles.items()
        if slug in seeds
    }
    used = Counter(word for some in found.values() for one in some for word in one.words)
    number = sum(map(len, found.values()))
    rarity = {word: math.log((number + 1) / (times + 1)) for word, times in used.items()}
    return found, {w: int(1e6 * (rare + _NUMBER * w[0].isdigit())) for w, rare in rarity.items()}


def footnoted(entity: Entity, site: Publication) -> str:
    """Return the Markdown of a profile with a footnote at each sentence whose passage is sure."""
    by_seed, weights = _passages(site)
    passages = [one for source in entity.sources for one in by_seed.get(source, ())]
    parts, at = [], 0
    text = entity.body.strip()
    for start, end in sentence_spans(text) if passages else ():
        if label := _resting(bare(text[start:end]), passages, weights):
            parts += [text[at:end], f"[^{label}]"]
            at = end
    return "".join((*parts, text[at:]))


def _resting(sentence: str, passages: Sequence[_Passage], weights: Mapping[str, int]) -> str:
    """Return the passage that tells what a sentence says, empty where that is not sure."""
    rare = max(weights.values(), default=1)

    def weight(words: Collection[str]) -> int:
        return sum(weights.get(word, rare) for word in words)

    words = frozenset(content_words(sentence))
    best = max(passages, key=lambda one: weight(words & one.words))
    told = words & best.words
    return best.label if len(told) >= _FEWEST and weight(told) >= _TOLD * weight(words) else ""
