"""Who holds which share of each stage from mine to magnet, by the figures of the pages.

Figures of reviewed pages come first; those of pages that nobody has reviewed stand apart.
Sources stand side by side and are never averaged.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping

from generator.catalogue.entries import Entity
from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish.chain import CHAIN, NO_PERIOD, LeftOut, Share, shares
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import clipped, count, day

PAGE, CSV, JSON = "mine-to-magnet.md", "mine-to-magnet.csv", "mine-to-magnet.json"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page and its data files."""
    entered, left = shares(site)
    return {
        PAGE: page(entered, left, site.as_of),
        CSV: rows_as_csv(_FIELDS, _records(entered, site)),
        JSON: json.dumps(list(_records(entered, site)), ensure_ascii=False, indent=1) + "\n",
    }


def page(entered: Iterable[Share], left: Iterable[LeftOut], as_of: dt.date) -> str:
    """Return the page: a table for each stage, drafts apart, then what could not enter."""
    entered, left = tuple(entered), tuple(left)
    title = "From mine to magnet"
    reviewed = [share for share in entered if share.story.reviewed]
    drafts = [share for share in entered if not share.story.reviewed]
    parts = [
        front(
            title=title,
            description="Each country's share of each stage of the chain, source by source",
            kind="mine-to-magnet",
        ),
        f"# {title}\n\n{count(len(entered), 'share')} · as of {day(as_of)}\n{{: .dateline }}\n",
        (
            "Shares that the pages of this site give with a stage, a country and a period. "
            "Sources stand side by side; nothing is averaged. "
            f"Data: [CSV]({CSV}), [JSON]({JSON}).\n"
        ),
    ]
    if reviewed:
        parts += _stages("##", reviewed, drafts, left)
    else:
        parts.append("No page that gives such a share has been reviewed yet.\n")
    if drafts:
        parts += ["## On pages that nobody has reviewed yet\n", _NOT_REVIEWED]
        parts += _stages("###", drafts, (), () if reviewed else left)
    if left:
        parts += [f"## Left out: {count(len(left), 'figure')} {{: #left-out }}\n", _left_out(left)]
    return "\n".join(parts)


_NOT_REVIEWED = (
    "The program took these out of the sources; no person has compared them yet. They move up to"
    " their stage once a person has reviewed the page of their story.\n"
)


def _stages(
    level: str, found: Iterable[Share], waiting: Iterable[Share], left: Iterable[LeftOut]
) -> Iterator[str]:
    """Yield each stage with its table, or where figures of it stand all the same."""
    by_stage = {stage: [s for s in found if s.stage == stage] for stage in CHAIN}
    for stage, shares_ in by_stage.items():
        drafts = sum(1 for share in waiting if share.stage == stage)
        out = sum(1 for item in left if item.stage == stage)
        words = ["" if shares_ else "No share."]
        words += [f"{count(drafts, 'figure')} on pages not yet reviewed, below."] if drafts else []
        words += [f"[{count(out, 'figure')} left out](#left-out), with the reason."] if out else []
        text = " ".join(filter(None, words))
        yield from (f"{level} {stage.capitalize()}\n", _table(shares_), f"{text}\n")


def _table(found: Iterable[Share]) -> str:
    rows = [
        f"| {_country(s.country)} | {inline(s.figure)} | "
        f"{inline(s.period)} | {inline(clipped(s.what, 90))} | {inline(s.group or NOT_GIVEN)} | "
        f"{inline(s.source)} | {_story(s.story)} |"
        for s in found
    ]
    head = ["| Country | Share | Period | Of what | Group | According to | Story |"]
    return "\n".join([*head, "|---|---|---|---|---|---|---|", *rows, ""]) if rows else ""


def _left_out(left: Iterable[LeftOut]) -> str:
    """Return what cannot enter: what lacks only a period as a table, the rest folded."""
    timeless = [i for i in left if i.reason == NO_PERIOD and i.country and i.stage in CHAIN]
    groups: dict[str, list[LeftOut]] = {}
    for item in left:
        if item not in timeless:
            groups.setdefault(item.reason, []).append(item)
    found = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    folds = [_fold(reason, items) for reason, items in found]
    return "\n".join([*([_timeless(timeless)] if timeless else []), *folds])


def _timeless(left: list[LeftOut]) -> str:
    """Return the shares that no source dates, with the day of the story that tells them.

    What one source says in several stories is one row: it was counted once.
    """
    left.sort(key=lambda i: str(i.story.date or ""), reverse=True)
    left.sort(key=lambda i: (CHAIN.index(i.stage), i.country.name if i.country else ""))
    same: dict[tuple[object, ...], list[LeftOut]] = {}
    for i in left:
        same.setdefault((i.stage, i.country, i.figure, i.source.casefold()), []).append(i)
    rows = []
    for i, *more in same.values():
        told = "; ".join(f"{_story(one.story)}, {day(one.story.date)}" for one in (i, *more))
        rows.append(
            f"| {i.stage.capitalize()} | {_country(i.country)} | {inline(i.figure)} | "
            f"{inline(clipped(i.what, 90))} | {inline(i.source)} | {told} |"
        )
    head = [
        "| Stage | Country | Share | Of what | According to | Told in |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join(
        [
            f"### No period given: {count(len(left), 'figure')}\n",
            _TIMELESS,
            *head,
            *rows,
            "",
        ]
    )


_TIMELESS = (
    "These say whose share it is and of which stage, but not for when. The day is that of the"
    " story that tells it, which is not the year that was measured.\n"
)


def _country(entity: Entity | None) -> str:
    return f"[{inline(entity.name)}]({relative(PAGE, entity.path)})" if entity else ""


def _fold(reason: str, items: list[LeftOut]) -> str:
    """Return the figures left out for one reason, folded."""
    summary = f"{reason[:1].upper()}{reason[1:]}: {count(len(items), 'figure')}"
    rows = [
        f"- {inline(i.figure)}, {inline(clipped(i.what, 90))}, according to {inline(i.source)}:"
        f" {_story(i.story)}{'' if i.story.reviewed else ' (not yet reviewed)'}"
        for i in items
    ]
    head = f'<details markdown="1"><summary>{inline(summary)}</summary>\n'
    return "\n".join([head, *rows, "\n</details>\n"])


def _story(story: Told) -> str:
    return f"[{inline(story.title)}]({relative(PAGE, story.path)})"


_FIELDS = (
    "stage",
    "country",
    "share",
    "period",
    "of_what",
    "group",
    "according_to",
    "story",
    "review",
)


def _records(entered: Iterable[Share], site: Publication) -> Iterator[dict[str, str]]:
    """Yield the rows of the data files, reviewed ones first; ``review`` says which are which."""
    for s in sorted(entered, key=lambda share: not share.story.reviewed):
        story = site.settings.address + web(s.story.path)
        review = "reviewed" if s.story.reviewed else "not yet reviewed"
        values = (s.stage, s.country.name, s.figure, s.period, s.what, s.group, s.source)
        yield dict(zip(_FIELDS, (*values, story, review), strict=True))
