"""Write new entities, topics, notes and rows with the keys that they need: ``data/forms.yml``."""

from __future__ import annotations

import datetime as dt
from string import Template

from generator.catalogue.entries import Catalogue
from generator.catalogue.vocabulary import Vocabulary
from generator.errors import BriefingError
from generator.text.frontmatter import scalar
from generator.text.tables import table


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


def form(kind: str, **words: str) -> str:
    """Return a form of ``forms.yml`` with the words it asks for."""
    return Template(table("forms")[kind]).substitute(words)


def entity(
    name: str, kind: str, speaks_as: tuple[str, ...] = (), words: Vocabulary | None = None
) -> str:
    """Return the page of a new entity; the keys that may be unknown stand as comments."""
    words = words or Vocabulary()
    own = form(
        words.role(kind),
        speaks_as=" | ".join(speaks_as),
        measures=" | ".join(words.measure_kinds),
        stages=", ".join(words.stages) or "some-stage",
    )
    return form("entity", name=scalar(name), own=own)


def topic(title: str) -> str:
    """Return the page of a new topic; the title is its first term."""
    return form("topic", title=scalar(title), term=scalar(title.lower()))


def note(title: str, date: dt.date | None) -> str:
    """Return a new note, the editor's own write-up of what several sources say."""
    return form("note", title=scalar(title), date=scalar(date))
