"""The glossary page, and the marks that lead to it from running text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from generator.catalogue.entries import Term
from generator.pages.escape import inline
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.plain import LINK
from generator.publish.publication import Publication
from generator.publish.words import count

Mark = Callable[[str, str], str]

PAGE = "glossary.md"
_UNMARKED = re.compile(rf"{LINK.pattern}|<[^>]*>|“[^”]*”|\[\^[^\]]*\]")
_NOT_HERE = re.compile(r"#|\||<|\[\^|>|```|---|\{:|\w+:")  # headings, tables, HTML, footnotes


def view(site: Publication) -> Mapping[str, str]:
    """Return the glossary."""
    terms = sorted(site.catalogue.glossary, key=lambda term: term.term.casefold())
    lines = [
        front(title="Glossary", description="Terms of the trade.", kind="list", search=True),
        "# Glossary\n",
        f"{count(len(terms), 'term')} of the trade, explained.\n{{: .dateline }}\n",
    ]
    lines += [
        f"**{inline(t.term)}**{{: #{anchor(t)} }}\n:   {inline(t.definition)}\n" for t in terms
    ]
    return {PAGE: "\n".join(lines)}


def anchor(term: Term) -> str:
    """Return the term's anchor on the glossary page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


def marker(terms: Sequence[Term]) -> Mark:
    """Return a function that marks the first use of each term in a page's running text.

    A mark is a link to the glossary whose title is the definition: it is read by hover, by
    keyboard, by touch, and without a script.
    """
    known = {term.term: term for term in terms}
    if not known:
        return lambda markdown, _path: markdown
    longest = sorted(known, key=lambda word: (-len(word), word))
    names = "|".join(re.escape(word) for word in longest)
    pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")

    def mark(markdown: str, path: str) -> str:
        lines = markdown.split("\n")
        running = [
            at
            for at in range(_body(lines), len(lines))
            if lines[at] and not _NOT_HERE.match(lines[at])
        ]
        text = "\n".join(lines[at] for at in running)
        unseen = {word for word in known if word in text}

        def replace(match: re.Match[str]) -> str:
            word = match[0]
            if word not in unseen:
                return word
            unseen.remove(word)
            title = html.escape(known[word].definition, quote=True)
            target = relative(path, f"{PAGE}#{anchor(known[word])}")
            return f'[{word}]({target} "{title}"){{: .term }}'

        for at in running:
            if any(word in lines[at] for word in unseen):
                lines[at] = _outside_links(lines[at], pattern, replace)
        return "\n".join(lines)

    return mark


def _body(lines: Sequence[str]) -> int:
    """Return the line after the front matter."""
    return lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0


def _outside_links(
    line: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> str:
    parts, at = [], 0
    for match in _UNMARKED.finditer(line):
        parts += [pattern.sub(replace, line[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, pattern.sub(replace, line[at:])])
