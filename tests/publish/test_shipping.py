"""May it ship: sixty questions, each with the answer that a person read from the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from briefing_room.catalogue.status_wording import short_wording
from briefing_room.publish.policy_sources import last_reporter
from briefing_room.publish.publication import Publication
from briefing_room.publish.shipping import (
    Effect,
    countries,
    extension_note,
    rules,
    rules_for_shipment,
    search_note,
)
from briefing_room.text.periods import day_in_words
from shared import cases

SiteOn = Callable[..., Publication]
CASES = cases(__file__, "shipping")
MANY = ("dysprosium", "china", "germany", "")
SORTS = dict(zip("!?~+#>*", Effect, strict=True))


@pytest.mark.parametrize("row", CASES["asked"], ids=lambda row: " ".join(filter(None, row[:4])))
def test_the_answer_lists_every_rule_for_a_shipment(site_on: SiteOn, row: Sequence[str]) -> None:
    *question, expected_rules = row
    site = site_on(str(CASES["as_of"]))
    shipment_rules = rules_for_shipment(site, *question)
    expected_rules, names = (
        re.sub(r"\[.*?\]", "", expected_rules),
        re.findall(r"\[(.*?)\]", expected_rules),
    )
    expected = {(CASES["rules"][code[:-1]], SORTS[code[-1]]) for code in expected_rules.split()}
    assert {(rule.item.entity.slug, rule.effect) for rule in shipment_rules} == expected
    assert [name for rule in shipment_rules for name in rule.names_like(question[3])] == names


def test_a_rule_names_the_goods_that_it_covers(site_on: SiteOn) -> None:
    site = site_on(str(CASES["as_of"]))
    for good, covers in (("dysprosium", ""), ("ndfeb-magnets", "NdFeB magnets only with terbium")):
        first = rules_for_shipment(site, good, "china", "germany")[0]
        assert first.clause_text.startswith(covers)
        assert bool(first.clause_text) == bool(covers)
        assert last_reporter(first.item, site) == "TechTimes, read in a machine-made text"


def test_a_suspension_past_its_published_end_says_whether_an_extension_is_known(
    site_on: SiteOn,
) -> None:
    site = site_on("2026-12-02")
    for good, ending, words in (
        (
            "holmium",
            "10 November 2026",
            "Other sources say until 10 January 2027 by both",
        ),
        ("gallium", "27 November 2026", "We have not read whether the suspension was extended"),
    ):
        rule = next(
            r for r in rules_for_shipment(site, good, "china", "united-states") if r.lapse_days
        )
        assert rule.meaning.startswith("Unclear whether")
        assert [day_in_words(day) for day in rule.lapse_days] == [ending]
        assert extension_note(rule, site).startswith(words)
        assert extension_note(rule, site).endswith("(newest source: 9 October 2026).")


def test_a_rule_for_some_forms_of_a_good_does_not_apply_to_others(site_on: SiteOn) -> None:
    site = site_on(str(CASES["as_of"]))
    slugs_by_form = {
        form: {rule.item.entity.slug for rule in rules_for_shipment(site, *MANY, stage=form)}
        for form in ("", "mining", "separation", "metals", "magnets")
    }
    licence = "announcement-18-2025"
    assert [form for form in slugs_by_form if licence not in slugs_by_form[form]] == ["mining"]
    assert slugs_by_form["mining"] < slugs_by_form[""]
    assert slugs_by_form["separation"] == slugs_by_form[""]


def test_no_answer_says_that_a_shipment_is_free_and_each_says_what_was_searched(
    site_on: SiteOn,
) -> None:
    site = site_on(str(CASES["as_of"]))
    texts = [f"{rule.meaning} {short_wording(rule.status)}" for rule in rules(site)]
    assert not [text for text in texts if "free" in text.split()]
    for origin in ("", "china", "norway", *(country.slug for country in countries(site))):
        assert re.search(r"Searched: \d+ rules?", search_note(site, origin))


def test_a_name_on_the_list_of_a_policy_is_counted_once(site_on: SiteOn) -> None:
    site = site_on(str(CASES["as_of"]))
    names = {
        (rule.item.path, name)
        for rule in rules(site)
        if "china" in rule.item.authority_slugs
        for name in rule.names
    }
    assert f"with {len(names)} listed names" in search_note(site, "china")


def test_every_country_of_the_union_may_be_chosen_and_has_its_rules(site_on: SiteOn) -> None:
    site = site_on(str(CASES["as_of"]))
    places = {place.slug: place for place in countries(site)}
    members = [slug for slug in places if "european-union" in places[slug].part_of]
    assert len(members) == 27
    of_union = rules_for_shipment(site, "gallium", "china", "european-union")
    for member in members:
        assert rules_for_shipment(site, "gallium", "china", member) == of_union


def test_a_list_says_which_of_its_names_are_of_the_destination(site_on: SiteOn) -> None:
    listings = {
        rule.item.entity.slug: dict(rule.listed_by_place)
        for rule in rules(site_on(str(CASES["as_of"])))
        if rule.effect is Effect.BUYERS
    }
    of_union = listings["eu-entity-listing-april-2026"]
    assert "Rheinmetall" in of_union["germany"]
    assert "Lafert" not in of_union["germany"]
    assert len(of_union["european-union"]) == 21
    assert sum(len(names) for place, names in of_union.items() if place != "european-union") == 21
    assert "Komatsu" not in listings["japan-entity-listing-june-2026"]["japan"]  # only watched
