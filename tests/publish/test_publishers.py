"""Spellings of publishers and what they pass on, as people write them in notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.model import Article
from briefing_room.pages.document import parse
from briefing_room.publish.marks import Marks
from briefing_room.publish.provenance import OutletLabels, opened_note, outlet_kind
from briefing_room.publish.publication import BadRows, Publication, make_publication
from briefing_room.publish.views.about_pages import publishers
from briefing_room.text.frontmatter import split_front_matter
from shared import project_of, read_text

CATALOGUE = Catalogue(
    {
        "ap": Entity("ap", "entities/organisation/ap.md", "organisation", "Associated Press",
                     aliases=("AP",)),
        "chile": Entity("chile", "entities/country/chile.md", "country", "Chile"),
    },
)  # fmt: skip


def site(*notes: Sequence[str], folder: Path | None = None) -> Publication:
    """A publication of notes, each with the publishers that it lists."""
    articles, pages = [], []
    for number, names in enumerate(notes):
        front = "".join(f"  - publisher: {name}\n" for name in names)
        text = f"---\ntitle: T{number}\nkind: note\nsources:\n{front}---\nSomething was said.\n"
        document = split_front_matter(text)
        articles.append(
            read_text(f"n{number}", f"seeds/n{number}.md", document.body, document.front)
        )
        pages.append(
            parse(f"---\nid: n{number}\nseeds: [n{number}]\n---\n\n# T\n", f"stories/n{number}.md")
        )
    project = project_of(articles, CATALOGUE, pages)
    used_project = replace(project, briefings=folder or project.briefings)
    return make_publication(used_project, dt.date(2026, 11, 24))


def publisher_names(*written: str) -> set[str]:
    """Return the publishers of a story."""
    return {publisher.name for publisher in publishers(site(written))}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (("METALS.NEWS", "Metals.news", "Metals.news"), {"Metals.news"}),
        (("The Harbour Post", "Harbour Post", "The Harbour Post"), {"The Harbour Post"}),
        (("Ore Wire", "OreWire", "Ore Wire"), {"Ore Wire"}),
        (("AP", "Associated Press"), {"Associated Press"}),
        (("Ore Wire (AP)", "AP (release)", "Ore Wire"), {"Associated Press", "Ore Wire"}),
        (("Ore Wire (archive copy)", "The Nation (Chile)", "Ore Wire (summary of AP)"),
         {"Ore Wire", "The Nation (Chile)", "Associated Press"}),
    ],
)  # fmt: skip
def test_a_relayed_text_counts_for_its_writer_however_the_name_is_spelled(
    written: tuple[str, ...], names: set[str]
) -> None:
    assert publisher_names(*written) == names


def test_a_story_with_relays_of_one_publisher_has_one_publisher() -> None:
    publication = site(("AP\n    via: Ore Wire", "Harbour Post (AP)"), ("AP", "Ore Wire"))
    assert {
        publisher.name: (len(publisher.stories), publisher.sole_story_count)
        for publisher in publishers(publication)
    } == {
        "Associated Press": (2, 1),
        "Ore Wire": (1, 0),
    }


def test_a_weak_outlet_in_a_text_is_described_once_on_a_page(tmp_path: Path) -> None:
    rows = tmp_path / "publishers.yml"
    rows.write_text("copies other outlets: [Ore Wire]\nblog: [Pit Talk]\n", encoding="utf-8")
    publication = site(("Ore Wire (AP)", "China Daily"), folder=tmp_path)
    text = "Ore Wire and China Daily wrote of it; Pit Talk and Wires did not."
    description = "Ore Wire: copies other outlets; China Daily: state media"
    outlets = OutletLabels(publication, publication.articles.values())
    assert outlets.describe(text) == description
    assert not outlets.describe(text)  # once a page
    assert outlet_kind("AP (via Ore Wire)", publication) == "copies other outlets"


def test_a_malformed_row_of_publishers_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "publishers.yml").write_text("blog: Pit Talk\n", encoding="utf-8")
    with pytest.raises(BadRows, match=r"publishers\.yml: write 'blog' as a row"):
        outlet_kind("Pit Talk", site(("Pit Talk",), folder=tmp_path))


def test_an_outlet_without_an_address_takes_it_only_from_the_same_outlet() -> None:
    for with_address, without in (("AP (release)", "AP Asia"), ("AP Asia", "AP")):
        names = (f"{with_address}\n    url: https://wire.example/1", "AP", without)
        marks = Marks(site([f"{name}\n    tells: [1-1]" for name in names]))
        marks.button("n0/1-1")
        (text,) = marks.cited_passages[0].texts
        addresses = {outlet.name: outlet.address for outlet in text.outlets}
        assert addresses == {with_address: "https://wire.example/1", without: ""}


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("publisher: Ore Wire", "1 source, opened"),
        ("language: en", "1 source, opened"),
        ("kind: note", "no source"),
        ("kind: note\nsources:\n  - publisher: Ore Wire", "1 source, opened"),
    ],
)
def test_an_article_that_lists_no_source_is_its_own(
    note: Callable[..., Article], small: Callable[..., Publication], front: str, words: str
) -> None:
    article = note(f"---\ntitle: T\n{front}\n---\nThe mine shut.\n", "shut")
    page = parse("---\nid: shut\nseeds: [shut]\n---\n\n# T\n", "stories/shut.md")
    (story,) = small([page], None, [article]).stories
    assert opened_note(story) == words
