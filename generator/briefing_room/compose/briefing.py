"""Compose the briefing of a story from its articles and their facts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.choice import choose_statements
from briefing_room.compose.stories import best_editions, is_correction
from briefing_room.compose.story_sentences import StorySentences
from briefing_room.compose.titles import lower_capitals
from briefing_room.ingest.names import strip_desk_label
from briefing_room.ingest.openings import strip_connective
from briefing_room.model import (
    OPINION,
    UNNAMED_AUTHOR,
    Article,
    Briefing,
    Facts,
    Part,
    Role,
    SentenceFacts,
    Speaker,
    Statement,
    Story,
)
from briefing_room.text import lexicon as words
from briefing_room.text.typography import strip_hype

_MAX_TOPICS = 4


def compose_briefing(story: Story, catalogue: Catalogue, facts: Callable[[str], Facts]) -> Briefing:
    """Compose the page of one story; ``facts`` returns the facts of an article by its id."""
    articles = newest_first(best_editions(story))
    facts_by_id = {article.id: facts(article.id) for article in articles}
    title = next((" ".join(article.title.split()) for article in articles if article.title), "")
    title = lower_capitals(
        strip_hype(title), (s.text for article in articles for s in article.sentences)
    )
    statements = _compose_statements(articles, facts_by_id, title, catalogue)
    if not title:
        title = articles[0].id.replace("-", " ").capitalize()
        title = shorten_to_headline(statements[0].text) if statements else title
    elif any(article.edition for article in articles):
        title = strip_desk_label(title)[0]
    if all(article.opinion for article in articles):
        title = f"{_opinion_kind(articles[0]).capitalize()}: {title}"
    return Briefing(
        id=story.id,
        title=title,
        story=story,
        date=min((a.date for a in story.articles if a.date), default=None),
        topics=_most_frequent_topics(tuple(facts_by_id.values())),
        statements=statements,
    )


def _compose_statements(
    articles: Sequence[Article], facts_by_id: Mapping[str, Facts], title: str, catalogue: Catalogue
) -> tuple[Statement, ...]:
    """Take all statements of structured notes, then choose from the other articles."""
    notes = [article for article in articles if article.outline]
    others = [article for article in articles if not article.outline]
    from_notes = _statements_of_notes(notes, facts_by_id)
    if not others:
        return from_notes
    chosen = choose_statements(StorySentences(others, facts_by_id, title, catalogue))
    if chosen:
        source = next(a for a in others if a.id == chosen[0].passages[0].article)
        chosen = _attribute_to_author(chosen, source) if source.opinion else chosen
    if not notes or is_newer_news(others, notes):
        return (*from_notes, *chosen)
    key_point = Role.KEY_POINT
    moved = (
        replace(statement, role=key_point) if statement.role is Role.BOTTOM_LINE else statement
        for statement in chosen
    )
    return (*from_notes, *moved)


def _statements_of_notes(
    notes: Sequence[Article], facts: Mapping[str, Facts]
) -> tuple[Statement, ...]:
    """The statements of notes; the bottom lines of all but the first become key points."""
    return tuple(
        statement
        for number, note in enumerate(notes)
        for statement in _statements_of_note(note, facts[note.id], leads=number == 0)
    )


def _statements_of_note(note: Article, facts: Facts, *, leads: bool) -> Iterator[Statement]:
    by_paragraph = groupby(facts.sentences, lambda sentence: sentence.paragraph)
    for paragraph, group in by_paragraph:
        role, sentences = note.outline[paragraph - 1], list(group)
        if role is not Role.BOTTOM_LINE:
            yield _make_statement(sentences, role)
        elif leads:  # each sentence is a statement of its own
            yield from (_make_statement([sentence], role) for sentence in sentences)
        else:
            yield _make_statement(sentences, Role.KEY_POINT)


def _make_statement(sentences: Sequence[SentenceFacts], role: Role) -> Statement:
    parts = tuple(Part(sentence.text, sentence.passages) for sentence in sentences)
    labels = {
        sentence.speaker.printed_label
        for sentence in sentences
        if sentence.speaker and sentence.speaker.label
    }
    return Statement(parts, role, labels.pop() if len(labels) == 1 else "")


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Sort articles by date, the newest first and undated ones last, then by id.

    A correction precedes the other articles of its day; an undated correction precedes all.
    """

    def recency(article: Article) -> tuple[dt.date, bool]:
        corrects = is_correction(article)
        return article.date or (dt.date.max if corrects else dt.date.min), corrects

    by_id = sorted(articles, key=lambda article: article.id)
    return tuple(sorted(by_id, key=recency, reverse=True))


def is_newer_news(articles: Iterable[Article], others: Iterable[Article]) -> bool:
    """Whether one of ``articles`` is later than all ``others``, whose news it may overturn.

    An opinion and an article without a date are not.
    """
    newest = max((article.date for article in others if article.date), default=None)
    days = [article.date for article in articles if article.date and not article.opinion]
    return newest is not None and any(day > newest for day in days)


def _most_frequent_topics(all_facts: Sequence[Facts]) -> tuple[str, ...]:
    """The four topics that most articles of the story have, the most frequent first."""
    counts = Counter(topic for facts in all_facts for topic in facts.topics)
    return tuple(topic for topic, _ in counts.most_common(_MAX_TOPICS))


# --- The author of an opinion ---------------------------------------------------------------------

_ANALYSIS = re.compile(r"(?:news )?analysis\b", re.IGNORECASE)  # at the head of an article


def _opinion_kind(opinion: Article) -> str:
    """Return "analysis" if the head of an opinion article calls it one, else "opinion"."""
    is_analysis = any(_ANALYSIS.match(item.text) for item in opinion.removed)
    return "analysis" if is_analysis else "opinion"


def attribution(opinion: Article) -> str:
    """Return the words that introduce an opinion: "Ada Lund writes in an opinion article: "."""
    kind = _opinion_kind(opinion).replace("opinion", "opinion article")
    if opinion.author is None:
        return f"An {kind} says: "
    *others, last = opinion.author.split(", ")
    authors = f"{', '.join(others)} and {last} write" if others else f"{last} writes"
    return f"{authors} in an {kind}: "


def _attribute_to_author(
    statements: Sequence[Statement], opinion: Article
) -> tuple[Statement, ...]:
    """Put the author's name before the first statement and shorten the labels of the others."""
    first, *others = statements
    lead = replace(first.parts[0], text=attribution(opinion) + first.parts[0].text)
    label = Speaker(opinion.author or UNNAMED_AUTHOR, None, OPINION).printed_label
    return (
        replace(first, parts=(lead, *first.parts[1:]), label=""),
        *(replace(other, label=OPINION) if other.label == label else other for other in others),
    )


# --- A title cut from the first sentence ----------------------------------------------------------

_MAX_TITLE_CHARS = 90
_MIN_TITLE_CHARS = 40  # a shorter cut says too little
# A clause ends before one of these, with or without a comma.
_CLAUSE_END = re.compile(
    r",? (?=(?:which|who|whose|while|whereas|although|because|saying|citing|according to|after|amid"
    r"|as part of|but|yet|and (?:is|are|was|were|has|have|will|would|that|said))\b)"
    r"|[;:] | [–—-] |, (?=(?:\w+ing|the|an?|its|their|his|her|in|at|with|after|on)\b)"
    r"|, (?=(?:[\w'.’-]+ ){1,6}(?:said|says|reported|announced)\b)"
)
_FUNCTION_WORDS = words.PREPOSITIONS | words.DETERMINERS | words.CONJUNCTIONS | words.AUXILIARIES
_SAYING_VERBS = frozenset(
    ["said", "says", "announced", "reported", "told", "added", "stated", "warned"]
)
_NEVER_LAST = _FUNCTION_WORDS | _SAYING_VERBS


def shorten_to_headline(sentence: str) -> str:
    """Shorten ``sentence`` to a headline of at most 90 characters.

    The headline is the whole sentence or ends with a clause, never with a word such as "of".  If
    the first clause is too long, the headline ends after a word, with an ellipsis.
    """
    text = re.sub(r'(?<!\b[A-Z])\.(["”]?)$', r"\1", strip_connective(sentence.strip()))
    if len(text) <= _MAX_TITLE_CHARS:
        return text
    candidates = (match.start() for match in _CLAUSE_END.finditer(text[: _MAX_TITLE_CHARS + 40]))
    clause_ends = [end for end in candidates if _is_headline(text[:end])]
    return text[: max(clause_ends)].rstrip(" ,;:–—-") if clause_ends else _shorten_at_word(text)


def _is_headline(text: str) -> bool:
    """Whether the beginning of a sentence makes a headline."""
    is_unbalanced = text.count('"') % 2 or any(
        text.count(opening) > text.count(closing) for opening, closing in ("()", "“”", "‘’")
    )
    if not _MIN_TITLE_CHARS <= len(text) <= _MAX_TITLE_CHARS or is_unbalanced:
        return False
    return re.findall(r"[\w'-]+", text.lower())[-1] not in _NEVER_LAST


def _shorten_at_word(text: str) -> str:
    words_kept = text[: _MAX_TITLE_CHARS - 1].rsplit(" ", 1)[0].split()
    while len(words_kept) > 1 and words_kept[-1].lower().strip(",;:") in _NEVER_LAST:
        words_kept.pop()
    return " ".join(words_kept).rstrip(" ,;:–—-") + " …"
