"""May it ship, in a browser: the page shows what the function says, with a script and without."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from shared import cases

CASES = cases(__file__.replace("/site/", "/publish/"), "shipping")
NAMES = {short: f"/entities/policy/{slug}/" for short, slug in CASES["rules"].items()}
ASK = """asked => {
    const form = document.querySelector("form.ship");
    for (const [name, value] of Object.entries(asked)) form.elements[name].value = value;
    form.dispatchEvent(new Event("input"));
    const shown = document.querySelectorAll("#rules .control:not([hidden]) .status");
    return [...shown].map((link) => link.href);
}"""


def test_the_page_shows_for_each_question_the_rules_of_the_program(
    page: Page, address: str
) -> None:
    page.goto(f"{address}ship/")
    for *question, rule_codes in CASES["asked"]:
        links = page.evaluate(
            ASK, dict(zip(("good", "from", "to", "buyer"), question, strict=True))
        )
        rules = {code.partition("[")[0][:-1] for code in rule_codes.split() if code[:2].islower()}
        expected = {NAMES[rule] for rule in rules if rule in NAMES}
        assert {"/" + link.split("/", 3)[3] for link in links} == expected, question


def test_an_answer_takes_one_step_and_never_says_that_no_rule_exists(
    page: Page, address: str
) -> None:
    page.goto(address)
    form = page.locator("form.ship")
    form.locator("select[name=good]").select_option("dysprosium")
    form.locator("select[name=to]").select_option("germany")
    form.locator("button").click()
    answer = page.locator("#ship-answer")
    answer.filter(has_text="Dysprosium in any form from China to Germany: a licence").wait_for()
    assert page.locator("#rules .control:not([hidden])").count() == 6
    assert page.locator("#rules .control:visible").count() == 2
    assert page.locator("#rules > details > summary").all_text_contents() == [
        "1 list of buyers",
        "3 related rules: other forms, technology and equipment",
    ]
    page.select_option("select[name=form]", "mining")
    assert "no rule in force is known here for this shipment" in (answer.text_content() or "")
    page.get_by_text("4 related rules: other forms").click()
    assert page.locator("#rules .apart:visible").count() == 1
    page.select_option("select[name=form]", "")
    page.select_option("select[name=good]", "gallium")
    page.select_option("select[name=from]", "japan")
    assert "no rule that covers it is known here" in (answer.text_content() or "")
    searched = page.locator("#searched > p:not([hidden])")
    assert "its law was not searched" in (searched.text_content() or "")


def test_the_first_line_gives_the_verdict(page: Page, address: str) -> None:
    for row in CASES["verdicts"]:
        page.goto(f"{address}ship/?{row['query']}")
        page.locator("#ship-answer.answered").wait_for()
        lines = page.locator("#ship-answer p:visible").all_text_contents()
        assert lines[0] == row["first"]
        assert " ".join(lines[1:]).startswith(row.get("then", ""))
        assert row.get("has", "") in " ".join(lines[1:])


def test_a_rule_on_goods_made_abroad_stands_apart_from_those_on_the_shipment(
    page: Page, address: str
) -> None:
    rule = "Rule of October 2025 on foreign-made goods"
    page.goto(f"{address}ship/?good=dysprosium&from=china&to=germany")
    apart = page.locator("#rules section.later")
    assert apart.get_by_text(rule).is_visible()
    page.select_option("select[name=from]", "australia")
    assert apart.is_hidden()
    assert page.locator("#rules > .controls").get_by_text(rule).is_visible()
    assert "If you later sell it" not in page.locator("#ship-answer").inner_text()


def test_a_misspelt_or_partial_buyer_is_offered_the_listed_name(page: Page, address: str) -> None:
    for buyer, name in (("Rheinmettal", "Rheinmetall"), ("rheinm", "Rheinmetall")):
        page.goto(f"{address}ship/?good=dysprosium&from=china&to=germany&buyer={buyer}")
        page.locator("#ship-answer button").filter(has_text=name).first.click()
        assert "the buyer’s name is on a list" in (
            page.locator("#ship-answer").text_content() or ""
        )
    assert "banned for this buyer, if the goods are dual-use" in answer_text(page)
    page.goto(f"{address}ship/?good=dysprosium&from=china&to=japan&buyer=Mitsubishi")
    assert "a name like the buyer’s is on a list" in answer_text(page)
    assert "banned for this buyer" not in answer_text(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    assert page.locator("form.ship [name=buyer]").is_visible()


def answer_text(page: Page) -> str:
    """The answer in plain words."""
    return page.locator("#ship-answer").text_content() or ""


def test_without_a_script_each_good_is_listed_with_its_rules(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ship/")
    assert page.locator("#rules .control:visible").count() > 20
    line = page.locator("details.all li").filter(has_text="Dysprosium. China:").text_content() or ""
    assert "a licence is needed (Licences of April 2025" in line
    context.close()


def test_the_filter_of_the_tracker_hides_no_rule_that_applies_to_all(
    page: Page, address: str
) -> None:
    page.goto(f"{address}controls/?good=dysprosium&to=germany")
    rule = page.locator(".control:visible").filter(has_text="Licences of April 2025 for seven")
    rule.first.wait_for()
    assert not (page.locator("form.filter output").first.text_content() or "").startswith("0")


def test_an_unknown_value_is_reported_and_the_other_values_are_answered(
    page: Page, address: str
) -> None:
    page.goto(f"{address}ship/?good=dysprosium&form=magnet&from=china&to=germany")
    answer = page.locator("#ship-answer")
    assert "“magnet” is in none of these lists" in answer.inner_text()
    assert "Dysprosium" in answer.inner_text()
