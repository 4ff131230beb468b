"""Cut an article, pasted or Markdown, into the numbered paragraphs that addresses refer to.

Only line breaks and the lengths of lines decide where a paragraph ends, so that no change to the
cleaning of texts renumbers paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from briefing_room.text.typography import plain_text, straighten

_SENTENCE_END = re.compile(r"""[.!?…:;]["')\]]*\s*$""")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦·∙▲►■*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\)(?!\s*\d{4}))[ \t]+(?=\S)")
_QUOTE_MARKS = re.compile(r"[ \t]*(?:>(?![\d=>])[ \t]?)+")
_MAX_WRAPPED_WIDTH = 120  # of a line that a mail program or terminal wrapped
_SPEAKER_MARK = re.compile(  # an interview, a post of a thread, a quotation
    r"\s*(?:(?:Q|A|Question|Answer)\s?:|\(?\d{1,2}/(?:\d{1,2}|n)?\)?)[ \t]+(?=\S)"
    r"|\s*>(?![\d=>])[ \t]*(?=\S)"
)
_MIN_WRAPPED_SHARE = 0.8  # of the width; a narrower line was not broken by it
_MIN_WRAPPED_LINES = 3  # that show at which width they were broken
_MIN_PAGE_HEADER_WORDS = 3
_MAIL_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To):\s")
_NUMBER = re.compile(r"\d+")
_MAX_WORD_LETTERS = 12  # a line breaks where the next word, up to this long, does not fit


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading: ``text[start:end]`` without the space around it.

    ``lead`` is the length of a bullet or quote mark at its start.  ``markup`` is the kind of a
    block that is not prose (``heading``, ``code`` …), empty for prose.
    """

    start: int
    end: int
    lead: int = 0
    markup: str = ""
    list_item: bool = False


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line and its span; ``text`` has straight quotes and plain spaces.

    The quote marks of a mail at its start, ``quote_length`` characters, are spaces in ``text``.
    """

    start: int
    end: int
    text: str
    quote_length: int = 0

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text))

    @property
    def bullet_length(self) -> int:
        match = _BULLET.match(self.text)
        return len(match[0]) if match else 0


def line_groups(text: str, *, quoted_mail: bool = False) -> Iterator[list[RawLine]]:
    """Yield the runs of lines that empty lines separate; if ``quoted_mail``, so does a bare ">"."""
    group: list[RawLine] = []
    start = 0
    for raw in straighten(text).split("\n"):
        mark = _QUOTE_MARKS.match(raw) if quoted_mail else None
        bare = " " * mark.end() + raw[mark.end() :] if mark else raw
        if mark and not bare.strip():  # an empty line of a quoted mail
            yield from filter(None, (group, [RawLine(start, start + len(raw), raw)]))
            group = []
        elif plain_text(raw):
            group.append(RawLine(start, start + len(raw), bare, mark.end() if mark else 0))
        elif group:
            yield group
            group = []
        start += len(raw) + 1
    if group:
        yield group


def text_blocks(text: str) -> tuple[Block, ...]:
    """Cut a pasted text into paragraphs.

    Each line is a paragraph, unless the text was hard-wrapped.  Then lines are joined wherever the
    next word did not fit, even across empty lines if every line is followed by one.  Page headers
    stay paragraphs of their own.
    """
    groups = list(line_groups(text, quoted_mail=True))
    lines = [line for group in groups for line in group]
    width = wrap_width(lines)
    if not width and (width := wrap_width(lines, spaced=True)):
        groups = [lines]
    lone_line_starts = _repeated_line_starts(groups) if width else frozenset()
    if len(groups) == 1:  # no empty line separates head and text
        lone_line_starts |= _header_starts(lines, width)
    return tuple(
        make_block(paragraph)
        for group in groups
        for paragraph in join_lines(group, width, lone_line_starts)
    )


def _header_starts(lines: list[RawLine], width: int) -> frozenset[int]:
    """The starts of the lines above the first line that is certainly prose."""
    prose = (
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if len(line.text) > width + _MAX_WORD_LETTERS or following.text.lstrip()[:1].islower()
    )
    return frozenset(line.start for line in lines[: next(prose, 0)])


def _repeated_line_starts(groups: list[list[RawLine]]) -> frozenset[int]:
    """The starts of lines that occur more than once, whatever their numbers: page headers."""
    lines = {line.start: _NUMBER.sub("0", line.text.strip()) for group in groups for line in group}
    count = Counter(lines.values())
    return frozenset(
        start
        for start, text in lines.items()
        if count[text] > 1 and len(text.split()) >= _MIN_PAGE_HEADER_WORDS
    )


def wrap_width(lines: list[RawLine], *, spaced: bool = False) -> int:
    """Measure the width, in characters, at which an article was hard-wrapped; 0 if it was not.

    In a wrapped text many breaks are in the middle of a sentence.  A few longer lines, such as
    addresses, are ignored.  In a ``spaced`` text, with an empty line after each line, the width is
    the median of the lines that were certainly broken.
    """
    narrow = [len(line.text.rstrip()) for line in lines if len(line.text) <= _MAX_WRAPPED_WIDTH]
    if len(lines) < 3 or not narrow or (len(narrow) < 0.9 * len(lines) and not spaced):
        return 0
    width = max(narrow)
    breaks = [
        (a, b)
        for a, b in pairwise(lines)
        if (spaced or b.start == a.end + 1) and not b.bullet_length
    ]
    breaks = [(a, b) for a, b in breaks if len(a.text) > width / 2]  # short lines are menus
    unfinished = ((a, b) for a, b in breaks if not a.ends_sentence)
    wrapped_widths = [len(a.text.rstrip()) for a, b in unfinished if b.text.lstrip()[:1].islower()]
    if not wrapped_widths or len(wrapped_widths) < len(breaks) / 4:
        return 0
    if spaced:
        return median_low(wrapped_widths) if len(wrapped_widths) > _MIN_WRAPPED_LINES else 0
    return width


def join_lines(
    group: list[RawLine], width: int, lone_line_starts: frozenset[int] = frozenset()
) -> Iterator[list[RawLine]]:
    """Yield the lines of each paragraph of a group that has no empty line inside.

    ``width`` is the width at which they were wrapped; the lines that begin at ``lone_line_starts``
    are paragraphs of their own.
    """
    current = [group[0]]
    for line in group[1:]:
        may_join = lone_line_starts.isdisjoint((current[-1].start, line.start))
        if may_join and _is_wrapped(current[-1], line, width):
            current.append(line)
        else:
            yield current
            current = [line]
    yield current


def _is_wrapped(line: RawLine, following: RawLine, width: int) -> bool:
    if not width or following.bullet_length or _MAIL_HEADER.match(following.text):
        return False
    if following.text.lstrip()[:1].islower():
        return True
    if not line.ends_sentence and len(line.text.rstrip()) > _MIN_WRAPPED_SHARE * width:
        return True
    word = min(len(following.text.split()[0]), _MAX_WORD_LETTERS)
    return width - 3 - word < len(line.text.rstrip()) <= width + _MAX_WORD_LETTERS


def make_block(paragraph: list[RawLine], markup: str = "") -> Block:
    """Make a block of the lines of a paragraph."""
    first, last = paragraph[0], paragraph[-1]
    speaker_mark = _SPEAKER_MARK.match(first.text)
    lead = speaker_mark.end() if speaker_mark else first.bullet_length or first.quote_length
    indent = len(first.text) - len(first.text.lstrip()) if not first.quote_length else 0
    return Block(
        first.start + indent,
        last.start + len(last.text.rstrip()),
        lead=max(lead - indent, 0),
        markup=markup,
        list_item=bool(first.bullet_length),
    )


_MARKUP = (
    ("heading", re.compile(r" {0,3}#{1,6}(?:\s|$)")),
    ("rule", re.compile(r" {0,3}(?:(?:[*_-] *){3,}|=+|-+)$")),
    ("image", re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")),
    ("table", re.compile(r"\s*\|")),
    ("footnote or link definition", re.compile(r" {0,3}\[[^\]]+\]:")),
    ("HTML or comment", re.compile(r"\s*(?:<[a-zA-Z/!](?![a-z]*:)[^>]*>\s*)+$")),
)
_FENCE = re.compile(r" {0,3}(?:```|~~~)|\s*<!--(?!.*-->)")
_FENCE_ENDS = {
    "```": re.compile(r" {0,3}```\s*$"),
    "~~~": re.compile(r" {0,3}~~~\s*$"),
    "<!--": re.compile(r".*-->"),
}
_SETEXT = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,2000}?-->", re.DOTALL), ""),
    (re.compile(r"<(script|style)\b[^>]{0,200}>.{0,2000}?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)"), ""),
    (re.compile(r"\[\^[^\]\s]{1,200}\]"), ""),
    (
        re.compile(
            r"\[([^\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)"
        ),
        r"\1",
    ),
    (re.compile(r"\[([^\]]{1,500})\]\[[^\]]{0,200}\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,2000}>"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<!`)(`+)(?!`)(.{1,500}?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"^\s*(?:>[ >]*)+", re.MULTILINE), ""),
    (re.compile(r"\n {0,3}(?:=+|-{2,})\s*$"), ""),  # a rule below a list
    (re.compile(r"(?:\\|(?<! ) {2,})\n"), "\n"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_FIRST_PRIVATE_CHARACTER = 0xF0000  # the start of a plane of private characters
_PRIVATE_CHARACTER = re.compile(
    f"[{chr(_FIRST_PRIVATE_CHARACTER)}-{chr(_FIRST_PRIVATE_CHARACTER + 0x7F)}]"
)
_POSSIBLE_MARKUP = re.compile(rf"[\\\n<>\[*_`]|{_PRIVATE_CHARACTER.pattern}")


def strip_markup(text: str) -> str:
    """Strip Markdown: the words of links stay, their addresses and all marks go."""
    if not _POSSIBLE_MARKUP.search(text):  # none of the patterns can match
        return text
    # an escaped character is no mark
    text = _ESCAPED.sub(lambda match: chr(_FIRST_PRIVATE_CHARACTER + ord(match[1])), text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return _PRIVATE_CHARACTER.sub(lambda match: chr(ord(match[0]) - _FIRST_PRIVATE_CHARACTER), text)


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Cut a Markdown body into blocks."""
    return tuple(make_block(lines, markup) for lines, markup in _markdown_lines(text))


def _closes_fence(line: str, opening: str) -> bool:
    """Whether a line ends the code or comment that the line ``opening`` begins."""
    mark = next(mark for mark in _FENCE_ENDS if opening.lstrip().startswith(mark))
    return _FENCE_ENDS[mark].match(line) is not None


def _markdown_lines(text: str) -> Iterator[tuple[list[RawLine], str]]:
    """Yield the lines and markup of each block; code and comments may contain empty lines."""
    code: list[RawLine] = []
    for group in line_groups(text):
        prose: list[RawLine] = []
        for line in group:
            markup = next((name for name, form in _MARKUP if form.match(line.text)), "")
            fenced = code or _FENCE.match(line.text)
            underlined = markup == "rule" and prose and _SETEXT.match(line.text)
            if underlined and prose[0].bullet_length:
                yield [*prose, line], ""  # a rule below a list; a block of its own renumbers texts
            elif underlined:
                yield [*prose, line], "heading"  # a title underlined with === or ---
            elif prose and (fenced or markup or line.bullet_length):
                yield prose, ""
            elif not (fenced or markup):
                prose.append(line)
                continue
            prose = [] if fenced or markup else [line]
            if fenced:
                code.append(line)
            elif markup and not underlined:
                yield [line], markup
            if len(code) > 1 and _closes_fence(line.text, code[0].text):
                yield code, "code"
                code = []
        if prose:
            yield prose, ""
    if code:
        yield code, "code"
