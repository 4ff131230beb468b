"""The pages of names: profile, numbers, sites, policies and stories; and the list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from briefing_room.catalogue.entries import Entity
from briefing_room.model import Role
from briefing_room.publish.citation import UNREVIEWED, citations
from briefing_room.publish.deadlines import written_deadlines_of
from briefing_room.publish.facilities import facilities_of
from briefing_room.publish.key_numbers import numbers_of
from briefing_room.publish.marks import Marks
from briefing_room.publish.policy_sources import last_reporter, newer_stories, source_links
from briefing_room.publish.prose import prepare_prose
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.shipping import Effect, is_country, with_relatives
from briefing_room.publish.statuses import RANK, PolicyToday, policies, policy_of
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.views.shipping import rules_on_good, shipping_question
from briefing_room.publish.views.story_lists import PER_PAGE
from briefing_room.publish.views.tracker import name_lists, tile
from briefing_room.publish.words import clip, upper_initial
from briefing_room.review.reading import strip_markdown

INDEX = "entities/index.md"
_MIN_OPENING_WORDS, _MIN_FOLDED_WORDS = 50, 50  # of a profile in two parts
_MAX_STORIES_WITH_SENTENCE = 2  # the others show only their titles
_TYPE_ORDER = {"organisation": 0, "country": 2, "person": 3}  # all other roles: 1


class HostedPlace(NamedTuple):
    """A place that is described on the page of its country."""

    place: Entity
    profile: Markup
    stories: tuple[StoryPage, ...]


def view(publication: Publication) -> Mapping[str, str]:
    """Render the page of every name, and the list of all names."""
    entities = publication.catalogue.entities.values()
    pages = {
        entity.path: page(entity, publication)
        for entity in entities
        if entity.path in publication.link_targets
    }
    return {**pages, INDEX: index(publication)}


def page(entity: Entity, publication: Publication) -> str:
    """Render the final Markdown of one name."""
    about = clip(strip_markdown(entity.body) or entity.role or entity.name, 200)
    section = "tracker" if entity.policy else "names"
    stories = _stories_about(entity, publication)
    all_policies, all_lists = (
        policies(publication) if entity.policy else (),
        name_lists(publication),
    )
    marks = Marks(publication)
    opening, background = _split_profile(entity.body)
    numbers = numbers_of(entity, publication)
    is_material, question = _is_material(entity, publication), shipping_question(publication)
    shipping_rules, rules_on_any_good = (
        rules_on_good(entity, publication) if is_material else ((), ())
    )
    return render(
        "name.md",
        publication,
        entity.path,
        head=Head(entity.name, about, "name", section, search=True),
        entity=entity,
        tile=tile(entity, publication) if entity.symbol else None,
        profile=prepare_prose(opening, entity.path, publication, marks),
        background=prepare_prose(background, entity.path, publication, marks),
        marks=marks,
        policy_today=policy_of(entity, publication),
        newer_stories=newer_stories,
        last_reporter=lambda item: last_reporter(item, publication),
        suspended_policies=[
            item
            for item in all_policies
            if entity.slug in {suspension.ordered_by for suspension in item.policy.all_suspensions}
        ],
        names=publication.catalogue.entities,
        numbers=numbers,
        charted_numbers=[number for number, values in numbers if number.draws(values)][:1],
        due=written_deadlines_of(entity, publication),
        sites=facilities_of(entity, publication),
        other_policies=tuple(_policies_of(entity, publication)),
        lists_with_it=[entry for entry in all_lists if entity in dict(entry.names).values()],
        own_lists=[entry for entry in all_lists if entry.item.entity is entity],
        shipping_rules=[rule for rule in shipping_rules if rule.effect is not Effect.RELATED],
        related_rules=[rule for rule in shipping_rules if rule.effect is Effect.RELATED],
        question=question,
        rules_on_any_good=rules_on_any_good,
        is_destination=bool(question.title and is_country(entity, publication)),
        stories=[
            (
                story,
                _telling_sentence(entity, story) if position < _MAX_STORIES_WITH_SENTENCE else "",
            )
            for position, story in enumerate(stories[:PER_PAGE])
        ],
        older_story_count=len(stories) - PER_PAGE,
        hosted_places=tuple(_hosted_places(entity, marks, publication)),
        source_links=source_links(entity, publication),
        citations=citations(
            publication, entity.path, entity.name, _citation_note(entity, publication)
        ),
    )


def _split_profile(body: str) -> tuple[str, str]:
    """Split a profile into its opening and what the page folds away, "" if the profile is short."""
    paragraphs = body.strip().split("\n\n")
    for end in range(1, len(paragraphs)):
        opening, folded = "\n\n".join(paragraphs[:end]), "\n\n".join(paragraphs[end:])
        if _count_words(opening) >= _MIN_OPENING_WORDS:
            return (opening, folded) if _count_words(folded) >= _MIN_FOLDED_WORDS else (body, "")
    return body, ""


def _count_words(markdown: str) -> int:
    return len(strip_markdown(markdown).split())


def _citation_note(entity: Entity, publication: Publication) -> str:
    """The note of a citation: the status of a policy, and how far its sources reach."""
    item = policy_of(entity, publication)
    last = f"sources to {item.status.last_report}" if item and item.status.covered_until else ""
    return "; ".join(filter(None, (item.headline if item else "", last, UNREVIEWED)))


def _stories_about(entity: Entity, publication: Publication) -> tuple[StoryPage, ...]:
    """The stories that name an entity, and those that its profile rests on."""
    stories_naming_it = publication.stories_by_entity.get(entity.slug, ())
    source_story_ids = {story.id for story in publication.stories_from(entity.sources)}
    if source_story_ids <= {story.id for story in stories_naming_it}:
        return stories_naming_it
    return tuple(
        s for s in publication.stories if s.id in source_story_ids or entity.slug in s.entities
    )


def _hosted_places(
    country: Entity, marks: Marks, publication: Publication
) -> Iterator[HostedPlace]:
    """Yield the places that are described on the page of a country."""
    for file, target in publication.targets_of_missing_pages.items():
        if target.startswith(f"{country.path}#"):
            place = publication.catalogue.entities[target.partition("#")[2]]
            profile = prepare_prose(place.body, file, publication, marks, country.path)
            yield HostedPlace(place, profile, _stories_about(place, publication))


def _telling_sentence(entity: Entity, story: StoryPage) -> str:
    """The first line of a story that names an entity, one of the bottom line if possible.

    It is "" if the title names the entity, and the first line of all if none does.
    """
    if entity.slug in story.entities_in_title:
        return ""
    points = (point for point in story.points if point.section != Role.WATCH)  # its day may be over
    naming_it = [point.text for point in points if entity.slug in point.entities]
    in_bottom_line = (
        point.text for point in story.section(Role.BOTTOM_LINE) if entity.slug in point.entities
    )
    return next(in_bottom_line, next(iter(naming_it), story.line))


def _policies_of(entity: Entity, publication: Publication) -> Iterator[PolicyToday]:
    """Yield the policies on a material, or those that concern an issuer, country or target.

    They are in the order of the tracker: by status, then newest first.  A policy has none.
    """
    if entity.policy:
        return
    all_policies, slug = policies(publication), entity.slug
    if _is_material(entity, publication):
        items = [
            item for item in all_policies if slug in with_relatives(item.policy.goods, publication)
        ]
        if shipping_question(publication).title:  # the section on shipping has the others
            items = [item for item in items if not item.decides_on_shipments]
    else:
        items = [
            item
            for item in all_policies
            if slug in (item.entity.country, *item.policy.linked_slugs)
            or slug in with_relatives(item.policy.targets, publication)
        ]
    yield from sorted(
        items, key=lambda item: (RANK.index(item.status.state), -item.since.toordinal())
    )


def _is_material(entity: Entity, publication: Publication) -> bool:
    return publication.catalogue.vocabulary.role(entity.type) == "material"


# --- The list of all names ----------------------------------------------------------------------


class NamesOfType(NamedTuple):
    """The names of one type; the list shows the profile of those without a page."""

    heading: str
    with_page: tuple[tuple[Entity, int], ...]  # with the number of their stories
    without_page: tuple[tuple[Entity, str, tuple[StoryPage, ...]], ...]  # with profile and stories


def index(publication: Publication) -> str:
    """Render the list of all names by type."""
    about = "Every name we follow, by type, with its stories."
    head = Head("Names", about, "list", "names", scripts=("filter.js",))
    entities = publication.catalogue.entities.values()
    word = publication.catalogue.vocabulary.title_of("sites").plural
    return render(
        "names.md",
        publication,
        INDEX,
        head=head,
        groups=tuple(_names_by_type(publication)),
        total=len(entities),
        sites=word if any(entity.sites for entity in entities) else "",
    )


def _names_by_type(publication: Publication) -> Iterator[NamesOfType]:
    types, role = publication.catalogue.vocabulary.types, publication.catalogue.vocabulary.role
    for key, word in sorted(types.items(), key=lambda pair: _TYPE_ORDER.get(role(pair[0]), 1)):
        entities = [
            entity for entity in publication.catalogue.entities.values() if entity.type == key
        ]
        entities.sort(key=lambda entity: entity.name.casefold())
        without_page = [
            entity for entity in entities if publication.link_target(entity).startswith(INDEX)
        ]
        with_page = [entity for entity in entities if entity not in without_page]
        if entities:
            yield NamesOfType(
                upper_initial(word.plural),
                tuple((e, len(_stories_about(e, publication))) for e in with_page),
                tuple(
                    (e, strip_markdown(e.body), _stories_about(e, publication))
                    for e in without_page
                ),
            )
