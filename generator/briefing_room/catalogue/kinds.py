"""The kinds of pages in the catalogue.

A kind says where its pages are, which record holds one of them and which form ``briefing new``
fills in.  The record says how each key is read and checked against the cited passages
(:func:`briefing_room.catalogue.schema.key`).  To add a kind, write a record, an entry here, a form
in ``data/forms.yml`` and a template; the other stages need no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from briefing_room.catalogue.entries import Entity, Topic
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import PageRecord


@dataclass(frozen=True, slots=True)
class CatalogueKind:
    """A kind of page; ``pattern`` matches its files below the folder of briefings.

    ``form`` is its name in ``briefing new``; ``columns`` lists the columns of its table and of its
    CSV file.  The other fields are for kinds that have no view of their own: ``rows`` is the field
    with the rows of a page, ``title`` the heading above the list of pages, and ``template`` the
    template of a page.
    """

    name: str
    record: type[PageRecord]
    pattern: str
    form: str
    columns: str = ""
    rows: str = ""
    title: str = ""
    template: str = "kind.md"

    @property
    def folder(self) -> str:
        """The folder of its pages."""
        return self.pattern.partition("/")[0]

    def matches(self, path: PurePosixPath) -> bool:
        """Whether the file at ``path``, relative to the folder of briefings, is of this kind."""
        return len(path.parts) == self.pattern.count("/") + 1 and path.match(self.pattern)


KINDS = (
    CatalogueKind("entities", Entity, "entities/*/*.md", "entity"),
    CatalogueKind("topics", Topic, "topics/*.md", "topic"),
    CatalogueKind(
        "numbers",
        Number,
        "numbers/*.md",
        "number",
        columns="number value value_min value_max qualifier unit period kind of place basis says"
        " via source_kind reported_on revised_to note passages address",
    ),
)
GLOSSARY, STOP_NAMES = "glossary.yml", "entities/stop-names.yml"
