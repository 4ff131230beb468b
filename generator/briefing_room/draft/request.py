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

Ids = Mapping[str, tuple[Citation, ...]]  # short ids, and the passages that they stand for


@dataclass(frozen=True)
class Request:
    """What a writer is sent; ``ids`` lead from the short ids to the passages."""

    text: str
    ids: Ids
    seeds: tuple[str, ...]
    words: int

    @property
    def digest(self) -> str:
        """A digest of the whole text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class EditorChoices(NamedTuple):
    """What people decided of a page: their own lines, and the addresses of refused passages."""

    lines: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()


class Objection(NamedTuple):
    """A statement that has to be said anew: its number, the rest of its bullet, and why."""

    number: int
    statement: DraftStatement
    bullet: tuple[str, ...]
    reasons: tuple[Reason, ...]


class _PassageLine(NamedTuple):
    id: str
    speaker: str
    text: str


def drafted_articles(story: Story) -> tuple[Article, ...]:
    """The articles that a writer tells of: a note is told as its author wrote it."""
    return tuple(article for article in story.articles if article.kind != "note")


def request(
    made: Briefing,
    catalogue: Catalogue,
    facts: Callable[[str], Facts],
    choices: EditorChoices | None = None,
    *,
    rows: bool = False,
) -> Request:
    """Fill the request for a page; ``made`` is the page as the program makes it.

    With ``rows`` it asks for rows of the catalogue, too.
    """
    choices = choices or EditorChoices()
    articles = drafted_articles(made.story)
    sentences = [
        (article, found)
        for article in articles
        for found in facts(article.id).sentences
        if choices.refused.isdisjoint(passage.address for passage in found.sentence.passages)
    ]
    shown = sentences[:MOST_PASSAGES]
    ids = {f"s{number}": _citations(found) for number, (_, found) in enumerate(shown, start=1)}
    words = int(max((room(article) for article in articles), default=0))
    text = _filled(
        "request.md",
        **_asked(made),
        words=words,
        texts=list(_texts(articles, shown)),
        left=len(sentences) - len(shown),
        names=_names(articles, catalogue, facts),
        stands=[clean(line) for line in choices.lines],
        page=list(_page(made)),
        rows=list(_row_pages(articles, catalogue, facts)) if rows else [],
        deadline_kinds=" | ".join(DEADLINE_KINDS[:-1]),
        site_kinds=" | ".join(catalogue.vocabulary.site_kinds),
        types=" | ".join(catalogue.vocabulary.types),
        site_statuses=" | ".join(catalogue.vocabulary.site_statuses),
    )
    return Request(text, ids, tuple(article.id for article in articles), words)


def _asked(made: Briefing) -> Mapping[str, Any]:
    """The rules and sections of a request; a note that leads has some sections for itself."""
    words, of_notes = table("request"), _note_sections(made)
    sections = [
        {"key": key, "says": says}
        for key, says in words["sections"].items()
        if not (of_notes and key in {TITLE, "bottom_line"}) and SECTIONS[key] not in of_notes
    ]
    return {
        "told_by_notes": of_notes,
        "sections": sections,
        "asks": words["asks"],
        "refuses": words["refuses"],
    }


def _texts(
    articles: Sequence[Article], shown: Iterable[tuple[Article, SentenceFacts]]
) -> Iterator[Mapping[str, object]]:
    """Yield each article with its passages, numbered through all of them."""
    lines: dict[str, list[_PassageLine]] = {article.id: [] for article in articles}
    for number, (article, found) in enumerate(shown, start=1):
        line = _PassageLine(f"s{number}", _speaker(found), clean(found.sentence.text))
        lines[article.id].append(line)
    for number, article in enumerate(articles, start=1):
        yield {"name": f"TEXT {number}", "what": _source(article), "lines": lines[article.id]}


# --- Asking again --------------------------------------------------------------------------------

Texts = Mapping[str, str]  # the words of passages by their addresses


def again(objections: Iterable[Objection], ids: Ids, texts: Texts) -> str:
    """Fill the request to say some statements anew."""
    names = {cite.address: name for name, cites in ids.items() for cite in cites}
    refused = []
    for objection in objections:
        statement = objection.statement
        cited = dict.fromkeys(names.get(cite.address, cite.address) for cite in statement.cites)
        refused.append(
            {
                "id": str(objection.number),
                "section": statement.section,
                "text": clean(statement.text),
                "why": [_advice(reason) for reason in objection.reasons],
                "beside": clean(" ".join(objection.bullet)),
                "passages": [_PassageLine(name, "", _words_of(name, ids, texts)) for name in cited],
            }
        )
    return _filled("again.md", refused=refused)


def _advice(reason: Reason) -> str:
    """Say why a sentence is refused and, where that is known, what to do."""
    cure = table("request")["cures"].get(reason.code)
    return clean(f"{reason.message}: {cure}" if cure else reason.message)


def _words_of(name: str, ids: Ids, texts: Texts) -> str:
    addresses = [cite.address for cite in ids[name]] if name in ids else [name]
    return clean(" ".join(texts.get(address, "") for address in addresses))


# --- What stands in a request --------------------------------------------------------------------


def _speaker(found: SentenceFacts) -> str:
    """Who is heard in a sentence, if it names them."""
    name = clean(found.speaker.name) if found.speaker else ""
    words = (word for word in name.split() if word[0].isupper() and len(word) > 2)
    return name if any(word in found.sentence.text for word in words) else ""


def _citations(found: SentenceFacts) -> tuple[Citation, ...]:
    passages = found.sentence.passages
    return tuple(Citation(passage.address, words_of(passage.text)) for passage in passages)


def _note_sections(made: Briefing) -> tuple[Role, ...]:
    """The sections, but for key points, that notes of a story have for themselves."""
    notes = {article.id for article in made.story.articles if article.kind == "note"}
    roles = (
        statement.role
        for statement in made.statements
        if notes and all(passage.article in notes for passage in statement.passages)
    )
    return tuple(dict.fromkeys(role for role in roles if role is not Role.KEY_POINT))


def _source(article: Article) -> str:
    parts = (
        article.title,
        publisher(article),
        article.author,
        "opinion" if article.opinion else "",
        day(article.date) if article.date else "date not given",
    )
    return "; ".join(clean(part) for part in parts if part)


def _names(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> list[str]:
    entities = (catalogue.entities[slug] for slug in _slugs(articles, facts))
    return sorted(f"{clean(entity.full_name)} ({clean(entity.type)})" for entity in entities)


def _slugs(articles: Sequence[Article], facts: Callable[[str], Facts]) -> list[str]:
    """The entities that articles name, by their slugs."""
    sentences = (found for article in articles for found in facts(article.id).sentences)
    return sorted({slug for found in sentences for slug in found.names})


def _row_pages(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> Iterator[Mapping[str, str]]:
    """Yield the pages for which rows may be proposed: numbers about what is named, and names."""
    slugs = _slugs(articles, facts)
    for number in catalogue.numbers.values():
        if not set(number.about).isdisjoint(slugs):
            what = f"{number.name}, in {number.unit}: {number.counts}"
            yield {"slug": number.slug, "what": clean(what)}
    for slug in slugs:
        entity = catalogue.entities[slug]
        yield {"slug": slug, "what": clean(f"{entity.full_name} ({entity.type})")}


def _page(made: Briefing) -> Iterator[str]:
    yield f"title: {clean(made.title)}"
    for statement in made.statements:
        yield f"{statement.role.value}: {clean(statement.text)}"


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
