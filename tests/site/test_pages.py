"""Pages of each kind in a browser, as a reader uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

STORY = "stories/2025-10-09-extraterritorial-rare-earth-controls/"
NUMBER = "numbers/china-share-of-magnets/"
PAGES = (
    *("", STORY, "stories/", "topics/export-controls/", "controls/", "ship/", "changes/"),
    *("numbers/", NUMBER, "numbers/mine-output-by-country/", "numbers/china-magnet-exports/"),
    *("entities/", "entities/mineral/dysprosium/", "entities/country/china/"),
    *("entities/policy/announcement-61-2025/", "entities/organisation/lynas/"),
    *("entities/place/mountain-pass/", "entities/concept/price-floor/", "sites/"),
    *("about/", "about/start-here/", "about/method/", "sources/", "glossary/", "corrections/"),
    *("data/", "search/", "search/?q=dysprosium", "404.html"),
)
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def _broken_rules(page: Page) -> list[tuple[str, str, str]]:
    """Return each rule of accessibility that the page breaks, with the first place."""
    violations = Axe().run(page).response["violations"]
    return [(page.url, rule["id"], rule["nodes"][0]["html"][:160]) for rule in violations]


@pytest.fixture(scope="module")
def walk(browser: Browser, address: str) -> dict[str, list[object]]:
    """Faults by kind, on a light desktop; on a dark phone broken rules of accessibility only."""
    faults: dict[str, list[object]] = {"broken": [], "foreign": [], "logged": [], "wide": []}
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.on("request", lambda request: faults["foreign"].append(request.url))
    page.on("console", lambda line: line.type == "error" and faults["logged"].append(line.text))
    page.on("pageerror", lambda error: faults["logged"].append(str(error)))
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle" if "?" in path else "load")
        faults["broken"] += _broken_rules(page)
        for width in (390, 768, 1600, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults["wide"].append((path, width))
    context.close()
    page = browser.new_page(color_scheme="dark", viewport=PHONE)
    for path in PAGES:
        page.goto(address + path)
        faults["broken"] += _broken_rules(page)
    page.close()
    own_addresses = (address, "data:", "blob:")
    faults["foreign"] = [url for url in faults["foreign"] if not str(url).startswith(own_addresses)]
    return faults


@pytest.mark.parametrize("fault", ["broken", "foreign", "logged", "wide"])
def test_no_page_has_faults_in_a_browser(walk: dict[str, list[object]], fault: str) -> None:
    """No broken rule of accessibility, no foreign request, no error, no sideways scrolling."""
    assert walk[fault] == []


def test_pages_are_complete_without_javascript(browser: Browser, address: str) -> None:
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    page, plain_page = with_script.new_page(), without.new_page()
    for path in PAGES:
        if path == "ship/" or path.startswith("search/"):  # these have tests of their own
            continue
        page.goto(address + path)
        plain_page.goto(address + path)
        texts = [view.locator("article").text_content() or "" for view in (page, plain_page)]
        assert abs(len(texts[0]) - len(texts[1])) < 200, path  # buttons show themselves by script
        assert plain_page.locator("form.filter:visible").count() == 0
    links = [plain_page.locator(".masthead nav a").nth(number) for number in range(6)]
    for link in links:
        link.click()
        assert plain_page.locator(".masthead [aria-current=page]").count() == 1
        assert plain_page.locator("h1").text_content()
    plain_page.goto(f"{address}search/")
    plain_page.get_by_text("Search needs a script").get_by_role("link", name="stories").click()
    assert plain_page.url == f"{address}stories/"
    with_script.close()
    without.close()


def test_a_script_inside_a_page_does_not_run(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), "
                  "{textContent: 'document.title = `run`'}))")  # fmt: skip
    assert page.title() != "run"


# --- The front page and the menu ----------------------------------------------------------------


def test_the_masthead_names_every_section_and_marks_the_present_one(
    page: Page, address: str
) -> None:
    page.goto(address)
    assert page.locator(".masthead nav a").all_text_contents() == [
        *("Today", "Stories", "Controls", "Key numbers", "Mines and plants", "Names", "About"),
    ]
    page.goto(address + STORY)
    assert page.locator(".masthead [aria-current]").text_content() == "Stories"


def test_the_lead_story_and_the_passed_dates_open_the_front_page_side_by_side(
    page: Page, address: str
) -> None:
    page.goto(address)
    lead, changed = (page.locator(css).bounding_box() for css in (".headline", ".front__changed"))
    assert lead
    assert changed
    assert abs(lead["y"] - changed["y"]) < 40
    assert changed["x"] > lead["x"] + lead["width"]
    assert page.locator(".front__changed h2").inner_text() == "Dates that passed"


def test_the_choice_of_a_good_counts_the_sites_whose_good_is_not_known(
    page: Page, address: str
) -> None:
    page.goto(f"{address}sites/?good=ndfeb-magnets")
    silent = page.locator('.site[data-good=""]').count()
    assert silent > 0
    assert (
        page.locator("form.filter output")
        .inner_text()
        .endswith(f"; {silent} more not shown: our sources do not say")
    )


def test_on_a_phone_the_doors_stand_in_one_row_without_widening_the_page(
    phone: Page, address: str
) -> None:
    phone.goto(address)
    rows = {round(a.bounding_box()["y"]) for a in phone.locator(".masthead nav a").all()}  # type: ignore[index]
    assert len(rows) == 1
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_open_section_is_in_sight_and_the_last_one_can_be_reached(
    phone: Page, address: str
) -> None:
    for path, name in (("", "Today"), ("sites/", "Mines and plants"), ("about/", "About")):
        phone.goto(address + path)
        tab = phone.locator(".masthead nav [aria-current]")
        assert tab.inner_text() == name
        box = tab.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390 - 16


def test_on_a_phone_a_door_is_large_enough_to_tap_and_an_arrow_shows_more_of_them(
    phone: Page, address: str
) -> None:
    phone.goto(address)
    for door in phone.locator(".masthead nav a").all():
        box = door.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    arrow = "getComputedStyle(document.querySelector('.masthead nav'), '::{}').content"
    assert phone.evaluate(arrow.format("after")) == '"›"'


def test_on_a_phone_the_list_of_mines_leads_to_its_map(phone: Page, address: str) -> None:
    phone.goto(address + "sites/")
    link = phone.get_by_role("link", name="Map", exact=True)
    box = link.bounding_box()
    assert box is not None
    assert box["y"] < 844
    link.click()
    phone.wait_for_timeout(300)
    assert phone.locator("figure.map").evaluate("map => map.getBoundingClientRect().top") < 200


def test_every_page_links_to_the_glossary(page: Page, address: str) -> None:
    for path in ("", STORY, "numbers/", "glossary/"):
        page.goto(address + path)
        assert page.locator("footer a").get_by_text("Glossary").count() == 1, path


def test_a_term_of_the_glossary_leads_to_the_page_that_treats_it(page: Page, address: str) -> None:
    for term, path in (
        ("sintered", "entities/concept/sintered-magnet/"),
        ("dual-use", "entities/concept/dual-use-item/"),
        ("MOFCOM", "entities/organisation/mofcom/"),
        ("second-hand", "about/method/"),
    ):
        page.goto(f"{address}glossary/")
        row = page.locator("dt", has_text=re.compile(f"^{term}$")).locator("+ dd")
        row.locator("a").click()
        assert page.url == address + path


def test_the_front_page_on_a_desktop_leaves_no_column_empty(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    ends = [page.locator(part).last.bounding_box() for part in (".front__chart", ".front__newest")]
    left, right = (box["y"] + box["height"] for box in ends if box)
    assert abs(left - right) < 500


def test_on_a_phone_the_story_comes_first(phone: Page, address: str) -> None:
    phone.goto(address)
    box = phone.locator(".headline").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 500  # also in the wider letters of a browser's own fonts
    assert phone.locator(".headline").count() == 1
    assert phone.locator(".front__more .line:visible").count() == 3
    assert phone.locator(".front__chart svg").count() == 1
    assert 0 < phone.locator(".front__due .due >> nth=0 >> li").count() <= 4


def test_a_story_fits_four_screens_of_a_phone_before_its_sources(phone: Page, address: str) -> None:
    for path in (STORY, "stories/2026-03-12-world-mine-output-usgs-and-others/"):
        phone.goto(address + path)
        box = phone.locator("#sources").bounding_box()
        assert box is not None
        assert box["y"] < 4 * 844, path


@pytest.mark.parametrize("width", [390, 1280])
def test_the_passage_of_a_mark_never_covers_its_line(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(address + STORY)
    for mark in page.locator(".page > .bottom-line .mark, .page > ul .mark").all()[:6]:
        mark.evaluate("mark => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 560)")
        mark.click()
        page.wait_for_timeout(150)
        box = page.locator("[popover]:popover-open").bounding_box()
        line = mark.bounding_box()
        assert box is not None
        assert line is not None
        assert width > 390 or min(line["width"], line["height"]) >= 24
        assert line["y"] + line["height"] <= box["y"] + 8
        assert box["y"] + box["height"] <= 700 + 1
        page.keyboard.press("Escape")
    context.close()


def test_stories_since_the_last_visit_are_listed_without_cookies(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    assert page.locator("#since").is_hidden()
    page.evaluate("localStorage.setItem('briefing:visit', '2026-06-20')")
    page.reload()
    page.locator("#since li").first.wait_for()
    page.locator("#since a").first.click()
    page.wait_for_url("**/stories/*/")
    assert context.cookies() == []
    context.close()


# --- Passages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_a_passage_opens_in_place_by_pointer_and_by_keyboard_with_and_without_a_script(
    browser: Browser, address: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    for path in (STORY, NUMBER, "sites/", "controls/"):
        page.goto(address + path)
        mark = page.locator("button.mark").first
        mark.click()
        box = page.locator(":popover-open")
        assert "Read in: " in (box.text_content() or "")
        assert box.locator("a[href^=http]").count() >= 1
        mark.click()
        assert box.count() == 0
        mark.focus()
        page.keyboard.press("Enter")
        assert box.is_visible()
        page.keyboard.press("Escape")
        assert box.count() == 0
    context.close()


# --- Filters ------------------------------------------------------------------------------------


def test_on_a_phone_the_passage_of_the_last_mark_is_in_view(phone: Page, address: str) -> None:
    phone.goto(address + STORY)
    mark = phone.locator("button.mark").first
    mark.evaluate("mark => mark.scrollIntoView({ block: 'end' })")
    mark.click()
    box = phone.locator(":popover-open").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844


def test_the_tracker_is_filtered_by_good_and_status_and_keeps_the_choice(
    page: Page, address: str
) -> None:
    page.goto(address + "controls/")
    total = page.locator(".controls .control:visible").count()
    page.select_option(".filter select[name=good]", "dysprosium")
    page.select_option("select[name=state]", "in-force")
    count = page.locator(".controls .control:visible").count()
    assert 0 < count < total
    assert "good=dysprosium" in page.url
    page.reload()
    assert page.locator(".controls .control:visible").count() == count
    page.get_by_role("button", name="Clear").click()
    page.locator(".controls .control[hidden]").first.wait_for(state="detached")
    assert page.locator(".controls .control:visible").count() == total


def test_stories_are_filtered_by_topic_and_firms_by_name(page: Page, address: str) -> None:
    page.goto(address + "stories/")
    total = page.locator(".item:visible").count()
    page.select_option("select[name=topic]", "magnets")
    assert 0 < page.locator(".item:visible").count() < total
    page.goto(address + "controls/")
    page.fill("input[data-find]", "mp mat")
    assert page.locator(".firms li:visible").all_text_contents()[0].startswith("MP Materials")


# --- Reading ------------------------------------------------------------------------------------


def test_the_skip_link_leads_the_keyboard_to_the_story(page: Page, address: str) -> None:
    page.goto(address + STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList[0]") == "md-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_reader_chooses_light_or_dark_and_the_choice_stays(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto(address)
    light = page.evaluate(background)
    page.get_by_title("Switch to dark").click()
    dark = page.evaluate(background)
    assert dark != light
    page.goto(address + "sources/")
    assert page.evaluate(background) == dark
    context.close()


def test_a_citation_is_one_click_away_and_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    for path in (STORY, NUMBER):
        page.goto(address + path)
        page.locator('a[href="#cite"]').click()
        page.get_by_role("button", name="Copy").click()
        page.get_by_text("Copied").wait_for()
        assert "The rare-earth briefing" in page.evaluate("navigator.clipboard.readText()")
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_folded_section_can_be_opened(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("numbers/china-magnet-exports/", STORY, "controls/", "entities/country/china/"):
        page.goto(address + path)
        for fold in page.locator("article details:not(details details)").all():
            hidden = not fold.locator("> :not(summary)").first.is_visible()
            assert not hidden or fold.locator("> summary").is_visible(), path


def test_the_note_that_a_story_is_reviewed_stays_beside_its_title(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}entities/country/china/")
    day = page.locator(".dated .when").first
    day.evaluate("day => day.append(' · reviewed')")
    assert day.evaluate("day => day.scrollWidth <= day.clientWidth")


def test_a_chart_can_be_downloaded(page: Page, address: str) -> None:
    page.goto(address + "numbers/china-magnet-exports/")
    for ending in ("svg", "csv"):
        link = page.locator(f'a[href$=".{ending}"]').first.get_attribute("href") or ""
        answer = page.request.get(f"{address}numbers/china-magnet-exports/{link}")
        assert answer.ok
        assert len(answer.text()) > 200


def test_on_a_phone_the_list_and_the_map_show_where_a_plant_is(phone: Page, address: str) -> None:
    phone.goto(f"{address}sites/")
    first, box = phone.locator(".site").first, phone.locator("figure.map .view").bounding_box()
    assert box is not None
    assert (first.bounding_box() or box)["y"] < 844 < box["y"]  # the list, then the map
    assert "operating" in first.inner_text()
    outside, *counts = phone.locator("select[name=country] option").all_text_contents()[1:]
    assert outside.startswith("outside China: ")
    assert sum(int(told.split(": ")[1]) for told in counts) == phone.locator(".site").count()
    phone.goto(f"{address}sites/?country=!China")
    assert phone.locator(".site:visible").count() == int(outside.partition(": ")[2])
    assert phone.locator(".site[data-country=China]:visible").count() == 0
    phone.goto(f"{address}sites/#site-narva-magnet-plant")
    assert "Narva magnet plant, Estonia" in phone.locator("#site-narva-magnet-plant").inner_text()
