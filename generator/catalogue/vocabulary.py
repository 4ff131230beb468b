"""The words of a project's subject: types of names, stages, kinds of measures and of sites.

They stand in ``vocabulary.yml`` beside the pages.  A project without the file has the general
words below; a section that the file leaves out keeps them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.catalogue.schema import SLUG, Fields
from generator.model import Finding
from generator.text.frontmatter import FrontMatterError, split

ROLES = ("country", "person", "organisation", "measure", "material", "place", "concept")
"""What the program knows to do with a type of names, whatever a project calls it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the subject: its key in front matter, how readers see one and many of it.

    ``role`` says what the program does with it: of a type one of ``ROLES``; of a kind of measure
    ``control`` where it decides what may be shipped; of a kind of site the stage that it serves.
    """

    key: str
    one: str
    many: str
    role: str = ""


Words = Mapping[str, Word]


def words(**given: str | tuple[str, str, str]) -> Words:
    """Return words by key; one that is given as a text alone has its plural with an s."""
    made = {key.replace("_", "-"): value for key, value in given.items()}
    full = {k: (v, f"{v}s", "") if isinstance(v, str) else v for k, v in made.items()}
    return MappingProxyType({key: Word(key, *value) for key, value in full.items()})


_STATUSES = (
    *("operating", "under construction", "planned", "paused", "closed", "abandoned"),
    "resource only",
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a project, in the order in which readers should meet them.

    Where a section is empty any key will do.
    """

    types: Words = field(
        default_factory=lambda: words(
            country=("country", "countries", "country"),
            person=("person", "people", "person"),
            organisation=("organisation", "organisations", "organisation"),
            policy=("measure", "measures", "measure"),
            mineral=("mineral", "minerals", "material"),
            place=("place", "places", "place"),
            concept=("term", "terms", "concept"),
        )
    )
    stages: Words = field(default_factory=words)
    measure_kinds: Words = field(
        default_factory=lambda: words(
            export_licence=("export licence", "export licences", "control"),
            export_ban=("export ban", "export bans", "control"),
            technology_ban=("technology ban", "technology bans", "control"),
            extraterritorial_rule=("extraterritorial rule", "extraterritorial rules", "control"),
            entity_listing=("entity listing", "entity listings", "control"),
            quota="quota",
            law="law",
            programme="programme",
            agreement="agreement",
            tariff="tariff",
            dispute="dispute",
            procurement_rule="procurement rule",
        )
    )
    site_kinds: Words = field(default_factory=words)
    site_statuses: Words = field(
        default_factory=lambda: MappingProxyType({s: Word(s, s, s) for s in _STATUSES})
    )

    def role(self, kind: str) -> str:
        """Return what the program does with a type of names; nothing for an unknown one."""
        word = self.types.get(kind)
        return word.role if word else ""

    def type_of(self, role: str) -> str:
        """Return the first type with a role, such as that of measures; empty if none has it."""
        return next((word.key for word in self.types.values() if word.role == role), "")


SECTIONS = tuple(each.name for each in fields(Vocabulary))


def read_vocabulary(path: Path) -> tuple[Vocabulary, tuple[Finding, ...]]:
    """Return the words of ``vocabulary.yml`` and what is wrong in it; no file is no fault."""
    if not path.is_file():
        return Vocabulary(), ()
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        document = split(f"---\n{text.rstrip()}\n---\n")
    except FrontMatterError as error:
        return Vocabulary(), (
            Finding("unreadable", path.as_posix(), max(error.line - 1, 1), str(error)),
        )
    except (OSError, ValueError) as error:
        return Vocabulary(), (
            Finding("unreadable", path.as_posix(), 0, f"cannot be read: {error}"),
        )
    lines = {way: line - 1 for way, line in document.lines.items()}
    reader = Fields(path.as_posix(), document.front, lines)
    reader.only(SECTIONS)
    given: dict[str, Any] = {
        name: found for name in SECTIONS if (found := _section(reader, name)) is not None
    }
    return Vocabulary(**given), tuple(reader.findings)


def _section(reader: Fields, name: str) -> Words | None:
    """Return the words of a section, ``None`` where the file leaves it out."""
    inner = reader.inner(name)
    if inner is None:
        return None
    found = {str(key): _word(inner, str(key), name) for key in inner.values}
    return MappingProxyType({key: word for key, word in found.items() if word}) or None


def _word(section: Fields, key: str, name: str) -> Word | None:
    """Return the word under a key: a text, or ``{one, many, role}``."""
    if name != "site_statuses" and not SLUG.fullmatch(key):
        section.note("wrong-value", key, f"'{key}' must be a slug such as 'export-licence'")
        return None
    value = section.values.get(key)
    if value is None:
        one = key.replace("-", " ")
        word = Word(key, one, f"{one}s")
    elif isinstance(value, str):
        word = Word(key, value, f"{value}s")
    else:
        inner = section.inner(key)
        if inner is None:
            return None
        inner.only(("one", "many", "role"))
        one = inner.text("one") or key.replace("-", " ")
        role = inner.choice("role", ROLES) if name == "types" else inner.text("role")
        word = Word(key, one, inner.text("many") or f"{one}s", role or "")
    if name == "types" and not word.role:
        section.note("missing", key, f"'{key}' needs a 'role': one of {', '.join(ROLES)}")
        return None
    return word
