"""Pages about the project that people write, published as they are."""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.document import render
from generator.publish.front import front
from generator.publish.plain import plain
from generator.publish.publication import Publication
from generator.publish.views import quality
from generator.publish.words import clipped


def view(site: Publication) -> Mapping[str, str]:
    """Return every page below ``about/`` with the front matter that the theme needs."""
    numbers = quality.table(site)
    return {
        page.path: _published(page.title, render(page).replace(quality.MARK, numbers), page.front)
        for page in site.pages
        if page.path.startswith("about/")
    }


def _published(title: str, text: str, values: Mapping[str, object]) -> str:
    body = text
    if values and text.startswith("---"):
        body = text.split("\n---", 1)[1].split("\n", 1)[-1]
    opening = next((p for p in body.split("\n\n") if p.strip() and p[0] not in "#|-<`"), title)
    described = str(values.get("description") or clipped(plain(opening), 200))
    head = front(title=plain(title), description=described, kind="about", search=True)
    return f"{head}\n{body}"
