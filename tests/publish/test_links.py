from __future__ import annotations

import pytest

from generator.publish.markup import from_source, href, relative, web, without_dead


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("index.md", "stories/a.md", "stories/a.md"),
        ("stories/a.md", "entities/country/china.md#x", "../entities/country/china.md#x"),
        ("entities/country/china.md", "index.md", "../../index.md"),
    ],
)
def test_a_link_leads_from_file_to_file(origin: str, target: str, link: str) -> None:
    assert relative(origin, target) == link


def test_a_link_to_nothing_becomes_its_words() -> None:
    text = "[Gone](../entities/country/gone.md), [here](b.md#part), [web](https://a.example)"
    assert without_dead(text, "stories/a.md", {"stories/b.md"}) == (
        "Gone, [here](b.md#part), [web](https://a.example)"
    )


def test_addresses_end_in_a_slash_and_an_index_is_its_folder() -> None:
    assert [web(p) for p in ("index.md", "stories/index.md", "stories/a.md", "feed.xml")] == [
        "",
        "stories/",
        "stories/a/",
        "feed.xml",
    ]


@pytest.mark.parametrize(
    ("origin", "target", "address"),
    [
        ("timeline.md", "stories/a.md", "../stories/a/"),
        ("stories/a.md", "index.md", "../../"),
        ("index.md", "data/figures.csv", "data/figures.csv"),
    ],
)
def test_html_leads_from_address_to_address(origin: str, target: str, address: str) -> None:
    assert href(origin, target) == address


@pytest.mark.parametrize("origin", ["index.md", "stories/index.md", "stories/a.md"])
@pytest.mark.parametrize("target", ["index.md", "stories/b.md", "stories/index.md", "feed.xml"])
def test_html_can_lead_from_file_to_file_for_engines_that_read_it_so(
    origin: str, target: str
) -> None:
    files = ("index.md", "stories/index.md", "stories/a.md", "stories/b.md", "feed.xml")
    text = (
        f'<a class="x" href="{href(origin, target)}#part">x</a> <a href="https://a.example/">y</a>'
    )
    turned = from_source(text, origin, files)
    assert f'href="{relative(origin, target)}#part"' in turned
    assert 'href="https://a.example/"' in turned
