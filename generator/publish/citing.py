"""How to cite a story or a number: plain, BibTeX and RIS."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage
from generator.publish.words import day, listing

DRAFT = "draft not yet reviewed by a person"


class Form(NamedTuple):
    """A way to write a citation; ``file`` and ``address`` save it where programs read it."""

    name: str
    text: str
    file: str = ""
    address: str = ""


class Work(NamedTuple):
    """What is cited; those who ``provide`` the values of a number are credited first."""

    id: str
    title: str
    path: str
    note: str = ""
    provide: tuple[str, ...] = ()


def of_story(story: StoryPage) -> Work:
    """Return a story as a work, with what a citation has no field for: that it is a draft."""
    parts = [f"event of {day(story.date)}"] if story.date else []
    parts += [] if story.reviewed else [DRAFT]
    return Work(story.id, story.title, story.path, "; ".join(parts))


def cite(work: Work, site: Publication) -> tuple[Form, ...]:
    """Return a citation in three forms; two are saved by a link that holds the file itself."""
    return (
        Form("Plain", _plain(work, site)),
        _saved("BibTeX", _bibtex(work, site), f"{work.id}.bib", "application/x-bibtex"),
        _saved("RIS", _ris(work, site), f"{work.id}.ris", "application/x-research-info-systems"),
    )


def _saved(name: str, text: str, file: str, kind: str) -> Form:
    return Form(name, text, file, f"data:{kind};charset=utf-8,{quote(text)}")


def _plain(work: Work, site: Publication) -> str:
    whose = f"{listing(work.provide)}, compiled in " if work.provide else ""
    note = f", {work.note}" if work.note else ""
    place = f" {site.address(work.path)}" if site.settings.address else ""
    return f"{whose}“{work.title}”, {site.settings.name}{note}, as of {day(site.as_of)}.{place}"


def _bibtex(work: Work, site: Publication) -> str:
    escaped = {
        "author": " and ".join(f"{{{name}}}" for name in work.provide),
        "title": f"{{{_tex(work.title)}}}",
        "organization": _tex(site.settings.name),
        "date": str(site.as_of),
        "url": site.address(work.path) if site.settings.address else "",
        "note": _tex(work.note),
        "urldate": str(site.as_of),
    }
    key = re.sub(r"[^a-z0-9]+", "-", work.id.lower())
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in escaped.items() if value)
    return f"@online{{{key},\n{lines}\n}}"


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def _ris(work: Work, site: Publication) -> str:
    lines = [("TY", "ELEC"), *(("AU", name) for name in work.provide)]
    lines += [("TI", work.title), ("PB", site.settings.name)]
    lines += [("PY", str(site.as_of.year)), ("DA", f"{site.as_of:%Y/%m/%d}/")]
    lines += [("UR", site.address(work.path))] if site.settings.address else []
    lines += [("N1", work.note)] if work.note else []
    lines += [("Y2", f"{site.as_of:%Y/%m/%d}/"), ("ER", "")]
    return "\n".join(f"{tag}  - {words}" for tag, words in lines)
