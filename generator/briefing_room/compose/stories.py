"""Group articles about one event, choose among editions of a text, and count its origins."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeVar

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.copies import Sketch, copies, sketch
from briefing_room.model import Article, Finding, Story
from briefing_room.text.lexicon import content_words

_Each = TypeVar("_Each", "Article", "ArticleSummary")
Vector = Mapping[str, float]

SAME_EVENT = 0.45  # likeness of bodies and of leads, added, from which the editor should look
BODIES = 0.10  # of it, at least, from the bodies
DAYS_APART = 2  # at most, between two reports on one event
HOLDERS = 100  # texts with one word that are looked at, the latest


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What grouping needs to know about an article."""

    id: str
    date: dt.date | None
    story: str | None
    sketch: Sketch


def summarize(article: Article) -> ArticleSummary:
    """Summarise an article for grouping."""
    return ArticleSummary(article.id, article.date, article.story, sketch(_shown(article)))


def alike(summaries: Iterable[ArticleSummary]) -> tuple[tuple[str, str], ...]:
    """Find the pairs of articles that are copies of one text, by their ids."""
    return tuple(copies({each.id: each.sketch for each in sorted(summaries, key=order)}))


def group_stories(
    summaries: Iterable[ArticleSummary],
    page_ids: Mapping[str, str] | None = None,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group articles into stories: the id of each story with those of its articles, in order.

    Articles with the same ``story`` are one story, and so are copies of one text, unless the
    editor gave them different stories.  ``page_ids`` maps seeds to the pages that they are on: an
    existing page keeps its id whatever joins it.  ``pairs`` are the copies, if already known.
    """
    ordered = sorted(summaries, key=order)
    first: dict[str, str] = {}  # of each story that the editor named
    named = [(first.setdefault(each.story, each.id), each.id) for each in ordered if each.story]
    taken: set[str] = set()
    found = []
    for members in _joined(ordered, (*named, *(alike(ordered) if pairs is None else pairs))):
        name = _id(members, page_ids or {}, taken)
        taken.add(name)
        found.append((name, tuple(each.id for each in members)))
    return tuple(sorted(found))


def story(name: str, members: Sequence[Article], catalogue: Catalogue | None = None) -> Story:
    """Make a story of its articles."""
    return Story(name, tuple(members), origins(reprints(members), catalogue))


def order(article: Article | ArticleSummary) -> tuple[dt.date, str]:
    """A sort key for articles: by date, undated last, then by id."""
    return article.date or dt.date.max, article.id


def representatives(told: Story) -> tuple[Article, ...]:
    """Choose the edition to use of each text of a story, without reprints."""
    return tuple(_newest(editions, told.id) for editions in reprints(told.articles))


def suggestions(articles: Iterable[Article]) -> tuple[Finding, ...]:
    """Suggest, as findings, pairs of articles that look like one event but are in two stories."""
    ordered = sorted(articles, key=order)
    by_id = {article.id: article for article in ordered}
    stories = {each: name for name, some in group_stories(map(summarize, ordered)) for each in some}
    bodies = {a.id: content_words(f"{a.title or ''}\n{_shown(a)}") for a in ordered}
    telling = _telling(bodies.values())
    leads = {  # what tells the event: the title and the first sentence
        a.id: _vector(
            content_words(f"{a.title or ''}\n{a.sentences[0].text if a.sentences else ''}"), telling
        )
        for a in ordered
    }
    vectors = {name: _vector(words, telling) for name, words in bodies.items()}
    findings = []
    for one, other, likeness in _alike(vectors):
        first, second = by_id[one], by_id[other]
        value = likeness + _cosine(leads[one], leads[other])
        decided = first.story and second.story  # by the editor
        days = abs((first.date - second.date).days) if first.date and second.date else 0
        if value < SAME_EVENT or decided or days > DAYS_APART or stories[one] == stories[other]:
            continue
        name = first.story or second.story or first.id
        words = (
            f"looks like the same event as {first.path}; to put both on one page, write"
            f" 'story: {name}' in the front matter of both"
        )
        findings.append(Finding("same-event", second.path, 0, words))
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.message)))


def _telling(texts: Collection[Sequence[str]]) -> Mapping[str, float]:
    """Weigh each word: the fewer texts have it, the more it weighs."""
    counts = Counter(word for words in texts for word in set(words))
    return {word: math.sqrt(math.log1p(len(texts) / count)) for word, count in counts.items()}


def _alike(vectors: Mapping[str, Vector]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of texts that share enough rare words, and how much.

    An index leads from each word to the latest texts that have it, so that the cost grows with the
    number of texts and not with its square.
    """
    index: dict[str, deque[tuple[str, float]]] = defaultdict(lambda: deque(maxlen=HOLDERS))
    for name, words in vectors.items():
        sums: dict[str, float] = defaultdict(float)
        for word, value in words.items():
            for other, weight in index[word]:
                sums[other] += value * weight
            index[word].append((name, value))
        yield from ((other, name, total) for other, total in sums.items() if total >= BODIES)


def _vector(words: Iterable[str], weights: Mapping[str, float]) -> Vector:
    """Make a unit vector of the words, counted logarithmically and weighed by ``weights``."""
    counts = Counter(words)
    raw = {word: (1 + math.log(count)) * weights[word] for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def _cosine(one: Vector, other: Vector) -> float:
    """The cosine similarity of two unit vectors, from 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])


def _shown(article: Article) -> str:
    return "\n".join(sentence.text for sentence in article.sentences)


def _id(members: Sequence[ArticleSummary], page_ids: Mapping[str, str], taken: set[str]) -> str:
    """Choose the id of a story: that of a member's page, else its name, else that of a member.

    If other stories have all of these, it gets a number.
    """
    pages = [page_ids[each.id] for each in members if each.id in page_ids]
    stories, ids = [each.story for each in members if each.story], [each.id for each in members]
    fitting = [page for page in pages if page in ids or page in stories]
    numbered = (f"{ids[0]}-{number}" for number in count(2))
    names = chain(fitting, pages, stories, ids, numbered)
    return next(name for name in names if name not in taken)


def reprints(members: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group the articles of a story that are copies or editions of one text."""
    if len(members) == 1:
        return (tuple(members),)
    return tuple(_joined(members, copies({each.id: sketch(_shown(each)) for each in members})))


def _joined(
    articles: Sequence[_Each], pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[_Each, ...]]:
    """Yield the sets of articles that pairs connect, ordered by the first member.

    Sets to which the editor gave different stories are kept apart.
    """
    parent = {each.id: each.id for each in articles}
    stories = {each.id: each.story for each in articles}  # of the set that an article stands for

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for one, other in pairs:
        first, second = root(one), root(other)
        if first != second and len({stories[first], stories[second]} - {None}) < 2:
            parent[second] = first
            stories[first] = stories[first] or stories[second]
    members: dict[str, list[_Each]] = {}
    for each in articles:
        members.setdefault(root(each.id), []).append(each)
    yield from map(tuple, members.values())


# --- The editions of one text: a corrected one is never outvoted by the older ones ----------------

WHOLE = 0.8  # of the longest edition's length from which a newer one is told in its place


def is_correction(article: Article) -> bool:
    """Whether an article says that it corrects something, or is a corrected text."""
    return (article.edition or "").startswith("correct")


def _newest(editions: Sequence[Article], page: str) -> Article:
    """Choose the edition that a page uses: a correction, or the newest that is nearly complete.

    Dates decide which is newest if all editions have one, else the labels of the news desk: a
    correction, then the number of an update.  Among equals it is the one the page is named after.
    """
    dated = all(article.date for article in editions)

    def late(article: Article) -> tuple[object, ...]:
        day, number = article.date or dt.date.min, re.search(r"\d+$", article.edition or "")
        rank = int(number[0]) if number else int(article.edition is not None)
        last = (is_correction(article), rank, day, len(article.text))
        return (day if dated else dt.date.min, *last)

    ordered = sorted(editions, key=lambda article: (article.id != page, article.id))
    last, longest = max(ordered, key=late), max(ordered, key=lambda article: len(article.text))
    whole = len(last.text) >= WHOLE * len(longest.text)
    return last if whole or is_correction(last) else longest


# --- Where news comes from: copies and relays of one text are one origin --------------------------

_RELAYED = re.compile(r"^(?P<outlet>.*?)\s*\((?:with |from )?(?P<inner>[^()]+)\)\s*$")
_KIND = re.compile(r"[a-z]+(?:[ ,;]|$)")
_CITING = re.compile(r"\b(?:citing|cited by|quoting|carried by|summaris\w+|summariz\w+)\b")


def origin(publisher: str) -> str:
    """Find whose report a publication is: "Phys.org (AP)" is AP's.

    Of several names in brackets the last is the origin ("Daily8 (The Sun, Reuters)"); a word in
    small letters is a kind of text and not an origin ("doyou.ca (opinion)").
    """
    match = _RELAYED.match(publisher)
    if match is None:
        return publisher.strip()
    if _KIND.match(match["inner"]):
        return match["outlet"].strip()
    return re.split(r",\s*|\s+and\s+", match["inner"])[-1].strip()


def origins(groups: Sequence[Sequence[Article]], catalogue: Catalogue | None = None) -> int:
    """Count the origins of a story; each group has articles that are copies.

    A note has the origins that it lists, without outlets that only cite another listed one.  A
    pasted or saved article is one origin, whoever publishes it, and the same one as its publisher
    in the list of a note.
    """
    found: set[str] = set()
    for group in groups:
        listed = {
            _key(name, catalogue)
            for article in group
            if article.kind == "note"
            for name in _origins_of(article)
        }
        named = (a.publisher or next((s.publisher for s in a.sources), None) for a in group)
        whose = next((name for name in named if name), group[0].id)
        found |= listed or {_key(origin(whose), catalogue)}
    return max(1, len(found))


def _origins_of(article: Article) -> Iterable[str]:
    """Yield the origins that a note rests on, without outlets that only relay another one."""
    names = tuple(dict.fromkeys(origin(source.publisher) for source in article.sources))
    for name in names:
        others = [other for other in names if other != name]
        naming = [s.text for s in article.sentences if name in s.text]
        cited = [text[found.end() :] if (found := _CITING.search(text)) else "" for text in naming]
        if not naming or not all(any(other in text for other in others) for text in cited):
            yield name


def _key(name: str, catalogue: Catalogue | None) -> str:
    """One key for all names of an institution: its slug if the catalogue knows it."""
    mentions = catalogue.find(name) if catalogue else ()
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(name) - len("The "):
        return mentions[0].entity
    return re.sub(r"^the ", "", name.lower())
