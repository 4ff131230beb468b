"""Pages come from public servers only, within limits, and every failure is explained."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from briefing_room.errors import printable
from briefing_room.importers.fetch import USER_AGENT, Fetcher, Limits, NotFetched, is_public
from shared import cases

CASES = cases(__file__, "addresses")
Answer = Callable[[BaseHTTPRequestHandler], None]
HERE = frozenset({"127.0.0.1"})
HTML = ("text/html",)


def fetcher(seconds: float = 10.0, size: int = 1_000_000) -> Fetcher:
    return Fetcher(HERE, Limits(max_bytes=size, seconds=seconds))


def refusal(url: str, page_fetcher: Fetcher | None = None) -> str:
    with pytest.raises(NotFetched) as error:
        (page_fetcher or fetcher()).fetch(url, HTML)
    return str(error.value)


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and body == b"":
            handler.send_header("Content-Length", "0")
        handler.end_headers()
        handler.wfile.write(body)

    return send


def test_a_page_is_fetched_with_its_type_and_character_set_and_without_proxy_or_cookie(
    server: Any, article: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.page("/new", article, "text/html; charset=utf-8")
    server.answers["/old"] = answer(302, Location="/new", Set_Cookie="a=b")
    page = fetcher().fetch(server.url("/old"), HTML)
    assert (page.url, page.data) == (server.url("/new"), article)
    assert (page.content_type, page.charset) == ("text/html", "utf-8")
    assert {head["User-Agent"] for head in server.headers} == {USER_AGENT}
    assert not any(head["Cookie"] for head in server.headers)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]",
     "①②⑦.0.0.1", "127.0.0.1.", "0177.0.0.1", "0"],
)  # fmt: skip
def test_this_machine_is_refused_however_it_is_written(server: Any, host: str) -> None:
    server.page("/a", b"secret")
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


@pytest.mark.parametrize(("to", "words"), CASES["redirects"])
def test_a_redirect_to_a_forbidden_address_is_refused(server: Any, to: str, words: str) -> None:
    server.answers["/a"] = answer(302, Location=to)
    assert words in refusal(server.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "http://", "http://user:pw@example.org/"),
        *("http://example.org:99999/", "http://exa mple.org/", "http://example.org/a\r\nHost: x"),
        *("http://no-such-host.invalid/", "http://[::1", "http://a.b:c/", "http://\udcff/"),
        *("http://.../", "http://%00/", f"http://{'a' * 300}.com/"),
    ],
)
def test_a_text_that_is_no_web_address_is_refused_in_one_line(url: str) -> None:
    message = refusal(url)
    assert message.startswith(f"{printable(url)}: ")
    assert message.isprintable()


def test_robots_txt_is_fetched_once_and_obeyed_also_after_a_redirect(
    server: Any, article: bytes
) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /private/*.html$\n", "text/plain")
    server.page("/private/a.html", article)
    server.page("/open", article)
    server.answers["/to"] = answer(302, Location="/private/a.html")
    one_fetcher = fetcher()
    assert "robots.txt" in refusal(server.url("/private/a.html"), one_fetcher)
    assert "robots.txt" in refusal(server.url("/to"), one_fetcher)
    one_fetcher.fetch(server.url("/open"), HTML)
    assert server.asked == ["/robots.txt", "/to", "/open"]


def test_a_server_whose_robots_txt_fails_is_left_alone(server: Any, article: bytes) -> None:
    server.answers["/robots.txt"] = answer(503)
    server.page("/a", article)
    assert "robots.txt" in refusal(server.url("/a"))


PAGE = b"<html><body><p>The ministry said on Monday that it would.</p></body></html>"


def endless(handler: BaseHTTPRequestHandler) -> None:
    answer(body=b"<p>", Content_Type="text/html")(handler)
    for _ in range(1_000):
        handler.wfile.write(b"<p>more and more</p>" * 1_000)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (answer(body=b"<p>" + b"x" * 2_000_000, Content_Type="text/html"), "larger than 1 MB"),
        (endless, "larger than 1 MB"),
        (answer(body=PAGE, Content_Type="text/html", Content_Encoding="gzip"), "compressed as"),
        (answer(body=PAGE[:40], Content_Type="text/html", Content_Length="72"), "broke off"),
        (answer(body=b"\x89PNG", Content_Type="image/png"), "is image/png"),
        (answer(body=b"x"), "is of no stated type"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9\r\n" * 3), "connection failed"),
        (answer(404), "the server answers 404 Not Found; look at it in the browser"),
        (
            lambda handler: handler.wfile.write(b"HTTP/1.1 500 \x1b[31mred\x1b]0;x\x07\r\n\r\n"),
            "the server answers 500 \ufffd[31mred\ufffd]0;x\ufffd; look",
        ),
    ],
)
def test_a_bad_response_is_explained_in_one_line(server: Any, response: Answer, words: str) -> None:
    server.answers["/a"] = response
    message = refusal(server.url("/a"))
    assert words in message
    assert "; " in message.removeprefix(server.url("/a"))
    assert message.isprintable()


@pytest.mark.parametrize("where", ["head", "body", "nowhere"])
def test_a_very_slow_server_is_cut_off_in_time(server: Any, where: str) -> None:
    refused, ended = threading.Event(), threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):  # nobody listens any more
            if where == "body":
                answer(body=b"<p>", Content_Type="text/html")(handler)
            for _ in range(300):
                if refused.wait(0.1):
                    return
                if where != "nowhere":
                    handler.wfile.write(b"x")
                    handler.wfile.flush()
            ended.set()

    server.answers["/a"] = drip
    assert "took longer than 1 seconds" in refusal(server.url("/a"), fetcher(seconds=1.0))
    assert not ended.is_set()
    refused.set()


def test_slow_redirects_are_cut_off_in_time_together(server: Any, article: bytes) -> None:
    def redirect_slowly(handler: BaseHTTPRequestHandler) -> None:
        threading.Event().wait(0.5)
        answer(302, Location=f"{handler.path}a")(handler)

    server.answers |= dict.fromkeys(("/a", "/aa", "/aaa", "/aaaa"), redirect_slowly)
    server.page("/aaaaa", article, "text/html; charset=utf-8")
    assert fetcher().fetch(server.url("/a"), HTML).data == article
    assert "took longer than 1 seconds" in refusal(server.url("/a"), fetcher(seconds=1.0))


def test_a_server_that_is_down_is_reported(server: Any) -> None:
    server.close()
    assert "connection failed" in refusal(server.url("/a"))


@pytest.mark.parametrize(
    ("code", "retry", "words"),
    [
        (429, "120", "429 Too Many Requests; try again in 120 seconds"),
        (503, "Wed, 25 Nov 2026 07:28:00 GMT", "; try again after Wed, 25 Nov 2026 07:28:00 GMT"),
    ],
)
def test_the_message_says_when_to_try_again(server: Any, code: int, retry: str, words: str) -> None:
    server.answers["/a"] = answer(code, Retry_After=retry)
    assert refusal(server.url("/a")).endswith(words)
