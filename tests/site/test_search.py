"""The search knows the words of the trade."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Dy", "Dysprosium"),
        ("Announcement 61", "MOFCOM Announcement No. 61 of 2025"),
        ("MOFCOM", "Ministry of Commerce of China"),
        ("0.1%", "China extends rare earth export controls abroad and adds five more elements"),
        ("Lynas", "Lynas"),
        ("smuggling", "smuggling"),
    ],
)
def test_a_word_of_the_trade_finds_its_page_among_the_first_five(
    page: Page, address: str, asked: str, wanted: str
) -> None:
    page.goto(f"{address}search/")
    page.fill("#search-field", asked)
    page.locator("#search-results a").first.wait_for()
    page.wait_for_function("document.getElementById('search-count').textContent.includes('found')")
    titles = page.locator("#search-results a").all_text_contents()[:5]
    assert any(wanted.casefold() in title.casefold() for title in titles), titles


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("mofc", "Ministry of Commerce of China"),
        ("dyspr", "Dysprosium"),
        ("mountain p", "Mountain Pass"),
    ],
)
def test_a_name_comes_first_while_it_is_typed(
    page: Page, address: str, typed: str, wanted: str
) -> None:
    page.goto(f"{address}search/")
    page.locator("#search-field").press_sequentially(typed, delay=20)
    page.wait_for_function("document.getElementById('search-count').textContent.includes('found')")
    page.locator("#search-results a").filter(has_text=wanted).first.wait_for()
    assert wanted in (page.locator("#search-results a").first.text_content() or "")


@pytest.mark.parametrize("asked", ["China share", "China's share of r", "share China refining"])
def test_a_quantity_on_which_sources_differ_is_found_by_its_words(
    page: Page, address: str, asked: str
) -> None:
    page.goto(f"{address}search/")
    page.fill("#search-field", asked)
    page.wait_for_function("document.getElementById('search-count').textContent.includes('found')")
    first = page.locator("#search-results a").first
    assert (first.text_content() or "").startswith("China's share of rare earths")
    first.click()
    page.wait_for_url("**/figures/#chinas-share-of-rare-earths*")
    assert page.locator(":target").text_content()


def test_a_stage_on_which_sources_agree_is_found_too(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=China%20share%20of%20magnets")
    first = page.locator("#search-results > li").first
    first.filter(has_text="China's share of rare earths, magnets").wait_for()
    assert "94%" in (first.text_content() or "")
    first.locator("a").first.click()
    page.wait_for_url("**/confused/#chinas-share-of-rare-earths")


def test_search_works_from_the_header_of_every_page(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#q", "samarium")
    page.press("#q", "Enter")
    page.locator("#search-results a").first.wait_for()
    assert "q=samarium" in page.url


def test_what_is_asked_is_never_run_as_markup(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_timeout(500)
    assert page.locator("#search img").count() == 0


def test_a_search_without_a_hit_says_where_else_to_look(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=zzqqxx")
    page.locator("#search-none").wait_for(state="visible")
    page.fill("#search-field", "dysprosium")
    page.locator("#search-none").wait_for(state="hidden")


@pytest.mark.parametrize("asked", ["Lynas 2026", "What happened with Lynas in 2026?"])
def test_what_happened_to_a_name_in_a_year_is_told_beneath_it(
    page: Page, address: str, asked: str
) -> None:
    page.goto(address)
    page.fill("#q", asked)
    page.press("#q", "Enter")
    first = page.locator("#search-results > li").first
    days = first.locator(".event .when")
    days.first.wait_for()
    assert (first.locator("a").first.text_content() or "") == "Lynas Rare Earths"
    assert all("2026" in day for day in days.all_text_contents())
    event = first.locator(".event--main a").first
    title = event.text_content()
    event.click()
    page.get_by_role("heading", level=1, name=title or "?").wait_for()


@pytest.mark.parametrize(
    ("asked", "told"), [("Dy", "Announcement 18 of 2025"), ("Announcement 61", "Not known:")]
)
def test_beneath_a_mineral_or_a_measure_stands_its_status(
    page: Page, address: str, asked: str, told: str
) -> None:
    page.goto(f"{address}search/?q={asked}")
    beneath = page.locator("#search-results > li").first.locator(".beneath")
    beneath.wait_for()
    assert told in (beneath.text_content() or "")


def test_words_of_the_question_are_not_marked_as_found(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=share%20of%20the%20magnets")
    page.locator("#search-results mark").first.wait_for()
    marked = {m.casefold() for m in page.locator("#search-results mark").all_text_contents()}
    assert marked
    assert not marked & {"of", "the"}


def test_a_name_that_holds_a_year_is_still_that_name(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=Announcement%2061%20of%202025")
    first = page.locator("#search-results a").first
    first.wait_for()
    assert "Announcement No. 61 of 2025" in (first.text_content() or "")


def test_a_sentence_leads_to_its_story_and_its_passage(page: Page, address: str) -> None:
    page.goto(f"{address}stories/2026-03-10-lynas-jare-floor-price/")
    point = page.locator("#key-points + ul > li").nth(1)
    words = point.evaluate("li => li.firstChild.data")
    passage = page.locator("li[id='" + (point.locator("a.footnote-ref").get_attribute("href") or "?")[1:] + "']")
    where = passage.locator("strong").text_content()
    page.fill("#q", words)
    page.press("#q", "Enter")
    first = page.locator("#search-results > li").first
    told = first.locator(".beneath")
    told.wait_for()
    assert where and where in (told.text_content() or "")
    assert words in (told.text_content() or "")
    first.locator("a").first.click()
    page.wait_for_url("**/2026-03-10-lynas-jare-floor-price/**")
    point.wait_for()
    page.wait_for_function("scrollY > 0")
    assert point.evaluate("li => li.getBoundingClientRect().top < innerHeight")


def test_what_one_search_told_does_not_stay_for_the_next(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=Lynas%202026")
    page.locator("#search-results .beneath").wait_for()
    page.fill("#search-field", "Lynas floor price")
    page.wait_for_function("!document.querySelector('#search-results .beneath')")
    assert page.locator("#search-results > li").count() > 0


def test_a_long_sentence_that_no_page_holds_is_said_not_to_be_found(
    page: Page, address: str
) -> None:
    page.goto(f"{address}search/?q=zzqq%20xxjj%20vvkk%20wwpp%20yyhh%20mmnn")
    page.locator("#search-none").wait_for(state="visible")
