"""Every page: its links lead somewhere, and its metadata serve browsers and other sites."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.foreign: list[str] = []
        self.meta: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(values["id"] or "")
        if tag == "meta":
            key = values.get("property") or values.get("name") or values.get("http-equiv")
            self.meta[key or ""] = values.get("content") or ""
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        loaded = values.get("src") if tag in {"script", "img", "iframe"} else None
        if tag == "link" and values.get("rel") in {"stylesheet", "preload", "preconnect", "icon"}:
            loaded = values.get("href")
        if loaded and urlsplit(loaded).netloc:
            self.foreign.append(loaded)


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, _Links]:
    """Every page of the site with its links."""
    links_by_page = {}
    for path in sorted(built_site.rglob("*.html")):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        links_by_page[path.relative_to(built_site).as_posix()] = parser
    return links_by_page


def _is_dead(name: str, link: str, built_site: Path, pages: dict[str, _Links]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = name
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    if (built_site / target).is_dir():
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if not (built_site / target).is_file():
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in pages[target].ids


def test_every_link_inside_the_site_leads_somewhere(
    built_site: Path, pages: dict[str, _Links]
) -> None:
    pairs = ((name, link) for name, page in pages.items() for link in page.links)
    dead = [pair for pair in pairs if pair[0] != "404.html" and _is_dead(*pair, built_site, pages)]
    assert dead == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, _Links]) -> None:
    assert [(name, p.foreign) for name, p in pages.items() if p.foreign] == []


def test_every_page_has_a_strict_content_policy_and_a_preview_for_shared_links(
    built_site: Path, pages: dict[str, _Links], home: str
) -> None:
    meta_by_page = {name: page.meta for name, page in pages.items() if "og:title" in page.meta}
    assert len(meta_by_page) > 400
    for name, meta in meta_by_page.items():
        policy = meta["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "unsafe-inline" not in policy, name
        assert meta["og:title"], name
        assert meta["og:description"], name
        assert (built_site / meta["og:image"].removeprefix(home)).is_file(), name
