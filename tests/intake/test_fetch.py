from __future__ import annotations

import gzip
import ipaddress
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from generator.errors import printable
from generator.intake.addresses import NotFetched, is_public
from generator.intake.fetch import USER_AGENT, Fetcher, Limits

HERE = frozenset({"127.0.0.1"})
HTML = ("text/html",)


def fetcher(seconds: float = 10.0, size: int = 1_000_000) -> Fetcher:
    return Fetcher(HERE, Limits(size=size, seconds=seconds))


def refusal(url: str, made: Fetcher | None = None) -> str:
    with pytest.raises(NotFetched) as caught:
        (made or fetcher()).fetch(url, HTML)
    return str(caught.value)


def test_a_page_is_fetched_with_its_type_and_character_set(server: Any, article: bytes) -> None:
    server.page("/a", article, "text/html; charset=utf-8")
    found = fetcher().fetch(server.url("/a"), HTML)
    assert (found.data, found.content_type, found.charset) == (article, "text/html", "utf-8")
    assert set(server.agents) == {USER_AGENT}


def test_a_redirect_is_followed_and_the_last_address_told(server: Any, article: bytes) -> None:
    server.page("/new", article)
    server.answers["/old"] = redirect("/new")
    assert fetcher().fetch(server.url("/old"), HTML).url == server.url("/new")


def redirect(to: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_refused_however_it_is_written(
    server: Any, article: bytes, host: str
) -> None:
    server.page("/a", article)
    with pytest.raises(NotFetched):
        Fetcher().fetch(server.url("/a", host), HTML)
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1"),
        *("fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1"),
        *("2002:0a00:0001::", "::10.0.0.1", "2001:db8::1"),
    ],
)
def test_no_address_of_a_private_or_reserved_network_is_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "to",
    [
        "http://192.168.0.1/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused(server: Any, to: str) -> None:
    server.answers["/a"] = redirect(to)
    assert "no public address" in (said := refusal(server.url("/a"))) or "only http" in said


def test_a_redirect_without_end_is_given_up(server: Any) -> None:
    server.answers["/a"] = redirect("/a")
    assert "redirects more than 5 times" in refusal(server.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://user:pw@example.org/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/a\r\nHost: x",
        "http://no-such-host.invalid/",
    ],
)
def test_what_is_no_web_address_is_refused_in_words(url: str) -> None:
    assert refusal(url).startswith(printable(url))


def test_robots_txt_is_obeyed_and_asked_once(server: Any, article: bytes) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /private/*.html$\n", "text/plain")
    server.page("/private/a.html", article)
    server.page("/open", article)
    made = fetcher()
    assert "robots.txt" in refusal(server.url("/private/a.html"), made)
    made.fetch(server.url("/open"), HTML)
    assert server.asked == ["/robots.txt", "/open"]


def test_a_server_whose_robots_txt_fails_is_left_alone(server: Any, article: bytes) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(503)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/robots.txt"] = broken
    server.page("/a", article)
    assert "robots.txt" in refusal(server.url("/a"))


def test_a_redirect_into_what_robots_txt_forbids_is_refused(server: Any, article: bytes) -> None:
    server.page("/robots.txt", b"User-agent: rare-earth-briefing\nDisallow: /b\n", "text/plain")
    server.answers["/a"] = redirect("/b")
    server.page("/b", article)
    assert "robots.txt" in refusal(server.url("/a"))


def test_a_page_that_says_it_is_too_large_is_not_read(server: Any) -> None:
    server.page("/a", b"<p>" + b"x" * 2_000_000)
    assert "larger than 1 MB" in refusal(server.url("/a"))


def test_a_page_that_does_not_say_it_is_too_large_is_cut_off(server: Any) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(1_000):
            handler.wfile.write(b"<p>more and more</p>" * 1_000)

    server.answers["/a"] = endless
    assert "larger than 1 MB" in refusal(server.url("/a"))


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(server: Any) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    server.page("/a", bomb, Content_Encoding="gzip")
    assert "larger than 1 MB" in refusal(server.url("/a"))


def test_a_packed_page_is_unpacked_and_a_broken_one_refused(server: Any, article: bytes) -> None:
    packed = gzip.compress(article)
    server.page("/good", packed, Content_Encoding="gzip")
    server.page("/cut", packed[:-200], Content_Encoding="gzip")
    server.page("/bad", b"no gzip at all", Content_Encoding="gzip")
    server.page("/odd", article, Content_Encoding="br")
    assert fetcher().fetch(server.url("/good"), HTML).data == article
    assert "broke off" in refusal(server.url("/cut"))
    assert "connection failed" in refusal(server.url("/bad"))
    assert "packed as br" in refusal(server.url("/odd"))


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_cut_off_in_time(server: Any, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    server.answers["/a"] = drip
    assert "took longer than 1 seconds" in refusal(server.url("/a"), fetcher(seconds=1.0))


def test_a_server_that_never_answers_is_given_up(server: Any) -> None:
    server.answers["/a"] = lambda _: time.sleep(5)
    assert "took longer than" in refusal(server.url("/a"), fetcher(seconds=0.5))


@pytest.mark.parametrize("length", ["Content-Length", None])
def test_a_page_that_breaks_off_is_no_page(server: Any, article: bytes, length: str | None) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if length:
            handler.send_header(length, str(len(article)))
        handler.end_headers()
        handler.wfile.write(article[: len(article) // 2])

    server.answers["/a"] = cut
    assert "broke off" in refusal(server.url("/a"))


def test_what_is_no_page_is_refused_with_its_type(server: Any) -> None:
    server.page("/a", b"\x89PNG", "image/png")
    assert "is image/png" in refusal(server.url("/a"))


def test_an_answer_that_is_no_http_is_refused(server: Any) -> None:
    server.answers["/a"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9\r\n" * 3)
    assert "connection failed" in refusal(server.url("/a"))


def test_a_server_that_is_not_there_is_said_to_be_so(server: Any) -> None:
    url = server.url("/a")
    server.close()
    assert "connection failed" in refusal(url)


def test_the_status_of_an_error_is_told(server: Any) -> None:
    assert "404" in refusal(server.url("/nothing"))


@pytest.mark.parametrize(
    ("code", "retry", "says"),
    [
        (429, "120", "429 Too Many Requests; try again in 120 seconds"),
        (503, "Wed, 25 Nov 2026 07:28:00 GMT", "; try again after Wed, 25 Nov 2026 07:28:00 GMT"),
        (503, "", "503 Service Unavailable; look at it in the browser"),
    ],
)
def test_when_to_ask_again_is_told_and_the_server_is_left_alone_till_then(
    server: Any, article: bytes, code: int, retry: str, says: str
) -> None:
    def busy(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        if retry:
            handler.send_header("Retry-After", retry)
        handler.end_headers()

    server.answers["/a"] = busy
    server.page("/b", article)
    made = fetcher()
    assert refusal(server.url("/a"), made).endswith(says)
    assert refusal(server.url("/b"), made).endswith(says)
    assert "/b" not in server.asked


def test_the_pause_that_robots_txt_asks_for_is_kept(server: Any, article: bytes) -> None:
    server.page("/robots.txt", b"User-agent: *\nCrawl-delay: 3600\n", "text/plain")
    for path in ("/a", "/b"):
        server.page(path, article)
    made = Fetcher(HERE, Limits(pause=0.4))
    made.fetch(server.url("/a"), HTML)
    began = time.monotonic()
    made.fetch(server.url("/b"), HTML)
    assert time.monotonic() - began >= 0.35
