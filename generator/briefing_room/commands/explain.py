"""``briefing explain``: show where a line of a page comes from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.pages.document import DRAFTED_BY, EDITOR, Line, Page
from briefing_room.pages.record import line_digest
from briefing_room.review.context import ReviewContext, find_line, read_context
from briefing_room.review.reading import CitedSentence, read, statements
from briefing_room.review.report_items import Excerpt, excerpts_of, unmarked


@click.command("explain")
@click.argument("page", metavar="PAGE[:LINE]")
@options.seeds
@options.briefings
def explain_command(page: str, seeds: Path, briefings: Path) -> int:
    """Show the passage of a line in its surroundings, who says it, and which sources tell it.

    PAGE is the path, file name or id of a story page.  Without LINE every statement is explained,
    and every piece that cleaning took out of the page's seeds is listed with the reason.
    """
    context = read_context(seeds, briefings)
    found, named = find_line(context, page)
    record = context.record(found).digests
    for line in [named] if named else statements(found):
        echo(f"{context.where(found)}:{line.number}: {read(line).text}")
        writer = str(found.front.get(DRAFTED_BY) or "the generator")
        by = writer if line_digest(line.text) in record else "a person"
        echo(f"  written by {by}, under “{line.section}”")
        if EDITOR in line.labels:
            echo("  in the editor's own words: no passage has to say so")
        for excerpt in excerpts_of(line.labels, context, unmarked):
            _passages(excerpt)
        _spoken(line, context)
        _held(line, context)
        echo()
    if not named:
        _removed(found, context)
    return 0


def _removed(page: Page, context: ReviewContext) -> None:
    """List what cleaning removed from the seeds of a page, and why."""
    for article in context.articles_behind(page):
        if article.removed:
            echo(f"Removed from {article.path} ({len(article.removed)}):")
        for removed in article.removed:
            place = f"paragraph {removed.passage.paragraph}"
            echo(f"  {place}, {removed.reason}: {' '.join(removed.text.split())}")


def _passages(excerpt: Excerpt) -> None:
    places = ", ".join(piece.locator for piece in excerpt.pieces if piece.cited)
    echo(f"  from {excerpt.path} ({excerpt.source}), {places}:")
    for piece in excerpt.pieces:
        text = " ".join(" ".join(words.text for words in piece.words).split())
        echo(f"    {'>' if piece.cited else ' '} {text}")
    for name, address in excerpt.tellers:
        echo(f"  told by {name}" + (f": {address}" if address else ""))


def _held(line: Line, context: ReviewContext) -> None:
    """Say on which words of the passages those of a line rest, and what each rule says of it."""
    before: list[CitedSentence] = []
    for said in read(line).sentences:
        if said.labels and EDITOR not in said.labels:
            behind = context.verifier.supporting_words(said.text, said.labels)
            other = [f"{word} ({found})" for word, found in behind if found and found != word]
            missing = [word for word, found in behind if not found]
            _listed("in other words", other)
            _listed("in no passage that it cites", missing)
            for reason in context.verifier.check(said.text, said.labels, bullet=before):
                echo(f"  {reason.code} ({reason.strength.value}): {reason.message}")
        before.append(said)


def _listed(what: str, words: Sequence[str]) -> None:
    if words:
        echo(f"  {what}: {', '.join(dict.fromkeys(words))}")


def _spoken(line: Line, context: ReviewContext) -> None:
    """Say who speaks, and whether the sentence was torn."""
    for found in dict.fromkeys(filter(None, map(context.verifier.found, line.labels))):
        if found.sentence.joined:
            echo(f"  joined from {len(found.sentence.passages)} pieces torn in the seed")
        if speaker := found.speaker:
            label = f" ({speaker.label})" if speaker.label else ""
            echo(f"  said by {speaker.name}{label}")
