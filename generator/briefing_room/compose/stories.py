"""Group articles into stories, choose among the editions of an article, and count origins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeVar

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.copies import (
    Sketch,
    find_copies,
    have_other_figures,
    have_other_subjects,
    make_sketch,
)
from briefing_room.ingest.names import is_outlet
from briefing_room.model import Article, Story

_ArticleLike = TypeVar("_ArticleLike", "Article", "ArticleSummary")


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """The fields of an article by which articles are grouped into stories."""

    id: str
    date: dt.date | None
    story: str | None
    kind: str = "article"


def summarize(article: Article) -> ArticleSummary:
    """Take from an article the fields that grouping needs."""
    return ArticleSummary(article.id, article.date, article.story, article.kind)


def find_copy_pairs(
    articles: Iterable[ArticleSummary | Article], sketches: Mapping[str, Sketch]
) -> tuple[tuple[str, str], ...]:
    """Find the pairs of ids whose articles are copies of one text; ``sketches`` are by id.

    Texts that only follow the same form are not copies: reports on two firms, or the weekly issues
    of a price report, with other figures on another day.
    """
    dates = {item.id: item.date for item in sorted(articles, key=date_key)}
    return tuple(
        (first, second)
        for first, second in find_copies({name: sketches[name] for name in dates})
        if not have_other_subjects(sketches[first], sketches[second])
        and (
            None in (dates[first], dates[second])
            or dates[first] == dates[second]
            or not have_other_figures(sketches[first], sketches[second])
        )
    )


def group_stories(
    summaries: Iterable[ArticleSummary],
    pairs: Iterable[tuple[str, str]],
    page_ids: Mapping[str, str] | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group articles into stories; return the id of each story with the ids of its articles.

    Articles with the same ``story`` belong together, also with the article whose id it is.  So do
    the copies in ``pairs`` (see :func:`find_copy_pairs`), unless the editor gave them different
    stories.  ``page_ids`` maps seeds to the pages that exist, which keep their ids when articles
    are added.
    """
    ordered = sorted(summaries, key=date_key)
    first_of_story = {summary.id: summary.id for summary in ordered}
    story_pairs = [
        (first_of_story.setdefault(summary.story, summary.id), summary.id)
        for summary in ordered
        if summary.story
    ]
    stories = {
        member.id: members[0].id
        for members in _group_connected(ordered, story_pairs)
        for member in members
        if any(other.story for other in members)
    }
    taken_ids: set[str] = set()
    groups = []
    for members in _group_connected(ordered, (*story_pairs, *pairs), stories):
        name = _story_id(members, page_ids or {}, taken_ids)
        taken_ids.add(name)
        groups.append((name, tuple(summary.id for summary in members)))
    return tuple(sorted(groups))


def make_story(name: str, members: Sequence[Article], catalogue: Catalogue | None = None) -> Story:
    """Make a story of articles and count its origins."""
    return Story(name, tuple(members), count_origins(group_reprints(members), catalogue))


def date_key(article: Article | ArticleSummary) -> tuple[dt.date, str]:
    """Return the key that sorts articles by date, undated ones last, and then by id."""
    return article.date or dt.date.max, article.id


def best_editions(story: Story) -> tuple[Article, ...]:
    """Choose one article of each text of a story, so that no reprint is on the page."""
    return tuple(_choose_edition(editions, story.id) for editions in group_reprints(story.articles))


def sketch_article(article: Article) -> Sketch:
    """Sketch the body of an article."""
    return make_sketch("\n".join(sentence.text for sentence in article.sentences))


def _story_id(
    members: Sequence[ArticleSummary], page_ids: Mapping[str, str], taken_ids: set[str]
) -> str:
    """Choose the first free id: of a member's page, the editor's name, or the id of a member.

    If all of these are taken, a number is added to the id of the first member.
    """
    pages = [page_ids[member.id] for member in members if member.id in page_ids]
    stories = [member.story for member in members if member.story]
    ids = [member.id for member in members]
    named_pages = [page for page in pages if page in ids or page in stories]
    numbered = (f"{ids[0]}-{number}" for number in count(2))
    names = chain(named_pages, pages, stories, ids, numbered)
    return next(name for name in names if name not in taken_ids)


def group_reprints(members: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group the articles of a story that are copies or editions of one text."""
    if len(members) == 1:
        return (tuple(members),)
    sketches = {article.id: sketch_article(article) for article in members}
    return tuple(_group_connected(members, find_copy_pairs(members, sketches)))


def _group_connected(
    articles: Sequence[_ArticleLike],
    pairs: Iterable[tuple[str, str]],
    stories: Mapping[str, str] | None = None,
) -> Iterator[tuple[_ArticleLike, ...]]:
    """Yield the groups of articles that ``pairs`` connect, in the order of their first members.

    Groups with different ``stories``, which are given by the ids of articles, are not connected.
    """
    parent = {article.id: article.id for article in articles}
    stories_of_roots: dict[str, str | None] = dict(stories or {})

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for key, other_key in pairs:
        root_key, other_root = root(key), root(other_key)
        story, other_story = stories_of_roots.get(root_key), stories_of_roots.get(other_root)
        if root_key != other_root and len({story, other_story} - {None}) < 2:
            parent[other_root] = root_key
            stories_of_roots[root_key] = story or other_story
    members: dict[str, list[_ArticleLike]] = {}
    for article in articles:
        members.setdefault(root(article.id), []).append(article)
    yield from map(tuple, members.values())


# --- The editions of one text: a correction always comes first ------------------------------------

_MIN_COMPLETE_SHARE = 0.8  # of the longest edition's length, for a newer one to replace it


def is_correction(article: Article) -> bool:
    """Whether an article is labelled as a correction or as corrected."""
    return (article.edition or "").startswith("correct")


def _choose_edition(editions: Sequence[Article], page: str) -> Article:
    """Choose the edition that a page uses: the newest, if it is a correction or nearly complete.

    Otherwise the longest edition is used.  The newest is the one with the latest date.  If an
    edition has no date, labels decide: a correction comes before the highest number of an update.
    Among equals the seed that the page is named after comes first.
    """
    dated = all(article.date for article in editions)

    def recency(article: Article) -> tuple[object, ...]:
        day, number = article.date or dt.date.min, re.search(r"\d+$", article.edition or "")
        rank = int(number[0]) if number else int(article.edition is not None)
        latest = (is_correction(article), rank, day, len(article.text))
        return (day if dated else dt.date.min, *latest)

    ordered = sorted(editions, key=lambda article: (article.id != page, article.id))
    latest, longest = max(ordered, key=recency), max(ordered, key=lambda article: len(article.text))
    is_complete = len(latest.text) >= _MIN_COMPLETE_SHARE * len(longest.text)
    return latest if is_complete or is_correction(latest) else longest


# --- Where news comes from: copies and relays of one text are one origin --------------------------

_RELAYED_BY = re.compile(
    r"(?P<outlet>.*?)\s*(?:\((?:with |from |citing )?(?P<inner>[^()]+)\)|\bciting (?P<cited>.+))\s*"
)
_TEXT_KIND = re.compile(r"[a-z]+(?:[ ,;]|$)")
_CITES_A_REPORT = re.compile(r"[:–—-] reports?$", re.IGNORECASE)  # of another outlet, in a title
_CITES = re.compile(
    r"\b(?:citing|quoting|summari[sz]\w+|(?P<passive>(?:cited|quoted|carried) by))\b"
)


def find_origins(publisher: str) -> tuple[str, ...]:
    """Find the publishers that a report comes from: AP for "Phys.org (AP)".

    The last of several names is the origin: Reuters for "Daily8 (The Sun, Reuters)".  Known outlets
    joined by "and" are all origins, as in "Daily8 citing AP and Reuters".  A word in lower case is
    a kind of text and not an origin, as in "doyou.ca (opinion)".
    """
    match = _RELAYED_BY.fullmatch(publisher)
    if match is None:
        return (publisher.strip(),)
    cited = match["inner"] or match["cited"]
    if _TEXT_KIND.match(cited):
        return (match["outlet"].strip(),)
    last = re.split(r",\s*(?:and\s+)?", cited)[-1].strip()
    names = tuple(re.split(r"\s+and\s+", last))
    return names if all(map(is_outlet, names)) else (last,)


def count_origins(groups: Sequence[Sequence[Article]], catalogue: Catalogue | None = None) -> int:
    """Count the origins of a story, whose articles are grouped by :func:`group_reprints`.

    A note has the origins that it lists, without outlets that only cite another listed one.  Any
    other group has the origin of its publisher, which counts once if a note lists it as well.
    """
    keys: set[str] = set()
    for group in groups:
        listed = {
            _institution_key(name, catalogue)
            for article in group
            if article.kind == "note"
            for name in _note_origins(article)
        }
        publishers = (
            article.publisher or next((source.publisher for source in article.sources), None)
            for article in group
        )
        publisher = next((name for name in publishers if name), group[0].id)
        keys |= listed or {_institution_key(name, catalogue) for name in find_origins(publisher)}
    return max(1, len(keys))


def _note_origins(article: Article) -> Iterable[str]:
    """Yield the origins that a note lists, without outlets that only cite another one."""
    relays = {source.via for source in article.sources}
    names = tuple(
        dict.fromkeys(
            name
            for source in article.sources
            for name in find_origins(source.publisher)
            if source.publisher not in relays and not _CITES_A_REPORT.search(source.title or "")
        )
    )
    for name in names:
        others = [other for other in names if other != name]
        mentions = [sentence.text for sentence in article.sentences if name in sentence.text]
        if not mentions or not all(_only_relays(name, others, text) for text in mentions):
            yield name


def _only_relays(name: str, others: Iterable[str], sentence: str) -> bool:
    """Whether an outlet cites another one in a sentence: "A, citing B" or "B, carried by A"."""
    match = _CITES.search(sentence)
    if match is None:
        return False
    before, after = sentence[: match.start()], sentence[match.end() :]
    citing, cited = (after, before) if match["passive"] else (before, after)
    return name in citing and name not in cited and any(other in cited for other in others)


def _institution_key(name: str, catalogue: Catalogue | None) -> str:
    """Return one key for all names of an institution: its slug if the catalogue has it."""
    mentions = catalogue.find(name) if catalogue else ()
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(name) - len("The "):
        return mentions[0].entity
    return re.sub(r"^the ", "", name.lower())
