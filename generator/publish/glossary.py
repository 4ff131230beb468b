"""Mark the first use of each trade term in what people wrote, with its definition as its title."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from generator.catalogue.entries import Term
from generator.publish.links import relative
from generator.publish.plain import LINK
from generator.publish.publication import Publication

PAGE = "glossary.md"
_UNMARKED = re.compile(rf"{LINK.pattern}|<[^>]*>|“[^”]*”|\[\^[^\]]*\]|\{{:[^}}]*\}}")


def anchor(term: Term) -> str:
    """Return the term's anchor on the glossary page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


@lru_cache(maxsize=2)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    longest = sorted((term.term for term in terms), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def marked(markdown: str, path: str, site: Publication) -> str:
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
        target = relative(path, f"{PAGE}#{anchor(known[word])}")
        return f'[{word}]({target} "{title}"){{: .term }}'

    parts, at = [], 0
    pattern = _pattern(site.catalogue.glossary)
    for match in _UNMARKED.finditer(markdown):
        parts += [pattern.sub(replace, markdown[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, pattern.sub(replace, markdown[at:])])
