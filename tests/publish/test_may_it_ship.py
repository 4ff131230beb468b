from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Clause, Measure
from generator.publish.publication import Publication, publication
from generator.publish.shipping import Rule, User, every_good, rules, silences
from generator.publish.views import listed_firms, matrix, may_it_ship, measures, ship_choices

SiteOn = Callable[..., Publication]


def asked(site: Publication, *chosen: str) -> list[Rule]:
    """Return the rules that stay when the buttons of these ids are chosen."""
    every = rules(site)
    known = {choice.id: choice for choice in ship_choices.choices(every, site)}
    other_form = any(button.startswith("f-") and button != "f-magnets" for button in chosen)
    groups = [
        set(group) - ({known[button].in_magnets} if other_form else set())
        for button in chosen
        for group in known[button].keeps
    ]
    return [
        rule for rule in every if all(group & set(ship_choices.marks(rule)) for group in groups)
    ]


def names(found: Iterable[Rule]) -> list[str]:
    return [rule.standing.name for rule in found]


def test_nothing_is_ever_called_allowed(site_on: SiteOn) -> None:
    page = may_it_ship.view(site_on("2026-11-24"))[may_it_ship.PAGE]
    assert page.count("allowed") == page.count("never says “allowed”") == 1
    silent = page[page.index("## Where no source here says") :]
    assert "[Lanthanum]" in silent[: silent.index("[Samarium]")]


def test_magnets_with_dysprosium_to_a_us_defence_firm(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    found = names(asked(site, "g-ndfeb-magnets", "d-united-states", "u-military"))
    assert found[0] == "Announcement 18 of 2025"
    for name in (
        "Announcement 61 of 2025",
        "Announcement 46 of 2024",
        "Chinese listing of US entities of June 2026",
        "US defence magnet sourcing rule",
        "US Section 301 duty on Chinese magnets",
    ):
        assert name in found
    assert not {n for n in found if "Japan" in n or "Malaysia" in n}
    in_magnets = names(asked(site, "g-dysprosium", "f-magnets", "d-united-states", "u-military"))
    assert {"US defence magnet sourcing rule", "US Section 301 duty on Chinese magnets"} <= {
        *in_magnets
    }
    as_oxide = names(asked(site, "g-neodymium", "f-separation", "d-united-states", "u-military"))
    assert "Announcement 18 of 2025" not in as_oxide
    without = names(asked(site, "g-ndfeb-magnets-without", "f-magnets", "d-united-states"))
    assert "Announcement 18 of 2025" not in without


@pytest.mark.parametrize(
    ("chosen", "there", "absent"),
    [
        (("g-dysprosium", "f-separation", "d-other"), "Announcement 18 of 2025", "Section 232"),
        (("g-dysprosium", "f-mining"), "Malaysian ban on raw", "Announcement 18 of 2025"),
        (("g-gallium", "d-united-states", "u-civil"), "Announcement 46 of 2024", "Announcement 18"),
        (("g-gallium", "d-japan", "u-civil"), "Announcement 23 of 2023", "Announcement 46 of 2024"),
        (("g-graphite", "f-mining", "d-united-states"), "Section 301 duty", "Announcement 18"),
        (("g-graphite", "d-japan", "u-military"), "dual-use export ban on Japan", "Section 301"),
        (("g-holmium", "f-metals", "d-other"), "Announcement 57 of 2025", "Announcement 18"),
        (("g-neodymium", "f-technology"), "technology exports", "Announcement 61 of 2025"),
        (("g-tungsten", "d-united-states", "u-military"), "US defence magnet", "Announcement 61"),
        (("g-lanthanum", "d-japan"), "Announcement 61 of 2025", "Announcement 18 of 2025"),
        (("g-smco-magnets", "d-other"), "Announcement 18 of 2025", "Malaysian ban"),
    ],
)
def test_what_does_not_bear_on_the_good_goes_and_what_does_stays(
    site_on: SiteOn, chosen: tuple[str, ...], there: str, absent: str
) -> None:
    found = " | ".join(names(asked(site_on("2026-11-24"), *chosen)))
    assert there in found
    assert absent not in found


def test_a_part_bears_on_the_goods_and_forms_that_it_names(site_on: SiteOn) -> None:
    def told(name: str) -> list[tuple[list[str], list[str]]]:
        return [
            ([good.short for good in rule.goods], [form.stage for form in rule.forms])
            for rule in rules(site_on("2026-11-24"))
            if name in rule.standing.name
        ]

    magnets = ["NdFeB magnets with Dy or Tb", "NdFeB magnets without Dy or Tb", "SmCo magnets"]
    assert told("Section 301") == [(magnets, ["magnets"]), (["Graphite"], [])]
    made, mined = told("US defence magnet")
    assert made == ([*magnets, "W"], ["metals", "magnets"])
    assert "mining" in mined[1]


def test_a_rule_on_the_group_is_told_as_such_and_names_no_element(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    of_group = [rule for rule in rules(site) if rule.group]
    assert "Announcement 61 of 2025" in names(of_group)
    assert all(good.entity.symbol is None for rule in of_group for good in rule.goods)


def test_what_no_source_names_is_said_once_for_goods_alike(site_on: SiteOn) -> None:
    found = [
        ([good.short for good in silence.goods], [form.stage for form in silence.forms])
        for silence in silences(site_on("2026-11-24"))
    ]
    assert found[0][0] == ["La", "Ce", "Pr", "Nd", "Pm"]
    assert len(found[0][1]) == 5
    assert found[1] == (
        ["Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Sc", "Y"],
        ["mining", "technology"],
    )


def test_every_good_and_form_is_either_named_or_said_to_be_silent(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    every = [rule for rule in rules(site) if not rule.arriving]
    silent = {(g.key, form) for s in silences(site) for g in s.goods for form in s.forms}
    for good in every_good(site):
        for form in good.forms:
            named = any(good in r.goods and (not r.forms or form in r.forms) for r in every)
            assert named is not ((good.key, form) in silent)


def test_each_choice_hides_by_style_what_lacks_its_marks(site_on: SiteOn) -> None:
    files = may_it_ship.view(site_on("2026-11-24"))
    style, page = files[may_it_ship.STYLE], files[may_it_ship.PAGE]
    buttons = set(re.findall(r'type="radio" name="\w" id="([^"]+)"', page))
    assert buttons == set(re.findall(r"has\(#([\w-]+):checked\)", style))
    assert ".ship:has(#d-japan:checked) .rule:not(.d-japan):not(.d-any)" in style
    assert f'href="../{may_it_ship.STYLE}"' in page


def test_a_rule_of_another_country_does_not_bear_on_goods_from_china(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    from_china = names(asked(site, "g-gallium", "o-china", "d-united-states"))
    assert "Announcement 46 of 2024" in from_china
    assert "US affiliates rule" not in from_china
    assert "US affiliates rule" in names(asked(site, "g-gallium", "o-united-states", "d-other"))
    ores = asked(site, "g-neodymium", "f-mining", "o-malaysia")
    assert "Malaysian ban on raw rare-earth exports" in names(ores)
    assert "Announcement 61 of 2025" in names(ores)  # it follows goods abroad
    assert "US Section 301 duty on Chinese magnets" not in names(
        asked(site, "g-ndfeb-magnets", "o-malaysia", "d-united-states")
    )


def test_a_suspension_tells_the_days_it_has_left(site_on: SiteOn) -> None:
    page = may_it_ship.view(site_on("2026-11-24"))[may_it_ship.PAGE]
    assert "suspended until 27 November 2026, as announced (ends in 3 days)" in page
    last = may_it_ship.view(site_on("2026-11-27"))[may_it_ship.PAGE]
    assert "suspended until 27 November 2026, as announced (ends today)" in last


def test_measures_unlike_ours_answer_too() -> None:
    """An Indian ban on ore for one destination, a rule with parts, a US tariff."""

    def policy(slug: str, measure: Measure, role: str = "") -> Entity:
        return Entity(
            slug, "policy", f"entities/policy/{slug}.md", slug, role=role, measure=measure
        )

    day = dt.date(2026, 1, 1)
    common = Measure(announced=day, effective=day, read_until=dt.date(2026, 6, 1))
    ore = replace(common, kind="export-ban", issuer="india", minerals=("neodymium",))
    entities = (
        *(Entity(c, "country", f"entities/country/{c}.md", c.title()) for c in ("india", "japan")),
        Entity("us", "country", "entities/country/us.md", "US"),
        Entity("ustr", "organisation", "entities/organisation/ustr.md", "USTR", country="us"),
        Entity("neodymium", "mineral", "entities/mineral/nd.md", "Neodymium", symbol="Nd"),
        Entity("copper", "mineral", "entities/mineral/cu.md", "Copper", symbol="Cu"),
        policy("ore-ban", replace(ore, stages=("mining",), targets=("japan",))),
        policy("tariff", replace(common, kind="tariff", issuer="ustr", minerals=("copper",))),
        policy(
            "buyers",
            replace(
                common,
                kind="export-licence",
                issuer="india",
                minerals=("neodymium", "copper"),
                clauses=(Clause("copper for armed forces", day), Clause("oxides for all", day)),
            ),
        ),
    )
    catalogue = Catalogue({entity.slug: entity for entity in entities})
    site = publication([], catalogue, [], dt.date(2026, 11, 24))
    assert names(asked(site, "g-neodymium", "f-mining", "d-japan")) == ["buyers", "ore-ban"]
    assert names(asked(site, "g-neodymium", "f-mining", "d-other")) == ["buyers"]
    assert names(asked(site, "g-copper", "d-us")) == ["buyers", "buyers", "tariff"]
    armed, everybody = (rule for rule in rules(site) if rule.standing.name == "buyers")
    assert (armed.user, [good.short for good in armed.goods]) == (User.MILITARY, ["Cu"])
    assert (everybody.user, len(everybody.goods)) == (User.ANY, 2)
    assert may_it_ship.view(site)


def test_without_any_measure_each_page_says_that_there_is_none() -> None:
    site = publication([], Catalogue(), [], dt.date(2026, 11, 24))
    assert "No measure in our sources bears on" in may_it_ship.view(site)[may_it_ship.PAGE]
    assert "No control in our sources" in matrix.view(site)[matrix.PAGE]
    assert "No measure in our sources" in measures.view(site)[measures.PAGE]
    assert "No list in our sources" in listed_firms.view(site)[listed_firms.PAGE]


def test_listed_firms_stand_by_name_with_their_list_and_what_was_not_found(
    site_on: SiteOn,
) -> None:
    files = listed_firms.view(site_on("2026-11-24"))
    page = files[listed_firms.PAGE]
    assert "**[USA Rare Earth](entities/organisation/usa-rare-earth.md)**: control list" in page
    assert page.index("**Anduril**") < page.index("**IHI Aerospace**") < page.index("**Yusoki**")
    assert "control list: 3 of 10" in page
    assert 'search: "yes"' in page
    assert "Terra Drone Corporation,watch list," in files[listed_firms.CSV]


def test_a_name_has_the_fate_of_the_part_that_lists_it(site_on: SiteOn) -> None:
    files = listed_firms.view(site_on("2026-11-24"))
    [line] = [x for x in files[listed_firms.PAGE].splitlines() if "Kratos" in x]
    assert ": ended on 12 August 2025. Source: [China puts 28 US" in line
    [row] = [x for x in files[listed_firms.CSV].splitlines() if "Kratos" in x]
    assert ",ended on 12 August 2025," in row


def test_a_proclamation_that_imposed_nothing_bears_on_no_good(site_on: SiteOn) -> None:
    assert "Section 232" not in may_it_ship.view(site_on("2026-11-24"))[may_it_ship.PAGE]


def test_the_page_of_a_listed_firm_tells_its_listing(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    firms = site.catalogue.entities
    listed = listed_firms.section(firms["usa-rare-earth"], site)
    assert "Control list, [Chinese listing of US entities of June 2026]" in listed
    assert "in force since 22 June 2026, last reported on " in listed
    assert listed_firms.section(firms["lynas"], site) == ""


def test_a_listing_whose_date_is_contested_says_so_at_each_name(site_on: SiteOn) -> None:
    files = listed_firms.view(site_on("2026-11-24"))
    lines = [x for x in files[listed_firms.PAGE].splitlines() if "entities of June 2026]" in x]
    assert lines
    assert all("accounts differ](entities/policy/" in x and "](stories/" in x for x in lines)
