"""Read a note, an editor's own summary of several texts, by the structure of its Markdown.

The first paragraph is the bottom line; a list gives the key points.  A heading that pages have
(``## Why it matters``, ``## Not known`` …) begins that section; ``## More`` and any other heading
begin the part that a page folds away.  A mark such as ``[^some-seed/2-1]`` after a sentence names
the passage that supports it.  Sentences are chosen from a note of plain paragraphs as from an
article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing_room.ingest.blocks import Block
from briefing_room.ingest.mend import join_sentences
from briefing_room.ingest.passages import Piece, cut_passages, make_removal
from briefing_room.model import Article, Passage, Role, Sentence

_PASSAGE_MARK = re.compile(r"[ \t]?\[\^([^\]\s/]+/\d+-\d+[a-z]?)\]")
_SECTIONS = {role.value.lower(): role for role in Role}
_HEADING = "heading"


def fill_note(bare: Article, blocks: Sequence[Block]) -> Article:
    """Add passages and sentences to a note, and an outline if the note has a structure."""
    if not _is_structured(bare.text, blocks):
        pieces = tuple(cut_passages(bare.id, bare.text, blocks, markdown=True))
        return _add_passages(
            bare, pieces, join_sentences([piece for piece in pieces if not piece.label])
        )
    paragraphs = [block for block in blocks if block.markup != _HEADING]
    unmarked = _PASSAGE_MARK.sub(lambda match: " " * len(match[0]), bare.text)
    pieces = tuple(cut_passages(bare.id, unmarked, paragraphs, markdown=True))
    mark_ends = [piece.passage.start for piece in pieces[1:]] + [len(bare.text)]
    marked_pieces = tuple(
        replace(piece, passage=_add_marks(piece.passage, bare.text, end))
        for piece, end in zip(pieces, mark_ends, strict=True)
    )
    sentences = tuple(
        Sentence(piece.text, (piece.passage,)) for piece in marked_pieces if not piece.label
    )
    return replace(
        _add_passages(bare, marked_pieces, sentences), outline=_make_outline(bare.text, blocks)
    )


def _is_structured(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a note has a list, or a heading that a page has."""
    return any(block.list_item or _section_of_heading(text, block) for block in blocks)


def _section_of_heading(text: str, block: Block) -> Role | None:
    if block.markup != _HEADING:
        return None
    return _SECTIONS.get(text[block.start : block.end].strip("# \t\n=-").lower())


def _make_outline(text: str, blocks: Sequence[Block]) -> tuple[Role, ...]:
    """The section of each paragraph, without headings."""
    outline: list[Role] = []
    section = Role.BOTTOM_LINE
    for block in blocks:
        if block.markup == _HEADING:
            section = _section_of_heading(text, block) or Role.MORE
            continue
        if section is Role.BOTTOM_LINE and (outline or block.list_item):
            section = Role.KEY_POINT
        outline.append(section)
    return tuple(outline)


def _add_marks(passage: Passage, text: str, end: int) -> Passage:
    """Give a passage its text with marks, and the passages that the marks up to ``end`` name."""
    cited = tuple(dict.fromkeys(_PASSAGE_MARK.findall(text, passage.start, end)))
    return replace(passage, text=text[passage.start : passage.end], rests_on=cited)


def _add_passages(
    bare: Article, pieces: tuple[Piece, ...], sentences: tuple[Sentence, ...]
) -> Article:
    return replace(
        bare,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=tuple(make_removal(piece) for piece in pieces if piece.label),
    )
