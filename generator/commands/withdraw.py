"""``briefing withdraw``: take a seed back, and all that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands import generate, options
from generator.errors import BriefingError, printable
from generator.ingest.load import ORIGINALS, SUFFIXES, slug_of
from generator.model import Article
from generator.pages.document import Line, Page
from generator.pages.record import Record, read_record, write_record
from generator.pages.refusals import deleted
from generator.pages.withdrawal import own_lines, without_generated
from generator.review.library import Library, read_library
from generator.review.reading import read
from generator.text.files import inside, write


class NoSuchSeed(BriefingError):
    """The seed to withdraw is not there."""

    def __init__(self, seed: str, near: str) -> None:
        super().__init__(f"there is no seed '{seed}'" + (f"; did you mean {near}?" if near else ""))


@click.command("withdraw")
@click.argument("seed")
@options.seeds
@options.briefings
@click.option("--yes", is_flag=True, help="Delete the seed and generate the pages again.")
def command(seed: str, seeds: Path, briefings: Path, yes: bool) -> int:
    """Show every page and sentence that rests on SEED; with --yes remove them.

    SEED is the name of its file, with or without folder and ending.  What people wrote stays and
    is listed; every line that the program wrote from the seed goes.
    """
    library = read_library(seeds, briefings)
    article = _found(library, seed)
    name = article.id
    _show(library, name)
    if not yes:
        call = f"{options.program()} withdraw {name} --yes"
        click.echo(f"Nothing was changed. To remove it: {call}")
        return 0
    for page in _alone(library, name):
        _take_back(library, page)
    inside(seeds, Path(article.path).name).unlink()
    click.echo(printable(f"{article.path}: deleted"))
    _forget_original(seeds, name)
    code = generate.run(seeds, briefings)
    return _left(library, read_library(seeds, briefings), name) or code


def _found(library: Library, seed: str) -> Article:
    bare = Path(seed).stem if Path(seed).suffix.lower() in SUFFIXES else Path(seed).name
    for article in library.project.articles:
        if article.id == slug_of(bare):
            return article
    near = ", ".join(article.id for article in library.project.articles if bare in article.id)
    raise NoSuchSeed(seed, near)


def _show(library: Library, seed: str) -> None:
    pages = list(_resting_on(library, seed))
    for page, lines in pages:
        alone = "rests on this seed alone" if page.seeds == (seed,) else "rests on other seeds too"
        click.echo(f"{library.where(page)}: {alone}; {len(lines)} lines cite it")
        own = {line.number for line in _own(library, page)}
        for line in lines:
            stays = " (a person's line: stays)" if line.number in own else ""
            click.echo(f"  {line.number}: {read(line).text}{stays}")
        if page.seeds == (seed,):
            click.echo(_would_stay(library, page))
    for entity in library.catalogue.entities.values():
        if seed in entity.sources:
            click.echo(f"{library.briefings / entity.path}: names it among its sources")
    if not pages:
        click.echo(f"No page rests on {seed}.")


def _resting_on(library: Library, seed: str) -> Iterator[tuple[Page, list[Line]]]:
    """Yield every page that rests on a seed, with the lines that cite it."""
    own = {label for label, p in library.passages.items() if p.article == seed}
    for page in library.pages:
        lines = [line for line in page.lines if own & set(line.labels)]
        if lines or seed in page.seeds:
            yield page, lines


def _alone(library: Library, seed: str) -> list[Page]:
    return [page for page in library.pages if page.seeds == (seed,)]


def _own(library: Library, page: Page) -> tuple[Line, ...]:
    record = read_record(library.briefings, page.id)
    return own_lines(page, record.digests)


def _would_stay(library: Library, page: Page) -> str:
    own = _own(library, page)
    if not own:
        return "  Nobody wrote a line of this page: it goes as a whole."
    told = "".join(f"\n    {line.number}: {read(line).text}" for line in own)
    return f"  What people wrote would stay, without the rest of the page:{told}"


def _take_back(library: Library, page: Page) -> None:
    """Leave of a page what people wrote; without such lines, neither page nor record stays."""
    record = read_record(library.briefings, page.id)
    path = inside(library.briefings, page.path)
    text = without_generated(page, record.digests)
    if text is None:
        path.unlink()
        click.echo(f"{library.where(page)}: removed: it rested on this seed alone")
    else:
        write(path, text)
        click.echo(
            f"{library.where(page)}: only what people wrote stays; delete it if it has to go"
        )
    write_record(library.briefings, page.id, Record(refused=deleted(record, page)))


def _forget_original(seeds: Path, seed: str) -> None:
    """Delete the file from which the seed was made, where it was kept."""
    for path in (seeds / ORIGINALS).glob(f"{seed}.*"):
        if path.is_file():
            path.unlink()
            click.echo(f"{path.as_posix()}: deleted")


def _left(before: Library, after: Library, seed: str) -> int:
    """Name the lines that people wrote and that still cite the withdrawn seed."""
    gone = {label for label, p in before.passages.items() if p.article == seed}
    left: list[tuple[str, Line]] = [
        (after.where(page), line)
        for page in after.pages
        for line in page.lines
        if gone & set(line.labels)
    ]
    for where, line in left:
        click.echo(f"{where}:{line.number}: a person's line still cites it: {read(line).text}")
    named = [e.path for e in after.catalogue.entities.values() if seed in e.sources]
    for path in named:
        click.echo(
            f"{after.briefings / path}: still names it among its sources; a person wrote this"
        )
    return 1 if left or named else 0
