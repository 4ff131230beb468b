"""``briefing draft``: have pages written by a model or a person, each sentence held to passages."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from briefing_room import pipeline
from briefing_room.commands import options
from briefing_room.commands.generate import run, tracked
from briefing_room.commands.output import echo
from briefing_room.draft import ask, desk, report
from briefing_room.draft.stories import Stories
from briefing_room.errors import BriefingError, printable
from briefing_room.model import Draft
from briefing_room.pages.drafts import write_draft
from briefing_room.text import files


@dataclass(frozen=True)
class _Asked:
    """What was asked for on the command line."""

    seeds: Path
    briefings: Path
    by: str
    person: bool
    dry: bool
    form: str
    rows: bool


@click.command("draft")
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@options.seeds
@options.briefings
@click.option("--with", "command", metavar="COMMAND", help="Ask a command: request in, answer out.")
@click.option("--model", metavar="NAME", help="Ask a model that the command 'llm' knows.")
@click.option("--request", "show", is_flag=True, help="Print the request, ask nobody.")
@click.option("--again", is_flag=True, help="With --request: for what was refused of the draft.")
@click.option("--from", "source", metavar="FILE", help="Take an answer from a file, - for a pipe.")
@click.option("--by", metavar="NAME", help="Who wrote the answer; else the model or command.")
@click.option("--person", is_flag=True, help="A person wrote it: held to what is false alone.")
@click.option("--missing", is_flag=True, help="All stories without a draft.")
@click.option("--behind", is_flag=True, help="All stories that a seed joined since their draft.")
@click.option("--rows", is_flag=True, help="Ask for rows of the catalogue, too.")
@click.option("--reviewed", is_flag=True, help="Pages that a person has reviewed, too.")
@click.option("--jobs", default=4, show_default=True, type=click.IntRange(1, 32), metavar="N")
@click.option(
    *("--seconds", "seconds"),
    default=ask.SECONDS,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="How long a command may take.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing.")
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(("text", "json"))
)
def draft_command(
    pages: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    *,
    command: str | None,
    model: str | None,
    show: bool,
    again: bool,
    source: str | None,
    by: str | None,
    person: bool,
    missing: bool,
    behind: bool,
    rows: bool,
    reviewed: bool,
    jobs: int,
    seconds: float,
    dry: bool,
    form: str,
) -> int:
    """Have PAGE written in own words: by a command, a model, or by whoever copies by hand.

    PAGE is a page, a story or a seed.  The request holds the passages of the story and the rules.
    Each sentence of the answer is held to the passages that it cites; what they do not bear out is
    asked for again, at most twice, then left out.  The draft is kept in .drafts beside the pages,
    and 'briefing generate' holds it again.

    Nothing but this command sends anything anywhere, and only what --request prints.
    """
    ways = [each for each in (command, model, source, show or None) if each is not None]
    if len(ways) != 1:
        how = "--model NAME or --with COMMAND, or by hand --request and then --from FILE"
        raise click.UsageError(f"say who writes the page: {how}")
    if again and not show:
        raise click.UsageError("--again goes with --request")
    if person and source is None:
        raise click.UsageError("--person goes with --from")
    if source is not None and not (by or "").strip():
        raise click.UsageError("say with --by NAME who wrote the answer")
    project = pipeline.read(seeds, briefings)
    stories = Stories(project)
    names = _names(stories, pages, missing=missing, behind=behind)
    names = [name for name in names if _may(stories, name, reviewed or show)]
    if (source is not None or show) and len(names) > 1:
        raise click.UsageError("--request and --from take one page at a time")
    name_of = by or model or (ask.name_of(ask.command_of(command)) if command else "")
    asked = _Asked(seeds, briefings, printable(name_of.strip()), person, dry, form, rows)
    if not names:
        echo("Nothing to draft.", err=True)
        return 0
    if show:
        return _show(stories, names[0], again=again, rows=rows)
    if source is not None:
        taken = _taken(stories, names[0], source, asked)
        code = _told(asked, [taken], stories)
        if any(verdict.reasons for verdict in taken.verdicts) and not asked.dry:
            anew = f"{options.program()} draft {names[0]} --request --again"
            echo(f"To have the refused ones said anew: {anew}", err=True)
        return code
    words = ask.llm(model) if model else ask.command_of(command or "")
    done = _written(stories, names, ask.Writers(words, seconds), asked, jobs)
    return _told(asked, tracked(done, "Pages to draft", len(names)), stories)


# --- Which pages ---------------------------------------------------------------------------------


def _names(stories: Stories, pages: Iterable[str], *, missing: bool, behind: bool) -> list[str]:
    names = [
        *map(stories.named, pages),
        *(stories.missing if missing else ()),
        *(stories.behind if behind else ()),
    ]
    if not names and not (missing or behind):
        raise click.UsageError("name a page, or give --missing or --behind")
    return list(dict.fromkeys(names))


def _may(stories: Stories, name: str, reviewed: bool) -> bool:
    """Whether a story is to be drafted, and say why not."""
    why = ""
    if not stories.articles(name):
        why = "rests on notes alone, which stand as they are"
    elif not reviewed and stories.acceptance(name):
        why = "a person has reviewed it; --reviewed drafts it all the same"
    if why:
        echo(f"{name}: {why}", err=True)
    return not why


def _show(stories: Stories, name: str, *, again: bool, rows: bool) -> int:
    job = stories.job(name, rows=rows)
    if not again:
        echo(job.request.text, nl=False)
        return 0
    draft = stories.drafts.get(name)
    text = job.again(draft)[0] if draft else ""
    if not text:
        echo(f"{name}: nothing of its draft is refused" if draft else f"{name}: no draft")
        return 0 if draft else 2
    echo(text, nl=False)
    return 0


# --- Asking --------------------------------------------------------------------------------------


def _blank(stories: Stories, name: str, asked: _Asked) -> Draft:
    return stories.blank(name, Draft(by=asked.by, on=options.today(), person=asked.person))


def _taken(stories: Stories, name: str, source: str, asked: _Asked) -> desk.Written:
    """What an answer makes that lies in a file or is piped in."""
    if source == "-":
        data = sys.stdin.buffer.read(ask.MOST_BYTES + 1)
    else:
        path = Path(source)
        try:
            data = files.read_bytes(path, path.parent, ask.MOST_BYTES)
        except files.UnreadableFile as error:
            raise BriefingError(f"{source}: {error}") from error
    if len(data) > ask.MOST_BYTES:
        raise BriefingError(f"{source}: is longer than {ask.MOST_BYTES / 1e6:g} MB")
    text = data.decode("utf-8-sig", "replace")
    before = stories.drafts.get(name)
    return desk.taken_over(
        stories.job(name, rows=asked.rows), text, _blank(stories, name, asked), before
    )


def _written(
    stories: Stories, names: list[str], writers: ask.Writers, asked: _Asked, jobs: int
) -> Iterator[desk.Written | str]:
    """Yield what comes of each page as soon as it is done, or why nothing does."""
    left, work = iter(names), dict[Future[desk.Written], str]()
    pool = ThreadPoolExecutor(jobs)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends writers, too
    try:
        while True:
            for name in islice(left, 2 * jobs - len(work)):
                job, blank = stories.job(name, rows=asked.rows), _blank(stories, name, asked)
                work[pool.submit(desk.have_written, job, writers.ask, blank)] = name
            if not work:
                break
            for done in wait(work, return_when=FIRST_COMPLETED).done:
                name = work.pop(done)
                try:
                    yield done.result()
                except BriefingError as error:
                    yield f"{name}: {error}"
    finally:
        writers.stop()
        pool.shutdown(cancel_futures=True)
        signal.signal(signal.SIGTERM, before)


def _told(asked: _Asked, done: Iterable[desk.Written | str], stories: Stories) -> int:
    """Keep each draft as it comes; then write the pages and say what was done, however it ends."""
    found, kept = list[desk.Written | str](), False
    try:
        for each in done:
            found.append(each if isinstance(each, str) else stories.with_rows(each))
            last = found[-1]
            if isinstance(last, desk.Written) and not asked.dry:
                with files.locked(asked.briefings):
                    kept |= write_draft(asked.briefings, last.job.name, last.draft)
    finally:
        written = [each for each in found if isinstance(each, desk.Written)]
        if asked.form == "json":
            echo(report.as_json(written))
        for each in found:
            if isinstance(each, str):
                echo(each, err=True)
            elif asked.form == "text":
                echo("\n".join(report.lines(each)))
        if kept:
            with redirect_stdout(sys.stderr if asked.form == "json" else sys.stdout):
                run(asked.seeds, asked.briefings)
    return 2 if len(written) < len(found) else 0
