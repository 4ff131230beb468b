"""The page of changes, which is also the weekly edition."""

from __future__ import annotations

from collections.abc import Mapping

from briefing_room.publish.changes import MONTH, WEEK, changes, edition, group_by_section
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render

PAGE = "changes.md"


def view(site: Publication) -> Mapping[str, str]:
    """Render the page of changes."""
    head = Head("What changed", "What is new since last week and last month.", "list", "today")
    lines, month = edition(site), changes(site, MONTH)
    page = render(
        "changes.md",
        site,
        PAGE,
        head=head,
        lines=lines,
        week=changes(site, WEEK),
        month=month,
        by_section=group_by_section(change for change in month if change not in lines),
    )
    return {PAGE: page}
