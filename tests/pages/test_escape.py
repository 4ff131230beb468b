"""Whatever a seed says, the page shows it as text and nothing else."""

from __future__ import annotations

import html
from collections.abc import Callable
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.model import Briefing
from briefing_room.pages import escape
from briefing_room.pages.conflicts import conflicts
from briefing_room.pages.layout import lay_out
from hypothesis import given
from hypothesis import strategies as st

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.snippets"),
    *("pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.critic"),
]
RENDERER = markdown.Markdown(extensions=EXTENSIONS)
ALLOWED = {
    "h1": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "a": {"href", "class", "title"},
    "sup": {"id"},
    "li": {"id"},
    "div": {"class"},
    **{tag: set() for tag in ("p", "ul", "ol", "em", "hr")},
}
HOSTILE = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table>", "&lt;b&gt;"),
    *("](javascript:alert(1))", "[x](javascript:alert(1))", "![x](https://e.org/x.png)", "[x]: /y"),
    *("[^a]: b", "[^editor]", "---", "===", "***", "# head", "> quote", "    code", "```sh", "~~~"),
    *("<!-- conflict: the generator now says", "keep one text, then delete this comment -->"),
    *("# conflict: the generator now says", "{{ secret }}", "{% raw %}", "{: onclick=x }", "{.x}"),
    *("| a | b |", "|---|", "`code`", "**b**", "_i_", "*[AP]: x", "!!! note", "??? x", '=== "t"'),
    *(": definition", "1. one", "2) two", "- dash", "+ plus", "--8<-- 'x'", "[TOC]", "[[wiki]]"),
    *("\0", "\x02amp\x03", "\u202e", "\u200f", "\ufeff", "\u2028", "\x85", "\\", "\\*", "~~x~~"),
    *("==m==", "^^i^^", "{++x++}", ":smile:", "../../x", "id: x", "$x$", "China's", "“Japan”"),
]
NASTY = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8), st.sampled_from([" ", "\n", "\n\n"])),
    min_size=1,
    max_size=12,
).map("".join)


class Rendering(HTMLParser):
    """Collects the text of a page, and elements and attributes that it must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wrong = {name for name, _ in attrs} - ALLOWED.get(tag, set())
        if tag not in ALLOWED or wrong:
            self.wrong.append(f"<{tag} {attrs}>")
        href = dict(attrs).get("href")
        if href and not href.startswith(("https://", "http://", "#", "../entities/")):
            self.wrong.append(f"href {href}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")


def render(text: str) -> Rendering:
    parser = Rendering()
    parser.feed(RENDERER.reset().convert(text))
    parser.close()
    return parser


def body(page: str) -> str:
    return page.partition("\n---\n")[2]


def words(text: str) -> str:
    return " ".join(escape.clean(text).split())


@given(NASTY)
def test_a_line_shows_the_text_and_no_element(text: str) -> None:
    page = render(escape.escape_line_start(escape.escape(text).strip()) or "x")
    assert page.wrong == []
    assert words(page.text) == (words(text) or "x")


@given(NASTY)
def test_no_text_breaks_out_of_a_footnote_a_bullet_or_a_link(text: str) -> None:
    link = escape.link(text, "https://example.org/a_(b)")
    escaped = escape.escape(text)
    lines = f"- {escape.escape_line_start(escaped.strip())}[^a]\n\n[^a]: {link}: “{escaped}”"
    assert render(lines).wrong == []


@given(NASTY, NASTY, NASTY)
def test_a_hostile_seed_makes_a_harmless_page(
    make_briefing: Callable[..., Briefing], catalogue: Catalogue, text: str, title: str, name: str
) -> None:
    sources = [{"publisher": name.strip() or "x", "title": title, "url": "https://e.org/" + name}]
    try:
        briefing = make_briefing(f"{text}\n\n{title} {name}.", title=title, sources=sources)
    except ValueError:
        return  # the reader refuses such front matter, so no page is made of it
    page = lay_out(briefing, catalogue).text
    assert render(body(page)).wrong == []
    assert conflicts(page) == ()
    assert yaml.safe_load(page.split("\n---\n")[0][4:])["id"] == briefing.id


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//e.org",
        "/local",
        "ftp://e.org",
        "https://",
        "",
        "http://[x",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert escape.link("words", address) == "words"


def test_an_address_cannot_leave_its_link() -> None:
    address = escape.web_address("https://e.org/a)|`\\[y]")
    assert address == "https://e.org/a%29%7C%60%5C%5By%5D"
    assert escape.web_address('https://e.org/a b"<x>') is None


def test_a_very_long_title_is_cut_at_a_word(
    make_briefing: Callable[..., Briefing], catalogue: Catalogue
) -> None:
    briefing = make_briefing("One sentence.", title="word " * 2000)
    title = lay_out(briefing, catalogue).title
    assert len(title) <= 303
    assert title.endswith("word …")


def test_a_character_reference_is_shown_as_it_was_written() -> None:
    assert html.unescape(escape.escape("AT&amp;T & Co")) == "AT&amp;T & Co"
