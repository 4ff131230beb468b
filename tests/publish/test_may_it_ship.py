from __future__ import annotations

from collections.abc import Callable

from generator.publish.publication import Publication
from generator.publish.shipping import FORMS, KNOW_HOW, MAGNET, bearings, destinations, magnets
from generator.publish.views import may_it_ship

SiteOn = Callable[..., Publication]


def test_nothing_is_ever_called_allowed(site_on: SiteOn) -> None:
    page = may_it_ship.view(site_on("2026-11-24"))[may_it_ship.PAGE]
    assert page.count("allowed") == page.count("never says “allowed”") == 1
    lanthanum = page[page.index("[Lanthanum]") : page.index("[Cerium]")]
    assert "no source here says" in lanthanum


def test_an_element_bears_only_measures_that_name_it_in_that_form(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    samarium = site.catalogue.entities["samarium"]
    found = {form.name: [b.standing.name for b in bearings(samarium, form, site)] for form in FORMS}
    assert found == {
        "ore or concentrate": [],
        "oxide or compound": ["Announcement 18 of 2025"],
        "metal or alloy": ["Announcement 18 of 2025"],
        "magnet": ["Announcement 18 of 2025"],
        "know-how or equipment": [],
    }


def test_magnets_with_heavy_additives_are_told_apart(site_on: SiteOn) -> None:
    found = dict(magnets(site_on("2026-11-24")))
    assert found["NdFeB magnets with dysprosium or terbium"][0].how == "names it"
    without = found["NdFeB magnets without dysprosium or terbium"]
    assert [bearing.how for bearing in without] == ["no source here says whether it covers these"]
    assert "SmCo magnets" in found


def test_a_ban_on_know_how_bears_on_know_how_alone(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    ndfeb = site.catalogue.entities["ndfeb-magnets"]
    of_goods = {b.standing.entity.slug for b in bearings(ndfeb, MAGNET, site)}
    of_know_how = {b.standing.entity.slug for b in bearings(ndfeb, KNOW_HOW, site)}
    assert "technology-export-ban-2023" in of_know_how - of_goods


def test_destinations_name_their_measures_and_end_users(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    assert [country.name for country in destinations(site)] == ["Japan", "United States"]
    page = may_it_ship.view(site)[may_it_ship.PAGE]
    japan = page[page.index("### To [Japan]") : page.index("### To [United States]")]
    assert "military users and purposes" in japan
    assert "the bodies it lists" in japan


def test_listed_firms_are_named_with_their_list_and_what_was_not_found(site_on: SiteOn) -> None:
    files = may_it_ship.view(site_on("2026-11-24"))
    page = files[may_it_ship.LISTED]
    assert "- USA Rare Earth" in page
    assert "3 of 10 names found" in page
    assert 'search: "yes"' in page
    assert "Terra Drone Corporation,watch list," in files[may_it_ship.LISTED_CSV]
