"""Topic pages, each with its stories, and the list of topics."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalogue.entries import Topic
from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.words import count, day

INDEX = "topics/index.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of every topic, and the index of topics."""
    pages = {topic.path: page(topic, site) for topic in site.catalogue.topics.values()}
    return {**pages, INDEX: index(site)}


def page(topic: Topic, site: Publication) -> str:
    """Return the final Markdown of one topic."""
    found = site.by_topic.get(topic.slug, ())
    newest = next((story.date for story in found if story.date), None)
    upto = f" · the newest of {day(newest)}" if newest else ""
    stem = relative(topic.path, topic.path.removesuffix(".md"))
    head = front(title=topic.title, description=topic.description, kind="topic", search=True)
    feeds = f"Follow this topic: [Atom]({stem}.xml), [JSON Feed]({stem}.json)."
    return (
        f"{head}\n# {inline(topic.title)}\n\n"
        f"{count(len(found), 'story')}{upto}\n{{: .dateline }}\n\n"
        f"{inline(topic.description)}\n{{: .lead }}\n\n"
        f"## Stories\n\n{cards.stories(found, topic.path) or 'No story yet.'}\n\n"
        f"{feeds}\n{{: .meta }}\n"
    )


def index(site: Publication) -> str:
    """Return the list of topics with what each is about."""
    head = front(title="Topics", description="The subjects of the briefings.", kind="list")
    lines = [
        head,
        "# Topics\n",
        f"{count(len(site.catalogue.topics), 'subject')}, most covered first, as of",
        f"{day(site.as_of)}.\n{{: .dateline }}\n",
    ]
    for topic in sorted(
        site.catalogue.topics.values(),
        key=lambda topic: (-len(site.by_topic.get(topic.slug, ())), topic.title),
    ):
        number = count(len(site.by_topic.get(topic.slug, ())), "story")
        lines.append(f"## [{inline(topic.title)}]({relative(INDEX, topic.path)})\n")
        lines.append(f'{inline(topic.description)} <span class="meta">{number}</span>\n')
    return "\n".join(lines)
