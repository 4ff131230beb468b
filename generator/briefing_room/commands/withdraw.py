"""``briefing withdraw``: remove a seed and what rests on it, except people's lines."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from briefing_room.catalogue.load import page_sources
from briefing_room.commands import generate, options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError, printable
from briefing_room.ingest.load import ORIGINALS, SUFFIXES, make_slug
from briefing_room.model import label_key
from briefing_room.pages.authorship import Authorship, lines_of_people
from briefing_room.pages.document import Kind, Page
from briefing_room.pages.draft_assignment import replace_used_draft
from briefing_room.pages.draft_files import UnreadableDraft, drop_seed, follow_passages, write_draft
from briefing_room.pages.footnotes import remove_quotations
from briefing_room.pages.merge import keep_lines_of_people
from briefing_room.pages.page_index import pages_by_id, read_pages
from briefing_room.pages.passage_finder import words_digest
from briefing_room.pages.record import Record, format_record, write_record
from briefing_room.pages.rejections import rejected_entries
from briefing_room.review.context import ReviewContext, read_context
from briefing_room.review.decisions import save_page
from briefing_room.review.findings import check
from briefing_room.review.reading import read_line
from briefing_room.text.files import lock_folder, path_inside


@click.command("withdraw")
@click.argument("seed")
@options.seeds
@options.briefings
@click.option("--yes", is_flag=True, help="Delete the seed and generate the pages again.")
def withdraw_command(seed: str, seeds: Path, briefings: Path, yes: bool) -> int:
    """Show every page and sentence that rests on SEED; with --yes, remove them.

    SEED is the name of its file, with or without folder and suffix.  Every line that the program
    wrote from the seed is removed.  What people wrote stays, and faults in it are listed.
    """
    with lock_folder(briefings, partial(echo, generate.WAITING, err=True)):
        return _withdraw(read_context(seeds, briefings), seed, yes=yes)


def _withdraw(context: ReviewContext, seed: str, *, yes: bool) -> int:
    """Show what rests on a seed or, with ``yes``, remove it; returns the exit code."""
    seeds, briefings = context.seeds, context.briefings
    name, path = _find_seed(context, seed)
    labels = frozenset(
        label for label, passage in context.passages.items() if passage.article == name
    )
    pages = [page for page in context.pages if _rests_on_seed_alone(context, page, name)]
    _print_effects(context, name, labels)
    if not yes:
        command = f"{options.program_name()} withdraw {name} --yes"
        echo(f"Nothing was changed. To remove it: {command}")
        return 0
    notes = [note for label in sorted(labels) if (note := context.footnote_for(label))]
    for page in pages:
        _keep_only_edits(context, page)
    _remove_from_drafts(context, name)
    path_inside(seeds, Path(path).name).unlink()
    echo(printable(f"{path}: deleted"))
    for original in (seeds / ORIGINALS).glob(f"{name}.*"):
        if original.is_file():
            original.unlink()
            echo(f"{original.as_posix()}: deleted")
    code = generate.generate_pages(seeds, briefings)
    _remove_quotations(context, name, notes)
    faults = check(read_context(seeds, briefings), complete=True).faults
    mention = rf"(?<![\w-])(?:{re.escape(name)}(?![\w-])|{label_key(name)}-\d)"
    remaining_faults = [fault for fault in faults if re.search(mention, fault.message)]
    for fault in remaining_faults:
        echo(str(fault))
    return int(bool(remaining_faults)) or code


def _find_seed(context: ReviewContext, seed: str) -> tuple[str, str]:
    """The id and the path of a seed, readable or not; raises :class:`BriefingError`."""
    stem = Path(seed).stem if Path(seed).suffix.lower() in SUFFIXES else Path(seed).name
    name, paths = make_slug(stem), context.store.paths
    if name not in paths:
        similar = ", ".join(existing for existing in paths if stem in existing)
        hint = f"did you mean {similar}?" if similar else "name a file of the folder of seeds"
        raise BriefingError(f"there is no seed '{seed}'; {hint}")
    return name, paths[name]


def _rests_on_seed_alone(context: ReviewContext, page: Page, seed: str) -> bool:
    """Whether a page rests on a seed and on no other seed that exists.

    If the seed was renamed since, its page is recognised by the words that it cites.
    """
    if any(other != seed and other in context.by_id for other in page.seeds):
        return False
    cited_digests = {cite.digest for line in context.record(page).base or () for cite in line.cites}
    passages = (passage for passage in context.passages.values() if passage.article == seed)
    digests = {words_digest(passage.text) for passage in passages}
    return seed in page.seeds or (bool(page.seeds) and not cited_digests.isdisjoint(digests))


def _print_effects(context: ReviewContext, seed: str, labels: frozenset[str]) -> None:
    """Print the pages and lines that rest on a seed, and which lines people wrote."""
    pages = [
        page
        for page in context.pages
        if seed in page.seeds or labels & {*page.cited} or _rests_on_seed_alone(context, page, seed)
    ]
    for page in pages:
        record = context.record(page)
        edited_lines = [
            line for line in lines_of_people(page, record) if line.kind is not Kind.FRONT
        ]
        is_alone = _rests_on_seed_alone(context, page, seed)
        lines = [line for line in page.lines if labels & {*line.labels}]
        citing = "1 line cites it" if len(lines) == 1 else f"{len(lines)} lines cite it"
        basis = "rests on this seed alone" if is_alone else "rests on other seeds too"
        echo(f"{context.working_path(page)}: {basis}; {citing}")
        for line in lines:
            stays = " (a person's line: stays)" if line in edited_lines else ""
            echo(f"  {line.number}: {read_line(line).text}{stays}")
        if is_alone and edited_lines:
            echo("  Only what people wrote would stay.")
        elif is_alone:
            echo("  Nobody edited this page: all of it would be removed.")
    for path in _catalogue_pages_citing(context, seed):
        echo(f"{path}: a person wrote this, and it cites the seed; edit it yourself")
    if not pages:
        echo(f"No page rests on {seed}.")


def _catalogue_pages_citing(context: ReviewContext, seed: str) -> list[Path]:
    """The paths of the catalogue pages that cite a seed or one of its passages."""
    passage_prefixes = (f"{seed}/", f"{label_key(seed)}-")
    return [
        context.briefings / page.path
        for page in context.catalogue.pages
        if any(name == seed or name.startswith(passage_prefixes) for name in page_sources(page))
    ]


def _remove_from_drafts(context: ReviewContext, seed: str) -> None:
    """Remove what rests on a seed from the drafts; a draft with nothing else is deleted."""
    pages = pages_by_id(context.pages)
    for file in context.draft_files:
        with suppress(UnreadableDraft):
            story = context.drafts.stories_of_moved.get(file.page_id, file.page_id)
            # A passage may have moved into this seed, although it belongs to another story.
            names = dict.fromkeys((*dict(context.members).get(story, ()), seed))
            articles = [context.by_id[name] for name in names if name in context.by_id]
            draft = follow_passages(file.draft, articles)
            text = context.by_id[seed].text if seed in context.by_id else ""
            remaining = drop_seed(draft, seed, text)
            if remaining and remaining != draft and (page := pages.get(story)):
                record = context.record(page)
                remaining = replace_used_draft(file.draft, remaining, page, record)
            if remaining != draft and write_draft(context.briefings, file.page_id, remaining):
                change = "the sentences that rest on it are removed" if remaining else "removed"
                echo(f"{(context.briefings / file.path).as_posix()}: {change}")


def _remove_quotations(context: ReviewContext, seed: str, notes: list[str]) -> None:
    """Remove what footnotes of people's lines quote from a seed; ``notes`` are its footnotes."""
    of_seed = re.compile(rf"{label_key(seed)}-\d")
    for page in read_pages(context.briefings)[0]:
        passages = ((label, context.resolve(label)) for label in page.definitions)
        of_others = {label for label, passage in passages if passage and passage.article != seed}
        labels = {label for label in page.definitions if of_seed.match(label)}
        text = remove_quotations(page, notes, labels, of_others)
        if text != page.text:
            save_page(page, text, context)


def _keep_only_edits(context: ReviewContext, page: Page) -> None:
    """Reduce a page to what people wrote; delete it if they wrote nothing.

    Raises :class:`BriefingError` if somebody saved it since it was read.
    """
    record = context.record(page)
    text = keep_lines_of_people(page, record)
    save_page(page, text or "", context)  # emptied before it is deleted, so that no edit is lost
    if text is None:
        path_inside(context.briefings, page.path).unlink()
        echo(f"{context.working_path(page)}: removed: it rested on this seed alone")
    else:
        message = "only what people wrote is left; delete it if you do not need it"
        echo(f"{context.working_path(page)}: {message}")
    rejections = Record(rejected=rejected_entries(Authorship(page, record)))
    write_record(context.briefings, page.id, format_record(rejections))
