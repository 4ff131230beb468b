"""What bears on a good is found by choices alone, on a phone and without JavaScript."""

from __future__ import annotations

import re
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


def choose(page: Page, *words: str, to: str = "", whence: str = "") -> None:
    for group, word in (*(("", word) for word in words), ("To", to), ("From", whence)):
        asked = page.get_by_role("group", name=group, exact=True) if group else page
        if word:
            asked.get_by_label(word, exact=True).check()


def summed(page: Page) -> dict[str, int]:
    """Return the counts by status above the list, which the style sheet writes, as they are read."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    read = (node for node in tree["nodes"] if node.get("role", {}).get("value") == "StaticText")
    words = "".join(str(node.get("name", {}).get("value", "")) for node in read)
    line = re.search(r"In force when last reported: .*?without a day: \d+", words)
    assert line is not None
    found = re.findall(r"([^·:]+): (\d+)", line.group().lower())
    return {name.strip(): int(number) for name, number in found}


def test_magnets_with_dysprosium_to_a_us_defence_firm(plain_page: Page) -> None:
    before = plain_page.locator("li.rule:visible").count()
    choose(plain_page, "NdFeB magnets with Dy or Tb", to="United States")
    choose(plain_page, "a military or defence end user")
    text = shown(plain_page)
    assert text.startswith("Announcement 18 of 2025")
    assert "US defence magnet sourcing rule" in text
    assert "Japan" not in text.replace("Of any destination but Japan", "")
    assert 0 < plain_page.locator("li.rule:visible").count() < before / 2 + 5
    plain_page.get_by_role("button", name="Clear the choices").click()
    assert plain_page.locator("li.rule:visible").count() == before


def test_a_line_above_the_list_counts_what_the_choices_leave(plain_page: Page) -> None:
    def seen(state: str) -> int:
        return plain_page.locator(f".ship__found .is-{state}:visible").count()

    for chosen in ("", "Ga gallium", "Dy dysprosium"):
        choose(plain_page, *filter(None, [chosen]))
        found = summed(plain_page)
        assert found["in force when last reported"] == seen("in-force")
        assert found["suspended"] == seen("suspended")
        assert found["not known"] == seen("lapsed") + seen("unknown")
    line, rules = (plain_page.locator(s).bounding_box() for s in (".ship__sum", "ul.rules >> nth=0"))
    assert line is not None
    assert rules is not None
    assert line["y"] < rules["y"]


def test_goods_from_china_meet_no_rule_on_goods_from_the_united_states(plain_page: Page) -> None:
    assert "US affiliates rule" in shown(plain_page)
    choose(plain_page, "Ga gallium", whence="China", to="United States")
    text = shown(plain_page)
    assert "Announcement 46 of 2024" in text
    assert "US affiliates rule" not in text


def test_what_no_source_tells_is_said(plain_page: Page) -> None:
    choose(plain_page, "La lanthanum", "oxide or compound", "a civilian end user", to="elsewhere")
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
