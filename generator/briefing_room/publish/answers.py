"""What the search answers: everything that the site knows by itself, each in one form.

An answer is a name, a policy, a value, a site, a day, a story, or what may ship; one small function
of the search finds all of them, by the words that each has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.markup import web
from briefing_room.publish.provenance import provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.shipping import reach
from briefing_room.publish.statuses import policies_covering, policy_of
from briefing_room.publish.views.controls import tile
from briefing_room.publish.views.key_numbers import NumberToday, numbers
from briefing_room.publish.views.shipping import leads, question
from briefing_room.publish.views.sites import SiteToday, sites
from briefing_room.publish.words import clipped, initial
from briefing_room.review.reading import bare
from briefing_room.text.lexicon import table
from briefing_room.text.months import day

_TOLD = 2  # facts told of a name
_NEXT = 4  # days told of what is due
_LONG = 200  # letters of an answer


class FoundAnswer(NamedTuple):
    """What a result of the search shows, and the words by which one may ask for it besides."""

    kind: str
    title: str
    address: str
    about: str
    words: str = ""


def answers(site: Publication) -> tuple[FoundAnswer, ...]:
    """Return every answer; of those that fit alike the first is shown first."""
    every = (_goods, _numbers, _names, _sites, _deadlines, _pages, _topics, _asked, _stories)
    return tuple(found for some in every for found in some(site))


def _with(words: str, hand: str) -> str:
    """Return words with how they were read."""
    return f"{words} ({hand})" if hand else words


def _words(*parts: str | None) -> str:
    """Return words, each once."""
    return " ".join(dict.fromkeys(" ".join(filter(None, parts)).casefold().split()))


def _called(slugs: Iterable[str], site: Publication) -> str:
    known = site.catalogue.entities
    return " ".join(name for slug in slugs if slug in known for name in known[slug].names)


def _goods(site: Publication) -> Iterator[FoundAnswer]:
    asked = question(site)
    for good in asked.goods:
        told = "; ".join(
            f"{lead}: {', '.join(rule.item.name for rule in found[:2])}"
            for lead, found in leads(good, site).items()
        )
        address = f"ship/?good={good.slug}"
        yield FoundAnswer(
            "ship",
            f"{asked.title} {good.name}",
            address,
            clipped(told, _LONG),
            _words(asked.words, *good.names),
        )


def _numbers(site: Publication) -> Iterator[FoundAnswer]:
    """Yield each number, and each group of its values that is of something of its own."""
    for one in numbers(site):
        about = _called(one.number.about, site)
        told = (f"{v.value.of or ''} {v.value.place or ''}" for v in one.values)
        words = _words(one.number.counts, about, *told)
        yield FoundAnswer(
            "number",
            one.number.name,
            web(one.number.path),
            _with(one.lead.words, one.lead.access.words),
            words,
        )
        yield from _things(one)


def _things(one: NumberToday) -> Iterator[FoundAnswer]:
    lead = one.lead.value
    seen = {lead.of}
    for told in one.values:
        if told.value.of and told.value.of not in seen:
            seen.add(told.value.of)
            address = f"{web(one.number.path)}#{told.value.anchor}"
            title = f"{one.number.name}, {told.value.of}"
            yield FoundAnswer(
                "number",
                title,
                address,
                _with(told.words, told.access.words),
                _words(one.number.counts),
            )


def _names(site: Publication) -> Iterator[FoundAnswer]:
    for entity in site.catalogue.entities.values():
        own = (*entity.names, entity.symbol or "", entity.role or "")
        more = _of_policy(entity, site) if entity.policy else _called([entity.country or ""], site)
        address, words = web(site.address_of(entity)), _words(*own, more)
        yield FoundAnswer("name", entity.name, address, _known_of(entity, site), words)


def _of_policy(entity: Entity, site: Publication) -> str:
    """Return the words of a policy: its kind, goods, who orders it, whom it aims at and lists."""
    policy, found = entity.policy, policy_of(entity, site)
    if policy is None or found is None:
        return ""
    slugs = (
        *policy.covers,
        *found.authority_slugs,
        *policy.targets,
        *sorted(reach(policy.targets, site)),
    )
    clauses = (clause.what for clause in policy.clauses)
    lists = (*policy.all_listed, *policy.watched)
    on = day(policy.announced) if policy.announced else ""
    return " ".join((found.kind, found.state, on, _called(slugs, site), *clauses, *lists))


def _known_of(entity: Entity, site: Publication) -> str:
    """Return what is asked most of a name: what a firm made, what stands there or controls it."""
    if entity.policy and (found := policy_of(entity, site)):
        return clipped(f"{found.words[:1].upper()}{found.words[1:]}", _LONG)
    own = [one for one in sites(site) if one.place is entity]
    firm = site.catalogue.vocabulary.role(entity.type) == "organisation"
    made = (one for one in numbers(site) if firm and one.number.about[:1] == (entity.slug,))
    told = [f"{one.number.name}: {one.lead.words}" for one in made if not one.number.each][:1]
    told += [f"{o.site.name}: {o.status}{f' ({o.as_of})' if o.as_of else ''}" for o in own]
    told += [f"{item.name}: {item.words}" for item in policies_covering(entity.slug, site)[:1]]
    if entity.symbol and not told:
        told = [tile(entity, site).words[0]]
    return "; ".join(told[:_TOLD]) or entity.role or ""


def _sites(site: Publication) -> Iterator[FoundAnswer]:
    for one in sites(site):
        yield FoundAnswer(
            "site",
            one.site.name,
            web(site.address_of(one.place)),
            _told_of(one),
            _site_words(one, site),
        )


def _told_of(one: SiteToday) -> str:
    owners = ", ".join(name for name, _ in one.owners)
    where = ", ".join(filter(None, (one.kind, one.country, owners)))
    return _with(f"{one.status}{f' ({one.as_of})' if one.as_of else ''}: {where}", one.access_note)


def _site_words(one: SiteToday, site: Publication) -> str:
    owners, made = (name for name, _ in one.owners), (line.words for line in one.lines)
    near = sorted(reach([one.place.country or ""], site))
    return _words(
        "owner where", one.kind, one.kinds, *one.place.names, _called(near, site), *owners, *made
    )


def _deadlines(site: Publication) -> Iterator[FoundAnswer]:
    for one in next_days(site):
        yield FoundAnswer(
            "deadline", f"{one.when}: {one.title}", web(one.path), one.what, "due date when"
        )


def _pages(site: Publication) -> Iterator[FoundAnswer]:
    """Yield the pages of the site; that of the deadlines says the next ones."""
    told = "; ".join(f"{one.when}, {one.title}{one.firm}" for one in next_days(site)[:_NEXT])
    for listed, title, what, words in table("search")["pages"]:
        address = listed.replace("rules/", web(site.rules_page), 1)
        then = f"; next: {told}" if told and address.endswith("#deadlines") else ""
        word = site.catalogue.vocabulary.called(title) if title in ("rules", "sites") else None
        named = (initial(word.many), f"{words} {word.one}") if word else (title, words)
        yield FoundAnswer("page", named[0], address, f"{what}{then}", named[1])


def _topics(site: Publication) -> Iterator[FoundAnswer]:
    for topic in site.catalogue.topics.values():
        yield FoundAnswer("topic", topic.title, web(topic.path), clipped(topic.description, _LONG))


def _asked(site: Publication) -> Iterator[FoundAnswer]:
    """Yield the questions that pages about the project answer in a list, each with its answer."""
    for page in site.pages:
        for line in page.lines:
            asked, mark, told = bare(line.text).partition("? ")
            if mark and line.text.startswith("- **") and line.text.find("?**") > 0:
                title = f"{asked.removeprefix('- ')}?"
                yield FoundAnswer("asked", title, web(page.path), clipped(told, _LONG))


def _stories(site: Publication) -> Iterator[FoundAnswer]:
    for story in site.stories:
        told = provenance(site).get(story.path)
        titles = (site.catalogue.topics[slug].title for slug in story.topics)
        words = _words(*titles, day(story.date) if story.date else "")
        yield FoundAnswer(
            "story",
            story.title,
            web(story.path),
            _with(clipped(story.bottom_line, _LONG), told.tag if told else ""),
            words,
        )
