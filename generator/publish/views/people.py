"""People and experts who are quoted, with what they said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.extract.grammar.verbs import VERB
from generator.extract.speech.wording import stands_alone
from generator.model import SpeaksAs
from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.told import Row, Said, Told
from generator.publish.words import count, day

PAGE = "people.md"
_SAYS = re.compile(rf"(?:,? ?(?:has|had|also|later) )?{VERB.pattern}")
_SAID = re.compile(rf"{VERB.pattern}(?: (?:president|minister|secretary|[A-Z]\w+))*$")


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of people: those of the catalogue, then named experts without a page."""
    spoken: dict[str, list[tuple[str, Told]]] = {}
    for story in site.stories:
        for name, words in _claims(story, site):
            spoken.setdefault(name, []).append((words, story))
    blocks = [_person(name, said, site) for name, said in sorted(spoken.items(), key=_most)]
    head = front(title="People", description="Who is quoted, and what they said.", kind="list")
    return {
        PAGE: f"{head}\n# People and experts\n\n{count(len(spoken), 'person', 'people')} quoted "
        f"as of {day(site.as_of)}, most often quoted first.\n{{: .dateline }}\n\n"
        + "\n".join(blocks)
    }


def _most(item: tuple[str, list[tuple[str, Told]]]) -> tuple[int, str]:
    return -len(item[1]), item[0]


def _claims(story: Told, site: Publication) -> list[tuple[str, str]]:
    """Return the statements of people that can be read alone: rows of the table, and prose."""
    found = [(name, row.cell(2)) for row in story.claims if (name := _speaker(row, site))]
    spoken = ((_says(said, site), said.text) for said in story.said if said.kind)
    said = [*found, *((name, text) for name, text in spoken if name)]
    return [(name, text) for name, text in said if stands_alone(text)]


def _says(said: Said, site: Publication) -> str | None:
    """Return the person who says an attributed sentence: a name right beside a verb of saying."""
    for mention in site.catalogue.find(said.text):
        entity = site.catalogue.entities[mention.entity]
        after = " ".join(said.text[mention.end :].split()[:3])
        before = " ".join(said.text[: mention.start].split()[-3:])
        if entity.type == "person" and (_SAYS.match(after) or _SAID.search(before)):
            return entity.name
    return None


def _speaker(row: Row, site: Publication) -> str | None:
    found = [site.catalogue.entities[m.entity] for m in site.catalogue.find(row.cell(0))]
    people = [entity.name for entity in found if entity.type == "person"]
    if people:
        return people[0]
    return row.cell(0) if row.cell(1).startswith(SpeaksAs.EXPERT) else None


def _person(name: str, said: list[tuple[str, Told]], site: Publication) -> str:
    known = {e.name: e for e in site.catalogue.entities.values() if e.type == "person"}
    entity = known.get(name)
    title = f"[{inline(name)}]({relative(PAGE, entity.path)})" if entity else inline(name)
    role = f"{inline(entity.role)}\n{{: .meta }}\n\n" if entity and entity.role else ""
    items = "\n".join(
        f'- {inline(_begun(words))} <small class="from">{cards.link(story, PAGE)}, '
        f"{day(story.date)}</small>"
        for words, story in said
    )
    return f"## {title}\n\n{role}{items}\n"


def _begun(words: str) -> str:
    """Return words under their speaker's name: what is the end of a sentence begins like one."""
    begun = words[:1].upper() + words[1:]
    return begun if begun.endswith(_ENDS) else f"{begun}."


_ENDS = (".", "!", "?", "…", "”", '"')
