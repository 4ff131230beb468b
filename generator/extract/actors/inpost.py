"""The post that an article gives a person elsewhere than beside the name where they speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.extract.actors.directory import Directory
from generator.extract.actors.introductions import introductions
from generator.extract.actors.named import Named
from generator.extract.actors.persons import personal_name
from generator.extract.actors.posts import OFFICE, POST
from generator.model import SpeaksAs


def in_post(named: Named | None, names: Directory) -> Named | None:
    """Return a person in the quality of their post, if the article tells it elsewhere."""
    if named is None or not named.person or named.speaker.kind is not SpeaksAs.EXPERT:
        return named
    name = personal_name(named.speaker.name)
    if name is None or " " not in name:
        return named
    for phrase in (*introductions(names.sentence), *_told_of(name, names.article.text)):
        if phrase != named.speaker.name and name in phrase:
            found = names.as_named(phrase, relays=False)
            if found and found.speaker.kind is not SpeaksAs.EXPERT:
                return replace(named, speaker=replace(named.speaker, kind=found.speaker.kind))
    return named


def _told_of(name: str, text: str) -> Iterator[str]:
    """Yield what a text says somebody is: "Roe is the chief executive of Acme"."""
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    is_one = rf"\b{surname},? (?:is|was|serves as|works as|became) {_AS}"
    for match in re.finditer(is_one, text):
        if POST.search(match[1]) or OFFICE.search(match[1]):
            yield f"{name}, {match[1]}"


_AS = (
    r"((?:the |an? |its |(?=chief|president|chair|director|head|minister|professor|senior))"
    r"[^.;,\n]{3,60})"
)
