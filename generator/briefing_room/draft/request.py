"""The request to a writer: the passages of a story, the rules, and the form of the answer.

The same story gives the same bytes.  Each passage stands on one line after its id, without anything
that could end the line, so that no seed can imitate a part of the request.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.rows import DEADLINE_KINDS
from briefing_room.compose.draft import SECTIONS, TITLE, Citation
from briefing_room.compose.draft_composition import Verdict, bullet_of, drafted_articles
from briefing_room.compose.limits import draft_word_limit
from briefing_room.model import Article, Briefing, Facts, Role, SentenceFacts, Story
from briefing_room.pages.escape import clean
from briefing_room.pages.layout import publisher
from briefing_room.pages.passage_finder import words_digest
from briefing_room.pages.record import digest
from briefing_room.text.lexicon import count_words, table
from briefing_room.text.periods import day_in_words

MAX_PASSAGES = 800

PassageIds = Mapping[str, tuple[Citation, ...]]
"""The passages for each id in a request, such as "s1"; several may share one."""


@dataclass(frozen=True)
class Request:
    """The text for a writer, and the passages for the ids in it.

    ``digest`` changes with the passages, and an answer repeats it.  ``sections`` has the keys of
    the sections to write.  ``word_limit`` is the number of words that the page may have.
    """

    text: str
    digest: str
    ids: PassageIds
    seeds: tuple[str, ...]
    sections: tuple[str, ...]
    word_limit: int


class EditorChoices(NamedTuple):
    """What people decided about a page: their own lines, and the addresses of rejected passages."""

    lines: tuple[str, ...] = ()
    rejected_passages: frozenset[str] = frozenset()


class _PassageLine(NamedTuple):
    """A passage on one line of a request; ``speaker`` may be empty."""

    id: str
    speaker: str
    text: str


def write_request(
    undrafted: Briefing,
    catalogue: Catalogue,
    facts: Callable[[str], Facts],
    choices: EditorChoices | None = None,
    *,
    asks_rows: bool = False,
) -> Request:
    """Write the request for a page; ``undrafted`` is the page as the program writes it.

    With ``asks_rows`` it also asks for rows of the catalogue.
    """
    choices = choices or EditorChoices()
    articles = drafted_articles(undrafted.story)
    sentences = [
        (article, sentence)
        for article in articles
        for sentence in facts(article.id).sentences
        if choices.rejected_passages.isdisjoint(passage.address for passage in sentence.passages)
    ]
    shown_sentences = sentences[:MAX_PASSAGES]
    ids = {
        f"s{number}": _citations(sentence)
        for number, (_, sentence) in enumerate(shown_sentences, start=1)
    }
    passages_digest = digest("\n".join(cite.digest for cites in ids.values() for cite in cites))
    word_limit = draft_word_limit(articles)
    rules, note_sections = table("request"), _note_sections(undrafted)
    sections = tuple(
        key for key, role in SECTIONS.items() if (role or Role.BOTTOM_LINE) not in note_sections
    )
    text = _render(
        "request.md",
        digest=passages_digest,
        note_sections=note_sections,
        sections={key: rules["sections"][key] for key in sections},
        asks=rules["asks"],
        refuses=rules["refuses"],
        word_limit=word_limit,
        texts=list(_articles_with_passages(articles, shown_sentences)),
        omitted=len(sentences) - len(shown_sentences),
        names=_names_with_types(articles, catalogue, facts),
        lines_of_people=[clean(line) for line in choices.lines],
        page=list(_page_lines(undrafted)),
        rows=list(_pages_that_take_rows(articles, catalogue, facts)) if asks_rows else [],
        deadline_kinds=" | ".join(DEADLINE_KINDS[:-1]),
        site_kinds=" | ".join(catalogue.vocabulary.site_kinds),
        site_statuses=" | ".join(catalogue.vocabulary.site_statuses),
    )
    seeds = tuple(article.id for article in articles)
    return Request(text, passages_digest, ids, seeds, sections, word_limit)


def _articles_with_passages(
    articles: Sequence[Article], sentences: Iterable[tuple[Article, SentenceFacts]]
) -> Iterator[Mapping[str, object]]:
    """Yield each article with its passages, which are numbered across all articles."""
    lines: dict[str, list[_PassageLine]] = {article.id: [] for article in articles}
    for number, (article, sentence) in enumerate(sentences, start=1):
        line = _PassageLine(f"s{number}", _speaker_in_text(sentence), clean(sentence.text))
        lines[article.id].append(line)
    for number, article in enumerate(articles, start=1):
        yield {
            "name": f"TEXT {number}",
            "source": _describe_source(article),
            "lines": lines[article.id],
        }


# --- The request to reword -----------------------------------------------------------------------


def write_rewording_request(
    verdicts: Sequence[Verdict], numbers: Collection[int], request: Request, story: Story
) -> tuple[str, str]:
    """Write the request to reword the sentences of a draft with the given numbers, from 1.

    Returns its text and its digest, which changes with the passages and these sentences.
    """
    texts = {
        passage.address: passage.text for article in story.articles for passage in article.passages
    }
    lines = {
        cite.address: _PassageLine(name, "", clean(" ".join(texts[cite.address] for cite in cites)))
        for name, cites in request.ids.items()
        for cite in cites
    }
    page = (verdict.statement for verdict in verdicts if verdict.statement.section != TITLE)
    sentences = (f"{number} {verdicts[number - 1].statement.text}" for number in numbers)
    sentences_digest = digest("\n".join((request.digest, *sentences)))
    text = _render(
        "rewording.md",
        digest=sentences_digest,
        sources=list(map(_describe_source, drafted_articles(story))),
        refused=[_describe_refusal(number, verdicts, lines) for number in numbers],
        word_limit=request.word_limit,
        word_count=sum(count_words(statement.text) for statement in page),
    )
    return text, sentences_digest


def _describe_refusal(
    number: int, verdicts: Sequence[Verdict], lines: Mapping[str, _PassageLine]
) -> Mapping[str, object]:
    """Give the template the values for a refused sentence; ``lines`` has passages by address."""
    statement, reasons, fate = verdicts[number - 1]
    neighbours = [
        verdict.statement
        for index, verdict in enumerate(verdicts, start=1)
        if index != number and bullet_of(verdict.statement) == bullet_of(statement)
    ]
    messages = [reason.message for reason in reasons] or [table("request")["no_reason"][fate.value]]
    # A sentence refused without a reason refers to another, whose passages have the names it needs.
    sentences = (statement,) if reasons else (statement, *neighbours)
    cites = (cite for sentence in sentences for cite in sentence.cites)
    return {
        "id": str(number),
        "section": statement.section,
        "text": clean(statement.text),
        "reasons": list(map(clean, messages)),
        "rest_of_bullet": clean(" ".join(neighbour.text for neighbour in neighbours)),
        "passages": _cited_lines(cites, lines),
        "cited": _cited_lines(statement.cites, lines),
    }


def _cited_lines(
    cites: Iterable[Citation], lines: Mapping[str, _PassageLine]
) -> list[_PassageLine]:
    """The lines of cited passages, each once; the passages of one sentence share a line."""
    cited = (lines[cite.address] for cite in cites if cite.address in lines)
    return list(dict.fromkeys(cited))


# --- Parts of a request --------------------------------------------------------------------------


def _speaker_in_text(sentence: SentenceFacts) -> str:
    """The speaker of a sentence, or "" if the sentence does not name them."""
    name = clean(sentence.speaker.name) if sentence.speaker else ""
    words = (word for word in name.split() if word[0].isupper() and len(word) > 2)
    return name if any(word in sentence.text for word in words) else ""


def _citations(sentence: SentenceFacts) -> tuple[Citation, ...]:
    passages = sentence.passages
    return tuple(Citation(passage.address, words_digest(passage.text)) for passage in passages)


def _note_sections(undrafted: Briefing) -> tuple[Role, ...]:
    """The sections that a note fills; key points may be added to those of a note."""
    notes = {article.id for article in undrafted.story.articles if article.kind == "note"}
    roles = (
        statement.role
        for statement in undrafted.statements
        if notes and all(passage.article in notes for passage in statement.passages)
    )
    return tuple(dict.fromkeys(role for role in roles if role is not Role.KEY_POINT))


def _describe_source(article: Article) -> str:
    """Title, publisher, author and date of an article, on one line."""
    parts = (
        article.title,
        publisher(article),
        article.author,
        "opinion" if article.opinion else "",
        day_in_words(article.date) if article.date else "date not given",
    )
    return "; ".join(clean(part) for part in parts if part)


def _names_with_types(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> list[str]:
    entities = (catalogue.entities[slug] for slug in _mentioned_slugs(articles, facts))
    return sorted(f"{clean(entity.full_name)} ({clean(entity.type)})" for entity in entities)


def _mentioned_slugs(articles: Sequence[Article], facts: Callable[[str], Facts]) -> list[str]:
    """The slugs of the entities in articles, sorted."""
    sentences = (sentence for article in articles for sentence in facts(article.id).sentences)
    return sorted({slug for sentence in sentences for slug in sentence.names})


def _pages_that_take_rows(
    articles: Sequence[Article], catalogue: Catalogue, facts: Callable[[str], Facts]
) -> Iterator[Mapping[str, str]]:
    """Yield the pages for which rows may be proposed: entities in articles, and their numbers."""
    slugs = _mentioned_slugs(articles, facts)
    for number in catalogue.numbers.values():
        if not set(number.about).isdisjoint(slugs):
            description = f"{number.name}, in {number.unit}: {number.counts}"
            yield {"slug": number.slug, "description": clean(description)}
    for slug in slugs:
        entity = catalogue.entities[slug]
        yield {"slug": slug, "description": clean(f"{entity.full_name} ({entity.type})")}


def _page_lines(undrafted: Briefing) -> Iterator[str]:
    """Yield the page as the program writes it, a line for each statement."""
    yield f"title: {clean(undrafted.title)}"
    for statement in undrafted.statements:
        yield f"{statement.role.value}: {clean(statement.text)}"


@cache
def _templates() -> Environment:
    """The environment of the two requests, which are plain text."""
    return Environment(
        loader=PackageLoader("briefing_room.draft"),
        autoescape=select_autoescape(default=False),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _render(name: str, **values: Any) -> str:
    return _templates().get_template(name).render(**values)
