"""What a reader meets in a browser, on one page of each kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

STORY = "stories/2025-10-09-extraterritorial-rare-earth-controls/"
PAGES = (
    "",
    STORY,
    "stories/",
    "entities/",
    "entities/mineral/dysprosium/",
    "entities/country/china/",
    "entities/policy/announcement-61-2025/",
    "entities/person/xi-jinping/",
    "entities/organisation/lynas/",
    "entities/place/mountain-pass/",
    "entities/concept/price-floor/",
    "topics/",
    "topics/export-controls/",
    "matrix/",
    "measures/",
    "deadlines/",
    "mine-to-magnet/",
    "may-it-ship/",
    "figures/",
    "figures/shares-and-changes-per-cent/",
    "confused/",
    "timeline/",
    "people/",
    "plants/",
    "sources/",
    "corrections/",
    "glossary/",
    "data/",
    "about/method/",
    "search/",
    "search/?q=dysprosium",
    "listed-firms/",
    "404.html",
)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_accessibility_rule_is_broken(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    broken = {}
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        found = Axe().run(page).response["violations"]
        if found:
            broken[path] = [(v["id"], v["nodes"][0]["html"][:160]) for v in found]
    context.close()
    assert broken == {}


def test_nothing_is_asked_of_others_and_no_error_is_logged(browser: Browser, address: str) -> None:
    foreign, errors = [], []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: foreign.append(request.url))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
    context.close()
    assert [url for url in foreign if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


@pytest.mark.parametrize("width", [390, 768, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    wide = {}
    for path in PAGES:
        page.goto(address + path)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[path] = found
    context.close()
    assert wide == {}


def test_pages_are_whole_without_javascript(browser: Browser, address: str) -> None:
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    one, other = with_script.new_page(), without.new_page()
    for path in PAGES:
        if path.startswith("search/"):
            continue
        one.goto(address + path)
        other.goto(address + path)
        texts = [view.locator("article").text_content() or "" for view in (one, other)]
        # The filter of the timeline shows itself by script and says how many are shown.
        assert abs(len(texts[0]) - len(texts[1])) < 200, path
    with_script.close()
    without.close()


def test_the_first_screen_of_a_phone_says_what_how_sure_and_from_when(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + STORY)
    for words in ("9 October 2025", "sources reach to 16 October 2025", "Not yet reviewed"):
        box = page.get_by_text(words).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 844
    box = page.locator(".bottom-line").bounding_box()
    assert box is not None
    assert box["y"] + 120 < 844
    context.close()


UNDATED = ("glossary/", "about/", "search/", "404")  # what they say holds on any day
SEEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let words = "";
  while (walker.nextNode()) {
    range.selectNode(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (box.height && box.bottom < innerHeight) words += walker.currentNode.data + " ";
  }
  return words;
}"""


def test_every_page_says_from_when_it_is_in_the_first_screen_of_a_phone(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    silent = []
    for path in PAGES:
        page.goto(address + path)
        if not path.startswith(UNDATED) and not re.search(
            r"\d [A-Z]\w+ 20\d\d", page.evaluate(SEEN)
        ):
            silent.append(path)
    context.close()
    assert silent == []


def test_a_footnote_shows_its_passage_by_pointer_and_in_the_list(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + STORY)
    page.locator(".footnote-ref").first.hover()
    tip = page.locator("#note").filter(has_text="issued six export control")
    tip.wait_for(state="visible")
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    assert "issued six export control" in (page.locator(".footnote li").first.text_content() or "")
    context.close()


def test_the_timeline_narrows_by_topic(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "timeline/")
    every = page.locator(".event").count()
    page.select_option("select[name=topics]", "magnets")
    some = page.locator(".event:visible").count()
    assert 0 < some < every
    assert some == page.locator(".event[data-topics~=magnets]").count()
    context.close()


def test_the_keyboard_reaches_the_story_first_by_the_skip_link(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList[0]") == "md-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    context.close()


def test_the_first_tap_on_a_mark_shows_its_words_and_the_second_follows_it(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + STORY)
    note = page.locator("#note")
    for mark in (page.locator("a.footnote-ref").first, page.locator("a.term").first):
        mark.tap()
        note.wait_for(state="visible")
        assert page.url == address + STORY
        box = note.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.locator("h1").first.tap()
    note.wait_for(state="hidden")
    mark = page.locator("a.footnote-ref").first
    mark.tap()
    mark.tap()
    page.wait_for_url("**#fn:*")
    context.close()


def test_keyboard_focus_shows_the_passage_of_a_footnote(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + STORY)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.locator("#note").filter(has_text="issued six export control").wait_for(state="visible")
    assert mark.get_attribute("aria-describedby") == "note"
    context.close()


def test_a_reader_chooses_light_or_dark_and_the_choice_stays(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    shown = "getComputedStyle(document.body).backgroundColor"
    page.goto(address)
    light = page.evaluate(shown)
    page.get_by_title("Switch to dark").click()
    dark = page.evaluate(shown)
    assert dark != light
    page.goto(address + "timeline/")
    assert page.evaluate(shown) == dark
    page.get_by_title("Switch to light").click()
    assert page.evaluate(shown) == light
    context.close()


def test_the_measures_stand_beside_the_title_where_there_is_room_and_below_it_on_a_phone(
    browser: Browser, address: str
) -> None:
    for width, beside in ((1280, True), (390, False)):
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto(address + STORY)
        box = page.locator(".status-box").bounding_box()
        title = page.locator("h1").bounding_box()
        assert box is not None
        assert title is not None
        assert (box["y"] < title["y"] + title["height"]) is beside
        assert box["y"] < 844
        context.close()


def test_more_is_a_menu_that_opens_by_pointer_and_by_keyboard_without_a_script(
    browser: Browser, address: str
) -> None:
    for width in (1280, 390):
        size: ViewportSize = {"width": width, "height": 844}
        context = browser.new_context(java_script_enabled=False, viewport=size)
        page = context.new_page()
        page.goto(address + STORY)
        menu = page.locator(".masthead .menu")
        link = menu.get_by_role("link", name="Corrections")
        assert not link.is_visible()
        menu.locator("summary").click()
        box = menu.locator("ul").bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        assert not link.is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/mine-to-magnet/")
        context.close()


def test_an_open_menu_closes_by_escape_and_by_a_press_elsewhere(
    browser: Browser, address: str
) -> None:
    for width in (1280, 390):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(address + STORY)
        button = page.locator(".masthead .menu summary")
        link = page.locator(".masthead .menu").get_by_role("link", name="Corrections")
        button.click()
        link.focus()
        page.keyboard.press("Escape")
        assert not link.is_visible()
        assert button.evaluate("(here) => here === document.activeElement")
        button.click()
        assert link.is_visible()
        page.mouse.click(4, 800)
        assert not link.is_visible()
        page.close()


def test_how_to_cite_a_story_is_a_click_away_from_its_title(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + STORY)
    link = page.get_by_role("link", name="Cite this")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    link.click()
    cited = page.locator(".cite pre").first
    cited.wait_for(state="visible")
    top = cited.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 844
    heading = page.locator(".cite summary").bounding_box()
    assert heading is not None
    assert heading["y"] >= 0  # what one jumped to is in view
    page.close()


def test_a_citation_is_copied_or_saved(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + STORY + "#cite")
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite pre").nth(1).text_content()
    with page.expect_download() as saved:
        page.get_by_role("link", name="save as .ris").click()
    assert saved.value.suggested_filename.endswith(".ris")
    assert Path(saved.value.path()).read_text().startswith("TY  - ELEC\n")
    context.close()
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(address + STORY + "#cite")
    assert bare.get_by_role("button", name="Copy BibTeX").count() == 0
    assert bare.get_by_role("link", name="save as .ris").count() == 1
    bare.context.close()


def test_what_is_not_given_in_a_row_takes_one_line_of_a_phone(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "plants/")
    row = page.locator("tr:has(td.blank ~ td.blank)").first
    tops = [box["y"] for cell in row.locator("td.blank").all() if (box := cell.bounding_box())]
    assert len(tops) > 1
    assert len(set(tops)) == 1
    page.close()


def test_the_facts_of_a_measure_stand_beside_its_text_where_there_is_room(
    browser: Browser, address: str
) -> None:
    for width, beside in ((1280, True), (390, False)):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(address + "entities/policy/announcement-18-2025/")
        facts = page.locator(".facts").bounding_box()
        title = page.get_by_role("heading", name="Status on").bounding_box()
        assert facts is not None
        assert title is not None
        assert (facts["x"] > title["x"] + title["width"]) is beside
        page.close()


def test_the_head_of_a_page_leaves_a_phone_to_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + STORY)
    box = page.locator(".masthead").bounding_box()
    assert box is not None
    assert box["height"] < 844 / 7
    context.close()


def test_what_is_on_a_page_stands_beside_its_text_where_there_is_room(
    browser: Browser, address: str
) -> None:
    for path in (STORY, "entities/country/china/"):
        for width in (1280, 390):
            size: ViewportSize = {"width": width, "height": 844}
            context = browser.new_context(viewport=size)
            page = context.new_page()
            page.goto(address + path)
            contents = page.get_by_role("navigation", name="On this page")
            assert contents.is_visible() is (width == 1280)
            if width == 1280:
                contents.get_by_role("link").last.click()
                heading = page.locator(":target")
                assert heading.inner_text().startswith(contents.get_by_role("link").last.inner_text())
            context.close()


def test_old_years_are_folded_and_a_link_opens_one(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "timeline/")
    folded = page.locator("details.year:not([open])").last
    year = folded.get_attribute("id")
    assert not page.locator(f"[id='{year}'] .event").first.is_visible()
    page.locator(f".years a[href='#{year}']").click()
    page.locator(f"[id='{year}'] .event").first.wait_for(state="visible")
    context.close()
