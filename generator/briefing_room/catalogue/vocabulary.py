"""Read the vocabulary: the words of a project for types of names, stages, policies and sites.

A project has them in ``vocabulary.yml`` in the folder of briefings.  Each section that is missing
there is taken from ``data/vocabulary.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from briefing_room.catalogue import schema
from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.schema import SLUG
from briefing_room.model import Finding
from briefing_room.text.lexicon import table

ROLES = ("country", "person", "organisation", "policy", "material", "place", "concept")
"""How the program treats a type of names, whatever a project calls it."""


@dataclass(frozen=True, slots=True)
class VocabularyWord:
    """A word of the subject: its key in front matter, and its singular and plural on the site.

    ``role`` says how the program treats the word; its meaning depends on the section:

    - ``types``: one of ``ROLES``;
    - ``policy_kinds``: ``decides`` if such a policy decides single cases;
    - ``site_kinds``: the stage that such a site serves;
    - ``site_statuses``: the shape of the mark: full, half, ring, or small by default.

    The section ``titles`` has the words of the site for ``sites``, for the policies that decide
    (``rules``), for those who issue them (``issuers``) and for the ``materials`` that they cover;
    a ``note`` says what a list of them lacks.  ``listed`` says what a kind of policy means
    for a buyer on its list.
    """

    key: str
    singular: str = schema.key("", name="one")
    plural: str = schema.key("", name="many")
    role: str = schema.key("")
    note: str = schema.key("")
    listed: str = schema.key("")


Words = Mapping[str, VocabularyWord]


@cache
def _default_words(section: str) -> Words:
    words = _read_sections(
        KeyReader("vocabulary.yml", {section: table("vocabulary").get(section)}, {})
    )
    return words.get(section, MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a project, in the order in which the site shows them.

    If a section is empty, any key is allowed.
    """

    types: Words = field(default_factory=lambda: _default_words("types"))
    stages: Words = field(default_factory=lambda: _default_words("stages"))
    policy_kinds: Words = field(default_factory=lambda: _default_words("policy_kinds"))
    site_kinds: Words = field(default_factory=lambda: _default_words("site_kinds"))
    site_statuses: Words = field(default_factory=lambda: _default_words("site_statuses"))
    titles: Words = field(default_factory=lambda: _default_words("titles"))
    symbols: tuple[str, ...] = ()  # of the materials that policies cover, in the order of the tiles
    # Names in other languages and formulas, by the slug of a name: only the search reads them.
    search_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def role(self, kind: str) -> str:
        """The role of a type of names; empty for an unknown type."""
        word = self.types.get(kind)
        return word.role if word else ""

    def title_of(self, part: str) -> VocabularyWord:
        """What the site calls a part of its subject, such as ``sites``."""
        return self.titles.get(part) or _default_words("titles")[part]

    def first_type_of(self, role: str) -> str:
        """The first type with a role, such as that of policies; empty if there is none."""
        return next((word.key for word in self.types.values() if word.role == role), "")


SYMBOLS = "symbols"
SEARCH_NAMES = "search_names"
SECTIONS = tuple(
    section.name for section in fields(Vocabulary) if section.name not in (SYMBOLS, SEARCH_NAMES)
)


def read_vocabulary(path: Path) -> tuple[Vocabulary, tuple[Finding, ...]]:
    """Read ``vocabulary.yml``, which may be missing, and the faults in it."""
    reader = KeyReader.from_file(path)
    symbols = tuple((reader.text(SYMBOLS) or "").split())
    names = reader.mapping(SEARCH_NAMES)
    search_names = {slug: names.texts(slug) for slug in map(str, names.values)} if names else {}
    return (
        Vocabulary(
            **_read_sections(reader),
            symbols=symbols,
            search_names=MappingProxyType(search_names),
        ),
        tuple(reader.findings),
    )


def _read_sections(reader: KeyReader) -> dict[str, Words]:
    """Read each section of the vocabulary that is there."""
    reader.report_unknown_keys((*SECTIONS, SYMBOLS, SEARCH_NAMES))
    sections: dict[str, Words] = {}
    for name in SECTIONS:
        if inner := reader.mapping(name):
            words = {str(key): _read_word(inner, str(key), name) for key in inner.values}
            sections[name] = MappingProxyType({key: word for key, word in words.items() if word})
    return sections


def _read_word(section: KeyReader, name: str, section_name: str) -> VocabularyWord | None:
    """Read the word under a name: ``{one, many, role}``."""
    if section_name in ("types", "stages", "policy_kinds", "site_kinds") and not SLUG.fullmatch(
        name
    ):
        section.report("wrong-value", name, f"'{name}' must be a slug such as 'export-licence'")
        return None
    section.report_if_missing(name, "write {one: mine, many: mines}")
    inner = section.mapping(name)
    word = inner.record(VocabularyWord, key=name) if inner else None
    if not inner or not word:
        return None
    if section_name == "types" and not inner.choice("role", ROLES):
        section.report("missing", name, f"'{name}' needs a 'role': one of {', '.join(ROLES)}")
        return None
    singular = word.singular or name.replace("-", " ")
    return replace(word, singular=singular, plural=word.plural or f"{singular}s")
