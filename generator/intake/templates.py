"""Write new entities, topics and notes with the front matter that they need."""

from __future__ import annotations

import datetime as dt

from generator.catalogue.entries import Catalogue
from generator.catalogue.vocabulary import Vocabulary
from generator.errors import BriefingError
from generator.text.frontmatter import scalar

_EXTRA = {  # by the role of the type: its own keys, with what stands for "not known yet"
    "country": ("demonyms: []",),
    "person": ("# country: china",),
    "organisation": ("# country: china", "# speaks_as: {speaks_as}"),
    "measure": (
        "# number: Notification No. 12 of 2026  # its formal name, behind the plain one",
        "# country: india",
        "# measure: {kinds}",
        "# issuer: india",
        "# announced: 2025-04-04",
        "# effective: 2025-04-04",
        "# took_effect: false  # stopped before 'effective' came",
        "# suspended:  # a second line where it was prolonged or suspended again",
        "#   - {{from: 2025-11-07, until: 2026-11-10, by: india}}",
        "# ended: 2026-12-31",
        "# minerals: [slug-of-what-it-covers]",
        "# stages: [{stages}]",
        "# targets: [united-states]",
        "# clauses:  # parts with fates of their own",
        "#   - {{what: ban for military users, effective: 2024-12-03, listed: [Example Inc]}}",
        "# phases:  # later steps",
        "#   - {{what: small firms too, effective: 2027-01-01}}",
        "# read_until: 2026-11-20  # how far you read the pages elsewhere",
    ),
    "material": ("# symbol: Fe",),
    "place": (
        "# country: china",
        "# sites: []  # what stands there: briefing new site prints a row",
    ),
    "concept": (),
}


class NameExists(BriefingError):
    """The catalogue has the name already."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(f"'{name}' is in the catalogue already: {path}; add an alias there")


class FileExists(BriefingError):
    """The file that would be written is there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: is there already; edit it, or choose another name")


def refuse_known(name: str, catalogue: Catalogue) -> None:
    """Raise :class:`NameExists` if an entity has the name, as an alias or otherwise."""
    for entity in catalogue.entities.values():
        if name.lower() in {known.lower() for known in entity.names}:
            raise NameExists(name, entity.path)


def entity(
    name: str, kind: str, speaks_as: tuple[str, ...] = (), words: Vocabulary | None = None
) -> str:
    """Return the page of a new entity; the keys that may be unknown stand as comments."""
    words = words or Vocabulary()
    choices, kinds = " | ".join(speaks_as), " | ".join(words.measure_kinds)
    stages, own = ", ".join(words.stages) or "some-stage", _EXTRA[words.role(kind)]
    lines = [
        f"name: {scalar(name)}",
        "aliases: []",
        "# role: a few words that stand behind the name",
        *(line.format(speaks_as=choices, kinds=kinds, stages=stages) for line in own),
        "# wikidata: Q148",
        "sources: []",
    ]
    body = (
        "<!-- One paragraph: who or what it is. Each figure and date from a seed in 'sources'. -->"
    )
    return _page(lines, body)


def topic(title: str) -> str:
    """Return the page of a new topic; the title is its first term."""
    lines = [
        f"title: {scalar(title)}",
        "terms:",
        "  # 3 names the topic by itself, 2 is strong, 1 counts only with others",
        f"  3: [{scalar(title.lower())}]",
        "  2: []",
        "  1: []",
    ]
    return _page(lines, "<!-- One or two sentences: what belongs here. -->")


def note(title: str, date: dt.date | None) -> str:
    """Return a new note, the editor's own write-up of what several sources say."""
    lines = [
        f"title: {scalar(title)}",
        f"date: {scalar(date)}",
        "kind: note",
        "sources: []",
        "  # - publisher: Reuters",
        '  #   title: "What the article is called"',
        "  #   url: https://example.org/article",
        "  #   date: 2025-07-18",
        "# story: slug-of-the-story",
        "# read_until: 2025-07-18",
    ]
    return _page(lines, "<!-- Your text: say who reports what, and where reports differ. -->")


def _page(lines: list[str], body: str) -> str:
    return "\n".join(["---", *lines, "---", "", body, ""])
