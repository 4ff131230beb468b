"""Words of a measure's page that look like markup stay words on every page of measures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import markdown

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Clause, Measure, Phase, Suspension
from generator.publish.assemble import finish
from generator.publish.publication import publication

DAY = dt.date
BAD = (
    'A "q\'s" | <script>alert(1)</script> [x](javascript:1) {: onclick="x" } `c` '
    "</li></ul></details><img src=x onerror=y>"
)
PAUSE = Suspension(DAY(2025, 3, 1), DAY(2026, 10, 1), "i")
MEASURE = Measure(
    "export-ban",
    "i",
    DAY(2025, 1, 1),
    DAY(2025, 2, 1),
    minerals=("m",),
    targets=("c",),
    listed=(BAD,),
    watched=(BAD,),
    clauses=(Clause(BAD, note=BAD), Clause(f"Or {BAD}", suspensions=(PAUSE,))),
    phases=(Phase(BAD, DAY(2027, 1, 1)),),
    dispute=BAD,
    read_until=DAY(2026, 6, 1),
)
EXTENSIONS = ["attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]


def policy(slug: str, measure: Measure) -> Entity:
    path, sources = f"entities/policy/{slug}.md", ("https://example.org/x", "javascript:alert(1)")
    name = f"{BAD} {slug}"
    return Entity(
        slug, "policy", path, name, role=BAD, country="c", sources=sources, measure=measure
    )


class Tags(HTMLParser):
    """Keeps what could do harm."""

    def __init__(self) -> None:
        super().__init__()
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        own = tag == "script" and (given.get("src") or "").startswith("../assets/")
        if tag in ("script", "img", "iframe", "object") and not own:
            self.harm.append(tag)
        self.harm += [name for name in given if name.startswith("on")]
        self.harm += [v for v in given.values() if (v or "").strip().startswith("javascript:")]


def test_no_page_of_measures_lets_markup_through() -> None:
    entities = (
        Entity("c", "country", "entities/country/c.md", f"{BAD} c"),
        Entity("i", "organisation", "entities/organisation/i.md", f"{BAD} i", country="c"),
        Entity("m", "mineral", "entities/mineral/m.md", f"{BAD} m", symbol="Dy"),
        policy("p", MEASURE),
        policy("l", replace(MEASURE, kind="entity-listing", clauses=(), suspensions=(PAUSE,))),
    )
    catalogue = Catalogue({entity.slug: entity for entity in entities})
    files = finish(publication([], catalogue, [], DAY(2026, 11, 24)))
    pages = [path for path in files if path.endswith(".md")]
    for path in pages:
        tags = Tags()
        tags.feed(markdown.markdown(str(files[path]).split("---\n", 2)[2], extensions=EXTENSIONS))
        assert tags.harm == [], path
    assert {"matrix.md", "listed-firms.md", "measures.md"} <= set(pages)
    assert ET.fromstring(files["deadlines.xml"]).tag.endswith("feed")
