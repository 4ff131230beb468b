"""The search page, and the data from which its script answers questions."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping

from briefing_room.publish.answers import SearchAnswer, answers
from briefing_room.publish.markup import url_path
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import policies
from briefing_room.publish.views.shipping import shipping_question
from briefing_room.text.lexicon import table

PAGE, DATA = "search.md", "data/search.json"
_WORD = re.compile(r"[^\W\d_]{4,}")
_CODE = re.compile(r"\b(?!19|20)\d{4}\b")  # of a tariff, say; not a year
_MAX_WORDS_OF_TEXTS = 6000  # by which a misspelt question is corrected


def view(publication: Publication) -> Mapping[str, str]:
    """Render the search page; its address is ``search/?q=…``."""
    about = "Search stories, names and numbers."
    head = Head("Search", about, "search", "search", scripts=("search.js",))
    return {PAGE: render("search.md", publication, PAGE, head=head), DATA: search_data(publication)}


def search_data(publication: Publication) -> str:
    """Write the data of the search as JSON.

    ``answers`` are shown before other results; ``names`` has the position of the answer to each
    spelling; ``places`` and ``forms`` are what a question on shipping may name; ``policies`` has
    the issuers of each kind; ``words`` are spelled right; the others come from
    :file:`data/search.yml`.
    """
    all_answers, tables, question = (
        answers(publication),
        table("search"),
        shipping_question(publication),
    )
    contents = {
        "answers": [list(answer) for answer in all_answers],
        "names": _spellings(all_answers, publication),
        "forms": {
            word: stage
            for stage, words in question.shipped_forms.items()
            for word in _WORD.findall(words)
        },
        "origin": question.origin,
        "policies": _issuers_by_kind(publication),
        "places": {name.casefold(): c.slug for c in question.countries for name in c.names},
        "words": sorted(_known_words(publication)),
        "idle": str(tables["idle"]).split(),
        "opening": str(tables["opening"]).split(),
        "prefer": list(tables["prefer"].items()),
        "same": [row.split() for row in tables["same"]],
    }
    return json.dumps(contents, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _issuers_by_kind(publication: Publication) -> Mapping[str, list[str]]:
    """The slugs of the issuers of policies of each kind, by the noun in its name: "tariff"."""
    issuers: dict[str, set[str]] = {}
    for item in policies(publication):
        *_, noun = item.kind.partition(" of ")[0].partition(" to ")[0].split() or [""]
        if noun:
            issuers.setdefault(noun, set()).update(item.authority_slugs)
    return {word: sorted(slugs) for word, slugs in issuers.items()}


def _spellings(
    all_answers: tuple[SearchAnswer, ...], publication: Publication
) -> Mapping[str, int]:
    """The position of the answer that each spelling of a name, a topic or a page means."""
    positions = {
        answer.address: position
        for position, answer in enumerate(all_answers)
        if answer.kind in ("name", "organisation", "person", "topic", "page")
    }
    spellings = {
        topic.title.casefold(): positions[url_path(topic.path)]
        for topic in publication.catalogue.topics.values()
        if " " in topic.title  # a single word is part of many questions
    }
    for entity in reversed(list(publication.catalogue.entities.values())):
        further = publication.catalogue.vocabulary.search_names.get(entity.slug, ())
        for name in filter(None, (*entity.names, entity.symbol, *further)):
            spellings[name.casefold()] = positions[url_path(publication.link_target(entity))]
    for position, answer in enumerate(all_answers):
        if answer.kind in ("page", "listed"):
            spellings.setdefault(answer.title.casefold(), position)
    return spellings


def _known_words(publication: Publication) -> set[str]:
    """The words that are spelled right, and codes; from names, terms, titles, profiles and texts.

    Of the texts only the commonest words count.
    """
    curated = " ".join(
        (
            *(name for e in publication.catalogue.entities.values() for name in e.names),
            *(n for names in publication.catalogue.vocabulary.search_names.values() for n in names),
            *(topic.title for topic in publication.catalogue.topics.values()),
            *(term.term for term in publication.catalogue.glossary),
            *(story.title for story in publication.stories),
            *table("search")["same"],
            *(entity.body for entity in publication.catalogue.entities.values()),
            *(number.body for number in publication.catalogue.numbers.values()),
        )
    )
    texts = [
        passage.text for article in publication.articles.values() for passage in article.passages
    ]
    word_counts = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    codes = {code for text in (curated, *texts) for code in _CODE.findall(text)}
    return {word.casefold() for word in _WORD.findall(curated)}.union(
        codes, dict(word_counts.most_common(_MAX_WORDS_OF_TEXTS))
    )
