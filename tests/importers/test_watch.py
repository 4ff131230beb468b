"""Watching sources: polite requests, a memory of what was seen, and any response of a server."""

from __future__ import annotations

import json
import random
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from briefing_room.importers.fetch import Fetcher, Limits
from briefing_room.importers.watch import SourceState, WatchedSource, check_source
from shared import Briefing, contents

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Notices</title>
<item><title>New licences for dysprosium</title><link>/notices/1</link>
<pubDate>Mon, 30 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;A rule.&lt;/p&gt;</description></item>
<item><title>Opening hours</title><link>https://ministry.example/hours</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title>
<entry><title>Gallium ban ends</title>
<link href="/a/1"/><updated>2026-11-29T00:00:00Z</updated></entry></feed>"""
JSON_FEED = {
    "items": [
        {"title": "Terbium price", "url": "https://x.example/t", "date_published": "2026-11-28"}
    ]
}
REGISTER = {"results": [{"title": "Graphite duty", "html_url": "https://fr.example/1",
                         "publication_date": "2026-11-27", "abstract": "A duty."}]}  # fmt: skip
PAGE = """<nav><a href='/x'>Yttrium, an advert</a></nav>
<ul><li>Day <a href='n/2'>Yttrium rule</a></li></ul>"""
FEEDS = {
    "rss": (RSS, "feed", ""),
    "atom": (ATOM, "feed", ""),
    "json": (json.dumps(JSON_FEED), "feed", ""),
    "register": (json.dumps(REGISTER), "federal-register", ""),
    "page": (PAGE, "page", "//li"),
}


def source(server: Any, path: str, kind: str = "feed", select: str = "") -> WatchedSource:
    return WatchedSource("A source", server.url(path), kind, select)


def fetcher(seconds: float = 5.0, size: int = 200_000) -> Fetcher:
    return Fetcher(frozenset({"127.0.0.1"}), Limits(max_bytes=size, seconds=seconds))


@pytest.fixture
def watching_project(project: Path, server: Any) -> Path:
    """The project's own files with a list of five sources, one of each kind."""
    rows = []
    for name, (body, kind, select) in FEEDS.items():
        server.page(f"/{name}", body.encode(), "text/plain", ETag=f'"{name}-1"')
        selector = f', select: "{select}"' if select else ""
        rows.append(
            f'  - {{name: Source {name}, url: "{server.url(f"/{name}")}", kind: {kind}{selector}}}'
        )
    (project / "briefings" / "watch.yml").write_text("sources:\n" + "\n".join(rows) + "\n")
    return project


def test_new_entries_on_our_subjects_are_listed_with_the_command_to_type(
    watching_project: Path, briefing: Briefing, server: Any
) -> None:
    done = briefing(
        watching_project, "watch", "--allow-host", "127.0.0.1", SOURCE_DATE_EPOCH="1796083200"
    )
    assert done.returncode == 1, done.stderr
    for title in (
        "New licences for dysprosium",
        "Gallium ban ends",
        "Terbium price",
        "Graphite duty",
        "Yttrium rule",
    ):
        assert title in done.stdout
    assert f"add {server.url('/notices/1')}" in done.stdout
    assert "Source rss, 2026-11-30: New licences for dysprosium\n  about Dysprosium" in done.stdout
    assert "Opening hours" not in done.stdout
    assert "advert" not in done.stdout
    assert "5 of 5 sources checked; 5 entries are waiting." in done.stderr


def test_a_second_run_downloads_nothing_that_did_not_change(
    watching_project: Path, briefing: Briefing, server: Any
) -> None:
    def unchanged(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(304)
        handler.end_headers()

    first = briefing(watching_project, "watch", "--allow-host", "127.0.0.1")
    for name in FEEDS:
        server.answers[f"/{name}"] = unchanged
    server.headers.clear()
    again = briefing(watching_project, "watch", "--allow-host", "127.0.0.1")
    assert again.stdout == first.stdout  # what waits still waits
    tags = [headers["If-None-Match"] for headers in server.headers if headers["If-None-Match"]]
    assert sorted(tags) == sorted(f'"{name}-1"' for name in FEEDS)


def test_an_entry_that_was_put_aside_or_added_does_not_come_back(
    watching_project: Path, briefing: Briefing
) -> None:
    briefing(watching_project, "watch", "--allow-host", "127.0.0.1")
    done = briefing(watching_project, "watch", "--aside", "https://x.example/t")
    assert "Terbium price" not in done.stdout
    seed = watching_project / "seeds" / "2026-11-27-graphite-duty.txt"
    address = "https://www.fr.example/1?utm_source=x"
    sources = f"sources:\n  - publisher: FR\n    url: {address}\n"
    seed.write_text(f"---\ntitle: A duty\ndate: 2026-11-27\n{sources}---\nA duty on graphite.\n")
    done = briefing(watching_project, "watch", "--list")
    assert "Terbium price" not in done.stdout
    assert "Graphite duty" not in done.stdout
    assert "3 entries are waiting" in done.stderr


def test_a_source_that_is_gone_moved_broken_or_slow_is_reported_and_nothing_is_lost(
    server: Any,
) -> None:
    before = SourceState("2026-11-01", "tag", "", known=("https://a.example/1",))
    end = threading.Event()

    def gone(handler: BaseHTTPRequestHandler) -> None:
        handler.send_error(410)

    def moved(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(301)
        handler.send_header("Location", "/new")
        handler.end_headers()

    server.answers |= {"/gone": gone, "/moved": moved, "/slow": lambda _: end.wait(20)}
    server.page("/broken", b"<html><p>No feed", "text/html")
    server.page("/large", b"x" * 300_000)
    server.page("/new", RSS.encode())
    faults = {
        "/gone": "410",
        "/broken": "is not a feed",
        "/slow": "took longer",
        "/large": "larger",
    }
    for path, why in faults.items():
        state, fresh = check_source(
            source(server, path), before, fetcher(seconds=1.0), "2026-12-01"
        )
        assert (state.known, state.checked_on, fresh) == (before.known, before.checked_on, [])
        assert why in state.fault
    end.set()
    state, fresh = check_source(source(server, "/moved"), before, fetcher(), "2026-12-01")
    assert (state.new_address, state.fault, len(fresh)) == (server.url("/new"), "", 2)


def test_hostile_answers_are_refused_or_made_harmless(server: Any) -> None:
    bomb = (
        "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(
            f"<!ENTITY {next_name} '{f'&{name};' * 10}'>"
            for name, next_name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]><rss><channel><item><title>&i;</title><link>https://x.example/</link></item></channel></rss>"
    )
    outside = "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&f; x</title><link>https://x.example/1</link></item></channel></rss>"
    links = "".join(
        f"<item><title>T{n}</title><link>{link}</link></item>"
        for n, link in enumerate(
            (
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "http://[",
                "https://x.example/" + "a" * 3000,
            )
        )
    )
    for body in (
        bomb,
        outside,
        f"<rss version='2.0'><channel>{links}</channel></rss>",
        "{" * 5000,
        "[" * 100_000,
    ):
        server.page("/feed", body.encode())
        _, fresh = check_source(source(server, "/feed"), SourceState(), fetcher(), "2026-12-01")
        assert all(entry.address.startswith(("http://", "https://")) for entry in fresh)
        assert all(len(entry.title) <= 300 and "root:" not in entry.title for entry in fresh)


def test_two_hundred_odd_responses_end_in_entries_or_in_a_reason(server: Any) -> None:
    dice = random.Random(38)
    bodies = [body.encode() for body, *_ in FEEDS.values()]
    kinds = ("feed", "federal-register", "page")
    responses: dict[str, tuple[int, bytes, dict[str, str]]] = {}
    for number in range(200):
        body = bytearray(dice.choice(bodies))
        for _ in range(dice.randrange(12)):
            spot = dice.randrange(len(body))
            body[spot : spot + dice.randrange(9)] = dice.randbytes(dice.randrange(9))
        status = dice.choice((200, 200, 200, 204, 206, 302, 304, 403, 404, 429, 500, 503))
        header = {
            "ETag": dice.choice(("", '"x"', "é" * 300)),
            "Location": dice.choice(("", "/x", "http://[")),
        }
        responses[f"/{number}"] = (status, bytes(body[: dice.randrange(len(body) + 1)]), header)

    def odd(handler: BaseHTTPRequestHandler) -> None:
        status, body, header = responses[handler.path]
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in header.items():
            if value:
                handler.send_header(name, value.encode().decode("latin-1"))
        handler.end_headers()
        handler.wfile.write(body)

    one_fetcher = fetcher(seconds=3.0)
    for path in responses:
        server.answers[path] = odd
        state, fresh = check_source(
            source(server, path, dice.choice(kinds)), SourceState(), one_fetcher, "2026-12-01"
        )
        assert len(fresh) <= 200
        assert bool(state.fault) or state.checked_on == "2026-12-01"
        assert all(len(entry.title) <= 300 for entry in fresh)


def test_a_broken_list_is_reported_with_its_line_and_nothing_is_fetched(
    watching_project: Path, briefing: Briefing, server: Any
) -> None:
    path, server.asked[:] = watching_project / "briefings" / "watch.yml", []
    for text, why in (
        ("sources: 3\n", "write: sources:"),
        ("sources:\n  - {name: x}\n", "name and url"),
        ("sources:\n  - {name: x, url: y, kind: gopher}\n", "watch.yml:2: kind 'gopher'"),
    ):
        path.write_text(text)
        before = contents(watching_project)
        done = briefing(watching_project, "watch")
        assert done.returncode == 2
        assert "watch.yml" in done.stderr
        assert why in done.stderr
        assert contents(watching_project) == before
    assert server.asked == []
