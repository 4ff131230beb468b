"""The page of a story: what a reviewer left there, with what a reader needs around it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from briefing_room.catalogue.status import status
from briefing_room.model import Role
from briefing_room.pages.document import DRAFTED_BY, Kind
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import OURS, source_line
from briefing_room.publish.citation import UNREVIEWED, cite
from briefing_room.publish.deadlines import Due, next_days
from briefing_room.publish.markup import ready
from briefing_room.publish.passages import Marks
from briefing_room.publish.prose import heading_id, written
from briefing_room.publish.provenance import Outlets, Provenance, how_read, origins, provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import PolicyToday, is_newer, named_by, policies
from briefing_room.publish.story_pages import SOURCES, StoryPage, corrections
from briefing_room.publish.views.sites import SiteToday, sites
from briefing_room.publish.words import clipped, days_in, listing
from briefing_room.text.months import day

_BOTTOM, _MORE = str(Role.BOTTOM_LINE), str(Role.MORE)
_PASSED = "*the day has passed; this page does not say what followed*"
_LATER = "*the day has passed; see the [later stories](#later)*"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STATED = re.compile(r"\b(?:of|\w+ed on|said on|told on|wrote on) (?:\d{1,2} [A-Z]|[A-Z][a-z]+ \d)")
_SITES = 3  # plants and mines that do


def view(site: Publication) -> Mapping[str, str]:
    """Return every story page."""
    return {story.path: page(story, site) for story in site.stories}


def page(story: StoryPage, site: Publication) -> str:
    """Return the final Markdown of one story."""
    marks = Marks(site, story)
    near, read = around(story, site), how_read(story)
    since, boxes = _boxes(story, site)
    lines, outlets = list(story.lines()), Outlets(site, story.articles)
    first = "\n".join(t for where, t in lines if where == _BOTTOM and t.strip() and t[0] != "#")
    bottom, passed = outlets.beside(first), _LATER if near.later else _PASSED
    apart = (_BOTTOM, _MORE)
    rest = [_line(*one, story, passed, site.as_of) for one in lines if one[0] not in apart]
    more = "\n".join(text for where, text in lines if where == _MORE and text[:1] != "#")
    rest = [outlets.beside(t) if t.strip() and t[0] != "#" else t for t in rest]
    listed = (
        line
        for line in story.page.section(SOURCES)
        if line.kind is Kind.BULLET and not line.text.startswith(OURS)
    )
    outlets = Outlets(site, story.articles)  # tells each anew
    sources: dict[bool, list[str]] = {False: [], True: []}
    through = {source_line(s) for article in story.articles for s in article.sources if s.via}
    for line in listed:
        sources[line.text in through].append(outlets.beside(line.text))
    source = web_address(site.settings.source)
    event = f"event of {day(story.date)}" if story.date else ""
    newest = f"newest source of {day(story.covered_until)}" if story.covered_until else ""
    hand = provenance(site).get(story.path, Provenance())
    tag = f" (Read {hand.tag}.)" if hand.tag else ""
    about = f"{clipped(story.bottom_line or story.title, 200 - len(tag))}{tag}"
    noted = filter(None, (event, newest, hand.head, "" if story.reviewed else UNREVIEWED))
    return render(
        "story.md",
        site,
        story.path,
        head=Head(story.title, about, "story", "stories", story.date, search=True),
        story=story,
        read=read,
        title=ready(story.page.title),
        bottom=written(bottom, story.path, site, marks),
        text=written("\n".join(rest).strip(), story.path, site, marks),
        more=written(more.strip(), story.path, site, marks),
        writers=listing(list(dict.fromkeys(note.by for note in story.notes if note.by))),
        drafted_by=str(story.page.front.get(DRAFTED_BY) or ""),
        topics=[t for slug in story.topics if (t := site.catalogue.topics.get(slug))],
        since=since,
        boxes=boxes,
        sites=_sites(story, site),
        due=_due(story, boxes, site),
        sources=written("\n".join(sources[False]), story.path, site),
        unopened=written("\n".join(sources[True]), story.path, site),
        origins=origins(story, site),
        number=len(sources[False]) + len(sources[True]),
        closed=len(sources[True]),
        marks=marks,
        corrections=tuple(corrections(story)),
        near=near,
        forms=cite(site, story.path, story.title, "; ".join(noted)),
        edit=f"{source}{story.path}" if source else "",
    )


def _line(where: str, text: str, story: StoryPage, passed: str, as_of: dt.date) -> str:
    """Return a line of a section, with the day where it needs one.

    What to watch says so where its day has passed; what a note does not know has its own day.
    """
    if text == f"## {Role.NOT_KNOWN}" and story.covered_until and not story.notes:
        return f"{text} as of {day(story.covered_until)} {{: #{heading_id(where, '-')} }}"
    return f"{text} {passed}" if where == Role.WATCH and _over(text, as_of) else text


def _over(text: str, as_of: dt.date) -> bool:
    """Return whether the day that an aim names has surely passed.

    The day of a statement is none, nor is anything sure where a month or a year is named, too.
    """
    aim = text.partition("according to")[0]
    days = days_in(aim)
    sure = len(days) == len(_YEAR.findall(aim)) and not _STATED.search(aim)
    return bool(days) and sure and max(days) < as_of


def _sites(story: StoryPage, site: Publication) -> list[SiteToday]:
    """Return what stands at the places of a story's title, else at those of its bottom line."""
    first = {slug for one in story.section(Role.BOTTOM_LINE) for slug in one.entities}
    role = site.catalogue.vocabulary.role
    at_places = [one for one in sites(site) if role(one.place.type) == "place"]
    in_title = [one for one in at_places if one.place.slug in story.in_title]
    return (in_title or [one for one in at_places if one.place.slug in first])[:_SITES]


_Groups = dict[str, list[PolicyToday]]


def _boxes(story: StoryPage, site: Publication) -> tuple[_Groups, _Groups]:
    """Return the policies that a page names by the words for their status.

    First those of its title or bottom line of which something else holds since.
    """
    since: _Groups = {}
    boxes: _Groups = {}
    first = {*story.in_title, *(e for p in story.section(Role.BOTTOM_LINE) for e in p.entities)}
    for item in named_by(story, site):
        more = "; not yet updated for this story" if is_newer(story, item) else ""
        groups = since if item.entity.slug in first and _overtaken(story, item) else boxes
        groups.setdefault(f"{item.head}{more}.", []).append(item)
    return since, boxes


def _due(story: StoryPage, boxes: _Groups, site: Publication) -> list[Due]:
    """Return the next deadline of which a story tells, or that of a policy it names."""
    named = {item.entity.slug for items in boxes.values() for item in items}
    ahead = [(one, one.backing.path if one.backing else "") for one in next_days(site)]
    return [d for d, told in ahead if told == story.path or not named.isdisjoint(d.about)][:1]


def _overtaken(story: StoryPage, item: PolicyToday) -> bool:
    """Return whether sources later than those of a story tell another status than they did."""
    told, covered_until, now = (
        story.covered_until or story.date,
        item.status.covered_until,
        item.status,
    )
    if told is None or covered_until is None or covered_until <= told:
        return False
    then = status(item.policy, told, told)
    return then is not None and (then.state, then.until) != (now.state, now.until)


_MOST = 2  # stories shown on each side
_FEW = 6  # stories: what more than these share (of many stories, more than each twelfth) ties none
_ACTORS = frozenset({"person", "organisation", "place"})


class Around(NamedTuple):
    """The stories nearest to one: later ones, next first, earlier ones, latest first.

    ``undated`` are those of which the order is not known.
    """

    later: tuple[StoryPage, ...]
    earlier: tuple[StoryPage, ...]
    undated: tuple[StoryPage, ...]


def around(story: StoryPage, site: Publication) -> Around:
    """Return the stories of the same matter: those that share most with it, the nearest in time.

    Of two on one day each stands as earlier than the other: neither is news to it.
    """
    ties, holders = _ties(site)
    shared = Counter(other for tie in ties[story.id] for other in holders[tie])
    sides: dict[str, list[tuple[int, int, StoryPage]]] = {"later": [], "earlier": [], "undated": []}
    for slug in shared.keys() - {story.id}:
        other = site.by_id[slug]
        days = (other.date - story.date).days if other.date and story.date else None
        side = "undated" if days is None else "later" if days > 0 else "earlier"
        alike = shared[slug] + (not set(other.topics).isdisjoint(story.topics))
        sides[side].append((-alike, abs(days or 0), other))
    near = {}
    for side, found in sides.items():
        best = [other for *_, other in sorted(found, key=lambda one: (*one[:2], one[2].id))[:_MOST]]
        best.sort(key=lambda s: (s.date or dt.date.min, s.id), reverse=side != "later")
        near[side] = tuple(best)
    return Around(**near)


@lru_cache(maxsize=2)
def _ties(site: Publication) -> tuple[Mapping[str, set[str]], Mapping[str, list[str]]]:
    """Return what ties each story to few others, and the stories that each tie holds together.

    These are the policies that a story names, the numbers of which it gives two values or more
    (but for lists of unlike things), and the names of its title.  A country ties within a topic
    alone, and so does an actor that hardly any other story names, where one of them is about it.
    A policy leads to the stories as well that its page rests on: where many name it, to them only.
    """
    names, role = site.catalogue.entities, site.catalogue.vocabulary.role
    roles = {slug: role(names[slug].type) for slug in site.by_entity}
    most, least = max(_FEW, len(site.stories) // 12), max(2, len(site.stories) // 20)
    few = {slug for slug, own in site.by_entity.items() if len(own) <= most}
    titles = {slug for story in site.stories for slug in story.in_title}
    rare = {s for s in titles if len(site.by_entity[s]) <= least and roles[s] in _ACTORS}
    ties: dict[str, set[str]] = {}
    for story in site.stories:
        countries = {slug for slug in story.in_title if roles[slug] == "country"}
        pairs = (" ".join(pair) for pair in combinations(sorted(countries), 2))
        loose = {*(countries & few), *rare.intersection(story.entities), *pairs}
        ties[story.id] = {
            *(few.intersection(story.in_title) - countries),
            *(item.entity.slug for item in named_by(story, site)),
            *(f"{tie} {topic}" for tie in loose for topic in story.topics),
        }
    for number in (one for one in site.catalogue.numbers.values() if not one.each):
        seeds = (cite.partition("/")[0] for value in number.values for cite in value.cites[:1])
        given = Counter(site.by_seed[seed].id for seed in seeds if seed in site.by_seed)
        for slug in (slug for slug, values in given.items() if values > 1):
            ties[slug].add(number.path)
    holders: dict[str, list[str]] = {}
    for slug, own in ties.items():
        for tie in own:
            holders.setdefault(tie, []).append(slug)
    held = {tie: own for tie, own in holders.items() if len(own) <= most}
    for slug, sources in ((item.entity.slug, item.entity.sources) for item in policies(site)):
        told = {site.by_seed[seed].id for seed in sources if seed in site.by_seed}
        held[slug] = sorted(told.union(held.get(slug, ())))
        for one in told:
            ties[one].add(slug)
    return {slug: own & held.keys() for slug, own in ties.items()}, held
