"""The request to a writer: the passages of a story, what is asked, and in which form.

The same story gives the same bytes.  A passage stands on one line behind its id, cleaned of what
could end that line: nothing that a seed says looks like a part of the request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from briefing_room.catalogue.entries import DEADLINE_KINDS, Catalogue
from briefing_room.compose.limits import room
from briefing_room.model import (
    SECTIONS,
    TITLE,
    Article,
    Briefing,
    Citation,
    DraftStatement,
    Facts,
    Role,
    Sentence,
    SentenceFacts,
    Story,
)
from briefing_room.pages.escape import clean
from briefing_room.pages.known_passages import words_of
from briefing_room.pages.layout import publisher
from briefing_room.text.lexicon import table
from briefing_room.text.months import day
from briefing_room.verify.reasons import Reason

MOST_PASSAGES = 800  # sentences that a request shows


@dataclass(frozen=True)
class Request:
    """What a writer is sent; ``ids`` lead from the short ids to the passages."""

    text: str
    ids: Mapping[str, tuple[Citation, ...]]
    seeds: tuple[str, ...]
    words: int

    @property
    def digest(self) -> str:
        """A digest of the whole text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class Stands(NamedTuple):
    """What people decided of a page: their own lines, and the addresses of refused passages."""

    lines: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()


class _Line(NamedTuple):
    id: str
    heard: str
    text: str


class Refused(NamedTuple):
    """A statement that has to be said anew: its number, what else stands in its bullet, and why."""

    number: int
    said: DraftStatement
    beside: tuple[str, ...]
    why: tuple[Reason, ...]


def drafted_articles(story: Story) -> tuple[Article, ...]:
    """Return the articles that a writer tells of: a note is told as its author wrote it."""
    return tuple(article for article in story.articles if article.kind != "note")


def request(
    made: Briefing,
    catalogue: Catalogue,
    facts: Callable[[str], Facts],
    stands: Stands | None = None,
    *,
    rows: bool = False,
) -> Request:
    """Return the request for a page; ``made`` is the page as the program makes it.

    With ``rows`` it asks for rows of the catalogue, too.
    """
    stands = stands or Stands()
    articles = drafted_articles(made.story)
    told = _told_by_notes(made)
    texts, ids = list[dict[str, object]](), dict[str, tuple[Citation, ...]]()
    left = 0
    for number, article in enumerate(articles, start=1):
        lines = []
        for found in facts(article.id).sentences:
            addresses = {passage.address for passage in found.sentence.passages}
            if addresses & stands.refused:
                continue
            if len(ids) == MOST_PASSAGES:
                left += 1
                continue
            name = f"s{len(ids) + 1}"
            ids[name] = _citations(found.sentence)
            lines.append(_Line(name, _heard(found), clean(found.sentence.text)))
        texts.append({"name": f"TEXT {number}", "what": _what(article), "lines": lines})
    words = int(max((room(article) for article in articles), default=0))
    text = _filled(
        "request.md",
        told_by_notes=told,
        sections=[
            {"key": key, "says": says}
            for key, says in table("request")["sections"].items()
            if not (told and key in {TITLE, "bottom_line"}) and SECTIONS[key] not in told
        ],
        words=words,
        asks=table("request")["asks"],
        refuses=table("request")["refuses"],
        texts=texts,
        left=left,
        names=_names(articles, catalogue, facts),
        stands=[clean(line) for line in stands.lines],
        page=list(_page(made)),
        rows=list(_row_pages(articles, catalogue, facts)) if rows else [],
        deadline_kinds=" | ".join(DEADLINE_KINDS[:-1]),
        site_kinds=" | ".join(catalogue.vocabulary.site_kinds),
        types=" | ".join(catalogue.vocabulary.types),
        site_statuses=" | ".join(catalogue.vocabulary.site_statuses),
    )
    return Request(text, ids, tuple(article.id for article in articles), words)


def again(refused: Iterable[Refused], ids: Mapping[str, tuple[Citation, ...]], texts: Texts) -> str:
    """Return the request to say some statements anew."""
    names = {cite.address: name for name, cites in ids.items() for cite in cites}
    shown = []
    for each in refused:
        cited = dict.fromkeys(names.get(cite.address, cite.address) for cite in each.said.cites)
        shown.append(
            {
                "id": str(each.number),
                "section": each.said.section,
                "text": clean(each.said.text),
                "why": [clean(reason.message) for reason in each.why],
                "beside": clean(" ".join(each.beside)),
                "passages": [_Line(name, "", _text_of(name, ids, texts)) for name in cited],
            }
        )
    return _filled("again.md", refused=shown)


Texts = Mapping[str, str]  # the words of passages by their addresses


def _text_of(name: str, ids: Mapping[str, tuple[Citation, ...]], texts: Texts) -> str:
    addresses = [cite.address for cite in ids[name]] if name in ids else [name]
    return clean(" ".join(texts.get(address, "") for address in addresses))


def _heard(found: SentenceFacts) -> str:
    """Return who is heard in a sentence, if it names them."""
    name = clean(found.speaker.name) if found.speaker else ""
    words = (word for word in name.split() if word[0].isupper() and len(word) > 2)
    return name if any(word in found.sentence.text for word in words) else ""


def _citations(sentence: Sentence) -> tuple[Citation, ...]:
    return tuple(Citation(passage.address, words_of(passage.text)) for passage in sentence.passages)


def _told_by_notes(made: Briefing) -> tuple[Role, ...]:
    """Return the sections that notes of a story have for themselves: where one leads, these."""
    notes = {article.id for article in made.story.articles if article.kind == "note"}
    if not notes:
        return ()
    return tuple(
        dict.fromkeys(
            said.role
            for said in made.statements
            if said.role is not Role.KEY_POINT and all(p.article in notes for p in said.passages)
        )
    )


def _what(article: Article) -> str:
    facts = (
        article.title,
        publisher(article),
        article.author,
        "opinion" if article.opinion else "",
        day(article.date) if article.date else "date not given",
    )
    return "; ".join(clean(fact) for fact in facts if fact)


def _names(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> list[str]:
    found = (
        name for a in articles for each in facts(a.id).sentences for name in sorted(each.names)
    )
    entities = (catalogue.entities[name] for name in dict.fromkeys(found))
    return sorted(f"{clean(each.full_name)} ({clean(each.type)})" for each in entities)


def _row_pages(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> Iterator[Mapping[str, str]]:
    """Yield the pages for which rows may be proposed: numbers about what is named, and names."""
    named = {name for a in articles for each in facts(a.id).sentences for name in each.names}
    for number in catalogue.numbers.values():
        if named & {*number.about}:
            what = f"{number.name}, in {number.unit}: {number.counts}"
            yield {"slug": number.slug, "what": clean(what)}
    for slug in sorted(named):
        entity = catalogue.entities[slug]
        yield {"slug": slug, "what": clean(f"{entity.full_name} ({entity.type})")}


def _page(made: Briefing) -> Iterator[str]:
    yield f"title: {clean(made.title)}"
    for said in made.statements:
        yield f"{said.role.value}: {clean(said.text)}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("briefing_room.draft"),
        autoescape=select_autoescape(default=False),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _filled(name: str, **given: Any) -> str:
    return _environment().get_template(name).render(**given)
