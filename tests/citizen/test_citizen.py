"""Whoever knows MkDocs and Material finds what their manuals say, in our look and in others."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs_runs import OWN, Build, configured, run
from playwright.sync_api import Page, expect
from shared import ROOT, Briefing

STORY = "stories/2031-03-04-aurora-cable-cut/index.html"
HOW = "guides/how/index.html"
PUBLISH = ROOT / "generator" / "briefing_room" / "publish"
LOOKS = ("briefing", "material", "mkdocs")
OVERRIDDEN = ("briefing", "material")


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def words(html: str) -> str:
    """The words of a page, as a reader meets them."""
    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return " ".join("".join(body.itertext()).split())


# --- Pages of one's own --------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_of_ones_own_is_built_as_mkdocs_builds_it(look: str, built_as: Build) -> None:
    page = read(built_as(look), HOW)
    assert '<div class="admonition warning">' in page
    assert '<details class="note">' in page
    assert 'class="tabbed-set tabbed-alternate"' in page
    assert '<span class="kn">import</span>' in page or '<span class="k">def</span>' in page
    assert 'class="task-list-item"' in page
    assert 'src="../../assets/pic.svg"' in page
    assert 'href="../../stories/2031-03-04-aurora-cable-cut/"' in page
    assert 'href="../../rules/"' in page
    assert "not yet reviewed" not in page
    assert "Seven times seven: 49" in page  # the plugin macros runs here


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_about_the_project_shows_what_people_write(look: str, built_as: Build) -> None:
    page = read(built_as(look), "about/extra/index.html")
    assert 'src="../../assets/pic.svg"' in page
    assert '<div class="admonition tip">' in page
    assert 'href="../../guides/how/"' in page
    assert "not yet reviewed" not in page


def test_a_page_at_an_address_of_ours_wins_and_the_build_says_so(
    own_project: Path, built_as: Build, briefing: Briefing
) -> None:
    assert "My own sources" in read(built_as("briefing"), "sources/index.html")
    ours = briefing(own_project, "site", "--site", "site-ours")
    assert (ours.returncode, "sources.md is your own page" in ours.stderr) == (0, True)
    assert "sources.md is your own page" in (own_project / "site-briefing.log").read_text("utf-8")


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_front_matter_that_is_not_ours_reaches_the_plugins(look: str, built_as: Build) -> None:
    tags = words(read(built_as(look), "tags/index.html"))
    for title in ("How we work", "An extra page", "Anchor cuts the Aurora cable", "Aurora"):
        assert title in tags


# --- Pages of ours, in any theme -----------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_a_story_is_whole_and_says_that_nobody_has_reviewed_it(look: str, built_as: Build) -> None:
    page = read(built_as(look), STORY)
    told = words(page)
    assert "An anchor cut the Aurora cable" in told
    assert told.index("accused a trawler") < told.index("The owner of the trawler denied it")
    assert "not yet reviewed" in told
    assert "As of 10 Jun 2031" in told
    assert len(re.findall(r"<button class=\"mark\"", page)) == len(
        re.findall(r" popover[ >]", page)
    )
    assert "feed.xml" in page


@pytest.mark.parametrize("look", LOOKS)
def test_macros_never_run_what_a_seed_says(look: str, built_as: Build) -> None:
    site = built_as(look)
    (story,) = site.glob("stories/2031-06-07-*/index.html")
    told = words(story.read_text("utf-8"))
    assert "{{ 7*7 }}" in told
    assert "{{ config }}" in told
    assert "{% for" in told
    for page in site.rglob("*.html"):
        assert "named the ship 49" not in page.read_text("utf-8"), page


# --- Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_the_header_shows_what_nav_says(look: str, built_as: Build) -> None:
    header = html5lib.parse(read(built_as(look), HOW), namespaceHTMLElements=False)
    links = {" ".join("".join(a.itertext()).split()): a.get("href") for a in header.iter("a")}
    assert links["Front"] in {"../..", "../../"}
    assert links["Rules"] == "../../rules/"
    assert links["Deep"] == "../deep/"
    assert links["Elsewhere"] == "https://example.org"
    assert "Key numbers" not in links


def test_without_nav_the_header_has_our_sections_and_ones_own_pages(built_as: Build) -> None:
    header = read(built_as("without-nav"), HOW).partition("</header>")[0]
    shown = re.findall(r">([^<>]+)</(?:a|summary)>", header.partition("<nav")[2])
    sites = "Landing stations and depots"
    assert shown[:7] == ["Today", "Stories", "Rules", "Key numbers", sites, "Names", "About"]
    assert {*shown[7:]} >= {"Guides", "How we work", "Deep", "My own sources", "Tags"}


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_a_template_of_ones_own_extends_the_look(look: str, built_as: Build) -> None:
    for path in (HOW, STORY):
        page = read(built_as(look), path)
        assert '<meta name="owner" content="Ada">' in page
        assert "<p>Announced</p>" in page
        assert "</article>" in page


@pytest.mark.parametrize("look", LOOKS)
def test_ones_own_style_and_script_work_on_every_page(
    look: str, built_as: Build, served: Callable[[Path], str], page: Page
) -> None:
    address = served(built_as(look))
    for path in (HOW, STORY):
        page.goto(address + path)
        style = "getComputedStyle(document.querySelector('p')).letterSpacing"
        assert page.evaluate(style) == "3px"
        assert page.evaluate("document.documentElement.dataset.mine") == "ran"


def test_our_pages_hold_to_a_strict_policy_that_allows_what_mkdocs_yml_names(
    built_as: Build,
) -> None:
    strict = "script-src 'self' 'wasm-unsafe-eval'; img-src"
    assert strict in read(built_as("briefing"), STORY)
    assert "Content-Security-Policy" not in read(built_as("briefing"), HOW)
    named = "script-src 'self' 'wasm-unsafe-eval' https://cdn.example; img-src"
    assert named in read(built_as("without-nav"), STORY)


# --- Plugins -------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_redirects_and_feeds_of_plugins_know_all_pages(look: str, built_as: Build) -> None:
    site = built_as(look)
    assert "guides/how/" in read(site, "old/index.html")
    feed = read(site, "feed_rss_created.xml")
    assert "<title>How we work</title>" in feed
    assert "<title>Anchor cuts the Aurora cable</title>" in feed


def test_the_search_of_material_finds_words_and_leaves_out_marks(built_as: Build) -> None:
    index = json.loads(read(built_as("material"), "search/search_index.json"))
    found = {doc["location"]: doc["text"] for doc in index["docs"]}
    story = " ".join(text for at, text in found.items() if at.startswith(STORY[:-10]))
    assert "An anchor cut the" in story
    assert "Cite this story" not in story
    assert any(at.startswith("guides/how/") for at in found)
    assert not any(at.startswith("corrections/") for at in found)
    assert not (built_as("material") / "pagefind").exists()


def test_our_look_searches_with_pagefind_alone(built_as: Build) -> None:
    site = built_as("briefing")
    assert not (site / "search" / "search_index.json").exists()
    entry = json.loads(read(site, "pagefind/pagefind-entry.json"))
    assert entry["languages"]["en"]["page_count"] > 10


def test_the_order_of_plugins_is_free(built_as: Build) -> None:
    for page in built_as("material").rglob("*.html"):
        other = built_as("first-plugin") / page.relative_to(built_as("material"))
        assert other.read_text("utf-8") == page.read_text("utf-8"), page


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_nothing_is_copied_that_no_page_loads(look: str, built_as: Build) -> None:
    site = built_as(look)
    texts = [p.read_text("utf-8") for end in ("html", "css", "js") for p in site.rglob(f"*.{end}")]
    whole = "\n".join(texts)
    ours = {
        path.name for path in (PUBLISH / "theme" / "assets").rglob("*")
    }  # a script of few pages
    idle = [
        path.relative_to(site).as_posix()
        for path in (site / "assets").rglob("*")
        if path.is_file() and path.name not in whole and path.name not in ours
    ]
    assert idle == []


# --- What stops the build says what to write -----------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"plugins": ["blog", "briefings"]}, "does not support the plugin 'blog'"),
        ({"use_directory_urls": False}, "remove 'use_directory_urls: false'"),
        (
            {"plugins": [{"briefings": {"as_of": "2031-06"}}]},
            "as_of: '2031-06' is not a date; write one such as 2026-11-24",
        ),
        (
            {"theme": {"name": "material"}, "plugins": [{"briefings": {"search": True}}]},
            "for the theme 'material', add the plugin 'search' instead",
        ),
    ],
)
def test_what_cannot_be_is_one_line(changes: dict[str, object], told: str, tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path, dirs_exist_ok=True)
    done = run(tmp_path, "build", "-f", configured(tmp_path, "bad", **changes).name)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


# --- Looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_of_ones_own_looks_right_and_can_be_read_by_all(
    scheme: str, width: int, built_as: Build, served: Callable[[Path], str], page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served(built_as("briefing")) + HOW)

    def style(selector: str, name: str) -> str:
        where = f"document.querySelector({selector!r})"
        return str(page.evaluate(f"getComputedStyle({where})[{name!r}]"))

    assert style(".admonition", "borderLeftWidth") == "4px"
    assert style(".admonition", "backgroundColor") != style("body", "backgroundColor")
    assert style(".highlight .k", "color") != style(".highlight .n", "color")
    assert page.get_by_text("Sea text").is_visible()
    assert not page.get_by_text("Land text").is_visible()
    page.get_by_text("Land", exact=True).click()
    assert page.get_by_text("Land text").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("img").evaluate("one => one.getBoundingClientRect().width") <= width
    tasks = {"exclude": [[".task-list-item"]]}  # the extension gives its boxes no label
    found = Axe().run(page, context=tasks).response["violations"]
    assert [one["id"] for one in found] == []


def test_the_palette_of_materials_manual_holds(
    own_project: Path, served: Callable[[Path], str], page: Page
) -> None:
    night = {"icon": "material/weather-night", "name": "To dark"}
    sunny = {"icon": "material/weather-sunny", "name": "To light"}
    two = [
        {"scheme": "default", "primary": "teal", "toggle": night},
        {"scheme": "slate", "primary": "indigo", "toggle": sunny},
    ]
    theme = {"name": "briefing", "palette": two, "logo": "assets/pic.svg"}
    file = configured(own_project, "palette", theme=theme)
    done = run(own_project, "build", "-f", file.name, "-d", "site-palette")
    assert done.returncode == 0, done.stderr
    page.goto(served(own_project / "site-palette") + STORY)
    colour = "getComputedStyle(document.querySelector('.masthead__name')).color"
    accent = "getComputedStyle(document.querySelector('article a')).color"
    light = page.evaluate(colour)
    assert page.evaluate(accent) == "rgb(0, 105, 92)"
    page.get_by_role("button", name="To dark").click()
    assert page.evaluate(colour) != light
    assert page.evaluate(accent) == "rgb(159, 168, 218)"
    page.reload()
    assert page.get_by_role("button", name="To light").is_visible()
    assert page.locator(".masthead__logo").evaluate("one => one.naturalWidth") > 0


def test_in_stock_material_the_filter_and_the_marks_work(
    built_as: Build, served: Callable[[Path], str], page: Page
) -> None:
    address = served(built_as("material"))
    page.goto(f"{address}rules/")
    page.locator("summary", has_text="Filter").click()
    page.locator("form[data-filter] button").wait_for(state="hidden")  # the script has begun
    page.locator("form[data-filter] select").first.select_option(index=1)
    expect(page.locator("form[data-filter] output")).to_contain_text("found")
    page.goto(address + STORY)
    page.locator("button.mark").first.click()
    assert page.locator(":popover-open").count() == 1


# --- MkDocs' own commands ------------------------------------------------------------------------


def test_mkdocs_serves_a_preview(own_project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = configured(own_project, "serve", site_url=f"http://127.0.0.1:{port}/")
    command = [*(sys.executable, "-m", "mkdocs", "serve", "--strict"), "-f", file.name]
    with subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"], cwd=own_project, stderr=subprocess.PIPE
    ) as server:
        try:
            page = _fetched(f"http://127.0.0.1:{port}/guides/how/", server)
        finally:
            server.terminate()
    assert "How we work" in page
    assert "livereload" in page


def _fetched(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(120):
        assert server.poll() is None, server.stderr
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.5)
    raise AssertionError(address)


def test_mkdocs_deploys_to_a_branch(
    own_project: Path, tmp_path: Path, git: Callable[..., str]
) -> None:
    project = tmp_path / "project"
    shutil.copytree(own_project, project, ignore=shutil.ignore_patterns("site-*"))
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Start")
    done = run(project, "gh-deploy", "--strict", "--quiet", "-f", "mkdocs.yml", "-d", "site")
    assert done.returncode == 0, done.stderr
    listed = git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages")
    assert "guides/how/index.html" in listed
