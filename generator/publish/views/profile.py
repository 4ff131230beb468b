"""The profile of a page as people wrote it, with what has passed since and what it rests on."""

from __future__ import annotations

from generator.catalogue.entries import Entity
from generator.pages.escape import inline, web_address
from generator.publish import backing
from generator.publish.profiles import passed
from generator.publish.publication import Publication
from generator.publish.standings import Standing, reach
from generator.publish.views import measures
from generator.publish.words import clipped, day


def section(entity: Entity, site: Publication) -> str:
    """Return the profile; below the status of a measure it needs a heading of its own."""
    heading = "## What it is\n\n" if entity.measure and entity.body.strip() else ""
    return f"{heading}{entity.body.strip()}\n{_since(entity, site)}"


def _since(entity: Entity, site: Publication) -> str:
    """Return which dates of a profile have passed, and what is known now of their measures.

    A mineral's page tells the status of its measures itself, right below.
    """
    found = passed(entity, site)
    if not found:
        return ""
    items = {item.entity.slug: item for one in found for item in one.measures}
    elsewhere = [i for i in items.values() if entity.slug not in i.measure.minerals]
    now = measures.grouped(elsewhere, site, entity.path, Standing.words)
    days = "; ".join(inline(one.given) for one in found)
    lines = [
        '<aside class="status-box" aria-label="Since this profile was written" markdown="1">',
        f"\n**Passed since this profile was written:** {days}.",
        *(["What is known of its measures now stands below."] if items and not elsewhere else []),
        *([f"Measures concerned, on {day(site.as_of)}:\n"] if elsewhere else []),
        *now,
        "\n</aside>\n",
    ]
    return "\n" + "\n".join(lines)


def sources(entity: Entity, site: Publication) -> str:
    """Return what a profile rests on, with the day to which its stories reach.

    It is folded but for a measure, whose dates rest on it; stories that name the measure are first.
    """
    items = []
    for source in backing.sources(entity, site):
        if source.path:
            items.append(f"- {source.markdown(entity.path, source.label)}")
        elif address := web_address(source.address):
            shown = clipped(address.split("://", 1)[1].removeprefix("www."), 60)
            items.append(f"- [{inline(shown)}]({address}) (outside page, not kept here)")
    if not items:
        return ""
    last = reach(entity, site)
    upto = f", with stories up to {day(last)}" if last else ""
    listed = "\n".join(items)
    shown = " open" if entity.measure else ""
    return (
        f'<details class="sources" markdown="1"{shown}><summary>What this profile rests on'
        f"{upto}</summary>\n\n{listed}\n\n</details>\n"
    )
