"""Write the front matter of a page of the site: what the theme and search engines need."""

from __future__ import annotations

import datetime as dt

from generator.text.frontmatter import scalar


def front(
    *,
    title: str,
    description: str,
    kind: str,
    date: dt.date | None = None,
    search: bool = False,
) -> str:
    """Return the front matter; ``kind`` names the page's type, ``search`` puts it in the index."""
    values = {
        "title": title,
        "description": description,
        "kind": kind,
        "date": date,
        "search": "yes" if search else None,
    }
    lines = [f"{key}: {scalar(value)}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---", ""])
