"""The search finds pages by the words of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from shared import cases

CASES = cases(__file__, "search")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One tab for all searches, so that the index is loaded once."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def ask(page: Page, address: str, question: str) -> list[str]:
    """Search for a question, and return the texts of the results."""
    if "/search/" not in page.url:
        page.goto(f"{address}search/")
    page.fill("#search-field", question)
    page.wait_for_function("asked => document.body.dataset.answered === asked", arg=question)
    return page.locator("#search-results > li").all_text_contents()


@pytest.mark.parametrize(("question", "expected"), CASES["words"])
def test_a_word_of_the_trade_finds_its_page_among_the_first_five(
    page: Page, address: str, question: str, expected: str
) -> None:
    ask(page, address, question)
    titles = page.locator("#search-results a").all_text_contents()[:5]
    assert any(expected.casefold() in title.casefold() for title in titles), titles


@pytest.mark.parametrize(("question", "first", "value"), CASES["questions"])
def test_a_question_leads_to_the_page_that_answers_it(
    page: Page, address: str, question: str, first: str, value: str
) -> None:
    result = ask(page, address, question)[0]
    assert first in result
    assert value in result


def test_questions_in_plain_words_lead_to_their_answers(page: Page, address: str) -> None:
    first, among = 0, 0
    for question, expected in cases(__file__, "asked"):
        ask(page, address, question)
        links = page.locator("#search-results > li > a").all()[:3]
        paths = [str(link.evaluate("link => link.href")).removeprefix(address) for link in links]
        right = [
            any(path.startswith(path_start) for path_start in expected.split()) for path in paths
        ]
        first, among = first + (right[:1] == [True]), among + any(right)
    assert (first >= 77, among >= 93) == (True, True), (first, among)


@pytest.mark.parametrize(("misspelling", "correction"), CASES["slips"])
def test_a_misspelling_is_corrected(
    page: Page, address: str, misspelling: str, correction: str
) -> None:
    ask(page, address, misspelling)
    link = page.locator("#search-meant a")
    assert link.text_content() == correction
    ask(page, address, correction)
    assert link.is_hidden()


@pytest.mark.parametrize("question", CASES["right"])
def test_a_word_that_is_spelled_right_is_not_corrected(
    page: Page, address: str, question: str
) -> None:
    ask(page, address, question)
    assert page.locator("#search-meant").is_hidden()


def test_the_search_field_of_every_page_suggests_while_typing(page: Page, address: str) -> None:
    page.goto(f"{address}controls/")
    page.locator("#q").press_sequentially("lynas", delay=20)
    first = page.locator(".suggested a").first
    first.wait_for()
    assert "Lynas" in (first.text_content() or "")
    page.keyboard.press("Escape")
    assert first.is_hidden()
    page.goto(address)
    page.fill("#q", "lynas")  # all at once, before the search has loaded
    first.wait_for()
    page.press("#q", "Enter")
    page.wait_for_url("**/search/?q=lynas")


def test_a_result_says_what_it_is_and_a_story_its_day(page: Page, address: str) -> None:
    results = ask(page, address, "neodymium magnets")
    kind = r"Story, \d{1,2} [A-Z][a-z]+ 20\d\d · "
    assert any(re.search(kind, result) for result in results), results
    assert any("May it ship?" in r and "Export rules · " in r for r in results), results
    assert not any("Invalid" in result for result in results), results


def test_a_question_is_never_run_as_markup(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_timeout(500)
    assert page.locator(".search img").count() == 0


def test_a_search_for_an_unknown_word_says_that_nothing_was_found(page: Page, address: str) -> None:
    assert ask(page, address, "Mozambique mine")
    assert page.locator("#search-count").text_content() == "Nothing found for “mozambique”."
    assert page.locator("#search-near").inner_text() == "Pages on the other words"
    assert ask(page, address, "zzqqxx") == []
    assert page.locator("#search-else").is_visible()


@pytest.mark.parametrize("question", ["constructor", "__proto__", "toString rare earths"])
def test_no_question_causes_an_error(page: Page, address: str, question: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    ask(page, address, question)
    assert errors == []


@pytest.mark.parametrize(("question", "query"), CASES["shipping"])
def test_a_question_of_shipping_has_its_origin_and_destination(
    page: Page, address: str, question: str, query: str
) -> None:
    ask(page, address, question)
    links = page.locator("#search-results > li > a").all()
    assert f"{address}ship/?{query}" in [link.evaluate("link => link.href") for link in links]


def test_a_kind_of_policy_that_a_country_does_not_have_is_named(page: Page, address: str) -> None:
    ask(page, address, "Are Chinese magnets subject to EU tariffs?")
    count = page.locator("#search-count")
    assert (count.text_content() or "").startswith("European Union: no tariff is listed here.")
    ask(page, address, "US tariff on Chinese magnets")
    assert "listed here" not in (count.text_content() or "")
