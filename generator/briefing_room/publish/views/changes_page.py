"""The page of what changed, which is the edition of the week, too."""

from __future__ import annotations

from collections.abc import Mapping

from briefing_room.publish.changes import MONTH, WEEK, changes, counted, told
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render

PAGE = "changes.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of what changed in the last week and in the last month."""
    head = Head("What changed", "What is new since last week and last month.", "list", "today")
    lines = told(site)
    known = {"lines": lines, "week": changes(site, WEEK), "month": changes(site, MONTH)}
    rest = counted(change for change in known["month"] if change not in lines)
    page = render("changes.md", site, PAGE, head=head, by_section=rest, **known)
    return {PAGE: page}
