"""``briefing check``: look for faults in seeds and pages, change nothing."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError
from briefing_room.ingest.load import make_slug
from briefing_room.model import Finding
from briefing_room.review.context import ReviewContext, find_line, read_context
from briefing_room.review.findings import cache_result, check
from briefing_room.text.lexicon import count

FORMATS = ("text", "github", "json")
_MESSAGE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = _MESSAGE_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


@click.command("check")
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@options.seeds
@options.briefings
@options.as_of
@click.option(
    "--format",
    "output_format",
    default="text",
    show_default=True,
    type=click.Choice(FORMATS),
    help="How to print findings; github annotates the lines of a pull request.",
)
@click.option(
    "--all", "shows_notices", is_flag=True, help="Show notices too, which are not faults."
)
@click.option("--complete", is_flag=True, help="Report pages whose seeds are all absent.")
def check_command(
    pages: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    as_of: dt.date,
    output_format: str,
    *,
    shows_notices: bool,
    complete: bool,
) -> int:
    """Look for faults in pages and seeds; exit 1 if there are any.

    PAGE is the path of a page or seed, or the name of a story: only what concerns it is printed.

    Every number, date, name, speaker and quotation on a story page must be in a passage that the
    line cites, and so must most of its words.  The numbers, sites, deadlines and dates that people
    wrote are compared with the passages that they cite.  The command also reports open conflicts,
    pages that are out of date, dead links, unknown topics and entities, too much text copied from
    an article, and faults in front matter.  With --all it also lists the policies that newer
    stories name.
    """
    context = read_context(seeds, briefings)
    checked = check(context, complete=complete)
    about_policies = (
        replace(finding, path=(briefings / finding.path).as_posix())
        for finding in _policy_notices(context, as_of)
    )
    faults, notices = checked.faults, (*checked.notices, *about_policies)
    if pages:
        paths = _paths_of(pages, context)
        faults, notices = (
            tuple(finding for finding in findings if Path(finding.path).resolve() in paths)
            for findings in (faults, notices)
        )
    shown_notices = notices if shows_notices else ()
    if faults or shown_notices or output_format == "json":
        echo(_format(faults, shown_notices, output_format))
    for line in checked.counts if not pages else ():
        echo(line, err=True)
    problems = count(len(faults), "problem") if faults else "No problems"
    echo(f"{problems} found.", err=True)
    if notices:
        command = shlex.join([options.program_name(), "check", *pages, "--all"])
        hint = "" if shows_notices else f"; see them with: {command}"
        echo(f"Not faults, but worth a look: {count(len(notices), 'notice')}{hint}", err=True)
    return 1 if faults else 0


def _paths_of(names: Iterable[str], context: ReviewContext) -> frozenset[Path]:
    """The paths of pages and seeds, and for a story also of its seeds.

    Raises :class:`BriefingError` if a name leads to none of them.
    """
    stories = {Path(context.working_path(page)).resolve(): page for page in context.pages}
    paths: set[Path] = set()
    for name in names:
        path = Path(name).resolve()
        folders = (context.seeds.resolve(), context.briefings.resolve())
        if path.is_file() and not any(map(path.is_relative_to, folders)):
            message = f"{name} is neither in {context.seeds} nor in {context.briefings}"
            raise BriefingError(f"{message}; name a page, a seed or a story")
        if not path.is_file():
            path = Path(context.working_path(find_line(context, name)[0])).resolve()
        paths.add(path)
        if path in stories:
            seeds = {*stories[path].seeds}
            files = context.seeds.iterdir()
            paths |= {file.resolve() for file in files if make_slug(file.stem) in seeds}
    return frozenset(paths)


def _policy_notices(context: ReviewContext, as_of: dt.date) -> tuple[Finding, ...]:
    """Find the policies that, on the day ``as_of``, a story newer than their sources names."""

    def find() -> tuple[Finding, ...]:
        from briefing_room.publish import policy_sources  # noqa: PLC0415  slow, and seldom asked
        from briefing_room.publish.publication import make_publication  # noqa: PLC0415

        return tuple(policy_sources.newer_story_findings(make_publication(context, as_of)))

    records = context.records
    texts = (page.text + records.get(page.id, "") for page in context.pages)
    return cache_result(context, "policies", find, as_of.isoformat(), *texts)


def _format(faults: Iterable[Finding], notices: Iterable[Finding], output_format: str) -> str:
    """Format findings for a terminal, as GitHub annotations, or as JSON."""
    if output_format == "github":
        errors = (_annotation("error", fault) for fault in faults)
        return "\n".join([*errors, *(_annotation("notice", notice) for notice in notices)])
    findings = (*faults, *notices)
    if output_format == "json":
        keys = ("kind", "path", "line", "message", "strength", "words")
        rows = [{key: getattr(finding, key) for key in keys} for finding in findings]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(map(str, findings))


def _annotation(level: str, finding: Finding) -> str:
    """The workflow command by which GitHub annotates a line with an "error" or a "notice"."""
    path, kind = (text.translate(_PROPERTY_ESCAPES) for text in (finding.path, finding.kind))
    location = f"file={path},line={max(1, finding.line)},title={kind}"
    return f"::{level} {location}::{finding.message.translate(_MESSAGE_ESCAPES)}"
