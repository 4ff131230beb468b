"""Every publisher and document, and how many stories rest on it alone."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Source
from generator.pages.escape import inline, link
from generator.publish import cards
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.publishers import alone, publisher, sources
from generator.publish.told import Told
from generator.publish.words import count, day

PAGE = "sources.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of sources, the most used publisher first."""
    used: dict[str, list[tuple[Source, Told]]] = {}
    for story in site.stories:
        for source in sources(story):
            used.setdefault(publisher(source, site).name, []).append((source, story))
    documents = {source.url for found in used.values() for source, _ in found if source.url}
    ordered = sorted(used.items(), key=lambda item: (-len(_stories(item[1])), item[0].casefold()))
    head = front(title="Sources", description="What the briefings rest on.", kind="list")
    several = [item for item in ordered if len(_stories(item[1])) > 1]
    once = [item for item in ordered if len(_stories(item[1])) == 1]
    numbers = (
        f"{count(len(used), 'publisher')} · {count(len(documents), 'document')} · as of "
        f"{day(site.as_of)}"
    )
    lines = [
        head,
        "# Sources\n",
        f"{numbers}\n{{: .dateline }}\n",
        "What one publisher passed on is listed with the one who wrote it, and by whom it came.\n",
        "## Used in several stories\n",
        *(_publisher(name, found, site) for name, found in several),
        "## Used in one story\n",
        *(_publisher(name, found, site) for name, found in once),
    ]
    return {PAGE: "\n".join(lines)}


def _stories(found: list[tuple[Source, Told]]) -> list[Told]:
    return list({story.id: story for _, story in found}.values())


def _publisher(name: str, found: list[tuple[Source, Told]], site: Publication) -> str:
    stories = _stories(found)
    only = sum(1 for story in stories if alone(story, site))
    rests = f", {count(only, 'story rests', 'stories rest')} on it alone" if only else ""
    summary = f"{inline(name)}: {count(len(stories), 'story')}{rests}"
    items = "\n".join(
        f'- {_document(source, site)} <span class="meta">in</span> {cards.link(story, PAGE)}'
        for source, story in found
    )
    return f'<details markdown="1"><summary>{summary}</summary>\n\n{items}\n\n</details>\n'


def _document(source: Source, site: Publication) -> str:
    title = source.title or (source.url.split("://", 1)[-1].split("/")[0] if source.url else "")
    words = link(title, source.url) if title else "no address given"
    if how := publisher(source, site).how:
        words += f" ({inline(how)})"
    return f"{words}, {day(source.date)}"
