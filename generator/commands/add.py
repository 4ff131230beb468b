"""``briefing add``: make a seed of a file, a page, an address or a feed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator import files
from generator.commands import options
from generator.errors import BriefingError
from generator.frontmatter import split
from generator.ingest.files import ORIGINALS, SeedFile
from generator.ingest.language import is_english
from generator.ingest.metadata import Metadata
from generator.ingest.read import read_seeds
from generator.intake.drafts import Draft, draft
from generator.intake.given import WrongValue, given
from generator.intake.known import Known, known
from generator.intake.originals import Original, from_file, from_text
from generator.intake.placing import place
from generator.intake.refusals import NameTaken
from generator.model import Article
from generator.pages.limits import is_limited

_WIDE = 100  # letters of a text that are shown


@dataclass(slots=True)
class Desk:
    """What an editor's session knows: the seeds that are there and those it has added."""

    seeds: Path
    known: Known
    articles: list[Article]
    dry_run: bool

    def take(self, made: Draft, name: str | None) -> Article:
        """Write a seed, unless the session is dry, and remember it."""
        slug = self._name(made, name)
        path = files.inside(self.seeds, f"{slug}.md")
        article = made.article(slug, path.as_posix())
        text = made.seed(options.today())
        if not self.dry_run:
            files.write(path, text)
            if not is_limited(article):
                kept = files.inside(self.seeds / ORIGINALS, f"{slug}.{made.original.form}")
                files.write_bytes(kept, made.original.data)
        self.known.add(SeedFile(slug, path.as_posix(), split(text)))
        return article

    def _name(self, made: Draft, name: str | None) -> str:
        if name is None:
            return self.known.free_name(made.name)
        if name in self.known.names:
            raise NameTaken(made.original.name, self.known.names[name])
        return name


@click.command("add")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--title", help="Title, where the source gives none or a wrong one.")
@click.option("--date", help="Day of publication, YYYY-MM-DD.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Address of the article, for a text or file.")
@click.option("--licence", help="Licence that the text is under, such as CC BY 4.0.")
@click.option("--story", help="Slug of the story that it belongs to.")
@click.option("--name", help="Name of the seed; its date and title unless given.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, write nothing.")
@options.seeds
def command(
    sources: tuple[str, ...],
    *,
    title: str | None,
    date: str | None,
    publisher: str | None,
    url: str | None,
    licence: str | None,
    story: str | None,
    name: str | None,
    dry_run: bool,
    seeds: Path,
) -> int:
    """Make a seed of each SOURCE: a text, a saved page, a PDF, an address, or - for what is piped.

    Title, date, publisher and address are taken from the page.  What it does not say is asked for
    on a terminal; press Enter to leave it open.
    """
    options.need_folder(seeds, "--seeds")
    values = {"title": title, "date": date, "publisher": publisher}
    said = given({**values, "licence": licence, "story": story}, url)
    if not sources:
        raise click.UsageError("name a file or an address, or - for what is piped in")
    if len(sources) > 1 and (title or url or name):
        raise click.UsageError("--title, --url and --name are for one source at a time")
    desk = Desk(seeds, known(seeds), list(read_seeds(seeds)[0]), dry_run)
    return max(_add(source, said, name, desk) for source in sources)


def _add(source: str, said: Metadata, name: str | None, desk: Desk) -> int:
    """Add one source; return 2 and say why if it cannot be."""
    try:
        made = draft(_opened(source)).told(said)
        desk.known.refuse(made)
        made = _asked(made) if _on_terminal(source) else made
        article = desk.take(made, name)
    except (BriefingError, OSError) as error:
        reason = f"{source}: {error.strerror}" if isinstance(error, OSError) else str(error)
        click.echo(f"Not added: {reason}", err=True)
        return 2
    for line in _told(made, article, desk):
        click.echo(line)
    desk.articles.append(article)
    return 0


def _opened(source: str) -> Original:
    if source == "-":
        return from_text("standard input", sys.stdin.buffer.read())
    return from_file(Path(source))


# --- Asking --------------------------------------------------------------------------------------


def _on_terminal(source: str) -> bool:
    return source != "-" and sys.stdin.isatty() and sys.stderr.isatty()


def _asked(made: Draft) -> Draft:
    """Ask for the title and the date that the source does not give."""
    for key in ("title", "date"):
        while getattr(made.metadata, key) is None:
            answer = click.prompt(
                f"{made.original.name} gives no {key}; {key}" + " (YYYY-MM-DD)" * (key == "date"),
                default="",
                show_default=False,
                err=True,
            )
            if not answer.strip():
                break
            try:
                made = made.told(given({key: answer.strip()}))
            except WrongValue as error:
                click.echo(str(error), err=True)
    return made


# --- Telling -------------------------------------------------------------------------------------


def _told(made: Draft, article: Article, desk: Desk) -> Iterator[str]:
    """Yield what the editor should know about a new seed."""
    yield f"{article.path}: " + ("would be added" if desk.dry_run else "added")
    known = made.metadata
    for key in ("title", "date", "publisher", "author", "licence"):
        yield f"  {key:<10} {getattr(known, key) or 'not given'}"
    yield f"  {'address':<10} {made.address or 'not given'}"
    yield f"  {'text':<10} {len(article.text.split())} words"
    yield from _gone(made, article)
    yield from _belongs(made, article, desk)


def _gone(made: Draft, article: Article) -> Iterator[str]:
    long = [text for text in made.left_out if len(text.split()) >= 12]
    if made.left_out:
        count = len(made.left_out)
        yield f"  Left out of the page: {count} texts, {len(long)} of them of 12 words or more:"
        yield from (f"    - {_cut(text)}" for text in long)
    if article.removed:
        yield "  Will not be on the briefing:"
        yield from (f"    - {item.reason}: {_cut(item.text)}" for item in article.removed)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def _belongs(made: Draft, article: Article, desk: Desk) -> Iterator[str]:
    if not is_english(article.language):
        yield f"  Language {article.language}: not summarised; add a translation as a note."
    if note := desk.known.note(made.address):
        yield f"  {note} rests on this article; give both the same 'story' to put them together."
    found = place(article, desk.articles)
    for path in found.reprints:
        yield f"  Has the text of {path}: both stand on one page and count as one origin."
    yield from (f"  It {message}." for message in found.advice)
