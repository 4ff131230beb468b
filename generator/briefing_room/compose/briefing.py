"""Turn the articles of a story and their facts into its briefing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.notes import told_by_notes
from briefing_room.compose.selection import choose
from briefing_room.compose.stories import is_correction, representatives
from briefing_room.compose.story_sentences import StorySentences
from briefing_room.ingest.names import without_desk
from briefing_room.ingest.openings import untied
from briefing_room.model import Article, Briefing, Facts, Role, Statement, Story
from briefing_room.text import lexicon as words

TOPICS = 4  # at most, on a page


def briefing(story: Story, catalogue: Catalogue, facts: Callable[[str], Facts]) -> Briefing:
    """Compose the page of one story; ``facts`` gives those of an article by its id."""
    articles = newest_first(representatives(story))
    known = {article.id: facts(article.id) for article in articles}
    title = next((" ".join(each.title.split()) for each in articles if each.title), "")
    statements = _statements(articles, known, title, catalogue)
    if not title:
        title = articles[0].id.replace("-", " ").capitalize()
        title = cut(statements[0].text) if statements else title
    return Briefing(
        id=story.id,
        title=without_desk(title)[0] if any(each.edition for each in articles) else title,
        story=story,
        date=min((a.date for a in story.articles if a.date), default=None),
        topics=_topics(tuple(known.values())),
        statements=statements,
    )


def _statements(
    articles: Sequence[Article], known: Mapping[str, Facts], title: str, catalogue: Catalogue
) -> tuple[Statement, ...]:
    """Take what notes with a structure say, followed by what is chosen from the other articles."""
    notes = [article for article in articles if article.outline]
    others = [article for article in articles if not article.outline]
    told = told_by_notes(notes, known)
    if not others:
        return told
    chosen = choose(StorySentences(others, known, title, catalogue))
    if not notes:
        return chosen
    below = Role.KEY_POINT
    moved = (replace(s, role=below) if s.role is Role.BOTTOM_LINE else s for s in chosen)
    return (*told, *moved)


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Sort articles by date, the newest first, undated ones last; those of one day by id.

    A correction comes before what it may correct: first of its day, or of all without a date.
    """

    def recency(article: Article) -> tuple[dt.date, bool]:
        corrects = is_correction(article)
        return article.date or (dt.date.max if corrects else dt.date.min), corrects

    by_id = sorted(articles, key=lambda article: article.id)
    return tuple(sorted(by_id, key=recency, reverse=True))


def _topics(known: Sequence[Facts]) -> tuple[str, ...]:
    """Combine the topics of all articles, the most frequent first."""
    counts = Counter(topic for each in known for topic in each.topics)
    firsts = list(dict.fromkeys(topic for each in known for topic in each.topics))
    return tuple(sorted(firsts, key=lambda topic: (-counts[topic], firsts.index(topic)))[:TOPICS])


# --- A title cut from the first sentence ----------------------------------------------------------

LONGEST = 90  # characters
SHORTEST = 40  # a shorter cut says too little
# A clause ends before one of these, with a comma or without …
_CLAUSE = re.compile(
    r",? (?=(?:which|who|whose|while|whereas|although|because|saying|citing|according to|after|amid"
    r"|as part of|but|yet|and (?:is|are|was|were|has|have|will|would|that|said))\b)"
    r"|[;:] | [–—-] |, (?=(?:\w+ing|the|an?|its|their|his|her|in|at|with|after|on)\b)"
    r"|, (?=(?:[\w'.’-]+ ){1,6}(?:said|says|reported|announced)\b)"
)
_DANGLING = words.PREPOSITIONS | words.DETERMINERS | words.CONJUNCTIONS | words.AUXILIARIES
_REPORTS = frozenset(["said", "says", "announced", "reported", "told", "added", "stated", "warned"])
_OPEN = _DANGLING | _REPORTS


def cut(sentence: str) -> str:
    """Shorten ``sentence`` to a headline of at most 90 characters.

    It ends with the sentence or a clause, has a verb, and does not trail off ("of the").  If no
    such place exists, it ends after a whole word with an ellipsis.
    """
    whole = re.sub(r'(?<!\b[A-Z])\.(["”]?)$', r"\1", untied(sentence.strip()))
    if len(whole) <= LONGEST:
        return whole
    ends = (match.start() for match in _CLAUSE.finditer(whole[: LONGEST + 40]))
    fits = [end for end in ends if _stands(whole[:end])]
    return whole[: max(fits)].rstrip(" ,;:–—-") if fits else _shortened(whole)


def _stands(text: str) -> bool:
    """Whether the beginning of a sentence can be a headline."""
    marks = text.count('"') % 2 or text.count("(") > text.count(")")
    if not SHORTEST <= len(text) <= LONGEST or marks:
        return False
    return re.findall(r"[\w'-]+", text.lower())[-1] not in _OPEN


def _shortened(text: str) -> str:
    kept = text[: LONGEST - 1].rsplit(" ", 1)[0].split()
    while kept[-1].lower().strip(",;:") in _OPEN:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-") + " …"
