"""The numbers on the method page: each is counted from the pages when the site is built."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.document import EDITOR
from generator.publish.publication import Publication
from generator.publish.publishers import alone
from generator.publish.told import Told, in_prose
from generator.publish.views.corrections import corrections
from generator.publish.words import count, day

MARK = "<!-- quality -->"
"""Where a page that people write wants the table to stand."""


def table(site: Publication) -> str:
    """Return the table of measured quality as of the build's day."""
    rows = "\n".join(f"| {what} | {value} |" for what, value in _rows(site))
    return f"Counted on {day(site.as_of)}.\n\n| What | Number |\n|---|---|\n{rows}\n"


def _rows(site: Publication) -> Iterator[tuple[str, str]]:
    stories = site.stories
    said = [sentence for story in stories for sentence in story.said if in_prose(sentence)]
    traced = [s for s in said if any(label in site.passages for label in s.labels)]
    own = sum(EDITOR in sentence.labels for sentence in said)
    yield "Stories", f"{len(stories):,}"
    yield "Reviewed by a person", _share(sum(s.reviewed for s in stories), len(stories))
    yield "Drafts, not yet reviewed by a person", f"{sum(not s.reviewed for s in stories):,}"
    yield "Sentences in prose", f"{len(said):,}"
    yield "… traced to a passage of a source", _share(len(traced), len(said))
    yield "… the editor's own", f"{own:,}"
    yield "Stories of one independent origin", f"{sum(s.page.origins <= 1 for s in stories):,}"
    yield "Stories resting on one publisher alone", f"{sum(alone(s, site) for s in stories):,}"
    yield "Stories without a date", f"{sum(s.date is None for s in stories):,}"
    yield "Stories that say what is not known", f"{sum(_unknown(s) for s in stories):,}"
    yield "Corrections", f"{sum(1 for s in stories for _ in corrections(s)):,}"
    yield "Profiles of names that rest on pages elsewhere, not kept here", _outside(site)


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole:.1f}%)" if whole else "0"


def _unknown(story: Told) -> bool:
    return any(said.section == "Not known" for said in story.said)


def _outside(site: Publication) -> str:
    entities = site.catalogue.entities.values()
    found = sum(any(source not in site.articles for source in e.sources) for e in entities)
    return count(found, "profile")
