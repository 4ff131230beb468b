"""Recognise lines that are not part of an article by their words.

The patterns are in ``data/boilerplate.yml``, one per line.  Lines below the heading of a press
release's end matter are recognised by that heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from briefing_room.ingest.bylines import parse_byline
from briefing_room.ingest.datelines import read_dateline_line
from briefing_room.ingest.lines import MIN_PARAGRAPH_WORDS, Label, Lines
from briefing_room.text.lexicon import table

_NAMED_PART = re.compile(r"\{([a-z]+)\}")
_MAX_LINE_CHARS = 520  # a longer line is a paragraph
_MAX_SENTENCE_CHARS = 900  # long enough for unpunctuated teasers
_AP_CREDIT = re.compile(r"\(AP Photo/| via AP\)$")
_MAX_BYLINE_WORDS = 24
CREDIT = re.compile(  # at the start of a sentence in a paragraph
    r"[(\[]?(?:(?:file|handout|stock|ap) )?(?:photo(?:graph)?|image|picture|credit)s?"
    r"\s*(?::|by\b|courtesy\b|/)|\([^()]{3,60}(?:/|via )(?-i:AP|AFP|Getty)\b[^()]{0,40}\)$",
    re.IGNORECASE,
)


def labels_by_words(lines: Lines, markup: Sequence[str]) -> tuple[Label | None, ...]:
    """Label the lines that are certainly not part of the article."""
    labels: list[Label | None] = [Label(name) if name else None for name in markup]
    at_end = True  # until the first full paragraph from below
    for index in range(len(lines) - 1, -1, -1):
        labels[index] = labels[index] or line_label(lines[index].text, at_end=at_end)
        at_end = at_end and (
            labels[index] is not None or lines[index].word_count <= MIN_PARAGRAPH_WORDS
        )
    start, end_label = _find_end_matter(lines)
    return (*labels[:start], *(label or end_label for label in labels[start:]))


@lru_cache(maxsize=4096)
def line_label(line: str, *, at_end: bool = False) -> Label | None:
    """Label a line in plain typography that is not part of the article; else ``None``.

    ``at_end``: no full paragraph follows the line.
    """
    line = line.strip()
    if _AP_CREDIT.search(line[-60:]):
        return Label.CREDIT
    if not line or len(line) > _MAX_LINE_CHARS:
        return None
    is_short = len(line.split()) <= _MAX_BYLINE_WORDS
    byline = parse_byline(line) if is_short else None
    may_be_dateline = is_short and not (byline and byline.people) and any(map(str.isdigit, line))
    dateline = read_dateline_line(line) if may_be_dateline else None
    if dateline and (dateline.publisher or byline is None):
        return Label.DATELINE
    if byline and byline.days:
        return byline.label
    return _match_label("lines", line, at_end=at_end) or (
        byline.label if byline and byline.is_certain else None
    )


@lru_cache(maxsize=4096)
def sentence_label(sentence: str) -> Label | None:
    """Label a sentence inside a paragraph, by fewer patterns than for a whole line."""
    if len(sentence) > _MAX_SENTENCE_CHARS:
        return None
    allowed = table("boilerplate")["also_inside_paragraphs"]
    rules = (item for item in _label_patterns("lines").items() if item[0] in allowed)
    return next((label for label, rule in rules if rule.fullmatch(sentence)), None)


def end_matter_label(text: str) -> Label | None:
    """The label of the end matter that begins with ``text``, ``None`` if none does."""
    return _match_label("ends", text[:140].strip("#*: \t")[:120])


def _match_label(section: str, text: str, *, at_end: bool = True) -> Label | None:
    excluded = () if at_end else table("boilerplate")["only_at_the_end"]
    rules = (item for item in _label_patterns(section).items() if item[0] not in excluded)
    return next((label for label, rule in rules if rule.fullmatch(text)), None)


def caption_length(sentence: str) -> int:
    """The length of a caption with its credit that a sentence follows without a break."""
    matches = _credit_inside().finditer(sentence[:_MAX_LINE_CHARS])
    return max((match.end() for match in matches if match.end() < len(sentence)), default=0)


@cache
def _credit_inside() -> re.Pattern[str]:
    return _compile(table("boilerplate")["credits_inside"], 0)


def _find_end_matter(lines: Lines) -> tuple[int, Label | None]:
    """Find where references or notes begin, if they are at most two thirds of the text."""
    words_below = [*accumulate(line.word_count for line in reversed(lines))][::-1]
    for start in range(1, len(lines)):
        if 3 * words_below[start] <= 2 * words_below[0] and (
            label := end_matter_label(lines[start].text)
        ):
            return start, label
    return len(lines), None


@cache
def _label_patterns(section: str) -> dict[Label, re.Pattern[str]]:
    """The patterns of ``lines``, or of the headings that begin the ``ends`` of a release."""
    rows = table("boilerplate")[section].items()
    return {Label(label): _compile(rules, re.IGNORECASE) for label, rules in rows}


def _compile(rules: Sequence[str], flags: int) -> re.Pattern[str]:
    """Compile rules after replacing their named parts, such as ``{name}``."""
    parts = table("boilerplate")["parts"]
    pattern = "|".join(rules)
    while (expanded := _NAMED_PART.sub(lambda match: f"(?:{parts[match[1]]})", pattern)) != pattern:
        pattern = expanded
    return re.compile(pattern, flags)
