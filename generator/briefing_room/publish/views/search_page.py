"""The search page, and what its script needs: names, numbers, and words to mend a slip with."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.markup import web
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import naming
from briefing_room.publish.views.controls import tile
from briefing_room.publish.views.key_numbers import numbers, values_of
from briefing_room.publish.views.sites import sites
from briefing_room.publish.words import clipped, initial
from briefing_room.review.reading import bare
from briefing_room.text.lexicon import table

PAGE, DATA = "search.md", "data/search.json"
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOLD = 2  # facts told of a name
_NEXT = 4  # days told of what is due
_ANSWER = 200  # letters of an answer
_MOST = 6000  # words to mend with


def view(site: Publication) -> Mapping[str, str]:
    """Return the search page; its address is ``search/?q=…``."""
    about = "Search stories, names and numbers."
    head = Head("Search", about, "search", "search", scripts=("search.js",))
    return {PAGE: render("search.md", site, PAGE, head=head), DATA: data(site)}


def data(site: Publication) -> str:
    """Return what counting words cannot know: which page a name or a question asks for.

    ``names`` has every spelling with its page; ``pages`` the words by which one asks for a page of
    the site; ``numbers`` the words of each number, its page and its leading value; ``words`` are
    spelled right; ``asking`` tell nothing of what is asked for, ``opening`` begin a question.
    """
    asking = table("asking")
    found = {
        "names": dict(_names(site)),
        "pages": list(_pages(site)),
        "numbers": [list(one) for one in (*_numbers(site), *_asked(site))],
        "words": sorted(_words(site)),
        "asking": str(asking["words"]).split(),
        "opening": str(asking["opening"]).split(),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _names(site: Publication) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for topic in site.catalogue.topics.values():
        if " " in topic.title:  # a single word is part of many questions
            yield topic.title.casefold(), (topic.title, web(topic.path), topic.description)
    for entity in reversed(list(site.catalogue.entities.values())):
        for name in filter(None, (*entity.names, entity.symbol)):
            yield name.casefold(), (entity.name, web(entity.path), _known_of(entity, site))


def _pages(site: Publication) -> Iterator[tuple[list[str], list[tuple[str, str, str]]]]:
    """Yield the phrases by which one asks for a page of the site, with it and what belongs to it.

    Deadlines say the next ones.
    """
    told = "; ".join(f"{one.when}, {one.title}{one.firm}" for one in next_days(site)[:_NEXT])
    for address, (title, what, *asked) in table("asking")["pages"].items():
        then = f"; next: {told}" if told and address.endswith("#deadlines") else ""
        called, own = _called(title, site)
        yield [*asked, *own], [(called, address, f"{what}{then}")]


def _called(title: str, site: Publication) -> tuple[str, Iterable[str]]:
    """Return what the project calls a page, and the words of that by which one asks for it."""
    if title not in ("rules", "sites"):
        return title, ()
    word = site.catalogue.vocabulary.called(title)
    single = _WORD.findall(f"{word.many} {word.one}")
    return initial(word.many), dict.fromkeys((word.many, word.one, *single))


def _known_of(entity: Entity, site: Publication) -> str:
    """Return what is asked most of a name: what a firm made, what stands there or controls it."""
    own = [one for one in sites(site) if one.place is entity]
    firm = site.catalogue.vocabulary.role(entity.type) == "organisation"
    made = (one for one in numbers(site) if firm and one.number.about[:1] == (entity.slug,))
    told = [f"{one.number.name}: {one.lead.words}" for one in made if not one.number.each][:1]
    told += [f"{o.site.name}: {o.status}{f' ({o.as_of})' if o.as_of else ''}" for o in own]
    told += [f"{item.name}: {item.words}" for item in naming(entity.slug, site)[:1]]
    if entity.symbol and not told:
        told = [tile(entity, site).words[0]]
    return "; ".join(told[:_TOLD]) or entity.role or ""


def _numbers(site: Publication) -> Iterator[tuple[str, str, str, str, dict[str, str]]]:
    """Yield name, address, value, the words by which a question may ask for it, and whose is what.

    "What did Acme make" asks for a value that is about Acme.
    """
    known, role = site.catalogue.entities, site.catalogue.vocabulary.role
    for one in numbers(site):
        about = [known[slug] for slug in one.number.about if slug in known]
        names = (name for entity in about for name in entity.names)
        words = " ".join((one.number.name, one.number.counts, *names)).casefold()
        told = " ".join(dict.fromkeys(_WORD.findall(words)))
        own = {
            name.casefold(): values[0].words
            for entity in about
            if role(entity.type) == "organisation" and (values := values_of(one, entity, site))
            for name in entity.names
        }
        yield one.number.name, web(one.number.path), one.lead.words, told, own


def _asked(site: Publication) -> Iterator[tuple[str, str, str, str, dict[str, str]]]:
    """Yield the questions that pages about the project answer in a list, each with its answer."""
    for page in site.pages:
        for line in page.lines:
            question, mark, answer = bare(line.text).partition("? ")
            if mark and line.text.startswith("- **") and line.text.find("?**") > 0:
                told = " ".join(dict.fromkeys(_WORD.findall(f"{question} {answer}".casefold())))
                asked = question.removeprefix("- ")
                yield f"{asked}?", web(page.path), clipped(answer, _ANSWER), told, {}


def _words(site: Publication) -> set[str]:
    """Return the words that are spelled right: those of names, terms, titles and source texts."""
    sure = " ".join(
        (
            *(name for e in site.catalogue.entities.values() for name in e.names),
            *(topic.title for topic in site.catalogue.topics.values()),
            *(term.term for term in site.catalogue.glossary),
            *(story.title for story in site.stories),
        )
    )
    texts = (passage.text for article in site.articles.values() for passage in article.passages)
    often = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    return {word.casefold() for word in _WORD.findall(sure)}.union(dict(often.most_common(_MOST)))
