from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.sax.saxutils import escape

import pytest

from generator.ingest.load import read_seeds
from generator.intake.feeds import entries
from generator.intake.originals import NotReadable

Briefing = Callable[..., "CompletedProcess[str]"]
LOCAL = ("--allow-host", "127.0.0.1")
ON_SUBJECT = 24  # of the 200 entries, every eighth is on the subject; one of them is a trap
PLACES = (
    *("Ganzhou", "Baotou", "Narva", "Kuantan", "Mountain-Pass"),
    *("Lahore", "Nuuk", "Hanau", "Saskatoon", "Arras"),
)


def entry(number: int, root: str) -> tuple[str, str, str]:
    """Return address, title and summary of an entry."""
    address = f"{root}/story/{number}"
    if number % 8 == 0:
        return address, f"Rare earth plant number {number} opens", "It will make dysprosium oxide."
    others = (
        "Copper traders meet in London",
        "China win the table tennis cup",
        "A recipe for soup",
    )
    return address, f"{others[number % 3]} ({number})", "Nothing about it, said Reuters."


def page(number: int) -> bytes:
    """Return the page of an entry; the text of each differs from all others."""
    where = PLACES[number % 10]
    body = "".join(
        f"<p>The plant in {where} number {number} is to separate {number * 3 + extra} tonnes of"
        f" dysprosium and terbium a year, its owner said on Monday, {word} the export controls of"
        f" China had made heavy rare earths scarce and the company had found buyers for lot"
        f" {number + extra}.</p>"
        for extra, word in enumerate(("after", "because", "now that"))
    )
    return (
        f"<html><head><title>Rare earth plant number {number} opens</title></head><body><nav>Home"
        f"</nav><article><h1>Rare earth plant number {number} opens</h1>{body}"
        "</article></body></html>"
    ).encode()


def rss(root: str, count: int = 200) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>tag:{number}</guid><title>{escape(title)}</title>"
        f"<link>{address}</link><description>{escape(summary)}</description>"
        "<pubDate>Fri, 18 Jul 2025 08:00:00 GMT</pubDate></item>"
        for number in range(1, count + 1)
        for address, title, summary in [entry(number, root)]
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()


@pytest.fixture
def folder(project: Path) -> Path:
    """Return the project's catalogue with no seeds."""
    for path in (project / "seeds").iterdir():
        path.unlink()
    return project


@pytest.fixture
def feed(server: Any) -> str:
    """Return the address of a feed of 200 entries; one page is about something else after all."""
    root = server.url("")
    server.page("/feed.xml", rss(root), "application/rss+xml")
    for number in range(1, 201):
        server.page(f"/story/{number}", page(number), "text/html; charset=utf-8")
    off = (
        page(16).replace(b"dysprosium and terbium", b"milk").replace(b"heavy rare earths", b"milk")
    )
    server.page("/story/16", off.replace(b"Rare earth plant", b"Dairy"))
    return server.url("/feed.xml")


def seeds(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "seeds").glob("*.md"))


def test_what_is_on_the_subject_comes_in_and_the_rest_is_counted(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert result.returncode == 0, result.stderr
    assert f"200 entries in {feed}: 24 added, 176 not on the subject." in result.stdout
    assert len(seeds(folder)) == ON_SUBJECT
    articles, findings = read_seeds(folder / "seeds")
    assert (len(articles), findings) == (ON_SUBJECT, ())
    assert {str(article.date) for article in articles} == {"2025-07-18"}  # the feed says it
    assert len([path for path in server.asked if path.startswith("/story")]) == ON_SUBJECT + 1


def test_the_second_run_adds_nothing_and_fetches_no_page(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    briefing(folder, "add", "--feed", feed, *LOCAL)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    server.asked.clear()
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert "200 looked at before." in result.stdout
    assert server.asked == ["/robots.txt", "/feed.xml"]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_limit_leaves_the_rest_for_the_next_run(
    folder: Path, feed: str, briefing: Briefing
) -> None:
    assert "5 added" in briefing(folder, "add", "--feed", feed, "--limit", "5", *LOCAL).stdout
    assert len(seeds(folder)) == 5
    assert "19 added" in briefing(folder, "add", "--feed", feed, *LOCAL).stdout
    assert len(seeds(folder)) == ON_SUBJECT


def test_a_dry_run_writes_and_remembers_nothing(
    folder: Path, feed: str, briefing: Briefing
) -> None:
    assert "2 added" in briefing(
        folder, "add", "--feed", feed, "--limit", "2", "--dry-run", *LOCAL
    ).stdout  # fmt: skip
    assert list((folder / "seeds").iterdir()) == []


def test_a_connection_that_is_cut_leaves_no_half_seed_and_is_tried_again(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    whole = page(80)

    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[: len(whole) // 2])

    server.answers["/story/80"] = cut
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert result.returncode == 1
    assert "it broke off before the end" in result.stderr
    assert "23 added" in result.stdout
    assert "1 could not be read" in result.stdout
    assert not [name for name in seeds(folder) if "number-80" in name]
    assert not list((folder / "seeds").glob(".2025*"))  # nor what was being written
    server.page("/story/80", whole)
    assert "1 added" in briefing(folder, "add", "--feed", feed, *LOCAL).stdout
    assert len(seeds(folder)) == ON_SUBJECT


def test_a_feed_that_breaks_off_adds_nothing(
    folder: Path, feed: str, server: Any, briefing: Briefing
) -> None:
    data = rss(server.url(""))

    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])

    server.answers["/feed.xml"] = cut
    result = briefing(folder, "add", "--feed", feed, *LOCAL)
    assert result.returncode == 2
    assert "broke off" in result.stderr
    assert list((folder / "seeds").iterdir()) == []


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


def test_a_feed_cannot_read_files_or_grow_without_end() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY l0 "lol">{lol}]>'
        "<rss version='2.0'><channel><item><title>&x;&l11;</title>"
        "<link>https://example.org/a</link></item></channel></rss>"
    ).encode()
    found = entries(data, "https://example.org/feed")
    assert all("root:" not in each.title and len(each.title) < 1_000 for each in found)
