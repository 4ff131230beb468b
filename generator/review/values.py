"""Hold the rows that people write against the passages they cite: numbers, sites, deadlines, dates.

The number with its unit, the period and the speaker must stand in the passages; what a text can
only have expected is not told as actual.  A false value that happens to stand in the same passage
cannot be told by a machine, except where its own date stands right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.catalogue.entries import Catalogue, Deadline, Entity, Site
from generator.catalogue.numbers import ACTUAL
from generator.catalogue.schema import near
from generator.model import Article, Finding, Passage, Quantity
from generator.review.evidence import Evidence, alike, equals, missing, same_value
from generator.review.library import Library, Tally
from generator.review.number_evidence import (
    apart,
    direction,
    expected,
    fits,
    gives,
    measured,
    same_number,
    stands_behind,
    unit_of,
)
from generator.review.reading import spaced
from generator.text.months import Period

_SHORTEST = 5  # letters of a publisher's name that must stand in a passage
NO_PASSAGE, WRONG_PASSAGE = "no-such-passage", "wrong-passage"
WRONG_NUMBER, WRONG_UNIT, WRONG_QUALIFIER = "wrong-number", "wrong-unit", "wrong-qualifier"
WRONG_PERIOD, WRONG_SPEAKER = "wrong-period", "wrong-speaker"
AS_ACTUAL, NOT_SUPPORTED = "told-as-actual", "not-supported"

Problem = tuple[str, str]


class Row(NamedTuple):
    """What one row says, whatever page it stands on; what it leaves open is ``None``."""

    path: str
    line: int
    cites: tuple[str, ...]
    text: str | None = None  # number and unit
    unit: str | None = None  # of the whole page
    period: Period | None = None
    says: str | None = None
    via: str | None = None
    kind: str = ""
    names: tuple[str, ...] = ()  # one of these must be named
    claims: str | None = None  # words of our own, whose numbers, dates and names are looked for
    exact: bool = False  # the period must be the day of the passage, and may be that of the seed


def check_values(library: Library, *, strict: bool = False) -> Tally:
    """Check every row of the catalogue that cites passages.

    Rows that rest on absent seeds alone are only counted, unless ``strict``.
    """
    result = Tally()
    for row in rows(library.catalogue):
        if not strict and row.cites and _is_absent(row, library):
            result += Tally(1, aside=1)
            continue
        wrong = dict.fromkeys(problems(row, library))
        where = (library.briefings / row.path).as_posix()
        findings = tuple(Finding(kind, where, row.line, why) for kind, why in wrong)
        result += Tally(1, bool(wrong), 0, findings)
    return result


def _is_absent(row: Row, library: Library) -> bool:
    """Return whether the seeds that a row cites are not here, and none like them is either."""
    seeds = {address.partition("/")[0] for address in row.cites if "/" in address}
    here = any(seed in library.by_id or library.near(seed) for seed in seeds)
    return bool(seeds) and not here


# --- The rows ------------------------------------------------------------------------------------


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """Yield every row that cites passages."""
    for number in catalogue.numbers.values():
        for v in number.values:
            place, when = (number.path, v.line, v.cites), v.period
            yield Row(*place, v.text, number.unit, when, v.says, v.via, v.kind)
    for entity in catalogue.entities.values():
        yield from _entity_rows(entity)
    for topic in catalogue.topics.values():
        yield from _deadline_rows(topic.path, topic.deadlines)


def _entity_rows(entity: Entity) -> Iterator[Row]:
    for site in entity.sites:
        yield from _site_rows(site, entity)
    yield from _deadline_rows(entity.path, entity.deadlines)
    for each in entity.measure.cited if entity.measure else ():
        day = Period(str(each.day), each.day, each.day)
        yield Row(entity.path, each.line, each.cites, period=day, exact=True)


def _site_rows(site: Site, entity: Entity) -> Iterator[Row]:
    names = (site.name, entity.slug, *site.owners)
    if status := site.status:
        when = status.as_of
        yield Row(entity.path, status.line, status.cites, period=when, names=names, exact=True)
    for each in site.capacity:
        yield Row(
            *(entity.path, each.line, each.cites, each.text, None, each.period),
            kind=each.kind,
            names=names,
        )


def _deadline_rows(path: str, deadlines: Iterable[Deadline]) -> Iterator[Row]:
    for each in deadlines:
        yield Row(path, each.line, each.cites, period=each.date, claims=each.what)
        if each.followed:
            yield Row(path, each.line, each.followed.cites, claims=each.followed.what)


# --- What is wrong with a row --------------------------------------------------------------------


def problems(row: Row, library: Library) -> Iterator[Problem]:
    """Yield the reason and the message for each thing that the cited passages do not bear out."""
    found = [library.resolve(address) for address in row.cites]
    for address, passage in zip(row.cites, found, strict=True):
        if passage is None:
            yield NO_PASSAGE, f"no seed has the passage {address}; {_instead(address, library)}"
    passages = [passage for passage in found if passage]
    if not passages:
        return
    evidence = library.of_labels([p.label for p in passages], whole=True)
    seeds = [library.by_id[seed] for seed in dict.fromkeys(p.article for p in passages)]
    if row.text:
        yield from _number_problems(row, evidence, passages, library)
    if row.period:
        yield from _period_problems(row, row.period, evidence, seeds)
    for key, name in (("says", row.says), ("via", row.via)):
        if name:
            yield from _speaker_problems(key, name, passages, library)
    if row.names and not any(_named(name, evidence, library.catalogue) for name in row.names):
        yield NOT_SUPPORTED, f"the passages name neither {' nor '.join(row.names)}; cite one more"
    for item in missing(row.claims, evidence) if row.claims else ():
        yield NOT_SUPPORTED, f"the {item.kind} “{item.text}” is not in the passages; correct it"


def _instead(address: str, library: Library) -> str:
    """Return what an address that leads nowhere may mean: another seed, or another place."""
    seed, slash, place = address.partition("/")
    article = library.by_id.get(seed)
    if not slash:
        return "write seed/paragraph-sentence"
    if article is None:
        return f"there is no seed '{seed}'; {library.near(seed)}".rstrip("; ")
    paragraph = place.partition("-")[0]
    here = [p.place for p in article.passages if str(p.paragraph) == paragraph]
    last = article.passages[-1].paragraph if article.passages else 0
    return (
        f"paragraph {paragraph} has {', '.join(here)}" if here else f"its last paragraph is {last}"
    )


def _number_problems(
    row: Row, evidence: Evidence, passages: Sequence[Passage], library: Library
) -> Iterator[Problem]:
    said = measured(row.text or "", row.unit or "")
    if said is None:
        words = f"“{row.text}” is not one number with a unit; write it as the passage does"
        yield WRONG_NUMBER, words
        return
    if row.unit and not fits(said.unit, row.unit):
        yield WRONG_UNIT, f"“{said.given}” is in {said.unit}, the page counts in {row.unit}"
    equal = equals(said, evidence, unit_of(row.unit) if row.unit else "")
    if not equal:
        yield _elsewhere(said, evidence, passages, library)
        return
    if all(direction(q) != direction(said) for q in equal):
        yield WRONG_QUALIFIER, f"the passage says “{equal[0].given}”; write it so"
    if row.period and row.says:
        beside = [stands_behind(q, evidence) for q in equal]
        others = [other for other in beside if other and apart(other, row.period)]
        if len(others) == len(equal):
            of = f"the passage gives “{equal[0].given}” for {others[0].text}"
            yield WRONG_PERIOD, f"{of}, not {row.period.text}; correct one of the two"
    if row.kind == ACTUAL and all(expected(q, evidence) for q in equal):
        yield AS_ACTUAL, f"the passage only expects “{equal[0].given}”; say so with 'kind'"


def _elsewhere(
    said: Quantity, evidence: Evidence, passages: Sequence[Passage], library: Library
) -> Problem:
    """Say what the passages have instead of a number, or which other passage has it."""
    other = [q for q in evidence.quantities if same_value(said, q)]
    if other:
        return WRONG_UNIT, f"the passage says “{other[0].given}”, not “{said.given}”"
    for seed in dict.fromkeys(passage.article for passage in passages):
        for passage in library.by_id[seed].passages:
            if any(same_number(said, q) for q in library.of_labels([passage.label]).quantities):
                return WRONG_PASSAGE, f"“{said.given}” is in {passage.address}; cite that"
    there = ", ".join(q.given for q in evidence.quantities if alike(q.unit, said.unit))
    has = f"they have {there}" if there else "they have no such number"
    return WRONG_NUMBER, f"“{said.given}” is not in the passages; {has}"


def _period_problems(
    row: Row, when: Period, evidence: Evidence, seeds: Sequence[Article]
) -> Iterator[Problem]:
    told = [day for a in seeds for day in (a.date, *(s.date for s in a.sources)) if day]
    of_the_seed = row.exact and row.text is None and bool(row.names)
    in_time = of_the_seed and any(when.start <= day <= when.end for day in told)
    if not (in_time or gives(when, evidence)):
        there = ", ".join(dict.fromkeys(s.date for s in evidence.dates if s.date)) or "no date"
        yield WRONG_PERIOD, f"{when.text} is not in the passages, which give {there}; correct it"
    elif (row.kind == ACTUAL or of_the_seed) and told and when.start > max(told):
        yield AS_ACTUAL, f"{when.text} lies after the text ({max(told)}); say so with 'kind'"


def _speaker_problems(
    key: str, name: str, passages: Sequence[Passage], library: Library
) -> Iterator[Problem]:
    """Yield what is wrong with a speaker: named in the passages, or publisher of a whole seed.

    All of a seed with one publisher is that one's; of several the passages must name who says it.
    """
    catalogue = library.catalogue
    evidence = library.of_labels([p.label for p in passages], whole=True)
    if _named(name, evidence, catalogue):
        return
    articles = [library.by_id[seed] for seed in dict.fromkeys(p.article for p in passages)]
    sources = [source.publisher for article in articles for source in article.sources]
    publishers = {each for each in (*(a.publisher for a in articles), *sources) if each}
    entity = catalogue.entities.get(name)
    names = entity.names if entity else (name,)  # "Reuters (via Goldsea)" is one of Reuters'
    listed = any(spaced(each) in spaced(publisher) for each in names for publisher in publishers)
    if listed and (key == "via" or len(publishers) == 1 or _named_in_short(name, evidence)):
        return
    if entity is None and not listed:
        speakers = {slug for slug, each in catalogue.entities.items() if each.speaks_as}
        question = near(name, speakers | publishers)
        words = f"'{key}' is “{name}”, which the passages do not name; {question}"
        yield WRONG_SPEAKER, words.rstrip("; ")
        return
    shown = entity.name if entity else name
    yield WRONG_SPEAKER, f"the passages do not name {shown}; cite the one that does, or correct it"


def _named(name: str, evidence: Evidence, catalogue: Catalogue) -> bool:
    """Return whether the passages name an entity, given by its slug, or a name as it is written."""
    if name in catalogue.entities:
        return name in evidence.names
    found = {mention.entity for mention in catalogue.find(name)}
    return evidence.says(name) or bool(found and found <= evidence.names)


def _named_in_short(name: str, evidence: Evidence) -> bool:
    """Return whether a publisher is named by the words that its name begins with: "Davis Capital".

    A name of somebody who is never heard does not count: "China" is no short name of China Daily.
    """
    whole, known = _letters(name), evidence.catalogue
    runs = re.findall(r"(?=\b([A-Z0-9][\w'’-]+(?: [A-Z0-9][\w'’-]+){0,2}))", evidence.text)
    for short in (" ".join(run.split()[:count]) for run in runs for count in (3, 2, 1)):
        if len(_letters(short)) >= _SHORTEST and whole.startswith(_letters(short)):
            meant = [known.entities[mention.entity] for mention in known.find(short)]
            return not meant or any(entity.speaks_as for entity in meant)
    return False


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"['’]s\b", "", text.lower()))
