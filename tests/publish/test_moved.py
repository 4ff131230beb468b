"""Old addresses lead to the present pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from briefing_room.errors import BriefingError
from briefing_room.pages.document import Page, parse
from briefing_room.pipeline import Project
from briefing_room.publish.assemble import assemble
from briefing_room.publish.publication import Publication, Settings, make_publication
from briefing_room.publish.views import name_pages
from shared import project_of

PAGE = (
    "---\nid: new\nseeds: []\nstatus: unreviewed\n"
    "redirect_from: [stories/old/, /a/b, ../etc, data/]\n"
    "---\n\n# A title\n"
)


def project(*pages: Page) -> Project:
    return project_of(pages=pages)


def test_an_old_address_redirects_to_the_page_that_lists_it_and_never_hides_a_page() -> None:
    page = parse(PAGE, "stories/new.md")
    settings = Settings(address="https://a.example/")
    files = assemble(make_publication(project(page), dt.date(2026, 11, 24), settings))
    stub = str(files["stories/old/index.html"])
    assert 'content="0; url=../new/"' in stub
    assert '<link rel="canonical" href="https://a.example/stories/new/">' in stub
    assert '<a href="../new/">' in stub
    assert 'href="../../stories/new/"' in str(files["a/b/index.html"])
    assert "data/index.html" not in files
    assert not any(".." in path for path in files)


def test_old_addresses_in_moved_yml_redirect(tmp_path: Path) -> None:
    (tmp_path / "moved.yml").write_text("figures/: numbers/index.md\nplants/: sites.md#x\n")
    site = make_publication(project_of(folder=tmp_path), dt.date(2026, 11, 24))
    files = assemble(site)
    assert 'url=../numbers/"' in str(files["figures/index.html"])
    assert 'url=../sites/#x"' in str(files["plants/index.html"])
    (tmp_path / "moved.yml").write_text("figures/: [\n")
    with pytest.raises(BriefingError, match=r"moved\.yml:\d"):
        assemble(site)


def test_a_place_that_few_stories_name_is_shown_on_the_page_of_its_country(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-01")
    place, country = (site.catalogue.entities[slug] for slug in ("mount-weld", "australia"))
    assert place.path not in site.link_targets
    page = name_pages.page(country, site)
    details = page.partition('<details id="mount-weld"')[2].partition("</details>")[0]
    assert 'class="mark"' in details
    assert "/stories/" in details
    stub = assemble(site)["entities/place/mount-weld/index.html"]
    assert "../../country/australia/#mount-weld" in stub
