"""Read the shares of the chain from mine to magnet out of the pages' tables of figures.

A figure enters only with its stage, its country and its period; what cannot enter is named with
the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue.entries import Catalogue, Entity
from generator.model import Finding
from generator.pages.page import Kind
from generator.pages.wording import NOT_GIVEN
from generator.publish.controls import RARE_EARTHS, is_group
from generator.publish.plain import cells, plain, without_labels
from generator.publish.publication import Publication
from generator.publish.told import FIGURES, Told
from generator.publish.words import listing

CHAIN = ("mining", "separation and refining", "metals and alloys", "magnets")
"""The stages of the chain as the figures of the pages name them, in the order of the material."""

NO_PERIOD = "no period given"
_STAGES = frozenset({*CHAIN, "recycling", "reserves", "exports", "imports"})
_OUTPUT = re.compile(r"\b(?:output|production|supply|capacity|market)\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\bper ?cent\b")
# What a percentage is when it is no share of a stage.
_NO_SHARE = re.compile(
    r"\b(?:rise|fall|fell|growth|grew|increase|decrease|drop|cut|duty|duties|tariffs?|tax(?:es)?|lev(?:y|ies)|royalt(?:y|ies)|fees?|below|above|"
    r"higher|lower|limit|ceiling|target|demand|needs?|consumption|imports?|exports?|stake|shares|"
    r"revenue|price|funding|capacity factor|efficiency|purity)\b|\bits (?:annual|own)\b",
    re.IGNORECASE,
)

# What the words around a percentage say of it when it is a duty, a change, a stake, a deal, a norm.
_ELSE = re.compile(
    r"\b(?:dut(?:y|ies)|tariffs?|ordinary rate|rose|fell|went from|stakes?|owns?|owned|approval|"
    r"saving|buys?|bought|purchased?|offtake|in exchange|equivalent of|should|must|asks? that|"
    r"targets?|(?:less|more|higher|lower) (?:than (?:in|a year)|carbon))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:]|, (?:noting|saying|adding|while|but|and|which)\b")
_BEFORE, _AFTER = 70, 40  # characters around a figure that are about it


class Share(NamedTuple):
    """A country's share of a stage, as one source gives it."""

    stage: str
    country: Entity
    figure: str
    what: str
    group: str
    period: str
    source: str
    story: Told


class LeftOut(NamedTuple):
    """A percentage of a stage or country that cannot enter, and why.

    ``country`` is given where the figure is of a single one.
    """

    reason: str
    stage: str
    country: Entity | None
    figure: str
    what: str
    source: str
    story: Told
    line: int


def shares(site: Publication) -> tuple[tuple[Share, ...], tuple[LeftOut, ...]]:
    """Return the shares, by stage, country, period and source, and what was left out."""
    entered: list[Share] = []
    left: list[LeftOut] = []
    for story in site.stories:
        for row in _rows(story, site):
            found = _share(row, site.catalogue)
            if isinstance(found, Share):
                entered.append(found)
            elif found:
                left.append(found)
    entered.sort(
        key=lambda s: (CHAIN.index(s.stage), s.country.name, s.period, s.source, s.story.id)
    )
    return tuple(entered), tuple(left)


def findings(site: Publication) -> tuple[Finding, ...]:
    """Return what was left out, for the editor: where it stands and what it lacks."""
    return tuple(
        Finding(
            "not-in-chain",
            item.story.path,
            item.line,
            f"'{item.figure}' ({item.what}) is not in the mine-to-magnet table: {item.reason}",
        )
        for item in shares(site)[1]
    )


class _Row(NamedTuple):
    """A row of a page's table of figures, in words."""

    figure: str
    what: str
    stage: str
    group: str
    place: str
    period: str
    source: str
    story: Told
    line: int
    passages: tuple[str, ...]


def _rows(story: Told, site: Publication) -> Iterator[_Row]:
    for line in story.page.section(FIGURES):
        if line.kind is Kind.ROW:
            words = (plain(without_labels(cell)) for cell in cells(line.text))
            given = ["" if word == NOT_GIVEN else word for word in words]
            figure, what, scope, place, period, source = (*given, *[""] * 6)[:6]
            first, _, rest = scope.partition(", ")
            stage, group = (first, rest) if first in _STAGES else ("", scope)
            cited = tuple(site.passages[at].text for at in line.labels if at in site.passages)
            where = (place, period, source, story, line.number, cited)
            yield _Row(figure, what, stage, group, *where)


def _share(row: _Row, catalogue: Catalogue) -> Share | LeftOut | None:
    """Return the share a row gives, or why it gives none; ``None`` where it is no share at all."""
    if not _SHARE.search(row.figure) or _NO_SHARE.search(row.what) or _about_else(row):
        return None
    if row.stage not in CHAIN and not (_OUTPUT.search(row.what) and row.place):
        return None
    country = _country(row.place, catalogue)
    reason = _other_mineral(f"{row.group} {row.what}", catalogue) or _lack(row, country)
    reason = reason or _to_come(row) or (_of_own(row, country, catalogue) if country else "")
    reason = reason or (_other_owner(row, country, catalogue) if country else "")
    if reason or country is None:
        named = (row.figure, row.what, row.source, row.story, row.line)
        return LeftOut(reason, row.stage, country, *named)
    where = (row.figure, row.what, row.group, row.period, row.source, row.story)
    return Share(row.stage, country, *where)


def _about_else(row: _Row) -> bool:
    """Return whether the words around the figure in its sentence make it no share of a stage."""
    for text in row.passages:
        at = text.find(row.figure)
        if at >= 0:
            end = at + len(row.figure)
            before = _BREAK.split(text[max(0, at - _BEFORE) : at])[-1]
            after = _BREAK.split(text[end : end + _AFTER])[0]
            if _ELSE.search(before) or _ELSE.search(after):
                return True
    return False


def _to_come(row: _Row) -> str:
    """Return the reason where a share is of a year that lay ahead when it was told."""
    told = row.story.reach or row.story.date
    year = re.search(r"\b(?:19|20)\d\d\b", row.period)
    ahead = told and year and int(year[0]) > told.year
    return f"of {year[0]}, still to come when it was told" if ahead and year else ""


def _of_own(row: _Row, country: Entity, catalogue: Catalogue) -> str:
    """Return the reason where a figure is somebody's share of the country's own output."""
    if re.search(r"\b(?:world|global)", row.what, re.IGNORECASE):
        return ""
    for mention in catalogue.find(row.what):
        share = re.match(r"['’]?s?\s+(?:\w+\s+)?share\b", row.what[mention.end :])
        if mention.entity == country.slug and not share:
            return f"of the output of {country.name}, not of the world's"
    return ""


def _country(place: str, catalogue: Catalogue) -> Entity | None:
    named = {mention.entity for mention in catalogue.find(place)}
    found = [catalogue.entities[slug] for slug in sorted(named)]
    return found[0] if len(found) == 1 and found[0].type == "country" else None


def _lack(row: _Row, country: Entity | None) -> str:
    given = (
        ("stage", row.stage),
        ("place", row.place),
        ("period", re.search(r"\b(?:19|20)\d\d\b", row.period)),
    )
    lacks = [word for word, there in given if not there]
    strange = row.place and not country
    return ", and ".join(
        filter(
            None,
            (
                f"no {listing(lacks)} given" if lacks else "",
                f"“{row.place}” is no single country of the catalogue" if strange else "",
            ),
        )
    )


def _other_mineral(words: str, catalogue: Catalogue) -> str:
    """Return the reason where a figure is about a mineral outside the chain of rare earths."""
    named = [catalogue.entities[mention.entity] for mention in catalogue.find(words)]
    others = dict.fromkeys(
        entity.name
        for entity in named
        if entity.type == "mineral" and not (entity.symbol in RARE_EARTHS or is_group(entity))
    )
    return f"about {listing(list(others))}" if others else ""


def _other_owner(row: _Row, country: Entity, catalogue: Catalogue) -> str:
    """Return the reason where the sentence gives the share to somebody else.

    The country named last before the figure is taken for its owner, else the first one after it.
    """
    for text in row.passages:
        at = text.find(row.figure)
        named = [
            (mention.start, catalogue.entities[mention.entity])
            for mention in catalogue.find(text)
            if catalogue.entities[mention.entity].type == "country"
        ]
        before = [entity for start, entity in named if start < at]
        after = [entity for start, entity in named if start > at]
        owner = (before[-1:] or after[:1] or [country])[0]
        if at >= 0 and owner.slug != country.slug:
            return f"its sentence may mean {owner.name}, not {country.name}"
    return ""
