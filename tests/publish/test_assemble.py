"""What readers get of pages as people left them."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import markdown
import pytest

from generator.catalogue.entries import Catalogue, Entity, Term, Topic
from generator.ingest.load import read_text
from generator.model import Article
from generator.pages.parse import parse
from generator.publish.assemble import assemble, finish
from generator.publish.publication import Publication, Settings
from generator.publish.schema import OTHERS, TABLES
from generator.text.frontmatter import split

SiteOn = Callable[..., Publication]
DAY = dt.date(2026, 11, 24)
CATALOGUE = Catalogue(
    {
        "china": Entity("china", "country", "entities/country/china.md", "China", wikidata="Q148"),
        "dysprosium": Entity(
            "dysprosium", "mineral", "entities/mineral/dysprosium.md", "Dysprosium", symbol="Dy"
        ),
    },
    {"magnets": Topic("magnets", "topics/magnets.md", "Magnets", "What magnets are made of.")},
    (Term("REO", 'Rare-earth oxide & its "form".'),),
)
SEED = """---
title: China limits dysprosium
date: 2026-11-20
kind: note
added: 2026-11-21
sources:
  - publisher: Example Wire
    url: https://wire.example/1
    date: 2026-11-21
---
China limited exports of dysprosium on 20 November 2026. China makes over 60% of the world's REO.

Officials have not named a buyer.
"""


def seed(text: str = SEED, name: str = "2026-11-20-limits") -> Article:
    document = split(text)
    return read_text(name, f"seeds/{name}.md", document.body, document.front)


def page(article: Article, *, status: str = "draft", extra: str = "") -> str:
    one, two, three = (passage.label for passage in article.passages[:3])
    return f"""---
id: {article.id}
date: 2026-11-20
seeds: [{article.id}]
origins: 1
topics: [magnets]
status: {status}
{extra}---

# China limits dysprosium

## Bottom line

[China](../entities/country/china.md) limited exports of dysprosium on 20 November 2026.[^{one}]

## Not known

- Officials have not named a buyer.[^{three}] *Official statement*

## Figures

| Figure | Of what | Stage, group | Place | Period | According to |
|---|---|---|---|---|---|
| over 60% | output of REO | separation and refining | China | not given | Example Wire[^{two}] |

## Sources

1. Editor's note, 20 November 2026; sources reach to 21 November 2026.

[^{one}]: Editor's note, paragraph 1.

[^{two}]: Editor's note, paragraph 1.

[^{three}]: Editor's note, paragraph 2.
"""


def site(
    text: str | None = None, article: Article | None = None, **settings: object
) -> Mapping[str, str | bytes]:
    article = article or seed()
    text = page(article) if text is None else text
    pages = [parse(text, f"stories/{article.id}.md")]
    chosen = Settings(address="https://brief.example/", **settings)  # type: ignore[arg-type]
    return assemble(pages, CATALOGUE, [article], DAY, chosen)


STORY = "stories/2026-11-20-limits.md"


def test_a_story_says_from_when_how_sure_and_on_what() -> None:
    text = str(site()[STORY])
    head = text.split("## Not known", maxsplit=1)[0]
    for words in (
        "20 November 2026",
        "sources reach to 21 November 2026",
        "an editor's note on 1 listed source",
        "Not yet reviewed by a person",
    ):
        assert words in head


def test_a_reviewed_story_is_labelled_so_and_a_changed_one_too() -> None:
    article = seed()
    assert "Reviewed\n" in str(site(page(article, status="reviewed"))[STORY])
    changed = page(article, status="reviewed", extra="changed_since_review: true\n")
    assert "Changed since a person reviewed it" in str(site(changed)[STORY])


def test_a_passage_of_a_note_tells_whether_its_source_is_known() -> None:
    one = seed()
    assert "resting on its only [source](#sources):** “" in str(site(article=one)[STORY])
    two = replace(one, sources=(*one.sources, replace(one.sources[0], url="https://e.org/2")))
    told = "” The note does not say on which of its [2 sources](#sources) this rests."
    assert told in str(site(article=two)[STORY])
    text = page(two).replace("paragraph 1.", "paragraph 1, resting on [Star](https://e.org/1).")
    assert "which of its" not in str(site(text, two)[STORY]).split("paragraph 2")[0]


def test_every_form_of_citation_says_whose_date_it_bears_and_that_it_is_a_draft() -> None:
    told = "event of 20 November 2026; draft not yet reviewed by a person"
    text = str(site()[STORY])
    assert f"note = {{{told}" in text
    assert f"N1  - {told}" in text
    assert f'"note": "{told}' in text
    reviewed = str(site(page(seed(), status="reviewed"))[STORY])
    assert "note = {event of 20 November 2026}" in reviewed


def test_every_footnote_shows_its_passage() -> None:
    article = seed()
    text = str(site()[STORY])
    for passage in article.passages[:3]:
        assert f"[^{passage.label}]: **Editor's note" in text
        assert f"“{passage.text}”" in text


def test_drafts_stay_away_where_the_owner_wants_it() -> None:
    files = site(publish_drafts=False)
    assert STORY not in files
    assert "limits dysprosium" not in str(files["index.md"])


def test_what_a_reviewer_deleted_is_nowhere_on_the_site() -> None:
    article = seed()
    shorter = "\n".join(
        line for line in page(article).split("\n") if not line.startswith("- Officials")
    )
    files = site(shorter)
    for path, content in files.items():
        if not path.startswith("text/"):
            assert "not named a buyer" not in str(content), path


def test_an_entity_page_gives_the_sentences_that_name_it_with_their_story() -> None:
    text = str(site()["entities/country/china.md"])
    assert "China limited exports of dysprosium on 20 November 2026" in text
    assert "(../../stories/2026-11-20-limits.md)" in text


def test_a_term_is_explained_where_it_first_stands_in_running_text() -> None:
    text = page(seed()).replace("limited exports", "limited REO exports and REO")
    shown = str(site(text)[STORY])
    assert shown.count('#term-reo "Rare-earth oxide &amp; its &quot;form&quot;."') == 1


def test_the_feeds_are_what_their_standards_ask_for() -> None:
    files = site()
    atom = "{http://www.w3.org/2005/Atom}"
    for path in ("feed.xml", "topics/magnets.xml"):
        feed = ET.fromstring(str(files[path]))
        for element in ("id", "title", "updated", "author"):
            assert feed.find(atom + element) is not None
        entry = feed.find(f"{atom}entry")
        assert entry is not None
        assert entry.findtext(f"{atom}updated") == "2026-11-21T00:00:00Z"
    feed = json.loads(str(files["feed.json"]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"] == "https://brief.example/stories/2026-11-20-limits/"


def test_json_ld_names_what_the_story_is_about_and_rests_on() -> None:
    text = str(site()[STORY])
    raw = text.split('<script type="application/ld+json">')[1].split("</script>", maxsplit=1)[0]
    data = json.loads(raw)
    assert data["datePublished"] == "2026-11-20"
    assert data["isBasedOn"] == ["https://wire.example/1"]
    china = next(thing for thing in data["about"] if thing["name"] == "China")
    assert china["sameAs"] == "https://www.wikidata.org/wiki/Q148"


def test_corrections_stand_on_the_page_and_on_the_list() -> None:
    extra = (
        "corrections:\n  - on: 2026-11-23\n    was: over 90%\n    now: over 60%\n    why: misread\n"
    )
    files = site(page(seed(), extra=extra))
    for path in (STORY, "corrections.md"):
        assert "It said: “over 90%”" in str(files[path])
        assert "23 November 2026" in str(files[path])
    raw = str(files[STORY]).split('<script type="application/ld+json">')[1].split("</script>")[0]
    (told,) = json.loads(raw)["correction"]
    assert told["datePublished"] == "2026-11-23"
    assert "It says: “over 60%”" in told["text"]


def test_an_undated_story_is_said_to_be_so() -> None:
    text = page(seed()).replace("date: 2026-11-20\n", "date: null\n", 1)
    files = site(text)
    assert "date not given" in str(files[STORY])
    assert "Date not given" in str(files["stories/index.md"])


def test_an_empty_project_still_has_a_site() -> None:
    files = assemble([], Catalogue(), [], DAY)
    assert "There is no story yet" in str(files["index.md"])


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_markup_in_a_seed_or_its_sources_never_runs(evil: str) -> None:
    text = SEED.replace("over 60%", f"over 60% {evil}").replace("Example Wire", f"Wire {evil}")
    article = seed(text)
    files = site(page(article), article)
    extensions = ["attr_list", "def_list", "footnotes", "md_in_html", "tables"]
    for path, content in files.items():
        if path.endswith(".md"):
            html = markdown.markdown(str(content).split("---\n", 2)[-1], extensions=extensions)
            assert evil not in html, path


def test_the_same_pages_give_the_same_site() -> None:
    assert site() == site()


@pytest.mark.parametrize(("day", "there"), [("2026-11-24", True), ("2026-12-24", False)])
def test_home_tells_what_was_added_in_the_last_week(day: str, *, there: bool) -> None:
    article = seed()
    pages = [parse(page(article), STORY)]
    files = assemble(pages, CATALOGUE, [article], dt.date.fromisoformat(day))
    changed = str(files["index.md"]).split("## Changed since last week")[1].split("##")[0]
    assert ("China limits dysprosium" in changed) is there


def test_every_field_of_every_data_file_is_documented(site_on: SiteOn) -> None:
    files = finish(site_on("2026-11-24"))
    tables = {path: table for table in TABLES for path in table.paths}
    listed = {path for path in files if path.endswith((".csv", ".json")) and "topics/" not in path}
    assert listed - {path for path, _ in OTHERS} == set(tables)
    for path, table in tables.items():
        text = str(files[path])
        if path.endswith(".csv"):
            assert csv.DictReader(io.StringIO(text)).fieldnames == list(table.fields), path
        else:
            data = json.loads(text)
            rows = data["rows"] if isinstance(data, dict) else data
            assert all(set(row) == set(table.fields) for row in rows), path
        assert f"[{path}]({path})" in str(files["data.md"])


def test_home_tells_which_status_changed_in_the_last_week(site_on: SiteOn) -> None:
    for day, there in (("2026-11-12", True), ("2026-11-24", False)):
        text = finish(site_on(day))["index.md"]
        changed = str(text).split("## Changed since last week")[1].split("##")[0]
        assert ("Announcement 61 of 2025" in changed) is there


def test_a_citation_says_where_the_briefing_is_with_and_without_an_address() -> None:
    article = seed()
    pages = (parse(page(article), "stories/2026-11-20-limits.md"),)

    def cited(address: str) -> str:
        settings = Settings(address=address)
        made = assemble(pages, CATALOGUE, [article], DAY, settings)["stories/2026-11-20-limits.md"]
        assert isinstance(made, str)
        return html.unescape(made.split("Cite this</summary>")[1].split("</details>")[0])

    dated = "event of 20 November 2026, draft not yet reviewed by a person, as of 24 November 2026."
    plain = f"“China limits dysprosium”, The rare-earth briefing, {dated}"
    with_one, without = cited("https://briefing.example/"), cited("")
    assert f"{plain} https://briefing.example/stories/2026-11-20-limits/" in with_one
    assert "UR  - https://briefing.example/stories/2026-11-20-limits/" in with_one
    assert f"{plain} Source file: briefings/stories/2026-11-20-limits.md" in without
    assert "SITE_URL" not in without  # that is for who builds the site
    csl = json.loads(without.split("CSL-JSON")[1].split("<code>")[1].split("</code>")[0])[0]
    assert csl["publisher"] == "The rare-earth briefing"
    assert "URL" not in csl
    assert "url =" not in without
    saved = re.findall(r'href="data:([^;]+);charset=utf-8,([^"]+)" download="([^"]+)"', without)
    assert [name.rpartition(".")[2] for _, _, name in saved] == ["bib", "ris", "json"]
    assert json.loads(unquote(saved[2][1]))[0] == csl
    assert unquote(saved[1][1]).startswith("TY  - ELEC\nTI  - China limits dysprosium\n")
