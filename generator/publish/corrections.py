"""What was corrected after publication, as reviewers wrote it in the front matter of a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage
from generator.publish.words import day


class Correction(NamedTuple):
    """A correction as a reviewer wrote it; ``on`` is in words, ``order`` sorts by it."""

    on: str
    order: str
    was: str
    now: str
    why: str
    story: StoryPage
    dated: bool = False

    @property
    def words(self) -> str:
        """Return the correction in plain words: what it said, what it says, and why."""
        was = f"It said: “{self.was}”." if self.was else ""
        now = f"It says: “{self.now}”." if self.now else ""
        why = f"Why: {self.why.rstrip('.')}." if self.why else ""
        return " ".join(filter(None, (was, now, why)))


def corrections(story: StoryPage) -> Iterator[Correction]:
    """Yield the corrections in a page's front matter; entries in another form are left out."""
    listed = story.page.front.get("corrections")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and (entry.get("was") or entry.get("now")):
            on = entry.get("on", entry.get(True))  # YAML 1.1 reads the word "on" as true
            dated = hasattr(on, "month")
            words = day(on) if dated else str(on or "date not given")
            was, now, why = (str(entry.get(key) or "") for key in ("was", "now", "why"))
            yield Correction(words, str(on or ""), was, now, why, story, dated)


def every_correction(site: Publication) -> tuple[Correction, ...]:
    """Return the corrections of all stories, the newest first."""
    found = [item for story in site.stories for item in corrections(story)]
    found.sort(key=lambda item: item.story.id)
    return tuple(sorted(found, key=lambda item: item.order, reverse=True))
