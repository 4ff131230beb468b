"""A feed is listed: what is new and on the subject, as commands to run, and nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from shared import Briefing

from generator.intake.drafts import NotReadable
from generator.intake.feeds import MOST_ENTRIES, entries

ITEMS = (
    ("Plant opens & sells", "It makes <b>dysprosium</b> oxide."),
    ("Table tennis cup", "China won it, said Reuters."),
    ("Lynas lifts output\x1b[31m", ""),
    ("中国商务部周四宣布对稀土出口实施新的限制措施", ""),
)


def rss(root: str, count: int = 1) -> bytes:
    items = [
        f"<item><guid>tag:{number}</guid><title>{escape(title)}</title>"
        f"<link>{root}/story/{number}'s</link><description>{escape(summary)}</description>"
        "<pubDate>Fri, 18 Jul 2025 08:00:00 GMT</pubDate></item>"
        for number, (title, summary) in enumerate(ITEMS * count, start=1)
    ]
    whole = "".join(items).replace("\x1b", "")
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{whole}</channel></rss>".encode()


def test_what_is_new_and_on_the_subject_is_listed_as_commands_and_nothing_is_fetched(
    project: Path, server: Any, briefing: Briefing
) -> None:
    root = server.url("")
    server.page("/feed.xml", rss(root), "application/rss+xml")
    before = sorted((project / "seeds").iterdir())
    add = ("add", "--feed", server.url("/feed.xml"), "--allow-host", "127.0.0.1")
    told = briefing(project, *add)
    assert told.returncode == 0, told.stderr
    assert [line.partition(" add ")[2] for line in told.stdout.splitlines()] == [
        f"'{root}/story/1'\"'\"'s'  # 2025-07-18: Plant opens & sells",
        f"'{root}/story/3'\"'\"'s'  # 2025-07-18: Lynas lifts output[31m",
    ]
    assert "2 of 4 entries are new and on the subject." in told.stderr
    assert server.asked == ["/robots.txt", "/feed.xml"]
    assert sorted((project / "seeds").iterdir()) == before
    seed = (
        f"---\ndate: 2025-07-18\nsources: [{{publisher: A, url: {root}/story/1's}}]\n---\nText.\n"
    )
    (project / "seeds/there.md").write_text(seed)
    assert "1 of 4" in briefing(project, *add).stderr


def test_of_a_feed_of_ten_thousand_the_first_are_read() -> None:
    assert len(entries(rss("https://e.example", 2_500), "https://e.example/f")) == MOST_ENTRIES


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
        "<item><title>Good</title><link>https://example.org/a</link></item>"
        "<item><title>&x;&l11;</title><link>https://example.org/b</link></item></channel></rss>"
    ).encode()
    found = entries(data, "https://example.org/feed")
    assert found[0].address == "https://example.org/a"
    assert all("root:" not in each.title and len(each.title) < 1_000 for each in found)
