"""Addresses of before lead on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from briefing_room.errors import BriefingError
from briefing_room.pages.document import Page, parse
from briefing_room.pipeline import Project
from briefing_room.publish.assemble import assemble
from briefing_room.publish.publication import Publication, Settings, publication
from briefing_room.publish.views import name_pages
from shared import unwritten

PAGE = (
    "---\nid: new\nseeds: []\nstatus: unreviewed\n"
    "redirect_from: [stories/old/, /a/b, ../etc, data/]\n"
    "---\n\n# A title\n"
)


def project(*pages: Page) -> Project:
    return unwritten(pages=pages)


def test_an_old_address_leads_to_the_page_that_names_it_and_never_hides_a_page() -> None:
    page = parse(PAGE, "stories/new.md")
    settings = Settings(address="https://a.example/")
    files = assemble(publication(project(page), dt.date(2026, 11, 24), settings))
    stub = str(files["stories/old/index.html"])
    assert 'content="0; url=../new/"' in stub
    assert '<link rel="canonical" href="https://a.example/stories/new/">' in stub
    assert '<a href="../new/">' in stub
    assert 'href="../../stories/new/"' in str(files["a/b/index.html"])
    assert "data/index.html" not in files
    assert not any(".." in path for path in files)


def test_pages_that_the_program_made_once_lead_on_as_the_project_lists_them(tmp_path: Path) -> None:
    (tmp_path / "moved.yml").write_text("figures/: numbers/index.md\nplants/: sites.md#x\n")
    site = publication(unwritten(folder=tmp_path), dt.date(2026, 11, 24))
    files = assemble(site)
    assert 'url=../numbers/"' in str(files["figures/index.html"])
    assert 'url=../sites/#x"' in str(files["plants/index.html"])
    (tmp_path / "moved.yml").write_text("figures/: [\n")
    with pytest.raises(BriefingError, match=r"moved\.yml:\d"):
        assemble(site)


def test_a_place_that_few_stories_name_stands_whole_on_its_countrys_page(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-01")
    place, country = (site.catalogue.entities[slug] for slug in ("mount-weld", "australia"))
    assert place.path not in site.known
    page = name_pages.page(country, site)
    own = page.partition('<details id="mount-weld"')[2].partition("</details>")[0]
    assert 'class="mark"' in own
    assert "/stories/" in own
    stub = assemble(site)["entities/place/mount-weld/index.html"]
    assert "../../country/australia/#mount-weld" in stub
