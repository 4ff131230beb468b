"""Prepare people's Markdown for the site: unlink missing files, explain terms, add marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from markdown.extensions.toc import slugify
from markupsafe import Markup

from briefing_room.catalogue.entries import Term
from briefing_room.publish.marks import Marks
from briefing_room.publish.markup import LINK, mark_safe, relative_link, unlink_missing
from briefing_room.publish.publication import Publication

GLOSSARY = "glossary.md"
# Links, tags, quotations, footnotes and attributes: no term in them is linked.
_UNLINKED = re.compile(rf"{LINK.pattern}|<[^>]*>|“[^”]*”|\[\^[^\]]*\]|\{{:[^}}]*\}}")


def prepare_prose(
    markdown: str, path: str, publication: Publication, marks: Marks | None = None, here: str = ""
) -> Markup:
    """Prepare the Markdown of the file ``path`` for its page, or for the page ``here``.

    Links to files that the site does not have become plain words; ``check`` reports them.  Labels
    of footnotes become ``marks``, if these are given.
    """
    moved = dict(publication.targets_of_missing_pages)
    if here:  # the links of one file are wrong on the page of another
        moved |= {target: target for target in publication.link_targets}
    text = unlink_missing(markdown, path, publication.link_targets, moved, here)
    text = _link_terms(text, here or path, publication)
    return mark_safe(marks.replace_labels(text) if marks else text)


def headings_of(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The second-level headings of a Markdown page, each with its anchor."""
    headings, fenced = [], False
    for line in lines:
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            headings.append(line[3:].strip())
    return tuple((heading, heading_id(heading, "-")) for heading in headings)


def heading_id(heading: str, separator: str) -> str:
    """Make the anchor of a heading; it never begins like those of the theme (``__config``)."""
    return slugify(heading, separator).lstrip("_") or "section"


def term_anchor(term: Term) -> str:
    """The anchor of a term on the glossary page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


@lru_cache(maxsize=2)
def _glossary(terms: tuple[Term, ...]) -> tuple[Mapping[str, Term], re.Pattern[str]]:
    """The terms by their words, and a pattern that finds any, the longest first."""
    by_word = {term.term: term for term in terms}
    longest = sorted(by_word, key=lambda word: (-len(word), word))
    return by_word, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def _link_terms(markdown: str, path: str, publication: Publication) -> str:
    """Link the first use of each term to the glossary.

    The definition opens by hover, by keyboard and by touch, without a script.
    """
    terms, pattern = _glossary(publication.catalogue.glossary)
    remaining = {word for word in terms if word in markdown}
    if not remaining:
        return markdown

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if word not in remaining:
            return word
        remaining.remove(word)
        title = html.escape(terms[word].definition, quote=True)
        target = relative_link(path, f"{GLOSSARY}#{term_anchor(terms[word])}")
        return f'[{word}]({target} "{title}"){{: .term }}'

    parts, position = [], 0
    for match in _UNLINKED.finditer(markdown):
        if not remaining:
            break
        parts += [pattern.sub(replace, markdown[position : match.start()]), match[0]]
        position = match.end()
    tail = markdown[position:]
    return "".join([*parts, pattern.sub(replace, tail) if remaining else tail])
