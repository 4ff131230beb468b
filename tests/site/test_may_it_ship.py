"""What bears on a good is found by choices alone, on a phone and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def plain_page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}may-it-ship/")
    yield page
    context.close()


def shown(page: Page) -> str:
    return "\n".join(page.locator("li.rule:visible").all_inner_texts())


def choose(page: Page, *words: str) -> None:
    for word in words:
        page.get_by_label(word, exact=True).check()


def test_magnets_with_dysprosium_to_a_us_defence_firm(plain_page: Page) -> None:
    before = plain_page.locator("li.rule:visible").count()
    choose(plain_page, "NdFeB magnets with Dy or Tb", "United States")
    choose(plain_page, "a military or defence end user")
    text = shown(plain_page)
    assert text.startswith("Announcement 18 of 2025")
    assert "US defence magnet sourcing rule" in text
    assert "Japan" not in text.replace("Of any destination but Japan", "")
    assert 0 < plain_page.locator("li.rule:visible").count() < before / 2 + 5
    plain_page.get_by_role("button", name="Clear the choices").click()
    assert plain_page.locator("li.rule:visible").count() == before


def test_what_no_source_tells_is_said(plain_page: Page) -> None:
    choose(plain_page, "La", "oxide or compound", "elsewhere", "a civilian end user")
    text = shown(plain_page)
    assert "in any form: no source here says that an export control names them" in text
    assert "Announcement 18 of 2025" not in text
    assert "allowed" not in text


def test_a_listed_firm_is_found_by_a_part_of_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}listed-firms/")
    page.get_by_label("Part of a name").fill("raytheon")
    found = page.locator(".firms li:visible")
    assert found.count() == 1
    assert "control list" in found.inner_text()
    page.get_by_label("Part of a name").fill("no such firm")
    assert found.count() == 0
