"""The search page, and what its script needs: names, numbers, and words to mend a slip with."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.publish.frames import Head, filled
from generator.publish.markup import web
from generator.publish.publication import Publication
from generator.publish.views.key_numbers import numbers
from generator.text.tables import table

PAGE, DATA = "search.md", "data/search.json"
_WORD = re.compile(r"[^\W\d_]{4,}")
_SEEN = 2  # times that a word of prose must stand on the site to be held for right
_MOST = 6000  # words to mend with


def view(site: Publication) -> Mapping[str, str]:
    """Return the search page; its address is ``search/?q=…``."""
    head = Head(
        "Search", "Search stories, names and numbers.", "search", "search", scripts=("search.js",)
    )
    return {PAGE: filled("search.md", PAGE, head=head), DATA: data(site)}


def data(site: Publication) -> str:
    """Return what counting words cannot know: which page a name or a question asks for.

    ``names`` has every spelling with its page; ``numbers`` the words of each number, its page and
    its leading value; ``words`` are spelled right; ``asking`` tell nothing of what is asked for.
    """
    found = {
        "names": dict(_names(site)),
        "numbers": [list(one) for one in _numbers(site)],
        "words": sorted(_words(site)),
        "asking": str(table("asking")["words"]).split(),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _names(site: Publication) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for asked in ("controls", "controlled"):  # "what is controlled today"
        yield asked, ("Controls", "controls/", "every measure with its status")
    for asked in ("deadline", "deadlines", "due"):  # "what is due next"
        yield asked, ("Deadlines", "controls/#deadlines", "what is due next, and what has passed")
    for entity in reversed(list(site.catalogue.entities.values())):
        for name in filter(None, (*entity.names, entity.symbol)):
            yield name.casefold(), (entity.name, web(entity.path), entity.role or "")


def _numbers(site: Publication) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, address, value, and the words by which a question may ask for it."""
    known = site.catalogue.entities
    for one in numbers(site):
        about = (name for slug in one.number.about if slug in known for name in known[slug].names)
        words = " ".join((one.number.name, one.number.counts, *about)).casefold()
        told = " ".join(dict.fromkeys(_WORD.findall(words)))
        yield one.number.name, web(one.number.path), one.lead.words, told


def _words(site: Publication) -> set[str]:
    sure = " ".join(
        (
            *(name for e in site.catalogue.entities.values() for name in e.names),
            *(topic.title for topic in site.catalogue.topics.values()),
            *(term.term for term in site.catalogue.glossary),
            *(story.title for story in site.stories),
        )
    )
    prose = (word for s in site.stories for p in s.points for word in _WORD.findall(p.text))
    often = Counter(word.casefold() for word in prose)
    held = [word for word, times in often.most_common(_MOST) if times >= _SEEN]
    return {*(word.casefold() for word in _WORD.findall(sure)), *held}
