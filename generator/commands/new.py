"""``briefing new``: write an empty page with its keys explained, or print rows to paste."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.catalogue.entries import SPEAKS_AS
from generator.catalogue.numbers import MOST_FEATURED, VALUE_KINDS
from generator.catalogue.periods import FORMS
from generator.catalogue.read import read_catalogue
from generator.catalogue.sites import CAPACITY_KINDS
from generator.catalogue.vocabulary import read_vocabulary
from generator.commands import options
from generator.ingest.files import slug_of
from generator.intake import templates
from generator.text import files
from generator.text.frontmatter import scalar

_NUMBER = """---
name: {name}
unit: "%"                 # what every value is in: "%", tonnes, US dollars a kilogram …
counts: in a few words, what is counted
about: []                 # slugs of the names and topics on whose pages it shows
# not_to_confuse_with: []  # slugs of other numbers; each must point back
# featured: 1             # 1 to {most}: its place among the key numbers
values:
  # value: qualifier, number and unit as the passage writes them, in quotation marks
  # period: {forms}
  # says: slug of who gives it, or a publisher of the seed; via: who relays it
  # cites: passages, one with the number, others with the speaker or the year
  # kind: {kinds}; left out for actual
  # of, place, basis: where values of one number are of different things
  # - {{value: "91%", period: 2024, says: iea, cites: [some-seed/1-1]}}
---

<!-- Two to four sentences: how to read it, what it leaves out, why values differ. -->
"""
_SITE = """sites:
  - name: What people call it
    kind: {kinds}
    owner: slug-of-a-name
    status: {{value: {statuses}, as_of: 2026-03, cites: [some-seed/2-1]}}
    capacity:  # kind: {capacities}
      - {{value: "3,000 tonnes a year", of: what it makes, period: 2026, kind: target,
         cites: [some-seed/2-2]}}
    coordinates: {{lat: 3.98, lon: 103.39, source: "https://example.org/map"}}
"""
_DEADLINE = """deadlines:
  - date: 2026-11-10  # a day, month, quarter or year, or by 2030
    what: what is due, with no number or name that the passages do not have
    cites: [some-seed/2-1]
    followed: {what: what a source says came of it, cites: [another-seed/1-2]}
"""


@click.group("new")
def command() -> None:
    """Write an empty page with its keys explained, or print rows to paste, for you to fill in."""


@command.command("entity")
@click.argument("name")
@click.option("--type", "kind", required=True, help="What it is: a type of vocabulary.yml.")
@options.briefings
def new_entity(name: str, kind: str, briefings: Path) -> int:
    """Write the page of an entity called NAME."""
    options.need_folder(briefings, "--briefings")
    catalogue, _ = read_catalogue(briefings)
    types = catalogue.vocabulary.types
    if kind not in types:
        raise click.BadParameter(f"'{kind}' is no type; choose from {', '.join(types)}", None)
    templates.refuse_known(name, catalogue)
    slug = slug_of(name)
    path = files.inside(briefings, f"entities/{kind}/{slug}.md")
    if slug in catalogue.entities:  # slugs are unique over all types
        raise templates.FileExists((briefings / catalogue.entities[slug].path).as_posix())
    return _write(path, templates.entity(name, kind, SPEAKS_AS, catalogue.vocabulary))


@command.command("topic")
@click.argument("title")
@options.briefings
def new_topic(title: str, briefings: Path) -> int:
    """Write the page of a topic called TITLE."""
    options.need_folder(briefings, "--briefings")
    path = files.inside(briefings, f"topics/{slug_of(title)}.md")
    return _write(path, templates.topic(title))


@command.command("number")
@click.argument("name")
@options.briefings
def new_number(name: str, briefings: Path) -> int:
    """Write the page of a number called NAME; `briefing numbers` lists rows for it."""
    options.need_folder(briefings, "--briefings")
    path = files.inside(briefings, f"numbers/{slug_of(name)}.md")
    kinds = ", ".join(VALUE_KINDS)
    text = _NUMBER.format(name=scalar(name), most=MOST_FEATURED, forms=FORMS, kinds=kinds)
    return _write(path, text)


@command.command("site")
@options.briefings
def new_site(briefings: Path) -> int:
    """Print rows for the page of a place; `briefing numbers --sites` lists passages for them."""
    words, _ = read_vocabulary(briefings / "vocabulary.yml")
    kinds = " | ".join(words.site_kinds) or "plant"
    statuses, capacities = " | ".join(words.site_statuses), ", ".join(CAPACITY_KINDS)
    click.echo(_SITE.format(kinds=kinds, statuses=statuses, capacities=capacities), nl=False)
    return 0


@command.command("deadline")
def new_deadline() -> int:
    """Print rows for any page of a name or topic; see also `briefing numbers --deadlines`."""
    click.echo(_DEADLINE, nl=False)
    return 0


@command.command("seed")
@click.argument("title")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of the event.")
@options.seeds
def new_seed(title: str, date: dt.datetime | None, seeds: Path) -> int:
    """Write a note called TITLE, your own write-up of what several sources say."""
    options.need_folder(seeds, "--seeds")
    day = date.date() if date else None
    name = f"{day}-{slug_of(title)}" if day else slug_of(title)
    return _write(files.inside(seeds, f"{name}.md"), templates.note(title, day))


def _write(path: Path, text: str) -> int:
    if path.exists():
        raise templates.FileExists(path.as_posix())
    files.write(path, text)
    click.echo(f"{path}: written; fill it in, then run: briefing generate")
    return 0
