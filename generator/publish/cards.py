"""Stories in short, wherever they are listed: title, bottom line, date, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.pages.escape import inline
from generator.publish.links import relative
from generator.publish.told import Told
from generator.publish.words import clipped, count, day


def link(story: Told, origin: str) -> str:
    """Return the story's title as a link from the page ``origin``."""
    return f"[{inline(story.title)}]({relative(origin, story.path)})"


def dateline(story: Told, *, review_too: bool = True) -> str:
    """Return date, reach of the sources, basis and review in one plain line of words."""
    parts = [day(story.date)]
    if story.reach and story.reach != story.date:
        undated = any(
            not a.read_until and not all(s.date for s in a.sources) for a in story.articles
        )
        parts.append(f"{'dated ' if undated else ''}sources reach to {day(story.reach)}")
    parts += [basis(story), *([review(story)] if review_too else [])]
    return " · ".join(parts)


def basis(story: Told) -> str:
    """Return what a story rests on: articles, notes and their sources, independent origins."""
    notes = [article for article in story.articles if article.kind == "note"]
    opinions = sum(article.opinion and article.kind != "note" for article in story.articles)
    texts = len(story.articles) - len(notes) - opinions
    parts = []
    if texts:
        parts.append("one article" if texts == 1 else f"{texts} articles")
    if opinions:
        parts.append("one opinion piece" if opinions == 1 else f"{opinions} opinion pieces")
    if notes:
        listed = len({source.url or source.publisher for n in notes for source in n.sources})
        whose = "an editor's note" if len(notes) == 1 else f"{len(notes)} editor's notes"
        parts.append(f"{whose} on {count(listed, 'listed source')}")
    words = " and ".join(parts) or "no source"
    if len(story.articles) > 1:
        words += f", {count(story.page.origins, 'independent origin')}"
    return words


def review(story: Told) -> str:
    """Return whether a person has reviewed the page, in words."""
    if not story.reviewed:
        return "not yet reviewed by a person"
    if story.page.changed_since_review:
        return "changed since a person reviewed it"
    return "reviewed"


def stories(found: Iterable[Told], origin: str) -> str:
    """Return stories as a list of titles with their bottom lines.

    Where none is reviewed, that is said once above the list instead of below every story.
    """
    listed = tuple(found)
    told = none_reviewed(listed)
    items = "\n".join(_story(story, origin, review_too=not told) for story in listed)
    return f"{told}\n{items}" if told else items


def none_reviewed(listed: Sequence[Told]) -> str:
    """Return the paragraph that says so where none of several stories is reviewed, else nothing."""
    if len(listed) < 2 or any(story.reviewed for story in listed):
        return ""
    return f"None of these {len(listed)} stories is yet reviewed by a person.\n{{: .meta }}\n"


def _story(story: Told, origin: str, *, review_too: bool) -> str:
    return "\n".join(
        (
            '<div class="item" markdown="1">',
            "",
            f"### {link(story, origin)}",
            "",
            inline(clipped(story.bottom_line, 240)),
            "",
            dateline(story, review_too=review_too),
            "{: .meta}",
            "",
            "</div>",
            "",
        )
    )
