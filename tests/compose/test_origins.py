from __future__ import annotations

from collections.abc import Callable

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.stories import count_origins, find_origins
from briefing_room.model import Article

Make = Callable[..., Article]


@pytest.mark.parametrize(
    ("publisher", "source"),
    [
        ("Phys.org (AP)", "AP"),
        ("AP (annual report 2024)", "AP"),
        ("Daily8 (The Sun, Reuters)", "Reuters"),
        ("doyou.ca (opinion)", "doyou.ca"),
        ("Reuters", "Reuters"),
        ("Yahoo (Oil and Gas Journal)", "Oil and Gas Journal"),
    ],
)
def test_a_relay_counts_as_its_source(publisher: str, source: str) -> None:
    assert find_origins(publisher) == (source,)


def test_agencies_that_a_relay_cites_together_are_each_an_origin(make: Make) -> None:
    assert find_origins("Daily8 citing AP and Reuters") == ("AP", "Reuters")
    assert find_origins("Daily8 (AP and Reuters)") == ("AP", "Reuters")
    text = "The parcels were seized, Daily8 reported, citing AP and Reuters."
    note = make("a", text, sources=sources("Daily8", "AP", "Reuters"))
    assert count_origins([[note]]) == 2


def test_the_outlet_that_carries_a_report_is_the_relay(make: Make) -> None:
    text = "The parcels were seized, said The Herald, carried by The Courier. The Herald saw two."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert count_origins([[note]]) == 1
    text = "The Herald reported it, cited by The Courier. The Courier saw two parcels itself."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert count_origins([[note]]) == 2


def sources(*names: str) -> list[dict[str, str]]:
    return [{"publisher": name, "url": "https://example.org/"} for name in names]


def test_relays_of_one_agency_are_one_origin(make: Make) -> None:
    note = make("a", "It rained.", sources=sources("Phys.org (AP)", "Star Tribune (AP)", "Reuters"))
    assert count_origins([[note]]) == 2


def test_one_body_under_two_names_is_one_origin(make: Make, catalogue: Catalogue) -> None:
    note = make("a", "It rained.", sources=sources("Associated Press", "Phys.org (AP)"))
    assert count_origins([[note]], catalogue) == 1


def test_an_outlet_that_only_cites_another_listed_one_adds_no_origin(make: Make) -> None:
    text = "The parcels were seized, The Courier reported, citing The Herald. The Herald said so."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert count_origins([[note]]) == 1


def test_the_text_through_which_another_was_read_is_no_origin(make: Make) -> None:
    listed = [
        {"publisher": "Reuters", "via": "The Tracker", "url": "https://example.org/"},
        {"publisher": "The Tracker", "url": "https://example.com/"},
    ]
    assert count_origins([[make("a", "It rained.", sources=listed)]]) == 1


def test_an_outlet_whose_title_names_a_report_adds_none(make: Make) -> None:
    listed = [
        {"publisher": "Reuters", "url": "https://example.org/"},
        {"publisher": "The Courier", "title": "Miners lose: report", "url": "https://example.com/"},
    ]
    assert count_origins([[make("a", "It rained.", sources=listed)]]) == 1


def test_an_outlet_that_adds_its_own_reporting_counts(make: Make) -> None:
    text = "The parcels were seized, The Courier reported, citing The Herald. The Courier saw two."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert count_origins([[note]]) == 2


def test_a_pasted_article_is_one_origin(make: Make) -> None:
    assert count_origins([[make("a", "It rained.", kind="article")]]) == 1
