"""The marks of a page, and what each opens: who says it, when, and the passage.

A reader who asks "says who?" first gets the outlets, each with date and address; for a note, those
of its sources that tell the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from briefing_room.compose.limits import copied, quotable
from briefing_room.ingest.blocks import without_markup
from briefing_room.model import Article, Passage, Source
from briefing_room.pages.document import EDITOR
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import publisher
from briefing_room.publish.markup import LABEL, ready
from briefing_room.publish.provenance import outlet_kind
from briefing_room.publish.publication import Publication
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import listing
from briefing_room.review.reading import bare
from briefing_room.text.months import day, when
from briefing_room.text.typography import fold

_EDITORS = "The editor's own text."
_GONE = "The passage is not in the texts kept here."
_OWN = "Our note sums up all of its sources here: {}."
_ALL = "Our note does not say which of its sources says this: {}."
_LABELS = re.compile(rf"(?:{LABEL.pattern})+")
_END = re.compile(r"(?<![\w.,;!?%’”])[\w.,;!?%’”]*\Z")
_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_FEW = 3  # publishers of a note that are named where none of them is known to tell a passage
_BULLET = re.compile(r"\A[-*+]\s+")
_ENDS = 5  # words at each end by which a browser finds a passage in the original


class Outlet(NamedTuple):
    """An outlet that tells a passage, with address, day, and what a reader should know about it.

    One that is ``quoted`` was not opened itself, but read through the one before it.
    """

    name: str
    address: str = ""
    date: str = ""
    kind: str = ""
    archived: str = ""
    quoted: bool = False


class Told(NamedTuple):
    """One or more sentences of a text, and who tells them.

    ``how`` says it if no source is known to tell them; ``text`` is empty if the page has the same
    words.
    """

    outlets: tuple[Outlet, ...]
    how: str
    text: str


class CitedPassage(NamedTuple):
    """Passages of one text that are cited together: the number of their mark, and who tells them.

    ``story`` is another page that rests on the same text.
    """

    number: int
    anchor: str  # what the addresses of the passage and of its place in a note end on
    told: tuple[Told, ...] = ()
    where: str = ""
    of_note: bool = False
    story: StoryPage | None = None


class SourceNote(NamedTuple):
    """A whole note: the summary above it, and its paragraphs with the cited passages."""

    summary: str
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]  # text, and the anchor of what is cited


class Marks:
    """The marks of one page, numbered by first use; ``told`` is the text of the page itself."""

    def __init__(self, site: Publication, story: StoryPage | None = None) -> None:
        self._site = site
        self._story = story
        self._said = fold("\n".join(point.text for point in story.points)) if story else ""
        self._quotable: dict[str, frozenset[str]] = {}
        self._cited: dict[tuple[str, ...], CitedPassage] = {}

    @property
    def found(self) -> tuple[CitedPassage, ...]:
        """The passages cited so far."""
        return tuple(self._cited.values())

    def marked(self, markdown: str) -> str:
        """Replace each label by a numbered mark that stays on one line with the word before."""
        parts, at = list[str](), 0
        for match in _LABELS.finditer(markdown):
            before, at = markdown[at : match.start()], match.end()
            end = _END.search(before, before.rfind(" ") + 1)
            start = end.start() if end else len(before)
            marks = "".join(self.mark(label[2:-1]) for label in LABEL.findall(match[0]))
            parts += [before[:start], f'<span class="marks">{before[start:]}{marks}</span>']
        return "".join((*parts, markdown[at:]))

    def row(self, cites: Sequence[str], every: Sequence[str] = ()) -> Markup:
        """Write one button for each text that a row cites, for all passages of that text.

        If the row is one of several, the button covers all that ``every`` row cites of the text.
        """
        resolve = self._site.project.resolve
        texts = dict.fromkeys(one.article for one in map(resolve, cites) if one)
        known = {one for one in map(resolve, (*cites, *every)) if one}
        own = sorted(known, key=lambda one: one.start)
        each = (self.mark(*(o.address for o in own if o.article == text)) for text in texts)
        return Markup(" ").join(each)

    def mark(self, *labels: str) -> Markup:
        """Write the button for one or more labels or addresses of one text."""
        passages = [found for label in labels if (found := self._site.project.resolve(label))]
        key = tuple(passage.label for passage in passages) or labels
        if key not in self._cited:
            self._cited[key] = self._of(len(self._cited) + 1, key, passages)
        number, anchor = self._cited[key].number, self._cited[key].anchor
        return ready(
            f'<button class="mark" popovertarget="p-{anchor}" aria-label="Source {number}">'
            f"{number}</button>"
        )

    def notes(self) -> tuple[SourceNote, ...]:
        """The full notes that a page shows in part, in the order of first use."""
        passages = (self._site.project.resolve(label) for label, *_ in self._cited)
        articles = (self._site.articles[one.article] for one in passages if one)
        notes = dict.fromkeys(a.id for a in articles if a.kind == "note" and not a.outline)
        return tuple(self._whole(self._site.articles[one], len(notes)) for one in notes)

    def _whole(self, note: Article, of: int) -> SourceNote:
        found: dict[int, list[tuple[str, str]]] = {}
        for passage in note.passages:
            cited = self._cited.get((passage.label,))
            piece = (_shown(passage, note), cited.anchor if cited else "")
            found.setdefault(passage.paragraph, []).append(piece)
        title = f" “{note.title}”" if of > 1 and note.title else ""
        return SourceNote(f"Our note{title} in full", tuple(map(tuple, found.values())))

    def _of(self, number: int, key: Sequence[str], passages: Sequence[Passage]) -> CitedPassage:
        anchor = re.sub(r"[^\w-]", "-", key[0]) if self._story else str(number)
        if not passages:
            own = bare(self._story.page.definitions.get(key[0], "")) if self._story else ""
            return CitedPassage(
                number, anchor, where=own or (_EDITORS if key[0] == EDITOR else _GONE)
            )
        article = self._site.articles[passages[0].article]
        story = self._site.by_seed.get(article.id)
        other = None if story is self._story else story
        told = tuple(self._told_by(passages, article))
        places = [str(n) for n in dict.fromkeys(p.paragraph for p in passages)]
        where = f"paragraph{'s' if places[1:] else ''} {listing(places)}"
        if article.kind != "note":
            if told[0].text:
                where = ""
            elif all(fold(_shown(each, article)) in self._said for each in passages):
                where = "Word for word as in the original."
            else:
                where = f"In {where} of the original."
            return CitedPassage(number, anchor, told, where, story=other)
        where = "" if article.outline else where  # the page shows the note once, as itself
        return CitedPassage(number, anchor, told, where, of_note=True, story=other)

    def _told_by(self, passages: Sequence[Passage], article: Article) -> tuple[Told, ...]:
        """Group the passages of one text by who tells them."""
        found, before = list[Told](), passages[0]
        for here in passages:
            said = _shown(here, article)
            is_said = fold(said) in self._said or not self._may_quote(here, article)
            text = "" if is_said else said
            if article.kind == "note":
                sources = self._site.project.sources_of(here)
                each = (_outlets(one, self._site) for one in sources)
                outlets = _joined(tuple(dict.fromkeys(chain.from_iterable(each))))
            else:
                outlets = _author(article, said, self._site)
            if found and found[-1].outlets == outlets:
                goes_on = (before.paragraph, before.sentence + 1) == (here.paragraph, here.sentence)
                text = f"{found.pop().text}{' ' if goes_on else ' … '}{text}"
            found.append(Told(outlets, "" if outlets else _unsure(article), text))
            before = here
        return tuple(found)

    def _may_quote(self, passage: Passage, article: Article) -> bool:
        """Whether a pop-over may quote a passage.

        What a page and its pop-overs quote of a text counts together.
        """
        if self._story is None:
            return True
        if article.id not in self._quotable:
            resolve = self._site.project.resolve
            cited = [p for x in self._story.page.cited if (p := resolve(x))]
            ours = [p for p in cited if p.article == article.id]
            said = copied(ours, self._said)
            self._quotable[article.id] = quotable(article, said, ours)
        return passage.label in self._quotable[article.id]


def _unsure(note: Article) -> str:
    """Say what is known about who tells a passage, if the note names no source for it."""
    names = tuple(dict.fromkeys(each.name for each in note.sources))
    words = _OWN if any(each.tells for each in note.sources) else _ALL
    return words.format(listing(names, _FEW) or "it lists none")


@lru_cache(maxsize=1 << 14)
def _outlets(source: Source, site: Publication) -> tuple[Outlet, ...]:
    """List the outlet that was read, followed by the original if that was not opened.

    The address belongs to the outlet that was read if it has its name, else to the original.
    """
    address, date = web_address(source.url) or "", _dated(source)
    kind, archive = outlet_kind(source.publisher, site), web_address(source.archive) or ""
    if not source.via:
        return (Outlet(source.publisher, address, date, kind, archive),)
    through = outlet_kind(source.via, site)
    host = _squashed(address.split("/")[2] if address else "")
    names = [source.via, *(word for word in re.findall(r"\w+", source.via) if word[3:])]
    if any(_squashed(name) in host for name in names):
        read = Outlet(source.via, address, date, through, archive)
        return (read, Outlet(source.publisher, kind=kind, quoted=True))
    original = Outlet(source.publisher, address, date, kind, archive, quoted=True)
    return (Outlet(source.via, kind=through), original)


def _joined(outlets: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    """Merge outlets of the same name: one without an address is the one that has an address."""
    known = [one for one in outlets if one.address and not one.quoted]

    def found(one: Outlet) -> Outlet:
        alike = (other for other in known if other.name.startswith(one.name.partition(",")[0]))
        return one if one.address or one.quoted else next(alike, one)

    return tuple(dict.fromkeys(map(found, outlets)))


def _squashed(name: str) -> str:
    return re.sub(r"\W", "", name.casefold())


def _dated(source: Source) -> str:
    """The day of a text, or the month that its address has, if no day is given."""
    month = _ADDRESS.search(source.url or "") if source.date is None else None
    return f"{when('-'.join(month.groups()))}, by its address" if month else day(source.date)


def _author(article: Article, text: str, site: Publication) -> tuple[Outlet, ...]:
    """The outlet that published an article, with an address that leads to a passage."""
    source = next(iter(article.sources), Source(""))
    name = publisher(article) or "Publisher not given"
    told = _outlets(replace(source, publisher=name, date=article.date), site)
    return (told[0]._replace(address=at_passage(source.url, text)), *told[1:])


def at_passage(address: str | None, text: str) -> str:
    """Add to the address of a text the fragment that makes browsers scroll to a passage."""
    target = web_address(address)
    words = text.split()
    if not target or not words:
        return target or ""
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    told = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{target.partition('#')[0]}#:~:text={told}"


def _shown(passage: Passage, article: Article) -> str:
    is_text = article.path.lower().endswith(".txt")
    text = passage.text if is_text else without_markup(_BULLET.sub("", passage.text))
    return " ".join(text.split())
