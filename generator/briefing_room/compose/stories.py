"""Put the articles about one event together: which edition of a text is told, whose news it is."""

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
    """What sorting articles into stories needs to know of one."""

    id: str
    date: dt.date | None
    story: str | None
    sketch: Sketch


def summarize(article: Article) -> ArticleSummary:
    """Return the summary of an article."""
    return ArticleSummary(article.id, article.date, article.story, sketch(_shown(article)))


def alike(summaries: Iterable[ArticleSummary]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of articles that are copies of one text, by their ids."""
    return tuple(copies({each.id: each.sketch for each in sorted(summaries, key=order)}))


def group_stories(
    summaries: Iterable[ArticleSummary],
    page_ids: Mapping[str, str] | None = None,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the id of each story with those of its articles, by its id.

    Articles with the same ``story`` are one story, and so are copies of one text, unless the
    editor gave them different stories.  ``page_ids`` says which page an article stands on already
    (seed id → page id): an existing page keeps its id whatever joins it.  ``pairs`` are the copies,
    where they are known.
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
    """Return the story of some articles."""
    return Story(name, tuple(members), origins(reprints(members), catalogue))


def order(article: Article | ArticleSummary) -> tuple[dt.date, str]:
    """Return the key that sorts articles: by date, undated last, then by id."""
    return article.date or dt.date.max, article.id


def representatives(told: Story) -> tuple[Article, ...]:
    """Return the articles of a story without reprints: of each text the edition to be told."""
    return tuple(_newest(editions, told.id) for editions in reprints(told.articles))


def suggestions(articles: Iterable[Article]) -> tuple[Finding, ...]:
    """Return a finding for each pair of articles that looks like one event but is not one story."""
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
    """Return how telling each word is: the fewer of the texts have it, the more."""
    counts = Counter(word for words in texts for word in set(words))
    return {word: math.sqrt(math.log1p(len(texts) / count)) for word, count in counts.items()}


def _alike(vectors: Mapping[str, Vector]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of texts that share enough of their telling words, and how much.

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
    """Return the words as a vector of length 1, each counted logarithmically.

    ``weights`` says how telling each word is.
    """
    counts = Counter(words)
    raw = {word: (1 + math.log(count)) * weights[word] for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def _cosine(one: Vector, other: Vector) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])


def _shown(article: Article) -> str:
    return "\n".join(sentence.text for sentence in article.sentences)


def _id(members: Sequence[ArticleSummary], page_ids: Mapping[str, str], taken: set[str]) -> str:
    """Return the page that one of the members has already, else its story's name, else its own.

    Where other stories have all of these, it gets a number.
    """
    pages = [page_ids[each.id] for each in members if each.id in page_ids]
    stories, ids = [each.story for each in members if each.story], [each.id for each in members]
    fitting = [page for page in pages if page in ids or page in stories]
    numbered = (f"{ids[0]}-{number}" for number in count(2))
    names = chain(fitting, pages, stories, ids, numbered)
    return next(name for name in names if name not in taken)


def reprints(members: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Return the articles of a story, those together that are copies or editions of one text."""
    if len(members) == 1:
        return (tuple(members),)
    return tuple(_joined(members, copies({each.id: sketch(_shown(each)) for each in members})))


def _joined(
    articles: Sequence[_Each], pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[_Each, ...]]:
    """Yield the sets into which pairs join articles, in their order, by the first member.

    Sets to which the editor gave different stories are not joined.
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
    """Return whether an article says that it corrects something, or is a corrected text."""
    return (article.edition or "").startswith("correct")


def _newest(editions: Sequence[Article], page: str) -> Article:
    """Return the edition that a page tells: a correction, or the newest that is nearly whole.

    Dates decide which is newest if all have one, else the labels of the desk do: a correction, then
    the number of an update.  Of equal ones it is that which the page is named for.
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
    """Return whose report a publication is: "Phys.org (AP)" is of AP.

    Of several in the brackets the last is the origin ("Daily8 (The Sun, Reuters)"); a word in
    lower case at their head is a kind of text, not an origin ("doyou.ca (opinion)").
    """
    match = _RELAYED.match(publisher)
    if match is None:
        return publisher.strip()
    if _KIND.match(match["inner"]):
        return match["outlet"].strip()
    return re.split(r",\s*|\s+and\s+", match["inner"])[-1].strip()


def origins(groups: Sequence[Sequence[Article]], catalogue: Catalogue | None = None) -> int:
    """Return how many origins a story has; each group holds articles that are copies.

    A note has the origins that it lists; an outlet that only cites another listed one adds none.
    A pasted or saved article is one, whoever publishes it; if a note of the story lists the same
    publisher, they are one.
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
    """Yield the origins that a note rests on, those left out that only pass another one on."""
    names = tuple(dict.fromkeys(origin(source.publisher) for source in article.sources))
    for name in names:
        others = [other for other in names if other != name]
        naming = [s.text for s in article.sentences if name in s.text]
        cited = [text[found.end() :] if (found := _CITING.search(text)) else "" for text in naming]
        if not naming or not all(any(other in text for other in others) for text in cited):
            yield name


def _key(name: str, catalogue: Catalogue | None) -> str:
    """Return one key for all names of a body: its slug where the catalogue has it."""
    mentions = catalogue.find(name) if catalogue else ()
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(name) - len("The "):
        return mentions[0].entity
    return re.sub(r"^the ", "", name.lower())
