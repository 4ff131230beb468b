"""The pages that readers get, from pages as people left them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity, Term, Topic
from briefing_room.catalogue.vocabulary import Vocabulary
from briefing_room.model import Article
from briefing_room.pages.document import parse
from briefing_room.pages.page_index import SITE_PAGES
from briefing_room.publish.assemble import assemble
from briefing_room.publish.publication import Publication

Small = Callable[..., Publication]
Note = Callable[..., Article]
CATALOGUE = Catalogue(
    {
        "china": Entity("china", "entities/country/china.md", "country", "China"),
        "dysprosium": Entity(
            *("dysprosium", "entities/material/dysprosium.md", "material", "Dysprosium"),
            symbol="Dy",
            body="China makes most of it.[^2026-11-20-limits/1-2]",
        ),
    },
    {"magnets": Topic("magnets", "topics/magnets.md", "Magnets", body="What magnets are made of.")},
    (Term("REO", 'Rare-earth oxide & its "form".'),),
    vocabulary=Vocabulary(symbols=("Tb", "Dy")),
)
SEED = """---
title: China limits dysprosium
date: 2026-11-20
kind: {kind}
added: 2026-11-21
sources:
  - publisher: Example Wire
    url: https://wire.example/1
    archive: https://archive.example/1
    date: 2026-11-21
    tells: [1-1, 1-2]
---
China limited exports of dysprosium on 20 November 2026. China makes over 60% of the world's REO.

Officials have not named a buyer. Nobody knows why.
"""
STORY = "stories/2026-11-20-limits.md"


def page(article: Article, *, status: str = "unreviewed", extra: str = "") -> str:
    first, second, third = (passage.label for passage in article.passages[:3])
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

[China](../entities/country/china.md) limited exports of dysprosium on 20 November 2026.[^{first}]

## Key points

- China makes over 60% of the world's REO.[^{second}] *via Example Wire*

## Not known

- Officials have not named a buyer.[^{third}] [Gone](../entities/country/gone.md).[^no-such]

## Sources

1. Editor's note, 20 November 2026; sources reach to 21 November 2026.

[^{first}]: Editor's note, paragraph 1, resting on [Example Wire](https://wire.example/1).

[^{third}]: Editor's note, paragraph 2.
"""


@pytest.fixture
def files(small: Small, note: Note) -> Callable[..., Mapping[str, str]]:
    """Return a function from the text of a page to the files of its site."""

    def make(text: str | None = None, kind: str = "note", **settings: object) -> Mapping[str, str]:
        via = settings.pop("via", "")
        article = note(SEED.format(kind=kind).replace("Wire\n", f"Wire\n{via}"))
        pages = [parse(page(article) if text is None else text, STORY)]
        return assemble(small(pages, CATALOGUE, [article], **settings))

    return make


Files = Callable[..., Mapping[str, str]]


def test_a_story_shows_its_date_its_sources_and_its_review(files: Files, note: Note) -> None:
    head = files()[STORY].split("## Key points")[0]
    assert re.search("20 November 2026.*1 source, opened.*not yet reviewed", head)
    article = note(SEED.format(kind="note"))
    by = "reviewer: Ada\nreviewed_on: 2026-11-23\n"
    text = files(page(article, status="reviewed", extra=by))[STORY]
    assert "· reviewed by Ada on 23 November 2026" in text


def test_the_whole_text_of_a_note_is_folded_with_cited_passages_marked(
    files: Files, note: Note
) -> None:
    text = html.unescape(files()[STORY])
    article = note(SEED.format(kind="note"))
    for passage in article.passages[:3]:
        assert f'<mark id="n-{passage.label}">{passage.text}</mark>' in text
        assert f'popovertarget="p-{passage.label}"' in text
    assert "Nobody knows why." in text
    assert text.count("<details") == text.count("</details>")


def test_a_mark_opens_the_sources_of_a_sentence_without_repeating_the_sentence(
    files: Files,
) -> None:
    boxes = html.unescape(files()[STORY]).split('<div id="p-')[1:]
    assert len(boxes) == 4
    for box in boxes[:3]:
        assert "Our note: " in box
        assert "<q>" not in box
    assert '<a href="https://wire.example/1">Example Wire</a>, 21 November 2026' in boxes[0]
    assert "sums up all of its sources here: Example Wire." in boxes[2]
    assert "The passage is not in the texts kept here." in boxes[3]


def test_only_cited_passages_of_an_article_are_shown_and_open_in_the_original(
    files: Files,
) -> None:
    text = html.unescape(files(kind="article")[STORY])
    assert "Nobody knows why." not in text
    assert 'href="https://wire.example/1#:~:text=Officials%20have%20not%20named' in text
    assert 'href="https://archive.example/1"' in text


def test_labels_stay_dead_links_become_words_and_a_term_is_explained_once(files: Files) -> None:
    text = files()[STORY]
    assert "*via Example Wire*" in text
    assert "gone.md" not in text
    assert "Gone." in text
    assert text.count('#term-reo "Rare-earth oxide &amp; its &quot;form&quot;."') == 1


def test_a_lead_that_was_read_in_another_text_says_so_wherever_it_is_shown(files: Files) -> None:
    plain, files_made = files(), files(via="    via: Daily Copy\n")
    lists = ("index.md", "stories/index.md", "topics/magnets.md", "feed.xml")
    for path in (STORY, *lists, "feed.json"):
        assert "second-hand" in files_made[path], path
        assert "second-hand" not in plain[path], path
    card = r"Not opened: .*Wire.*Read in: .*Daily Copy"
    assert re.search(card, html.unescape(files_made[STORY]))


def test_unreviewed_stories_are_not_published_if_the_settings_say_so(files: Files) -> None:
    files_made = files(publish_unreviewed=False)
    assert STORY not in files_made
    assert "limits dysprosium" not in files_made["index.md"]


def test_a_line_that_a_reviewer_deleted_is_nowhere_on_the_site(files: Files, note: Note) -> None:
    lines = page(note(SEED.format(kind="article"))).split("\n")
    shorter = "\n".join(line for line in lines if not line.startswith("- Officials"))
    for path, content in files(shorter, kind="article").items():
        assert "not named a buyer" not in content, path


def test_the_page_of_a_name_links_its_stories_and_the_sources_of_its_profile(
    files: Files,
) -> None:
    text = html.unescape(files()["entities/material/dysprosium.md"])
    _, box = text.split('<div id="p-')
    assert "China makes over 60% of the world's REO." in box
    assert '<a href="https://wire.example/1">Example Wire</a>, 21 November 2026' in box
    assert '<a href="../../../stories/2026-11-20-limits/">China limits dysprosium</a>' in text
    assert "<i>2<" in text
    assert "entities/country/china.md" not in files()  # only one story mentions it


def test_the_feeds_follow_their_standards(files: Files) -> None:
    files_made = files()
    atom = "{http://www.w3.org/2005/Atom}"
    for path in ("feed.xml", "topics/magnets.xml"):
        feed = ET.fromstring(files_made[path])
        for element in ("id", "title", "updated", "author"):
            assert feed.find(atom + element) is not None
        entry = feed.find(f"{atom}entry")
        assert entry is not None
        assert entry.findtext(f"{atom}updated") == "2026-11-21T00:00:00Z"
    feed = json.loads(files_made["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"] == "https://brief.example/stories/2026-11-20-limits/"


def test_corrections_are_shown_on_the_page_and_on_the_list(files: Files, note: Note) -> None:
    extra = "corrections: [{on: 2026-11-23, was: over 90%, now: over 60%, why: misread}]\n"
    files_made = files(page(note(SEED.format(kind="note")), extra=extra))
    for path in (STORY, "corrections.md"):
        assert "It said: “over 90%”" in files_made[path]
        assert "23 November 2026" in files_made[path]


@pytest.mark.parametrize("address", ["https://brief.example/", ""])
def test_a_citation_says_which_day_is_meant_and_that_the_story_is_unreviewed(
    files: Files, address: str
) -> None:
    text = html.unescape(files(address=address)[STORY].split('id="cite"')[1].split("</details>")[0])
    note = "event of 20 November 2026; newest source of 21 November 2026; not yet reviewed"
    plain = f"“China limits dysprosium”, The test briefing, {note}"
    assert plain in text
    downloads = re.findall(r'href="data:([^;]+);charset=utf-8,([^"]+)" download="([^"]+)"', text)
    assert [name.rpartition(".")[2] for _, _, name in downloads] == ["bib"]
    tex = unquote(downloads[0][1])
    assert f"note = {{{note}" in tex
    assert ("url = " in tex) is bool(address)
    assert (f"{address}stories/2026-11-20-limits/" in text) is bool(address)


@pytest.mark.parametrize(
    "hidden",
    [
        *"\u202a\u202e\u2066\u2067\u2069\u200e\u200f\x07\x1b\x80",
        *("&#8238;", "&#x202E;", "&#x202e", "&rlm;", "&#82\u200f38;", "&#82&rlm;38;"),
    ],
)
def test_what_hides_or_reverses_text_reaches_no_file(files: Files, note: Note, hidden: str) -> None:
    words = f"Ore{hidden} from \u05e9\u05dc\u05d5\u05dd and \u0633\u0644\u0627\u0645 came."
    text = page(note(SEED.format(kind="note")), extra='description: "Ore \\u202E came"\n')
    text = text.replace("# China limits dysprosium", f"# China {hidden}limits dysprosium")
    text = text.replace("## Bottom line\n", f"## Bottom line\n\n{words}[^editor]\n")
    made = files(text)
    assert "\u05e9\u05dc\u05d5\u05dd and \u0633\u0644\u0627\u0645" in made[STORY]
    hidden_characters = re.compile(
        r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]|\\\\u20[26]"
    )
    for path, content in made.items():
        assert hidden_characters.search(unquote(html.unescape(content))) is None, path


def test_a_story_without_a_date_says_so(files: Files, note: Note) -> None:
    text = page(note(SEED.format(kind="note"))).replace("date: 2026-11-20\n", "date: null\n", 1)
    files_made = files(text)
    assert "date not given" in files_made[STORY]
    assert "Date not given" in files_made["stories/index.md"]


def test_an_item_to_watch_says_when_its_day_has_passed(files: Files, note: Note) -> None:
    items = "- The bar ends on {}.[^editor]\n- It is reviewed by 2030.[^editor]\n"
    passed = ("10 November 2026", "November 10, 2026")
    future = ("10 June 2027", "2027, by a word of 24 July 2026", "as stated on 4 May 2026")
    for day in (*passed, *future):
        watch = f"## What to watch\n\n{items.format(day)}\n## Sources"
        text = page(note(SEED.format(kind="note"))).replace("## Sources", watch)
        assert files(text)[STORY].count("the day has passed") == (day in passed), day


def test_the_site_names_its_editor_and_an_address_for_errors(files: Files) -> None:
    with_editor = files(editor="Ada Roe", contact="mailto:ada@example.org")
    assert "Edited by Ada Roe." in with_editor["about/index.md"]
    assert 'href="mailto:ada@example.org"' in with_editor["corrections.md"]
    without_editor = files()
    assert "names no editor" in without_editor["about/index.md"]
    assert "SentenceFacts an error?" not in without_editor["corrections.md"]


def test_an_empty_project_still_has_a_site(small: Small) -> None:
    files_made = assemble(small())
    assert {path for path in files_made if path.endswith(".md")} == {*SITE_PAGES, "rules.md"}
    assert "There is no story yet" in files_made["index.md"]


BAD = (
    'A "q\'s" | <script>alert(1)</script> [x](javascript:1) {: onclick="x" } `c` '
    "</li></ul></details><img src=x onerror=y>"
)


def test_markup_in_texts_of_others_never_runs(
    small: Small, note: Note, harm: Callable[[str], list[str]]
) -> None:
    text = SEED.format(kind="note").replace("over 60%", f"over 60% {BAD}")
    article = replace(note(text), title=BAD)
    source = replace(article.sources[0], publisher=BAD, title=BAD)
    article = replace(article, sources=(source,))
    story = page(article).replace("# China limits", "# China limits &lt;b&gt;")
    files_made = assemble(small([parse(story, STORY)], CATALOGUE, [article]))
    for path, content in files_made.items():
        if path.endswith(".md"):
            assert harm(content) == [], path
