"""The search page, and what the search answers before it counts words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping

from briefing_room.publish.answers import FoundAnswer, answers
from briefing_room.publish.markup import web
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.views.shipping import question
from briefing_room.text.lexicon import table

PAGE, DATA = "search.md", "data/search.json"
_WORD = re.compile(r"[^\W\d_]{4,}")
_MAX_SPELLING_WORDS = 6000  # that a misspelt question is corrected with


def view(site: Publication) -> Mapping[str, str]:
    """Return the search page; its address is ``search/?q=…``."""
    about = "Search stories, names and numbers."
    head = Head("Search", about, "search", "search", scripts=("search.js",))
    return {PAGE: render("search.md", site, PAGE, head=head), DATA: data(site)}


def data(site: Publication) -> str:
    """Return what the search knows before it counts words.

    ``answers`` are what it shows first; ``names`` has every spelling with the answer that is its
    page; ``places`` and ``forms`` what a question of shipping may name; ``words`` are spelled
    right; the others are what :file:`data/search.yml` says of words.
    """
    found, words = answers(site), table("search")
    asked = {one.slug: one.names for one in question(site).countries}
    told = {
        "answers": [list(one) for one in found],
        "names": _spellings(found, site),
        "forms": {
            word: key
            for key, words in question(site).forms.items()
            for word in _WORD.findall(words)
        },
        "places": {name.casefold(): slug for slug, names in asked.items() for name in names},
        "words": sorted(_known(site)),
        "idle": str(words["idle"]).split(),
        "opening": str(words["opening"]).split(),
        "prefer": list(words["prefer"].items()),
        "same": [row.split() for row in words["same"]],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _spellings(found: tuple[FoundAnswer, ...], site: Publication) -> Mapping[str, int]:
    """Return the answer that each spelling of a name, a topic or a page of the site means."""
    at = {one.address: at for at, one in enumerate(found) if one.kind in ("name", "topic", "page")}
    named: dict[str, int] = {}
    for topic in site.catalogue.topics.values():
        if " " in topic.title:  # a single word is part of many questions
            named[topic.title.casefold()] = at[web(topic.path)]
    for entity in reversed(list(site.catalogue.entities.values())):
        for name in filter(None, (*entity.names, entity.symbol)):
            named[name.casefold()] = at[web(site.address_of(entity))]
    for one in found:
        if one.kind == "page":
            named.setdefault(one.title.casefold(), at[one.address])
    return named


def _known(site: Publication) -> set[str]:
    """Return the words that are spelled right: those of names, terms, titles and source texts."""
    sure = " ".join(
        (
            *(name for e in site.catalogue.entities.values() for name in e.names),
            *(topic.title for topic in site.catalogue.topics.values()),
            *(term.term for term in site.catalogue.glossary),
            *(story.title for story in site.stories),
            *table("search")["same"],
            *(entity.body for entity in site.catalogue.entities.values()),
            *(number.body for number in site.catalogue.numbers.values()),
        )
    )
    texts = (passage.text for article in site.articles.values() for passage in article.passages)
    often = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    return {word.casefold() for word in _WORD.findall(sure)}.union(
        dict(often.most_common(_MAX_SPELLING_WORDS))
    )
