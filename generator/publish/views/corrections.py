"""What was corrected after publication: on the story's page, and all of it on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import count, day

PAGE = "corrections.md"


class Correction(NamedTuple):
    """A correction as a reviewer wrote it in the front matter, ``on`` in words if it is a date."""

    on: str
    order: str
    was: str
    now: str
    why: str
    story: Told
    dated: bool = False

    @property
    def words(self) -> str:
        """Return the correction in plain words: what it said, what it says, and why."""
        was = f"It said: “{self.was}”." if self.was else ""
        now = f"It says: “{self.now}”." if self.now else ""
        why = f"Why: {self.why.rstrip('.')}." if self.why else ""
        return " ".join(filter(None, (was, now, why)))


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of corrections, the newest first."""
    found = [item for story in site.stories for item in corrections(story)]
    found.sort(key=lambda item: item.story.id)
    found.sort(key=lambda item: item.order, reverse=True)
    items = "\n".join(f"- {_words(item)} {cards.link(item.story, PAGE)}" for item in found)
    head = front(title="Corrections", description="What was corrected, and why.", kind="list")
    return {
        PAGE: f"{head}\n# Corrections\n\n{count(len(found), 'correction')} "
        f"as of {day(site.as_of)}\n{{: .dateline }}\n\n"
        f"{items or 'No published briefing has been corrected so far.'}\n\n"
        "Found an error? Each story ends with a link to its file.\n"
    }


def corrections(story: Told) -> Iterator[Correction]:
    """Yield the corrections in a page's front matter; entries in another form are left out."""
    listed = story.page.front.get("corrections")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and (entry.get("was") or entry.get("now")):
            on = entry.get("on", entry.get(True))  # YAML 1.1 reads the word "on" as true
            words = day(on) if hasattr(on, "month") else str(on or "date not given")
            was, now, why = (str(entry.get(key) or "") for key in ("was", "now", "why"))
            yield Correction(words, str(on or ""), was, now, why, story, hasattr(on, "month"))


def box(story: Told) -> str:
    """Return the corrections as they stand on the story's own page, empty without any."""
    items = "\n".join(f"- {_words(item)}" for item in corrections(story))
    return f"## Corrections\n\n{items}\n" if items else ""


def _words(item: Correction) -> str:
    return f"**{inline(item.on)}.** {inline(item.words)}"
