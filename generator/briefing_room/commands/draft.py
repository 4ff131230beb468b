"""``briefing draft``: have a model or person write pages, and check each sentence."""

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
from briefing_room.commands.generate import generate_pages, show_progress
from briefing_room.commands.output import echo
from briefing_room.compose.draft import Draft
from briefing_room.compose.draft_composition import Fate
from briefing_room.draft import drafting, report, writer_command
from briefing_room.draft.project_stories import ProjectStories
from briefing_room.errors import BriefingError, printable
from briefing_room.pages.draft_files import write_draft
from briefing_room.text import files


@dataclass(frozen=True)
class _DraftSettings:
    """The options that all pages of a run share."""

    seeds: Path
    briefings: Path
    writer: str
    is_person: bool
    dry_run: bool
    output_format: str
    asks_rows: bool


@click.command("draft")
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@options.seeds
@options.briefings
@click.option(
    "--with",
    "command",
    metavar="COMMAND",
    help="Ask a command that reads the request and prints the answer.",
)
@click.option("--model", metavar="NAME", help="Ask a model that the command 'llm' knows.")
@click.option("--request", "shows_request", is_flag=True, help="Print the request; ask nobody.")
@click.option(
    "--again", is_flag=True, help="With --request: ask only for new wording of what was refused."
)
@click.option("--from", "source", metavar="FILE", help="Read an answer from a file, - for a pipe.")
@click.option("--by", metavar="NAME", help="Who wrote the answer (default: the model or command).")
@click.option("--person", is_flag=True, help="A person wrote it: refuse only what is false.")
@click.option("--missing", is_flag=True, help="Draft all stories that have no draft.")
@click.option(
    "--behind",
    is_flag=True,
    help="Draft again all stories with a new or changed seed.",
)
@click.option("--rows", is_flag=True, help="Ask for rows of the catalogue as well.")
@click.option("--reviewed", is_flag=True, help="Include pages that a person has reviewed.")
@click.option(
    "--jobs",
    default=4,
    show_default=True,
    type=click.IntRange(1, 32),
    metavar="N",
    help="How many pages to draft at the same time.",
)
@click.option(
    "--seconds",
    default=writer_command.DEFAULT_SECONDS,
    show_default=True,
    type=click.FloatRange(min=0.1),
    metavar="N",
    help="How many seconds a command may take.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option(
    "--format",
    "output_format",
    default="text",
    show_default=True,
    type=click.Choice(("text", "json")),
    help="How to print the report.",
)
def draft_command(
    pages: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    *,
    command: str | None,
    model: str | None,
    shows_request: bool,
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
    dry_run: bool,
    output_format: str,
) -> int:
    """Have PAGE written in new words: by a command, a model or a person.

    PAGE is a page, a story or a seed.  The request contains the passages of the story and the
    rules.  Each sentence of the answer is checked against the passages that it cites.  A sentence
    that they do not support is sent back at most twice to be reworded, and then dropped.  The
    draft is kept in .drafts beside the pages; 'briefing generate' checks it again.

    By hand: print the request with --request, have it answered, and give the answer with --from.
    For the refused sentences, do the same with --request --again.

    Only this command sends text from seeds to anybody: what --request prints, and nothing else.
    """
    writers = [option for option in (command, model, source) if option is not None]
    if len(writers) + shows_request != 1:
        hint = "--model NAME or --with COMMAND, or by hand --request and then --from FILE"
        raise click.UsageError(f"say who writes the page: {hint}")
    _check_options(shows_request=shows_request, again=again, source=source, by=by, person=person)
    project = pipeline.read_project(seeds, briefings)
    stories = ProjectStories(project)
    names = _page_names(stories, pages, missing=missing, behind=behind)
    names = [name for name in names if _should_draft(stories, name, reviewed or shows_request)]
    if (source is not None or shows_request) and len(names) > 1:
        raise click.UsageError("--request and --from take one page at a time")
    command_words = writer_command.split_command(command) if command is not None else ()
    author = by or model or (writer_command.display_name(command_words) if command_words else "")
    settings = _DraftSettings(
        seeds, briefings, printable(author.strip()), person, dry_run, output_format, rows
    )
    if not names:
        echo("Nothing to draft.", err=True)
        return 0
    if shows_request:
        return _print_request(stories, names[0], again=again, rows=rows)
    if source is not None:
        result = _read_answer(stories, names[0], source, settings)
        code = _save_drafts_and_report(settings, [result], stories)
        if result.can_be_reworded and not settings.dry_run and not code:
            next_command = f"{options.program_name()} draft {names[0]} --request --again"
            echo(f"To have the refused sentences reworded: {next_command}", err=True)
        return code
    if model is not None:
        command_words = writer_command.llm_command(model)
    writer = writer_command.WriterCommand(command_words, seconds)
    results = _draft_pages(stories, names, writer, settings, jobs)
    return _save_drafts_and_report(
        settings, show_progress(results, "Drafting pages", len(names)), stories
    )


def _check_options(
    *, shows_request: bool, again: bool, source: str | None, by: str | None, person: bool
) -> None:
    """Raise ``UsageError`` for an option without the one that it needs."""
    if again and not shows_request:
        raise click.UsageError("--again goes with --request")
    if person and source is None:
        raise click.UsageError("--person goes with --from")
    if source is not None and not (by or "").strip():
        raise click.UsageError("say with --by NAME who wrote the answer")


# --- Which pages ---------------------------------------------------------------------------------


def _page_names(
    stories: ProjectStories, pages: Iterable[str], *, missing: bool, behind: bool
) -> list[str]:
    """The ids of the stories to draft, each once."""
    names = [
        *map(stories.find, pages),
        *(stories.undrafted_stories if missing else ()),
        *(stories.outdated_stories if behind else ()),
    ]
    if not names and not (missing or behind):
        raise click.UsageError("name a page, or give --missing or --behind")
    return list(dict.fromkeys(names))


def _should_draft(stories: ProjectStories, name: str, reviewed: bool) -> bool:
    """Whether to draft a story; if not, the reason is printed."""
    reason = ""
    if not stories.has_article(name):
        reason = "has only notes, which keep their own words"
    elif not reviewed and stories.acceptance(name):
        reason = "a person has reviewed it; give --reviewed to draft it anyway"
    if reason:
        echo(f"{name}: {reason}", err=True)
    return not reason


def _print_request(stories: ProjectStories, name: str, *, again: bool, rows: bool) -> int:
    """Print the request for a page or, with ``again``, to reword its refused sentences."""
    job = stories.job(name, asks_rows=rows)
    draft = stories.drafts.get(name)
    if again and draft is None:
        echo(f"{name}: has no draft", err=True)
        return 2
    request = job.rewording_request(draft) if again and draft else job.request
    if request is None:
        echo(f"{name}: no sentence of its draft is to be reworded", err=True)
        return 0
    echo(request.text, nl=False)
    command = f"{options.program_name()} draft {name} --from FILE --by NAME"
    echo(f"Have this answered, save the answer in a file, then: {command}", err=True)
    return 0


# --- Asking --------------------------------------------------------------------------------------


def _blank_draft(stories: ProjectStories, name: str, settings: _DraftSettings) -> Draft:
    return stories.blank_draft(
        name, Draft(by=settings.writer, on=options.today(), person=settings.is_person)
    )


def _read_answer(
    stories: ProjectStories, name: str, source: str, settings: _DraftSettings
) -> drafting.DraftResult:
    """Make a draft from the answer in a file, or in standard input if ``source`` is "-"."""
    job = stories.job(name, asks_rows=settings.asks_rows)
    blank, limit = _blank_draft(stories, name, settings), writer_command.MAX_BYTES
    try:
        if source == "-":
            data = _read_pipe(limit)
        else:
            data = files.read_bytes(Path(source), Path(source).parent, limit)
        text = data.decode("utf-8-sig", "replace")
        return drafting.draft_from_text(job, text, blank, stories.drafts.get(name))
    except (BriefingError, files.UnreadableFile) as error:
        raise BriefingError(f"{'standard input' if source == '-' else source}: {error}") from error


def _read_pipe(limit: int) -> bytes:
    """Read standard input; raises :class:`BriefingError` if it has more than ``limit`` bytes."""
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise BriefingError(f"is longer than {limit / 1e6:g} MB; shorten it")
    return data


def _draft_pages(
    stories: ProjectStories,
    names: list[str],
    writer: writer_command.WriterCommand,
    settings: _DraftSettings,
    max_running: int,
) -> Iterator[drafting.DraftResult | str]:
    """Yield the result of each page as soon as it is done, or the reason why it has none.

    At most ``max_running`` pages are drafted at the same time.
    """
    remaining = iter(names)
    running: dict[Future[drafting.DraftResult], str] = {}
    pool = ThreadPoolExecutor(max_running)
    # So that SIGTERM stops the running writers, too.
    old_handler = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            for name in islice(remaining, 2 * max_running - len(running)):
                job = stories.job(name, asks_rows=settings.asks_rows)
                blank = _blank_draft(stories, name, settings)
                running[pool.submit(drafting.draft_page, job, writer.ask, blank)] = name
            if not running:
                break
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(done)
                try:
                    yield done.result()
                except BriefingError as error:
                    yield f"{name}: {error}"
    finally:
        writer.stop()
        pool.shutdown(cancel_futures=True)
        signal.signal(signal.SIGTERM, old_handler)


def _save_drafts_and_report(
    settings: _DraftSettings, results: Iterable[drafting.DraftResult | str], stories: ProjectStories
) -> int:
    """Save each draft as it comes, then report and generate the pages, even after an error.

    Returns the exit code: 2 if a page got no draft.
    """
    reported: list[drafting.DraftResult | str] = []
    has_changes = False
    try:
        for result in results:
            if isinstance(result, str):
                reported.append(result)
                continue
            checked = stories.check_rows(result)
            reported.append(checked)
            name = checked.job.story_id
            if not checked.count(Fate.KEPT) and name in stories.drafts:
                reported.append(f"{name}: no sentence can be kept; the earlier draft stays")
            elif not settings.dry_run:
                with files.lock_folder(settings.briefings):
                    has_changes |= write_draft(settings.briefings, name, checked.draft)
    finally:
        drafted = [result for result in reported if isinstance(result, drafting.DraftResult)]
        if settings.output_format == "json":
            echo(report.report_json(drafted))
        for result in reported:
            if isinstance(result, str):
                echo(result, err=True)
            elif settings.output_format == "text":
                echo("\n".join(report.report_lines(result)))
        if has_changes:
            with redirect_stdout(sys.stderr if settings.output_format == "json" else sys.stdout):
                generate_pages(settings.seeds, settings.briefings, prints_findings=False)
    return 2 if len(drafted) < len(reported) else 0
