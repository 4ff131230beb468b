"""What people wrote, fit for the site: dead links gone, terms explained, passages to open.

Of an editor's note the whole text is there, the cited passages marked in it; of an article of
others only the cited passages are, with a link to the original at the passage.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markdown.extensions.toc import slugify
from markupsafe import Markup

from generator.catalogue.entries import Term
from generator.ingest.markdown import without_markup
from generator.model import Article, Passage, Source
from generator.pages.document import EDITOR
from generator.pages.escape import link, web_address
from generator.pages.sources import RESTING, reporters
from generator.publish.frames import escaped, ready
from generator.publish.markup import LABEL, LINK, as_html, href, relative, without_dead
from generator.publish.outlets import beside
from generator.publish.publication import Publication
from generator.publish.words import count, day

_EDITORS = "The editor's own text."
_GONE = "The passage is not in the texts kept here."
_FEW = 3  # sources of a note that stand beside its passage
_ENDS = 5  # words at each end by which a browser finds a passage in the original


class Cited(NamedTuple):
    """A cited passage: the number of its mark, its address in the page, where it stands.

    ``where`` is HTML; ``original`` leads to the passage in the text it is of, ``archived`` to a
    kept copy of that.
    """

    number: int
    anchor: str
    where: Markup
    text: str = ""
    original: str = ""
    archived: str = ""
    alone: bool = False  # the note that it is of names no outlet for it


class Piece(NamedTuple):
    """A piece of a note; ``cited`` where the page rests on it."""

    text: str
    cited: Cited | None = None


class Fold(NamedTuple):
    """The passages of one text; ``paragraphs`` are those of a note, which is there whole.

    ``sources`` are the texts that a note rests on, below ``anchor``.
    """

    summary: str
    cited: tuple[Cited, ...]
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    sources: tuple[Source, ...] = ()
    anchor: str = ""


class Marks:
    """The marks of one page, numbered by first use, and the folds that they open."""

    def __init__(
        self, here: str, site: Publication, definitions: Mapping[str, str] | None = None
    ) -> None:
        self._here = here
        self._definitions = definitions or {}
        self._site = site
        self._cited: dict[str, Cited] = {}

    def marked(self, markdown: str) -> str:
        """Return a line of Markdown with a numbered link for each footnote label."""
        return LABEL.sub(lambda match: self.mark(match[0][2:-1]), markdown)

    def mark(self, label: str) -> Markup:
        """Return the link that stands for a label or an address of a passage."""
        cited = self.cited(label)
        kind, title = (
            (" mark--note", "Passage; names no outlet") if cited.alone else ("", "Passage")
        )
        return ready(
            f'<a class="mark{kind}" href="#{cited.anchor}" title="{title}">{cited.number}</a>'
        )

    def cited(self, label: str) -> Cited:
        """Return a passage with the number it has on this page."""
        passage = self._site.project.resolve(label)
        key = passage.label if passage else label
        if key not in self._cited:
            self._cited[key] = self._of(len(self._cited) + 1, key, passage)
        return self._cited[key]

    def fold(self) -> Fold:
        """Return the passages cited so far, of all texts in one fold."""
        return Fold(count(len(self._cited), "cited passage"), tuple(self._cited.values()))

    def folds(self) -> tuple[Fold, ...]:
        """Return the texts that the page rests on, in the order of first use."""
        groups: dict[str, list[Cited]] = {}
        for key, cited in self._cited.items():
            passage = self._site.project.resolve(key)
            groups.setdefault(passage.article if passage else "", []).append(cited)
        found = [(self._site.articles.get(slug), some) for slug, some in groups.items()]
        notes = [article for article, _ in found if article and article.kind == "note"]
        return tuple(self._fold(article, some, notes) for article, some in found)

    def _of(self, number: int, label: str, passage: Passage | None) -> Cited:
        anchor = "p-" + re.sub(r"[^\w-]", "-", label)
        where = as_html(self._definitions.get(label, "").split(": “")[0].strip())
        if passage is None:
            return Cited(number, anchor, ready(where) or escaped(_told_of(label)))
        article = self._site.articles[passage.article]
        where = where or self._place(passage, article)
        alone = article.kind == "note" and RESTING not in where
        if article.kind == "note" and "<a " not in where.partition(RESTING)[2]:
            near = _named_beside(passage, self._site) if alone else ""
            where = f"{where.rstrip('.')}; {near or self._sources_of(article, not alone)}"
        if told := beside(where, [article], self._site):
            where = f"{where.rstrip('.')} ({escaped(told)})"
        source = article.sources[0] if article.kind != "note" and article.sources else None
        text = _shown(passage, article)
        return Cited(
            number,
            anchor,
            ready(where.rstrip(".") + "."),
            text,
            at_passage(source.url, text) if source else "",
            web_address(source.archive) or "" if source else "",
            alone,
        )

    def _sources_of(self, article: Article, named: bool) -> str:
        """Return the words for the sources of a note whose passage leads to none of them."""
        if not article.sources:
            return "the note lists no source"
        told = count(len(article.sources), "source")
        if len(article.sources) <= _FEW:
            told = as_html(" or ".join(link(s.publisher, s.url) for s in article.sources))
        elif story := self._site.by_seed.get(article.id):
            file = "" if story.path == self._here else story.path
            told = f'<a href="{href(self._here, f"{file}#{_below(article)}")}">{told}</a>'
        return (
            f"see the {told} of the note" if named else f"names no outlet: the note rests on {told}"
        )

    def _place(self, passage: Passage, article: Article) -> str:
        """Return where a passage stands, with the story that tells of it."""
        story = self._site.by_seed.get(article.id)
        told = str(escaped(place(passage, article)))
        if article.kind == "note":
            outlets = _outlets(article.id, passage.text, self._site)
            told += as_html(f"{RESTING}{', '.join(outlets)}") if outlets else ""
        if story is None:
            return told
        return f'{told}, <a href="{href(self._here, story.path)}">story</a>'

    def _fold(self, article: Article | None, found: list[Cited], notes: list[Article]) -> Fold:
        number = count(len(found), "cited passage")
        if article is None or article.kind != "note":
            whose = f" from {article.publisher}" if article and article.publisher else ""
            return Fold(f"{number}{whose}", tuple(found))
        which = f"note, {notes.index(article) + 1} of {len(notes)}," if notes[1:] else "note"
        rests = f" and its {count(len(article.sources), 'source')}" if article.sources else ""
        told = f"The whole {which}{rests}: {count(len(found), 'passage')} marked"
        paragraphs = self._paragraphs(article)
        return Fold(told, tuple(found), paragraphs, article.sources, _below(article))

    def _paragraphs(self, article: Article) -> tuple[tuple[Piece, ...], ...]:
        found: dict[int, list[Piece]] = {}
        for passage in article.passages:
            piece = Piece(_shown(passage, article), self._cited.get(passage.label))
            found.setdefault(passage.paragraph, []).append(piece)
        return tuple(tuple(pieces) for pieces in found.values())


@lru_cache(maxsize=1 << 14)
def _outlets(article: str, text: str, site: Publication) -> Sequence[str]:
    """Return the outlets that a passage names; it is asked for by several pages."""
    return reporters(text, site.articles[article], site.catalogue)


def _named_beside(passage: Passage, site: Publication) -> str:
    """Return the words for the outlets that the paragraph of a note's passage names, if any."""
    article = site.articles[passage.article]
    near = (p.text for p in article.passages if p.paragraph == passage.paragraph)
    outlets = dict.fromkeys(name for text in near for name in _outlets(article.id, text, site))
    return as_html(f"names no outlet; its paragraph names {', '.join(outlets)}") if outlets else ""


def _below(article: Article) -> str:
    """Return the anchor of the sources of a note on the page of its story."""
    return "s-" + re.sub(r"[^\w-]", "-", article.id)


def _told_of(label: str) -> str:
    return _EDITORS if label == EDITOR else _GONE


def _shown(passage: Passage, article: Article) -> str:
    is_text = article.path.lower().endswith(".txt")
    return (passage.text if is_text else without_markup(passage.text)).strip()


def place(passage: Passage, article: Article) -> str:
    """Return where a passage stands: whose text, of when, which paragraph."""
    where = f"paragraph {passage.paragraph}"
    if article.kind == "note":
        return f"Editor's note, {day(article.date)}, {where}"
    listed = article.sources[0].publisher if article.sources else None
    return f"{article.publisher or listed or 'Publisher not given'}, {day(article.date)}, {where}"


def at_passage(address: str | None, text: str) -> str:
    """Return the address of a text with the fragment by which browsers open it at a passage."""
    target = web_address(address)
    words = text.split()
    if not target or not words:
        return target or ""
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    told = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{target.partition('#')[0]}#:~:text={told}"


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
