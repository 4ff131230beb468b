from __future__ import annotations

from collections.abc import Callable

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.stories import origin, origins
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
    ],
)
def test_a_relay_counts_as_its_source(publisher: str, source: str) -> None:
    assert origin(publisher) == source


def sources(*names: str) -> list[dict[str, str]]:
    return [{"publisher": name, "url": "https://example.org/"} for name in names]


def test_relays_of_one_agency_are_one_origin(make: Make) -> None:
    note = make("a", "It rained.", sources=sources("Phys.org (AP)", "Star Tribune (AP)", "Reuters"))
    assert origins([[note]]) == 2


def test_one_body_under_two_names_is_one_origin(make: Make, catalogue: Catalogue) -> None:
    note = make("a", "It rained.", sources=sources("Associated Press", "Phys.org (AP)"))
    assert origins([[note]], catalogue) == 1


def test_an_outlet_that_only_cites_another_listed_one_adds_no_origin(make: Make) -> None:
    text = "The parcels were seized, The Courier reported, citing The Herald. The Herald said so."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert origins([[note]]) == 1


def test_the_text_through_which_another_was_read_is_no_origin(make: Make) -> None:
    listed = [
        {"publisher": "Reuters", "via": "The Tracker", "url": "https://example.org/"},
        {"publisher": "The Tracker", "url": "https://example.com/"},
    ]
    assert origins([[make("a", "It rained.", sources=listed)]]) == 1


def test_an_outlet_whose_title_names_a_report_adds_none(make: Make) -> None:
    listed = [
        {"publisher": "Reuters", "url": "https://example.org/"},
        {"publisher": "The Courier", "title": "Miners lose: report", "url": "https://example.com/"},
    ]
    assert origins([[make("a", "It rained.", sources=listed)]]) == 1


def test_an_outlet_that_adds_its_own_reporting_counts(make: Make) -> None:
    text = "The parcels were seized, The Courier reported, citing The Herald. The Courier saw two."
    note = make("a", text, sources=sources("The Courier", "The Herald"))
    assert origins([[note]]) == 2


def test_a_pasted_article_is_one_origin(make: Make) -> None:
    assert origins([[make("a", "It rained.", kind="article")]]) == 1
