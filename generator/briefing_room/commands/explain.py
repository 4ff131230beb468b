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
from briefing_room.review.reading import read_line, statements
from briefing_room.review.report_items import Excerpt, find_excerpts, plain_chunks


@click.command("explain")
@click.argument("page", metavar="PAGE[:LINE]")
@options.seeds
@options.briefings
def explain_command(page: str, seeds: Path, briefings: Path) -> int:
    """Show the passages that a line cites, the text around them, and who says so.

    PAGE is the path, file name or id of a story page.  Without LINE every statement is explained,
    and everything that cleaning removed from the page's seeds is listed with the reason.
    """
    context = read_context(seeds, briefings)
    story_page, named_line = find_line(context, page)
    generated_lines = context.record(story_page).base_digests
    writer = str(story_page.front.get(DRAFTED_BY) or "the generator")
    for line in [named_line] if named_line else statements(story_page):
        echo(f"{context.working_path(story_page)}:{line.number}: {read_line(line).text}")
        author = writer if line_digest(line.text) in generated_lines else "a person"
        echo(f"  written by {author}, under “{line.section}”")
        if EDITOR in line.labels:
            echo("  in the editor's own words: no passage has to say so")
        for excerpt in find_excerpts(line.labels, context, plain_chunks):
            _print_excerpt(excerpt)
        _print_speakers(line, context)
        _print_support(line, context)
        echo()
    if not named_line:
        _print_removed(story_page, context)
    return 0


def _print_removed(page: Page, context: ReviewContext) -> None:
    """Print what cleaning removed from the seeds of a page, and why."""
    for article in context.articles_of(page):
        if article.removed:
            echo(f"Removed from {article.path} ({len(article.removed)}):")
        for removed in article.removed:
            position = f"paragraph {removed.passage.paragraph}"
            echo(f"  {position}, {removed.reason}: {' '.join(removed.text.split())}")


def _print_excerpt(excerpt: Excerpt) -> None:
    """Print the cited passages with the text around them, and their sources."""
    locators = ", ".join(piece.locator for piece in excerpt.pieces if piece.cited)
    echo(f"  from {excerpt.path} ({excerpt.source}), {locators}:")
    for piece in excerpt.pieces:
        text = " ".join(" ".join(words.text for words in piece.words).split())
        echo(f"    {'>' if piece.cited else ' '} {text}")
    for name, address in excerpt.note_sources:
        echo(f"  source: {name}" + (f": {address}" if address else ""))


def _print_support(line: Line, context: ReviewContext) -> None:
    """Print which words of a line its passages lack, and the reasons against each sentence."""
    for sentence, rest_of_bullet in read_line(line).bullet_pairs():
        if sentence.labels and EDITOR not in sentence.labels:
            pairs = context.verifier.supporting_words(sentence.text, sentence.labels)
            reworded = [f"{word} ({source})" for word, source in pairs if source not in {"", word}]
            unsupported = [word for word, source in pairs if not source]
            _print_words("in other words", reworded)
            _print_words("in no passage that it cites", unsupported)
            for reason in context.verifier.check(
                sentence.text, sentence.labels, bullet=rest_of_bullet
            ):
                echo(f"  {reason.code} ({reason.strength.value}): {reason.message}")


def _print_words(label: str, words: Sequence[str]) -> None:
    if words:
        echo(f"  {label}: {', '.join(dict.fromkeys(words))}")


def _print_speakers(line: Line, context: ReviewContext) -> None:
    """Print who speaks in the passages of a line, and which of them were joined from pieces."""
    for facts in dict.fromkeys(filter(None, map(context.verifier.sentence_facts, line.labels))):
        if facts.sentence.was_joined:
            echo(f"  joined from {len(facts.passages)} pieces of the seed")
        if speaker := facts.speaker:
            label = f" ({speaker.label})" if speaker.label else ""
            echo(f"  said by {speaker.name}{label}")
