"""Feeds, calendar and sitemap of the real site, as other programs read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import atoma
import feedparser
import icalendar
from briefing_room.publish.assemble import is_redirect
from lxml import etree, html


def _feeds(built_site: Path, suffix: str) -> list[Path]:
    return [built_site / f"feed.{suffix}", *sorted((built_site / "topics").glob(f"*.{suffix}"))]


def test_every_atom_feed_is_read_by_a_strict_and_a_lenient_reader(
    built_site: Path, home: str
) -> None:
    feeds = _feeds(built_site, "xml")
    assert len(feeds) > 2
    for path in feeds:
        strict = atoma.parse_atom_file(str(path))
        lenient = feedparser.parse(path.read_bytes())
        assert not lenient.bozo, path
        assert len(lenient.entries) == len(strict.entries)
        assert len({entry.id_ for entry in strict.entries}) == len(strict.entries), path
        assert all(link.href.startswith(home) for e in strict.entries for link in e.links), path


def test_every_json_feed_is_read_and_its_pages_are_there(built_site: Path, home: str) -> None:
    feeds = _feeds(built_site, "json")
    assert feeds
    for path in feeds:
        feed = atoma.parse_json_feed_file(str(path))
        assert feed.version == "https://jsonfeed.org/version/1.1"
        for item in feed.items:
            assert item.date_published is not None
            assert (built_site / (item.url or "").removeprefix(home) / "index.html").is_file()


def test_a_calendar_reads_the_deadlines(built_site: Path) -> None:
    calendar = icalendar.Calendar.from_ical((built_site / "deadlines.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert events
    assert [part.errors for part in calendar.walk() if part.errors] == []
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)


def test_the_sitemap_lists_every_page_and_no_redirect(built_site: Path, home: str) -> None:
    tree = etree.parse(built_site / "sitemap.xml")
    addresses = {text.strip() for text in tree.xpath("//*[local-name()='loc']/text()")}
    pages = {path.parent.relative_to(built_site).as_posix() for path in full_pages(built_site)}
    assert addresses == {home if page == "." else f"{home}{page}/" for page in pages}


def full_pages(built_site: Path) -> list[Path]:
    """Return the pages of the site without redirects."""
    return [path for path in built_site.rglob("index.html") if not is_redirect(path)]


def visible_article(path: Path) -> Any:
    """The article of a page as a reader sees it while folds and passages are closed."""
    article = html.fromstring(path.read_bytes()).xpath("//article")[0]
    unseen = ".//script | .//svg | .//*[@popover] | .//*[@class = 'sr']"
    for part in article.xpath(f"{unseen} | .//details[not(@open)]/*[not(self::summary)]"):
        part.drop_tree()
    return article


def test_the_site_stays_small_enough_to_read(built_site: Path) -> None:
    pages = full_pages(built_site)
    assert len(pages) <= 440
    assert max(path.stat().st_size for path in pages) <= 250_000
    assert sum(len(visible_article(path).text_content().split()) for path in pages) <= 150_000


def test_no_page_shows_the_markdown_of_a_link(built_site: Path) -> None:
    for path in full_pages(built_site):
        article = html.fromstring(path.read_bytes()).xpath("//article")[0]
        for code in article.xpath(".//code | .//pre"):
            code.drop_tree()
        assert re.search(r"\]\([^)\s]*\.md", article.text_content()) is None, path


def test_a_story_shows_little_beside_its_prose(built_site: Path) -> None:
    for path in built_site.glob("stories/*/index.html"):
        if is_redirect(path):
            continue
        article = visible_article(path)
        prose = article.xpath("./p[contains(@class, 'bottom-line')] | ./ul/li")
        prose_words = sum(len(part.text_content().split()) for part in prose)
        share = len(article.text_content().split()) / max(prose_words, 1)
        assert round(share, 2) <= 2.2, path.parent.name
