"""A feed brings what is new and on the subject, once, and counts the rest."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.sax.saxutils import escape

import pytest

from generator.ingest.load import read_seeds
from generator.intake.feeds import MOST_ENTRIES, entries
from generator.intake.originals import NotReadable

Briefing = Callable[..., "CompletedProcess[str]"]
LOCAL = ("--allow-host", "127.0.0.1")
COUNT = 80
ON_SUBJECT = 9  # of the entries, every eighth is on the subject; one of them is a trap
PLACES = (
    *("Ganzhou", "Baotou", "Narva", "Kuantan", "Mountain-Pass"),
    *("Lahore", "Nuuk", "Hanau", "Saskatoon", "Arras"),
)
OTHERS = ("Copper traders meet in London", "China win the table tennis cup", "A recipe for soup")


def page(number: int) -> bytes:
    """Return the page of an entry; the text of each differs from all others."""
    body = "".join(
        f"<p>The plant in {PLACES[number % 10]} number {number} is to separate {number * 3 + extra}"
        f" tonnes of dysprosium and terbium a year, its owner said on Monday, {word} the export"
        f" controls of China had made heavy rare earths scarce and the company had found buyers for"
        f" lot {number + extra}.</p>"
        for extra, word in enumerate(("after", "because", "now that"))
    )
    return (
        f"<html><head><title>Rare earth plant number {number} opens</title></head><body><nav>Home"
        f"</nav><article><h1>Rare earth plant number {number} opens</h1>{body}"
        "</article></body></html>"
    ).encode()


def rss(root: str, count: int = COUNT) -> bytes:
    items = []
    for number in range(1, count + 1):
        title, summary = f"{OTHERS[number % 3]} ({number})", "Nothing about it, said Reuters."
        if number % 8 == 0:
            title, summary = f"Rare earth plant number {number} opens", "It makes dysprosium oxide."
        items.append(
            f"<item><guid isPermaLink='false'>tag:{number}</guid><title>{escape(title)}</title>"
            f"<link>{root}/story/{number}</link><description>{escape(summary)}</description>"
            "<pubDate>Fri, 18 Jul 2025 08:00:00 GMT</pubDate></item>"
        )
    whole = "".join(items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{whole}</channel></rss>".encode()


@pytest.fixture
def folder(project: Path) -> Path:
    """Return the project's catalogue with no seeds."""
    for path in (project / "seeds").iterdir():
        path.unlink()
    return project


@pytest.fixture
def feed(server: Any) -> str:
    """Return the address of a feed; one page is about something else after all."""
    root = server.url("")
    server.page("/feed.xml", rss(root), "application/rss+xml")
    for number in range(1, COUNT + 1):
        server.page(f"/story/{number}", page(number), "text/html; charset=utf-8")
    off = (
        page(16).replace(b"dysprosium and terbium", b"milk").replace(b"heavy rare earths", b"milk")
    )
    server.page("/story/16", off.replace(b"Rare earth plant", b"Dairy"))
    return server.url("/feed.xml")


def seeds(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "seeds").glob("*.md"))


def test_what_is_new_and_on_the_subject_comes_in_once(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert result.returncode == 0, result.stderr
    assert f"80 entries in {feed}: 9 added, 71 not on the subject." in result.stdout
    articles, findings = read_seeds(folder / "seeds")
    assert (len(articles), findings) == (ON_SUBJECT, ())
    assert {str(article.date) for article in articles} == {"2025-07-18"}  # the feed says it
    assert len([path for path in server.asked if path.startswith("/story")]) == ON_SUBJECT + 1
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    server.asked.clear()
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert "80 looked at before." in result.stdout
    assert server.asked == ["/robots.txt", "/feed.xml"]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_limit_leaves_the_rest_for_the_next_run_and_a_dry_run_remembers_nothing(
    folder: Path, feed: str, briefing: Briefing
) -> None:
    dry = briefing(folder, "add", "--feed", feed, "--limit", "2", "--dry-run", *LOCAL)
    assert "1 added" in dry.stdout  # of the two that were fetched
    assert list((folder / "seeds").iterdir()) == []
    assert "5 added" in briefing(folder, "add", "--feed", feed, "--limit", "6", *LOCAL).stdout
    assert len(seeds(folder)) == 5
    assert "4 added" in briefing(folder, "add", "--feed", feed, *LOCAL).stdout


def test_a_feed_of_ten_thousand_costs_no_more_than_its_limit(
    folder: Path, server: Any, briefing: Briefing
) -> None:
    data = rss(server.url(""), 10_000)
    assert len(entries(data, "https://example.org/feed")) == MOST_ENTRIES
    server.page("/feed.xml", data, "application/rss+xml")
    server.page("/story/8", b"<html><link rel=canonical href='http://['><p>Broken</p></html>")
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    address = server.url("/feed.xml")
    result = briefing(folder, "add", "--feed", address, "--limit", "2", *LOCAL)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert len([path for path in server.asked if path.startswith("/story")]) == 2
    assert "1 could not be read" in result.stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 6


def test_a_connection_that_is_cut_leaves_no_half_seed_and_is_tried_again(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    def cut(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(page(80))))
        handler.end_headers()
        handler.wfile.write(page(80)[:200])

    server.answers["/story/80"] = cut
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert result.returncode == 1
    assert "it broke off before the end" in result.stderr
    assert "8 added" in result.stdout
    assert "1 could not be read" in result.stdout
    assert not [path for path in (folder / "seeds").iterdir() if "80" in path.name]
    server.page("/story/80", page(80))
    assert "1 added" in briefing(folder, "add", "--feed", feed, *LOCAL).stdout


def test_an_atom_feed_is_read_too() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>A &amp; B</title>'
        b'<link href="/a"/><published>2025-07-18T00:00:00Z</published>'
        b'<content type="html">&lt;p&gt;One&lt;/p&gt;</content></entry></feed>'
    )
    (found,) = entries(data, "https://example.org/feed")
    assert (found.title, found.address, found.text) == ("A & B", "https://example.org/a", "One")
    assert str(found.date) == "2025-07-18"


@pytest.mark.parametrize(
    "data",
    [b"<html><body>No feed</body></html>", b"", b"http://127.0.0.1:1/feed", b"/etc/passwd"],
)
def test_what_is_no_feed_is_refused_and_never_fetched(data: bytes) -> None:
    with pytest.raises(NotReadable):
        entries(data, "https://example.org/feed")


def test_a_feed_cannot_read_files_grow_without_end_or_break_by_one_entry() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY l0 "lol">{lol}]>'
        "<rss version='2.0'><channel><item><title>Bad</title><link>http://[::1</link></item>"
        "<item><title>&x;&l11;</title><link>https://example.org/a</link></item></channel></rss>"
    ).encode()
    found = entries(data, "https://example.org/feed")
    assert [each.address for each in found] == ["https://example.org/a"]
    assert all("root:" not in each.title and len(each.title) < 1_000 for each in found)
