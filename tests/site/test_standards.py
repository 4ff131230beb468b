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


def _feeds(built: Path, suffix: str) -> list[Path]:
    return [built / f"feed.{suffix}", *sorted((built / "topics").glob(f"*.{suffix}"))]


def test_every_atom_feed_is_read_by_a_strict_and_a_lenient_reader(built: Path, home: str) -> None:
    feeds = _feeds(built, "xml")
    assert len(feeds) > 2
    for path in feeds:
        strict = atoma.parse_atom_file(str(path))
        lenient = feedparser.parse(path.read_bytes())
        assert not lenient.bozo, path
        assert len(lenient.entries) == len(strict.entries)
        assert len({entry.id_ for entry in strict.entries}) == len(strict.entries), path
        assert all(link.href.startswith(home) for e in strict.entries for link in e.links), path


def test_every_json_feed_is_read_and_its_pages_are_there(built: Path, home: str) -> None:
    feeds = _feeds(built, "json")
    assert feeds
    for path in feeds:
        feed = atoma.parse_json_feed_file(str(path))
        assert feed.version == "https://jsonfeed.org/version/1.1"
        for item in feed.items:
            assert item.date_published is not None
            assert (built / (item.url or "").removeprefix(home) / "index.html").is_file()


def test_a_calendar_reads_the_deadlines(built: Path) -> None:
    calendar = icalendar.Calendar.from_ical((built / "deadlines.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert events
    assert [part.errors for part in calendar.walk() if part.errors] == []
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)


def test_the_sitemap_lists_every_page_and_no_stub(built: Path, home: str) -> None:
    tree = etree.parse(built / "sitemap.xml")
    listed = {text.strip() for text in tree.xpath("//*[local-name()='loc']/text()")}
    pages = {path.parent.relative_to(built).as_posix() for path in whole(built)}
    assert listed == {home if page == "." else f"{home}{page}/" for page in pages}


def whole(built: Path) -> list[Path]:
    """Return the pages of the site without the stubs that lead on."""
    return [path for path in built.rglob("index.html") if not is_redirect(path)]


def test_the_site_stays_small_enough_to_be_read(built: Path) -> None:
    pages = whole(built)
    assert len(pages) <= 440
    assert max(path.stat().st_size for path in pages) <= 250_000
    words = visible = 0
    for path in pages:
        article = html.fromstring(path.read_bytes()).xpath("//article")[0]
        for hidden in article.xpath(".//script | .//svg"):
            hidden.drop_tree()
        words += len(article.text_content().split())
        visible += len(_open(article).split())
    assert visible <= 150_000, words


def test_no_page_shows_the_markdown_of_a_link(built: Path) -> None:
    for path in whole(built):
        article = html.fromstring(path.read_bytes()).xpath("//article")[0]
        for code in article.xpath(".//code | .//pre"):
            code.drop_tree()
        assert re.search(r"\]\([^)\s]*\.md", article.text_content()) is None, path


def _open(article: Any) -> str:
    """Return the text of a page that is seen while its folds and passages are closed."""
    for unseen in article.xpath(".//*[@popover] | .//*[@class = 'sr']"):
        unseen.drop_tree()
    for fold in article.xpath(".//details[not(@open)]"):
        for part in list(fold):
            if part.tag != "summary":
                fold.remove(part)
    return str(article.text_content())


def test_a_story_shows_little_beside_its_prose(built: Path) -> None:
    shares = []
    for path in built.glob("stories/*/index.html"):
        if is_redirect(path):
            continue
        article = html.fromstring(path.read_bytes()).xpath("//article")[0]
        for hidden in article.xpath(".//script"):
            hidden.drop_tree()
        prose = article.xpath("./p[contains(@class, 'bottom-line')] | ./ul/li")
        told = sum(len(part.text_content().split()) for part in prose)
        shares.append((round(len(_open(article).split()) / max(told, 1), 2), path.parent.name))
    assert [share for share in shares if share[0] > 2.2] == []
