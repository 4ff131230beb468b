"""What the manuals of MkDocs and Material promise works, in our look and in others."""

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
from mkdocs_runs import OWN, Build, run, write_settings
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
    """The visible words of a page."""
    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return " ".join("".join(body.itertext()).split())


# --- Pages that people add ------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_that_people_add_is_built_as_mkdocs_builds_it(look: str, build_site: Build) -> None:
    page = read(build_site(look), HOW)
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
def test_a_page_about_the_project_shows_what_people_write(look: str, build_site: Build) -> None:
    page = read(build_site(look), "about/extra/index.html")
    assert 'src="../../assets/pic.svg"' in page
    assert '<div class="admonition tip">' in page
    assert 'href="../../guides/how/"' in page
    assert "not yet reviewed" not in page


def test_a_page_that_people_add_replaces_ours_and_the_build_says_so(
    own_project: Path, build_site: Build, briefing: Briefing
) -> None:
    assert "My own sources" in read(build_site("briefing"), "sources/index.html")
    done = briefing(own_project, "site", "--site", "site-ours")
    assert (done.returncode, "sources.md is your own page" in done.stderr) == (0, True)
    assert "sources.md is your own page" in (own_project / "site-briefing.log").read_text("utf-8")


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_front_matter_that_is_not_ours_reaches_the_plugins(look: str, build_site: Build) -> None:
    tags = words(read(build_site(look), "tags/index.html"))
    for title in ("How we work", "An extra page", "Anchor cuts the Aurora cable", "Aurora"):
        assert title in tags


# --- Pages of ours, in any theme -----------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_a_story_is_shown_in_full_and_marked_as_unreviewed(look: str, build_site: Build) -> None:
    page = read(build_site(look), STORY)
    text = words(page)
    assert "An anchor cut the Aurora cable" in text
    assert text.index("accused a trawler") < text.index("The owner of the trawler denied it")
    assert "not yet reviewed" in text
    assert "As of 10 Jun 2031" in text
    assert len(re.findall(r"<button class=\"mark\"", page)) == len(
        re.findall(r" popover[ >]", page)
    )
    assert "feed.xml" in page


@pytest.mark.parametrize("look", LOOKS)
def test_macros_never_run_what_a_seed_says(look: str, build_site: Build) -> None:
    site = build_site(look)
    (story,) = site.glob("stories/2031-06-07-*/index.html")
    text = words(story.read_text("utf-8"))
    assert "{{ 7*7 }}" in text
    assert "{{ config }}" in text
    assert "{% for" in text
    for page in site.rglob("*.html"):
        assert "named the ship 49" not in page.read_text("utf-8"), page


# --- Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_the_header_shows_the_nav_of_mkdocs_yml(look: str, build_site: Build) -> None:
    header = html5lib.parse(read(build_site(look), HOW), namespaceHTMLElements=False)
    links = {" ".join("".join(a.itertext()).split()): a.get("href") for a in header.iter("a")}
    assert links["Front"] in {"../..", "../../"}
    assert links["Rules"] == "../../rules/"
    assert links["Deep"] == "../deep/"
    assert links["Elsewhere"] == "https://example.org"
    assert "Key numbers" not in links


def test_without_nav_the_header_has_our_sections_and_the_pages_that_people_add(
    build_site: Build,
) -> None:
    header = read(build_site("without-nav"), HOW).partition("</header>")[0]
    titles = re.findall(r">([^<>]+)</(?:a|summary)>", header.partition("<nav")[2])
    sites = "Landing stations and depots"
    assert titles[:7] == ["Today", "Stories", "Rules", "Key numbers", sites, "Names", "About"]
    assert {*titles[7:]} >= {"Guides", "How we work", "Deep", "My own sources", "Tags"}


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_a_custom_template_extends_the_look(look: str, build_site: Build) -> None:
    for path in (HOW, STORY):
        page = read(build_site(look), path)
        assert '<meta name="owner" content="Ada">' in page
        assert "<p>Announced</p>" in page
        assert "</article>" in page


@pytest.mark.parametrize("look", LOOKS)
def test_custom_styles_and_scripts_work_on_every_page(
    look: str, build_site: Build, address_of: Callable[[Path], str], page: Page
) -> None:
    address = address_of(build_site(look))
    for path in (HOW, STORY):
        page.goto(address + path)
        style = "getComputedStyle(document.querySelector('p')).letterSpacing"
        assert page.evaluate(style) == "3px"
        assert page.evaluate("document.documentElement.dataset.mine") == "ran"


def test_our_pages_have_a_strict_content_policy_that_allows_the_scripts_in_mkdocs_yml(
    build_site: Build,
) -> None:
    strict = "script-src 'self' 'wasm-unsafe-eval'; img-src"
    assert strict in read(build_site("briefing"), STORY)
    assert "Content-Security-Policy" not in read(build_site("briefing"), HOW)
    with_extra_script = "script-src 'self' 'wasm-unsafe-eval' https://cdn.example; img-src"
    assert with_extra_script in read(build_site("without-nav"), STORY)


# --- Plugins -------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_plugins_for_redirects_and_feeds_see_all_pages(look: str, build_site: Build) -> None:
    site = build_site(look)
    assert "guides/how/" in read(site, "old/index.html")
    feed = read(site, "feed_rss_created.xml")
    assert "<title>How we work</title>" in feed
    assert "<title>Anchor cuts the Aurora cable</title>" in feed


def test_the_search_of_material_finds_words_and_leaves_out_marks(build_site: Build) -> None:
    index = json.loads(read(build_site("material"), "search/search_index.json"))
    texts = {doc["location"]: doc["text"] for doc in index["docs"]}
    story = " ".join(text for location, text in texts.items() if location.startswith(STORY[:-10]))
    assert "An anchor cut the" in story
    assert "Cite this story" not in story
    assert any(location.startswith("guides/how/") for location in texts)
    assert not any(location.startswith("corrections/") for location in texts)
    assert not (build_site("material") / "pagefind").exists()


def test_our_look_searches_with_pagefind_alone(build_site: Build) -> None:
    site = build_site("briefing")
    assert not (site / "search" / "search_index.json").exists()
    entry = json.loads(read(site, "pagefind/pagefind-entry.json"))
    assert entry["languages"]["en"]["page_count"] > 10


def test_the_order_of_plugins_does_not_matter(build_site: Build) -> None:
    for page in build_site("material").rglob("*.html"):
        other_page = build_site("first-plugin") / page.relative_to(build_site("material"))
        assert other_page.read_text("utf-8") == page.read_text("utf-8"), page


@pytest.mark.parametrize("look", OVERRIDDEN)
def test_only_files_that_a_page_loads_are_copied(look: str, build_site: Build) -> None:
    site = build_site(look)
    texts = [p.read_text("utf-8") for end in ("html", "css", "js") for p in site.rglob(f"*.{end}")]
    all_text = "\n".join(texts)
    theme_files = {
        path.name for path in (PUBLISH / "theme" / "assets").rglob("*")
    }  # loaded by few pages
    idle = [
        path.relative_to(site).as_posix()
        for path in (site / "assets").rglob("*")
        if path.is_file() and path.name not in all_text and path.name not in theme_files
    ]
    assert idle == []


# --- Settings that stop the build -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
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
def test_an_impossible_setting_stops_the_build_with_one_clear_line(
    changes: dict[str, object], message: str, tmp_path: Path
) -> None:
    shutil.copytree(OWN, tmp_path, dirs_exist_ok=True)
    done = run(tmp_path, "build", "-f", write_settings(tmp_path, "bad", **changes).name)
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


# --- Looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_that_people_add_is_styled_and_accessible(
    scheme: str, width: int, build_site: Build, address_of: Callable[[Path], str], page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address_of(build_site("briefing")) + HOW)

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
    violations = Axe().run(page, context=tasks).response["violations"]
    assert [violation["id"] for violation in violations] == []


def test_a_palette_and_a_logo_work_as_in_the_manual_of_material(
    own_project: Path, address_of: Callable[[Path], str], page: Page
) -> None:
    night = {"icon": "material/weather-night", "name": "To dark"}
    sunny = {"icon": "material/weather-sunny", "name": "To light"}
    palette = [
        {"scheme": "default", "primary": "teal", "toggle": night},
        {"scheme": "slate", "primary": "indigo", "toggle": sunny},
    ]
    theme = {"name": "briefing", "palette": palette, "logo": "assets/pic.svg"}
    file = write_settings(own_project, "palette", theme=theme)
    done = run(own_project, "build", "-f", file.name, "-d", "site-palette")
    assert done.returncode == 0, done.stderr
    page.goto(address_of(own_project / "site-palette") + STORY)
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
    build_site: Build, address_of: Callable[[Path], str], page: Page
) -> None:
    address = address_of(build_site("material"))
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
    file = write_settings(own_project, "serve", site_url=f"http://127.0.0.1:{port}/")
    command = [*(sys.executable, "-m", "mkdocs", "serve", "--strict"), "-f", file.name]
    with subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"], cwd=own_project, stderr=subprocess.PIPE
    ) as server:
        try:
            page = _fetch(f"http://127.0.0.1:{port}/guides/how/", server)
        finally:
            server.terminate()
    assert "How we work" in page
    assert "livereload" in page


def _fetch(address: str, server: subprocess.Popen[bytes]) -> str:
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
    files = git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages")
    assert "guides/how/index.html" in files
