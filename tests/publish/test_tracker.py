"""The tracker of controls: rows by status, what each filter finds, listed firms, no markup run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy, Suspension
from briefing_room.publish.assemble import assemble
from briefing_room.publish.facilities import facilities
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import as_csv
from briefing_room.publish.views.tracker import filter_fields, groups, tiles, view
from shared import cases

Small = Callable[..., Publication]
SiteOn = Callable[..., Publication]
DAY = dt.date
BAD = (
    'A "q\'s" | <script>alert(1)</script> [x](javascript:1) {: onclick="x" } `c` '
    "</li></ul></details><img src=x onerror=y>"
)
PAUSE = Suspension(DAY(2025, 3, 1), DAY(2026, 10, 1), "i")
POLICY = Policy(
    "export-ban",
    "i",
    DAY(2025, 1, 1),
    DAY(2025, 2, 1),
    goods=("m",),
    targets=("c",),
    listed=(BAD, "Acme"),
    clauses=(Clause(BAD, note=BAD), Clause(f"Or {BAD}", suspensions=(PAUSE,))),
    dispute=BAD,
    read_until=DAY(2026, 6, 1),
)


def entity(slug: str, policy: Policy) -> Entity:
    path, sources = f"entities/policy/{slug}.md", ("https://example.org/x", "javascript:alert(1)")
    name = f"{BAD} {slug}"
    return Entity(slug, path, "policy", name, role=BAD, country="c", sources=sources, policy=policy)


def catalogue() -> Catalogue:
    entities = (
        Entity("c", "entities/country/c.md", "country", f"{BAD} c"),
        Entity("i", "entities/organisation/i.md", "organisation", f"{BAD} i", country="c"),
        Entity("acme", "entities/organisation/acme.md", "organisation", "Acme"),
        Entity("m", "entities/material/m.md", "material", f"{BAD} m", symbol="Dy"),
        entity("p", POLICY),
        entity("l", replace(POLICY, kind="law", clauses=(), suspensions=(PAUSE,), goods=())),
    )
    return Catalogue({entity.slug: entity for entity in entities})


def test_no_page_lets_markup_through(small: Small, harm: Callable[[str], list[str]]) -> None:
    files = assemble(small([], catalogue()))
    for path in [path for path in files if path.endswith(".md")]:
        assert harm(files[path]) == [], path
    assert as_csv("name", [["=1+1"], ["-x"]]) == "name\n'=1+1\n'-x\n"


def test_each_policy_is_listed_once_and_found_by_what_it_covers(small: Small) -> None:
    site = small([], catalogue())
    row_groups = groups(site)
    rows = {row.entity.slug: row for group in row_groups for row in group}
    assert set(rows) == {"p", "l"}
    page = assemble(site)["rules.md"]
    assert 'data-good="m" data-by="c" data-to="c" data-state="mixed lapsed"' in page
    assert 'data-good="&#42;"' in page  # it names none: every choice finds it
    options_by_name = {
        name: options for name, _, options in filter_fields(tuple(rows.values()), site)
    }
    assert set(options_by_name["good"]) == {"m"}
    assert set(options_by_name["by"]) == {"c"}  # the country stands for its ministries


def test_the_tracker_begins_with_the_status_today_and_its_end(small: Small) -> None:
    for case in cases(__file__, "answers"):
        pauses = [(Suspension(DAY(2025, 3, 1), end, "i"),) if end else () for end in case["ends"]]
        policies = [replace(POLICY, clauses=(), suspensions=pause) for pause in pauses]
        known = {
            f"x{number}": entity(f"x{number}", policy) for number, policy in enumerate(policies)
        }
        page = view(small([], Catalogue(known)))["rules.md"].split(">By status</h2>")[1]
        words = (
            unescape(re.sub(r"<[^>]+>", "", page.partition("</ul>")[0]))
            .replace(f"{BAD} ", "")
            .split()
        )
        assert " ".join(words) == case["told"]


def test_the_page_of_a_listed_firm_names_the_rules(small: Small) -> None:
    site = small([], catalogue())
    files = assemble(site)
    listing, firm_page = files["entities/policy/p.md"], files["entities/organisation/acme.md"]
    for slug in ("p", "l"):
        assert f'href="../../policy/{slug}/"' in firm_page
    assert '<a href="../../organisation/acme/">Acme</a>' in listing
    assert "On its rule list: 2 names" in listing


def test_elements_are_in_atomic_order_with_the_leading_status(site_on: SiteOn) -> None:
    tiles_by_symbol = {tile.entity.symbol: tile for tile in tiles(site_on("2027-01-11"))}
    numbers = [tile.number for tile in tiles_by_symbol.values()]
    assert numbers == sorted(numbers)
    assert tiles_by_symbol["Dy"].state_and_age[0] == "in force"
    assert (
        tiles_by_symbol["La"].state_and_age[0],
        tiles_by_symbol["Ga"].policies[1].lapse_days,
    ) == (
        "no rule by name",
        (DAY(2026, 11, 27),),
    )
    days = {
        "2026-11-09": "suspended",
        "2026-11-11": "may now apply",
        "2027-01-11": "may now apply",
    }
    for day, word in days.items():
        states = {tile.entity.symbol: tile.state_and_age[0] for tile in tiles(site_on(day))}
        assert states["Ho"] == word


def test_a_policy_on_a_group_is_found_by_each_member(small: Small) -> None:
    member = Entity("o", "entities/material/o.md", "material", "Ore", symbol="Og", part_of="m")
    known = Catalogue({**catalogue().entities, "o": member})
    files = assemble(small([], known))
    assert 'data-good="m o"' in files["rules.md"]
    assert '<option value="o">Ore</option>' in files["rules.md"]
    assert 'href="../../policy/p/"' in files[member.path]


def test_mines_and_plants_are_found_by_what_they_handle(site_on: SiteOn) -> None:
    rows = {row.facility.name: row.goods for row in facilities(site_on("2026-12-01"))}
    assert {"dysprosium", "terbium", "heavy-rare-earths"} <= rows["Eneabba refinery"]
    assert "heavy-rare-earths" in rows["Gebeng separation plant"]
    assert "heavy-rare-earths" not in rows["Mountain Pass mine"]


def test_a_plant_that_names_no_good_is_found_by_what_its_step_makes(site_on: SiteOn) -> None:
    magnets = {"ndfeb-magnets", "smco-magnets"}
    rows = facilities(site_on("2026-12-01"))
    plants = [row for row in rows if row.stage == "magnets"]
    assert any(row.goods & magnets for row in plants)
    assert all(row.possible_goods == (set() if row.goods & magnets else magnets) for row in plants)
    assert not any(row.possible_goods for row in rows if row.stage != "magnets")
