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
_NO_TERMS = re.compile(rf"{LINK.pattern}|<[^>]*>|“[^”]*”|\[\^[^\]]*\]|\{{:[^}}]*\}}")


def prepare_prose(
    markdown: str, path: str, site: Publication, marks: Marks | None = None, here: str = ""
) -> Markup:
    """Prepare the Markdown of the file ``path`` for the site, for the page ``here`` if another.

    Links to files that the site does not have become plain words; ``check`` reports them.
    """
    moved = {known: known for known in site.link_targets} if here else {}
    text = unlink_missing(
        markdown, path, site.link_targets, {**moved, **site.addresses_of_missing_pages}, here
    )
    text = _link_terms(text, here or path, site)
    return mark_safe(marks.replace_labels(text) if marks else text)


def headings_of(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """List the headings of a Markdown page with their anchors, for "On this page"."""
    names, fenced = [], False
    for line in lines:
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            names.append(line[3:].strip())
    return tuple((name, heading_id(name, "-")) for name in names)


def heading_id(value: str, separator: str) -> str:
    """Make the anchor of a heading, which never begins like those of the theme (``__config``)."""
    return slugify(value, separator).lstrip("_") or "section"


def anchor(term: Term) -> str:
    """The anchor of a term on the glossary page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


@lru_cache(maxsize=2)
def _glossary(terms: tuple[Term, ...]) -> tuple[Mapping[str, Term], re.Pattern[str]]:
    known = {term.term: term for term in terms}
    longest = sorted(known, key=lambda word: (-len(word), word))
    return known, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def _link_terms(markdown: str, path: str, site: Publication) -> str:
    """Link the first use of each term to the glossary.

    The definition opens by hover, by keyboard and by touch, without a script.
    """
    known, pattern = _glossary(site.catalogue.glossary)
    unseen = {word for word in known if word in markdown}
    if not unseen:
        return markdown

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if word not in unseen:
            return word
        unseen.remove(word)
        title = html.escape(known[word].definition, quote=True)
        target = relative_link(path, f"{GLOSSARY}#{anchor(known[word])}")
        return f'[{word}]({target} "{title}"){{: .term }}'

    parts, position = [], 0
    for match in _NO_TERMS.finditer(markdown):
        if not unseen:
            break
        parts += [pattern.sub(replace, markdown[position : match.start()]), match[0]]
        position = match.end()
    tail = markdown[position:]
    return "".join([*parts, pattern.sub(replace, tail) if unseen else tail])
