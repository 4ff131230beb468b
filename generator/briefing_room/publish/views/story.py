"""The page of a story: its reviewed text, with the policies, dates and stories related to it."""

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
from briefing_room.pages.authorship import lines_of_people
from briefing_room.pages.document import DRAFTED_BY, STATEMENTS, Kind
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import NOTE_PREFIX, source_line
from briefing_room.pages.record import parse_record
from briefing_room.publish.citation import UNREVIEWED, citations
from briefing_room.publish.deadlines import DeadlineToday, next_days
from briefing_room.publish.marks import Marks
from briefing_room.publish.markup import mark_safe
from briefing_room.publish.policy_sources import is_newer
from briefing_room.publish.prose import heading_id, prepare_prose
from briefing_room.publish.provenance import (
    OutletLabels,
    Provenance,
    opened_note,
    origin_note,
    provenance,
)
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import PolicyToday, policies, policies_in_story
from briefing_room.publish.story_pages import SOURCES, StoryPage, corrections
from briefing_room.publish.values import YEAR
from briefing_room.publish.views.sites import FacilityToday, facilities
from briefing_room.publish.words import clip, full_dates_in, join_with_and
from briefing_room.text.periods import day_in_words

_BOTTOM_LINE = str(Role.BOTTOM_LINE)
_MORE = str(Role.MORE)
_PASSED = "*the day has passed; this page does not say what followed*"
_PASSED_WITH_LATER = "*the day has passed; see the [later stories](#later)*"
_DAY_OF_STATEMENT = re.compile(
    r"\b(?:of|\w+ed on|said on|told on|wrote on) (?:\d{1,2} [A-Z]|[A-Z][a-z]+ \d)"
)
_MAX_SITES = 3
_MAX_DESCRIPTION_LETTERS = 200


def page(story: StoryPage, site: Publication) -> str:
    """Render the final Markdown of one story."""
    marks = Marks(site, story)
    related = related_stories(story, site)
    since, boxes = _policy_boxes(story, site)
    lines, outlets = list(story.lines()), OutletLabels(site, story.articles)
    below_heading = (text for section, text in lines if section == _BOTTOM_LINE and text.strip())
    bottom_line = outlets.annotate("\n".join(text for text in below_heading if text[0] != "#"))
    passed_note = _PASSED_WITH_LATER if related.later else _PASSED
    body = [
        _with_day(section, text, story, passed_note, site.as_of)
        for section, text in lines
        if section not in (_BOTTOM_LINE, _MORE)
    ]
    more = "\n".join(text for section, text in lines if section == _MORE and text[:1] != "#")
    body = [outlets.annotate(text) if text.strip() and text[0] != "#" else text for text in body]
    sources, unopened = _source_lines(story, site)
    drafted_by = str(story.page.front.get(DRAFTED_BY) or "")
    repository = web_address(site.settings.source)
    return render(
        "story.md",
        site,
        story.path,
        head=Head(
            story.title, _description(story, site), "story", "stories", story.date, search=True
        ),
        story=story,
        opened_note=opened_note(story),
        title=mark_safe(story.page.title),
        bottom=prepare_prose(bottom_line, story.path, site, marks),
        text=prepare_prose("\n".join(body).strip(), story.path, site, marks),
        more=prepare_prose(more.strip(), story.path, site, marks),
        writers=join_with_and(list(dict.fromkeys(note.by for note in story.notes if note.by))),
        drafted_by=drafted_by,
        lines_by_hand=_count_lines_by_hand(story, site) if drafted_by else 0,
        topics=[t for slug in story.topics if (t := site.catalogue.topics.get(slug))],
        since=since,
        boxes=boxes,
        sites=_facilities_in_lead(story, site),
        due=_next_deadline(story, boxes, site),
        sources=prepare_prose("\n".join(sources), story.path, site),
        unopened=prepare_prose("\n".join(unopened), story.path, site),
        origin_note=origin_note(story, site),
        number=len(sources) + len(unopened),
        closed=len(unopened),
        marks=marks,
        corrections=tuple(corrections(story)),
        related=related,
        citations=citations(site, story.path, story.title, _citation_note(story, site)),
        edit=f"{repository}{story.path}" if repository else "",
    )


def _count_lines_by_hand(story: StoryPage, site: Publication) -> int:
    """Count the statements and titles that a person wrote or changed."""
    record = parse_record(site.project.records.get(story.id, ""), story.page.text)
    kinds = (line.kind for line in lines_of_people(story.page, record))
    return sum(kind in STATEMENTS or kind is Kind.TITLE for kind in kinds)


def _source_lines(story: StoryPage, site: Publication) -> tuple[list[str], list[str]]:
    """The listed sources as lines of Markdown: those that were opened, and the others."""
    outlets = OutletLabels(site, story.articles)  # the list labels every outlet again
    second_hand = {source_line(s) for article in story.articles for s in article.sources if s.via}
    opened_lines, unopened_lines = list[str](), list[str]()
    for line in story.page.section(SOURCES):
        if line.kind is Kind.BULLET and not line.text.startswith(NOTE_PREFIX):
            lines = unopened_lines if line.text in second_hand else opened_lines
            lines.append(outlets.annotate(line.text))
    return opened_lines, unopened_lines


def _description(story: StoryPage, site: Publication) -> str:
    reading = provenance(site).get(story.path, Provenance())
    tag = f" (Read {reading.tag}.)" if reading.tag else ""
    text = clip(story.bottom_line or story.title, _MAX_DESCRIPTION_LETTERS - len(tag))
    return f"{text}{tag}"


def _citation_note(story: StoryPage, site: Publication) -> str:
    notes = (
        f"event of {day_in_words(story.date)}" if story.date else "",
        f"newest source of {day_in_words(story.covered_until)}" if story.covered_until else "",
        provenance(site).get(story.path, Provenance()).note,
        "" if story.reviewed else UNREVIEWED,
    )
    return "; ".join(filter(None, notes))


def _with_day(section: str, text: str, story: StoryPage, passed_note: str, as_of: dt.date) -> str:
    """Add to a line the day that it needs.

    The heading of what is not known gets the day of the newest source, except on a page of notes,
    which give their own; a point to watch gets a note once its day has passed.
    """
    if text == f"## {Role.NOT_KNOWN}" and story.covered_until and not story.notes:
        day = day_in_words(story.covered_until)
        return f"{text} as of {day} {{: #{heading_id(section, '-')} }}"
    return f"{text} {passed_note}" if section == Role.WATCH and _is_past(text, as_of) else text


def _is_past(text: str, as_of: dt.date) -> bool:
    """Whether the day that a point to watch names is certainly over.

    The day of a statement does not count, and a month or year without a day makes it uncertain.
    """
    aim = text.partition("according to")[0]
    days = full_dates_in(aim)
    certain = len(days) == len(YEAR.findall(aim)) and not _DAY_OF_STATEMENT.search(aim)
    return bool(days) and certain and max(days) < as_of


def _facilities_in_lead(story: StoryPage, site: Publication) -> list[FacilityToday]:
    """The sites at places in the title of a story; if there are none, in its bottom line."""
    in_lead = {slug for point in story.section(Role.BOTTOM_LINE) for slug in point.entities}
    role = site.catalogue.vocabulary.role
    at_places = [row for row in facilities(site) if role(row.place.type) == "place"]
    in_title = [row for row in at_places if row.place.slug in story.entities_in_title]
    return (in_title or [row for row in at_places if row.place.slug in in_lead])[:_MAX_SITES]


_Groups = dict[str, list[PolicyToday]]


def _policy_boxes(story: StoryPage, site: Publication) -> tuple[_Groups, _Groups]:
    """Group the policies that a story names by the words for their status.

    The first groups are the policies of the title or bottom line whose status has changed since;
    the second are all others.
    """
    since: _Groups = {}
    boxes: _Groups = {}
    in_lead = {
        *story.entities_in_title,
        *(e for p in story.section(Role.BOTTOM_LINE) for e in p.entities),
    }
    for item in policies_in_story(story, site):
        more = "; not yet updated for this story" if is_newer(story, item) else ""
        groups = since if item.entity.slug in in_lead and _has_changed(story, item) else boxes
        groups.setdefault(f"{item.headline}{more}.", []).append(item)
    return since, boxes


def _next_deadline(story: StoryPage, boxes: _Groups, site: Publication) -> list[DeadlineToday]:
    """The next deadline that rests on a story or belongs to a policy in its boxes, if any."""
    policy_slugs = {item.entity.slug for items in boxes.values() for item in items}
    return [
        item
        for item in next_days(site)
        if (item.source and item.source.path == story.path)
        or not policy_slugs.isdisjoint(item.page_slugs)
    ][:1]


def _has_changed(story: StoryPage, item: PolicyToday) -> bool:
    """Whether sources later than those of a story give a policy another status."""
    known_until, present = story.covered_until or story.date, item.status
    if known_until is None or present.covered_until is None or present.covered_until <= known_until:
        return False
    earlier = status(item.policy, known_until, known_until)
    return earlier is not None and (earlier.state, earlier.until) != (
        present.state,
        present.until,
    )


_MAX_RELATED = 2  # on each side in time
# Stories that one tie may join: the larger of a fixed number and a share of all stories.
_MAX_TIED = 6
_MAX_TIED_SHARE = 12  # one story in twelve


class RelatedStories(NamedTuple):
    """The stories closest to one: later ones, next first, and earlier ones, latest first.

    ``undated`` are those whose order is not known.
    """

    later: tuple[StoryPage, ...]
    earlier: tuple[StoryPage, ...]
    undated: tuple[StoryPage, ...]


def related_stories(story: StoryPage, site: Publication) -> RelatedStories:
    """The stories that share most ties with one, the nearest in time first among equals.

    Of two stories of one day each counts as earlier than the other: neither is news to it.
    """
    ties, tied_stories = _ties(site)
    shared = Counter(other for tie in ties[story.id] for other in tied_stories[tie])
    sides: dict[str, list[tuple[int, int, StoryPage]]] = {"later": [], "earlier": [], "undated": []}
    for slug in shared.keys() - {story.id}:
        other = site.story_by_id[slug]
        days = (other.date - story.date).days if other.date and story.date else None
        side = "undated" if days is None else "later" if days > 0 else "earlier"
        likeness = shared[slug] + (not set(other.topics).isdisjoint(story.topics))
        sides[side].append((-likeness, abs(days or 0), other))
    related = {}
    for side, ranked in sides.items():
        ranked.sort(key=lambda entry: (*entry[:2], entry[2].id))
        nearest = [other for *_, other in ranked[:_MAX_RELATED]]
        nearest.sort(key=lambda s: (s.date or dt.date.min, s.id), reverse=side != "later")
        related[side] = tuple(nearest)
    return RelatedStories(**related)


@lru_cache(maxsize=2)
def _ties(site: Publication) -> tuple[Mapping[str, set[str]], Mapping[str, list[str]]]:
    """The ties of each story to few others, and the stories that each tie joins.

    A tie is a policy that a story names or that rests on it, a name in its title, or a number to
    which it gives two values.  Countries tie stories of one topic only, two at a time.
    """
    role = site.catalogue.vocabulary.role
    kinds = {slug: role(site.catalogue.entities[slug].type) for slug in site.stories_by_entity}
    ties: dict[str, set[str]] = {}
    for story in site.stories:
        countries = sorted(slug for slug in story.entities_in_title if kinds[slug] == "country")
        pairs = [*countries, *(" ".join(pair) for pair in combinations(countries, 2))]
        ties[story.id] = {
            *set(story.entities_in_title).difference(countries),
            *(item.entity.slug for item in policies_in_story(story, site)),
            *(f"{pair} {topic}" for pair in pairs for topic in story.topics),
        }
    for number in site.catalogue.numbers.values():
        stories = (site.story_citing(value.cites[0]) for value in number.values if value.cites)
        value_counts = Counter(story.id for story in stories if story)
        for slug, value_count in value_counts.items():
            if value_count > 1 and not number.listed_by:
                ties[slug].add(number.path)
    for item in policies(site):
        for story in site.stories_from(item.entity.sources):
            ties[story.id].add(item.entity.slug)
    stories_by_tie: dict[str, list[str]] = {}
    for slug, ties_of_story in ties.items():
        for tie in ties_of_story:
            stories_by_tie.setdefault(tie, []).append(slug)
    max_tied = max(_MAX_TIED, len(site.stories) // _MAX_TIED_SHARE)
    useful_ties = {tie: slugs for tie, slugs in stories_by_tie.items() if len(slugs) <= max_tied}
    return {
        slug: ties_of_story & useful_ties.keys() for slug, ties_of_story in ties.items()
    }, useful_ties
