"""The page of a story: its reviewed text, with the policies, dates and stories related to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from briefing_room.catalogue.status import status
from briefing_room.model import Role
from briefing_room.pages.authorship import lines_of_people
from briefing_room.pages.document import DRAFTED_BY, STATEMENTS, Kind
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import NOTE_PREFIX, source_line
from briefing_room.pages.record import parse_record
from briefing_room.publish.citation import UNREVIEWED, citations
from briefing_room.publish.deadlines import DeadlineToday, deadlines, next_days
from briefing_room.publish.facilities import FacilityToday, facilities
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
from briefing_room.publish.related_stories import related_stories
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import PolicyToday, policies_in_story
from briefing_room.publish.story_pages import SOURCES, StoryPage, corrections
from briefing_room.publish.values import YEAR
from briefing_room.publish.words import clip, full_dates_in, join_with_and
from briefing_room.text.periods import day_in_words

_BOTTOM_LINE = str(Role.BOTTOM_LINE)
_MORE = str(Role.MORE)
_PASSED = "*the day has passed; this page does not say what followed*"
_PASSED_WITH_LATER = "*the day has passed; see the [later stories](#later)*"
_DAY_OF_STATEMENT = re.compile(
    r"\b(?:of|\w+ed on|said on|told on|wrote on) (?:\d{1,2} [A-Z]|[A-Z][a-z]+ \d)"
)
_END_IN_TITLE = re.compile(r"\b(?:until|till|through|by) (?=\w+ \w+,? \d{4}\b)")
_MAX_SITES = 3
_MAX_DESCRIPTION_LETTERS = 200


def page(story: StoryPage, publication: Publication) -> str:
    """Render the final Markdown of one story."""
    marks, related = Marks(publication, story), related_stories(story, publication)
    changed_policies, other_policies = _policies_of(story, publication)
    bottom_line, text, more = _parts_of_text(
        story, publication, has_later_stories=bool(related.later)
    )
    opened, unopened = _source_lines(story, publication)
    drafted_by = str(story.page.front.get(DRAFTED_BY) or "")
    repository = web_address(publication.settings.source)
    return render(
        "story.md",
        publication,
        story.path,
        head=Head(
            story.title,
            _description(story, publication),
            "story",
            "stories",
            story.date,
            search=True,
        ),
        story=story,
        opened_note=opened_note(story),
        title=mark_safe(story.page.title),
        bottom_line=prepare_prose(bottom_line, story.path, publication, marks),
        text=prepare_prose(text, story.path, publication, marks),
        more=prepare_prose(more, story.path, publication, marks),
        writers=join_with_and(list(dict.fromkeys(note.by for note in story.notes if note.by))),
        drafted_by=drafted_by,
        lines_by_hand=_count_lines_by_hand(story, publication) if drafted_by else 0,
        topics=[t for slug in story.topics if (t := publication.catalogue.topics.get(slug))],
        changed_policies=changed_policies,
        passed_days=_passed_days_of_title(
            story, publication, has_later_stories=bool(related.later)
        ),
        other_policies=other_policies,
        sites=_facilities_in_lead(story, publication),
        deadline=_next_deadline(story, chain.from_iterable(other_policies.values()), publication),
        sources=prepare_prose("\n".join(opened), story.path, publication),
        unopened=prepare_prose("\n".join(unopened), story.path, publication),
        origin_note=origin_note(story, publication),
        source_count=len(opened) + len(unopened),
        unopened_count=len(unopened),
        marks=marks,
        corrections=tuple(corrections(story)),
        related=related,
        citations=citations(
            publication, story.path, story.title, _citation_note(story, publication)
        ),
        edit=f"{repository}{story.path}" if repository else "",
    )


def _parts_of_text(
    story: StoryPage, publication: Publication, *, has_later_stories: bool
) -> tuple[str, str, str]:
    """The Markdown of the bottom line, of the sections after it, and of what the page folds away.

    Outlets are labelled in the first two.
    """
    lines, labels = list(story.lines()), OutletLabels(publication, story.articles)
    in_bottom_line = (text for section, text in lines if section == _BOTTOM_LINE)
    bottom_line = labels.annotate("\n".join(filter(_is_prose, in_bottom_line)))
    passed_note = _PASSED_WITH_LATER if has_later_stories else _PASSED
    dated = (
        _with_day(section, text, story, passed_note, publication.as_of)
        for section, text in lines
        if section not in (_BOTTOM_LINE, _MORE)
    )
    body = [labels.annotate(text) if _is_prose(text) else text for text in dated]
    more = (text for section, text in lines if section == _MORE and not text.startswith("#"))
    return bottom_line, "\n".join(body).strip(), "\n".join(more).strip()


def _is_prose(line: str) -> bool:
    """Whether a line is neither empty nor a heading."""
    return bool(line.strip()) and not line.startswith("#")


def _count_lines_by_hand(story: StoryPage, publication: Publication) -> int:
    """Count the statements and titles that a person wrote or changed."""
    record = parse_record(publication.project.records.get(story.id, ""), story.page.text)
    kinds = (line.kind for line in lines_of_people(story.page, record))
    return sum(kind in STATEMENTS or kind is Kind.TITLE for kind in kinds)


def _source_lines(story: StoryPage, publication: Publication) -> tuple[list[str], list[str]]:
    """The listed sources as lines of Markdown: those that were opened, and the others."""
    labels = OutletLabels(
        publication, story.articles
    )  # its own: the list labels every outlet again
    second_hand = {source_line(s) for article in story.articles for s in article.sources if s.via}
    opened_lines, unopened_lines = list[str](), list[str]()
    for line in story.page.section(SOURCES):
        if line.kind is Kind.BULLET and not line.text.startswith(NOTE_PREFIX):
            lines = unopened_lines if line.text in second_hand else opened_lines
            lines.append(labels.annotate(line.text))
    return opened_lines, unopened_lines


def _description(story: StoryPage, publication: Publication) -> str:
    reading = provenance(publication).get(story.path, Provenance())
    tag = f" (Read {reading.tag}.)" if reading.tag else ""
    text = clip(story.bottom_line or story.title, _MAX_DESCRIPTION_LETTERS - len(tag))
    return f"{text}{tag}"


def _citation_note(story: StoryPage, publication: Publication) -> str:
    notes = (
        f"event of {day_in_words(story.date)}" if story.date else "",
        f"newest source of {day_in_words(story.covered_until)}" if story.covered_until else "",
        provenance(publication).get(story.path, Provenance()).note,
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

    It is not certain if the point has the day of a statement, or a month or year without a day.
    """
    plan = text.partition("according to")[0]
    days = full_dates_in(plan)
    is_certain = len(days) == len(YEAR.findall(plan)) and not _DAY_OF_STATEMENT.search(plan)
    return bool(days) and is_certain and max(days) < as_of


def _passed_days_of_title(
    story: StoryPage, publication: Publication, *, has_later_stories: bool
) -> list[tuple[dt.date, str, str, str]]:
    """The days by which the title lets something end, once they have passed.

    Each has what followed, as a source reports it, or else where the reader finds more, and a link.
    """
    ends = (full_dates_in(part)[:1] for part in _END_IN_TITLE.split(story.title)[1:])
    slugs = {item.entity.slug for item in policies_in_story(story, publication)}
    days = []
    for day in dict.fromkeys(chain.from_iterable(ends)):
        if story.date and story.date < day < publication.as_of:
            outcomes = (
                f"{due.title}: {due.outcome}"
                for due in deadlines(publication)
                if due.passed and due.date == day and not slugs.isdisjoint(due.page_slugs)
            )
            more = ("see the later stories", "later")
            if not has_later_stories:
                has_unknown = any(section == Role.NOT_KNOWN for section, _ in story.lines())
                more = ("see what is not known", "not-known") if has_unknown else ("", "")
            days.append((day, next(outcomes, ""), *more))
    return days


def _facilities_in_lead(story: StoryPage, publication: Publication) -> list[FacilityToday]:
    """The sites at places that the title of a story names, or else its bottom line."""
    in_bottom_line = set(_entities_in_bottom_line(story))
    role = publication.catalogue.vocabulary.role
    at_places = [row for row in facilities(publication) if role(row.place.type) == "place"]
    in_title = [row for row in at_places if row.place.slug in story.entities_in_title]
    return (in_title or [row for row in at_places if row.place.slug in in_bottom_line])[:_MAX_SITES]


_PoliciesByStatus = dict[str, list[PolicyToday]]


def _policies_of(
    story: StoryPage, publication: Publication
) -> tuple[_PoliciesByStatus, _PoliciesByStatus]:
    """Group the policies that a story names by their status in words.

    The first groups are those of its title or bottom line whose status has changed since, the
    second all others.
    """
    changed: _PoliciesByStatus = {}
    others: _PoliciesByStatus = {}
    in_lead = {*story.entities_in_title, *_entities_in_bottom_line(story)}
    for item in policies_in_story(story, publication):
        note = "; not yet updated for this story" if is_newer(story, item) else ""
        has_news = item.entity.slug in in_lead and _has_changed(story, item)
        groups = changed if has_news else others
        groups.setdefault(f"{item.headline}{note}.", []).append(item)
    return changed, others


def _entities_in_bottom_line(story: StoryPage) -> Iterator[str]:
    for point in story.section(Role.BOTTOM_LINE):
        yield from point.entities


def _next_deadline(
    story: StoryPage, policies_of_story: Iterable[PolicyToday], publication: Publication
) -> DeadlineToday | None:
    """The next deadline that rests on a story or belongs to one of its policies."""
    policy_slugs = {item.entity.slug for item in policies_of_story}
    for deadline in next_days(publication):
        rests_on_story = deadline.source and deadline.source.path == story.path
        if rests_on_story or not policy_slugs.isdisjoint(deadline.page_slugs):
            return deadline
    return None


def _has_changed(story: StoryPage, item: PolicyToday) -> bool:
    """Whether sources later than those of a story give a policy another status."""
    known_until, present = story.covered_until or story.date, item.status
    if known_until is None or present.covered_until is None or present.covered_until <= known_until:
        return False
    before = status(item.policy, known_until, known_until)
    return before is not None and (before.state, before.until) != (present.state, present.until)
