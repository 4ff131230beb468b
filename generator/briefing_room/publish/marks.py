"""The numbered marks of a page, and what each opens: outlets, dates, addresses and the passage.

For a note, the outlets are those of its sources that support the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from briefing_room.compose.limits import find_copied_passages, quotable_labels
from briefing_room.ingest.blocks import strip_markup
from briefing_room.model import Article, Passage, Source
from briefing_room.pages.document import EDITOR, LABEL
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import publisher
from briefing_room.publish.markup import mark_safe
from briefing_room.publish.provenance import outlet_kind
from briefing_room.publish.publication import Publication
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import join_with_and
from briefing_room.review.reading import strip_markdown
from briefing_room.text.periods import day_in_words, period_in_words
from briefing_room.text.typography import fold

_EDITORS_TEXT = "The editor's own text."
_MISSING = "The passage is not in the texts kept here."
_SUMS_UP = "Our note sums up all of its sources here: {}."
_NO_SOURCE_NAMED = "Our note does not say which of its sources says this: {}."
_LABELS = re.compile(rf"(?:{LABEL.pattern})+")
_LAST_WORD = re.compile(r"(?<![\w.,;!?%’”])[\w.,;!?%’”]*\Z")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_MAX_NAMED_SOURCES = 3  # of a note that names none for a passage
_ADDITION_TO_NAME = re.compile(r"\s*[,(]")
_BULLET = re.compile(r"\A[-*+]\s+")
_FRAGMENT_WORDS = 5  # at each end of a passage, by which a browser finds it


class Outlet(NamedTuple):
    """An outlet that supports a passage."""

    name: str
    address: str = ""
    date: str = ""  # in words
    kind: str = ""  # what readers should know before trusting it
    archived: str = ""  # the address of an archived copy
    read_second_hand: bool = False  # not opened, but read through the outlet before it


class AttributedText(NamedTuple):
    """One or more sentences of an article and their outlets."""

    outlets: tuple[Outlet, ...]
    source_note: str  # says so if no outlet is known
    text: str  # empty if the page has the same words or may not quote them


class CitedPassage(NamedTuple):
    """Passages of one article that are cited together, with the number of their mark."""

    number: int
    anchor: str  # ends the id of the passages, and that of their sentence in a note
    texts: tuple[AttributedText, ...] = ()
    location: str = ""  # in the article, in words
    is_of_note: bool = False
    story: StoryPage | None = None  # of the article, unless it is the page with the mark


class NoteSentence(NamedTuple):
    """A sentence of a note; ``anchor`` is that of the cited passage, "" if the page cites none."""

    text: str
    anchor: str


class SourceNote(NamedTuple):
    """A note in full: its summary line, and its paragraphs with the cited passages."""

    summary: str
    paragraphs: tuple[tuple[NoteSentence, ...], ...]


class Marks:
    """The marks of one page, numbered by first use."""

    def __init__(self, publication: Publication, story: StoryPage | None = None) -> None:
        self._publication = publication
        self._story = story
        self._page_text = fold("\n".join(point.text for point in story.points)) if story else ""
        self._quotable: dict[str, frozenset[str]] = {}
        self._cited: dict[tuple[str, ...], CitedPassage] = {}

    @property
    def cited_passages(self) -> tuple[CitedPassage, ...]:
        """The passages cited so far."""
        return tuple(self._cited.values())

    def replace_labels(self, markdown: str) -> str:
        """Replace each label by a numbered mark, kept on one line with the word before it."""
        parts, done = list[str](), 0
        for match in _LABELS.finditer(markdown):
            before, done = markdown[done : match.start()], match.end()
            last_word = _LAST_WORD.search(before, before.rfind(" ") + 1)
            start = last_word.start() if last_word else len(before)
            marks = "".join(self.button(label) for label in LABEL.findall(match[0]))
            parts += [before[:start], f'<span class="marks">{before[start:]}{marks}</span>']
        return "".join((*parts, markdown[done:]))

    def row_buttons(self, cites: Sequence[str], cites_of_all_rows: Sequence[str] = ()) -> Markup:
        """Write one button for each article that a row cites.

        It opens all passages that the row, and the rows beside it, cite of the article.
        """
        resolve = self._publication.project.resolve
        article_ids = dict.fromkeys(passage.article for passage in map(resolve, cites) if passage)
        cited = {passage for passage in map(resolve, (*cites, *cites_of_all_rows)) if passage}
        passages = sorted(cited, key=lambda passage: passage.start)
        buttons = (
            self.button(*(passage.address for passage in passages if passage.article == article_id))
            for article_id in article_ids
        )
        return Markup(" ").join(buttons)

    def button(self, *labels: str) -> Markup:
        """Write the button for one or more labels or addresses of one article."""
        passages = [
            passage for label in labels if (passage := self._publication.project.resolve(label))
        ]
        key = tuple(passage.label for passage in passages) or labels
        if key not in self._cited:
            self._cited[key] = self._cite(len(self._cited) + 1, key, passages)
        number, anchor = self._cited[key].number, self._cited[key].anchor
        return mark_safe(
            f'<button class="mark" popovertarget="p-{anchor}" aria-label="Source {number}">'
            f"{number}</button>"
        )

    def notes(self) -> tuple[SourceNote, ...]:
        """The notes that a page cites, in full, in the order of first use.

        A note that has the sections of a page is skipped: the page has all of it.
        """
        passages = (self._publication.project.resolve(label) for label, *_ in self._cited)
        articles = (self._publication.articles[passage.article] for passage in passages if passage)
        by_id = {a.id: a for a in articles if a.kind == "note" and not a.outline}
        return tuple(self._full_note(note, len(by_id)) for note in by_id.values())

    def _full_note(self, note: Article, note_count: int) -> SourceNote:
        paragraphs: dict[int, list[NoteSentence]] = {}
        for passage in note.passages:
            cited = self._cited.get((passage.label,))
            sentence = NoteSentence(_plain_text(passage, note), cited.anchor if cited else "")
            paragraphs.setdefault(passage.paragraph, []).append(sentence)
        title = f" “{note.title}”" if note_count > 1 and note.title else ""
        return SourceNote(f"Our note{title} in full", tuple(map(tuple, paragraphs.values())))

    def _cite(self, number: int, key: Sequence[str], passages: Sequence[Passage]) -> CitedPassage:
        anchor = re.sub(r"[^\w-]", "-", key[0]) if self._story else str(number)
        if not passages:
            definitions = self._story.page.definitions if self._story else {}
            location = strip_markdown(definitions.get(key[0], ""))
            location = location or (_EDITORS_TEXT if key[0] == EDITOR else _MISSING)
            return CitedPassage(number, anchor, location=location)
        article = self._publication.articles[passages[0].article]
        story = self._publication.story_by_seed.get(article.id)
        texts = tuple(self._attributed_texts(passages, article))
        places = [str(n) for n in dict.fromkeys(p.paragraph for p in passages)]
        paragraphs = f"paragraph{'s' if places[1:] else ''} {join_with_and(places)}"
        if article.kind == "note":
            location = "" if article.outline else paragraphs  # a link to them in the full note
        elif texts[0].text:
            location = ""
        elif all(fold(_plain_text(passage, article)) in self._page_text for passage in passages):
            location = "Word for word as in the original."
        else:
            location = f"In {paragraphs} of the original."
        return CitedPassage(
            number,
            anchor,
            texts,
            location,
            is_of_note=article.kind == "note",
            story=None if story is self._story else story,
        )

    def _attributed_texts(
        self, passages: Sequence[Passage], article: Article
    ) -> tuple[AttributedText, ...]:
        """Join successive passages that have the same outlets."""
        texts, previous = list[AttributedText](), passages[0]
        for passage in passages:
            words = _plain_text(passage, article)
            is_shown = fold(words) in self._page_text or not self._may_quote(passage, article)
            text = "" if is_shown else words
            outlets = self._outlets_of(passage, article)
            if texts and texts[-1].outlets == outlets:
                next_place = previous.paragraph, previous.sentence + 1
                continues = next_place == (passage.paragraph, passage.sentence)
                text = f"{texts.pop().text}{' ' if continues else ' … '}{text}"
            source_note = "" if outlets else _attribution_note(article)
            texts.append(AttributedText(outlets, source_note, text))
            previous = passage
        return tuple(texts)

    def _outlets_of(self, passage: Passage, article: Article) -> tuple[Outlet, ...]:
        """The outlets that a note names for a passage, or that published an article."""
        if article.kind != "note":
            return _article_outlets(article, _plain_text(passage, article), self._publication)
        sources = self._publication.project.sources_of(passage)
        outlets = (outlet for source in sources for outlet in _outlets(source, self._publication))
        return _merge_namesakes(tuple(dict.fromkeys(outlets)))

    def _may_quote(self, passage: Passage, article: Article) -> bool:
        """Whether a pop-over may quote a passage.

        The page and its pop-overs together may quote only so much of an article.
        """
        if self._story is None:
            return True
        if article.id not in self._quotable:
            resolve = self._publication.project.resolve
            cited = filter(None, map(resolve, self._story.page.cited))
            passages_of_article = [p for p in cited if p.article == article.id]
            copied_text = find_copied_passages(passages_of_article, self._page_text)
            self._quotable[article.id] = quotable_labels(article, copied_text, passages_of_article)
        return passage.label in self._quotable[article.id]


def _attribution_note(note: Article) -> str:
    """Say what is known of the source of a passage for which a note names none."""
    names = tuple(dict.fromkeys(source.name for source in note.sources))
    sentence = _SUMS_UP if any(source.tells for source in note.sources) else _NO_SOURCE_NAMED
    return sentence.format(join_with_and(names, _MAX_NAMED_SOURCES) or "it lists none")


@lru_cache(maxsize=1 << 14)
def _outlets(source: Source, publication: Publication) -> tuple[Outlet, ...]:
    """The outlet that was read, and after it the original if that was not opened.

    The address belongs to the outlet that was read if its host has a word of the outlet's name,
    else to the original.
    """
    address, date = web_address(source.url) or "", _date_words(source)
    kind, archive = outlet_kind(source.publisher, publication), web_address(source.archive) or ""
    if not source.via:
        return (Outlet(source.publisher, address, date, kind, archive),)
    relay_kind = outlet_kind(source.via, publication)
    host = _letters_only(address.split("/")[2] if address else "")
    names = [source.via, *(word for word in re.findall(r"\w+", source.via) if word[3:])]
    if any(_letters_only(name) in host for name in names):
        opened = Outlet(source.via, address, date, relay_kind, archive)
        return (opened, Outlet(source.publisher, kind=kind, read_second_hand=True))
    original = Outlet(source.publisher, address, date, kind, archive, read_second_hand=True)
    return (Outlet(source.via, kind=relay_kind), original)


def _merge_namesakes(outlets: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    """Replace each opened outlet without an address by the one of the same name with an address."""
    opened_by_name: dict[str, Outlet] = {}
    for outlet in outlets:
        if outlet.address and not outlet.read_second_hand:
            opened_by_name.setdefault(_bare_name(outlet), outlet)
    merged = (
        outlet
        if outlet.address or outlet.read_second_hand
        else opened_by_name.get(_bare_name(outlet), outlet)
        for outlet in outlets
    )
    return tuple(dict.fromkeys(merged))


def _bare_name(outlet: Outlet) -> str:
    """Its name up to a comma or bracket: "Ore Digest (machine-made)" is Ore Digest."""
    return _ADDITION_TO_NAME.split(outlet.name, maxsplit=1)[0]


def _letters_only(name: str) -> str:
    return re.sub(r"\W", "", name.casefold())


def _date_words(source: Source) -> str:
    """The day of a source in words, or the month in its address if it has no day."""
    month = _MONTH_IN_ADDRESS.search(source.url or "") if source.date is None else None
    if month:
        return f"{period_in_words('-'.join(month.groups()))}, by its address"
    return day_in_words(source.date)


def _article_outlets(article: Article, text: str, publication: Publication) -> tuple[Outlet, ...]:
    """The outlet that published an article; its address leads to the passage with this text."""
    source = next(iter(article.sources), Source(""))
    name = publisher(article) or "Publisher not given"
    outlets = _outlets(replace(source, publisher=name, date=article.date), publication)
    return (outlets[0]._replace(address=text_fragment_address(source.url, text)), *outlets[1:])


def text_fragment_address(address: str | None, text: str) -> str:
    """Add to an address the fragment that makes browsers scroll to a text; "" if it is none."""
    target = web_address(address)
    words = text.split()
    if not target or not words:
        return target or ""
    is_long = len(words) > 2 * _FRAGMENT_WORDS
    parts = [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]] if is_long else [words]
    fragment = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    return f"{target.partition('#')[0]}#:~:text={fragment}"


def _plain_text(passage: Passage, article: Article) -> str:
    is_text = article.path.lower().endswith(".txt")
    text = passage.text if is_text else strip_markup(_BULLET.sub("", passage.text))
    return " ".join(text.split())
