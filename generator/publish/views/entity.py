"""Entity pages: the profile people wrote, key facts, and what the briefings say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.catalogue.entries import Entity
from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication, Quote
from generator.publish.standings import standing
from generator.publish.told import Told
from generator.publish.views import listed_firms, measure_page, measures, profile, tiles
from generator.publish.words import clipped, count, day

MOST = 60  # sentences shown; a country named in every story would fill a book
PLURALS = {
    "country": "Countries",
    "person": "People",
    "organisation": "Organisations",
    "policy": "Measures and policies",
    "mineral": "Elements and materials",
    "place": "Places",
    "concept": "Concepts",
}


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of every entity, and the index of all of them."""
    pages = {entity.path: page(entity, site) for entity in site.catalogue.entities.values()}
    return {**pages, "entities/index.md": index(site)}


def page(entity: Entity, site: Publication) -> str:
    """Return the final Markdown of one entity."""
    parts = (
        front(
            title=entity.name,
            description=clipped(entity.body or entity.role or entity.name, 200),
            kind=entity.type,
            search=True,
        ),
        tiles.mark(entity, site) if entity.symbol else "",
        f"# {inline(entity.name)}\n",
        facts(entity, site),
        measure_page.section(entity, site) if entity.type == "policy" else "",
        profile.section(entity, site),
        measures.of_mineral(entity, site) if entity.type == "mineral" else "",
        listed_firms.section(entity, site) if entity.type == "organisation" else "",
        profile.sources(entity, site),
        _quotes(entity, site),
    )
    return "\n".join(part for part in parts if part) + "\n"


def facts(entity: Entity, site: Publication) -> str:
    """Return the key facts of the front matter in a line, spellings among them."""
    parts = [_role(entity, site)]
    if entity.symbol:
        parts.append(f"symbol **{inline(entity.symbol)}**")
    if entity.country and entity.country in site.catalogue.entities:
        country = site.catalogue.entities[entity.country]
        parts.append(f"[{inline(country.name)}]({relative(entity.path, country.path)})")
    if entity.speaks_as:
        parts.append(f"what it says is marked *{entity.speaks_as.replace('-', ' ')}*")
    stories = site.by_entity.get(entity.slug, ())
    if stories:
        parts.append(f"named in {count(len(stories), 'story')}{_upto(entity, stories)}")
    others = [name for name in entity.names if name != entity.name]
    also = ", ".join(inline(name) for name in (*filter(None, [entity.symbol]), *others))
    names = f"\nAlso found as: {also}\n{{: .names data-pagefind-weight=10 }}\n" if also else ""
    return f"{' · '.join(parts)}\n{{: .dateline }}\n{names}"


def _upto(entity: Entity, stories: Sequence[Told]) -> str:
    """Return from when the newest story is; a measure's page says how far its sources reach."""
    newest = next((story.date for story in stories if story.date), None)
    if newest is None or entity.measure:
        return ""
    return f", the newest of {day(newest)}" if len(stories) > 1 else f" of {day(newest)}"


def _role(entity: Entity, site: Publication) -> str:
    """Return what an entity is; of a measure its computed status, as a written one goes stale."""
    found = standing(entity, site) if entity.type == "policy" else None
    if found:  # parts are told one by one just below
        words = "its parts differ" if found.parts else found.words()
        return f"{inline(found.kind or entity.type)}: {inline(words)}"
    return inline(entity.role or entity.type)


def _quotes(entity: Entity, site: Publication) -> str:
    found = site.quotes.get(entity.slug, ())
    of_profile = [site.by_seed[seed] for seed in entity.sources if seed in site.by_seed]
    stories = site.by_entity.get(entity.slug, ()) or tuple({s.id: s for s in of_profile}.values())
    if not found and stories:
        listed = "\n".join(f"- {cards.link(s, entity.path)}, {day(s.date)}" for s in stories[:MOST])
        return f"## Stories on it\n\n{listed}\n"
    if not found:
        return "## What the briefings say\n\nNo story names it yet.\n"
    more = f"\n\nThe newest {MOST} of {len(found)} sentences.\n" if len(found) > MOST else "\n"
    return f"## What the briefings say\n\n{by_story(found[:MOST], entity.path)}{more}"


def by_story(found: tuple[Quote, ...], origin: str) -> str:
    """Return sentences newest first, those of one story together below its title."""
    blocks: dict[str, list[str]] = {}
    for quote in found:
        kind = f" *{inline(quote.said.label)}*" if quote.said.label else ""
        head = f"{cards.link(quote.story, origin)}\n{day(quote.story.date)}\n{{: .from }}"
        blocks.setdefault(head, []).append(f"- {inline(quote.said.text)}{kind}")
    return "\n\n".join(f"{head}\n\n" + "\n".join(lines) for head, lines in blocks.items())


def index(site: Publication) -> str:
    """Return the list of all entities by type."""
    lines = [
        front(
            title="Names",
            description="Every country, company, measure, element, place and person we follow.",
            kind="list",
        ),
        "# Names\n",
        (
            f"{count(len(site.catalogue.entities), 'name')} we follow, with the number of stories "
            f"that name each as of {day(site.as_of)}."
        ),
        "{: .dateline }\n",
    ]
    for type_, plural in PLURALS.items():
        found = [e for e in site.catalogue.entities.values() if e.type == type_]
        found.sort(key=lambda entity: entity.name.casefold())
        lines += [f"## {plural}\n", '<div class="columns" markdown="1">\n'] if found else []
        lines += [_listed(entity, site) for entity in found]
        lines += ["\n</div>\n"] if found else []
    return "\n".join(lines)


def _listed(entity: Entity, site: Publication) -> str:
    stories = len(site.by_entity.get(entity.slug, ()))
    number = f' <span class="meta">{stories}</span>' if stories else ""
    return f"- [{inline(entity.name)}]({relative('entities/index.md', entity.path)}){number}"
