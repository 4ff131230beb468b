"""Tell the lines that are no part of an article by what they say.

They are known by their words: the patterns are data, one to a line of ``data/boilerplate.yml``.
A few are known by their company: what stands below the heading of a release's end matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from briefing_room.ingest.bylines import dateline_alone, head_line
from briefing_room.ingest.lines import MIN_PARAGRAPH_WORDS, Label, Lines
from briefing_room.text.lexicon import table

_PART = re.compile(r"\{([a-z]+)\}")
_MAX_LINE_LETTERS = 520  # a longer line is a paragraph
_MAX_SENTENCE_LETTERS = 900  # teasers run together without a stop
_MIN_CLIPPED_LETTERS = 24  # by which a line is found again that was clipped
_OF_AP = re.compile(r"\(AP Photo/| via AP\)$")
_MAX_REPEATS = 20  # of a line that belongs to the text
_MAX_BYLINE_WORDS = 24
CREDIT = re.compile(  # with which a sentence of a paragraph begins
    r"[(\[]?(?:(?:file|handout|stock|ap) )?(?:photo(?:graph)?|image|picture|credit)s?"
    r"\s*(?::|by\b|courtesy\b|/)|\([^()]{3,60}(?:/|via )(?-i:AP|AFP|Getty)\b[^()]{0,40}\)$",
    re.IGNORECASE,
)


def labels_by_words(lines: Lines, markup: Sequence[str]) -> tuple[Label | None, ...]:
    """Label the lines that are surely none of the article's text."""
    labels: list[Label | None] = [Label(name) if name else None for name in markup]
    repeats = Counter(line.text for line in lines)
    at_end = True  # no full paragraph has been met yet
    for n in range(len(lines) - 1, -1, -1):
        labels[n] = labels[n] or line_label(lines[n].text, at_end=at_end)
        if repeats[lines[n].text] > _MAX_REPEATS:
            labels[n] = labels[n] or Label.NAVIGATION
        at_end = at_end and (labels[n] is not None or lines[n].words <= MIN_PARAGRAPH_WORDS)
    for n in _clipped(lines):
        labels[n] = labels[n] or Label.CLIPPED
    start, below = _end_matter(lines)
    return (*labels[:start], *(label or below for label in labels[start:]))


@lru_cache(maxsize=4096)
def line_label(line: str, *, at_end: bool = False) -> Label | None:
    """Label a line of its own (plain typography) if it is no part of the article.

    ``at_end`` says that no full paragraph follows.
    """
    line = line.strip()
    if not line or len(line) > _MAX_LINE_LETTERS:
        return Label.CREDIT if _OF_AP.search(line[-60:]) else None
    short = len(line.split()) <= _MAX_BYLINE_WORDS
    byline = head_line(line) if short else None
    dated = short and not (byline and byline.people) and any(map(str.isdigit, line))
    alone = dateline_alone(line) if dated else None
    if alone and (alone.publisher or byline is None):
        return Label.DATELINE
    if byline and byline.days:
        return byline.label
    return _matched("lines", line, at_end=at_end) or (
        byline.label if byline and byline.sure else None
    )


@lru_cache(maxsize=4096)
def sentence_label(sentence: str) -> Label | None:
    """Label a sentence inside a paragraph that is none of the article's: a stricter choice."""
    if len(sentence) > _MAX_SENTENCE_LETTERS:
        return None
    inside = table("boilerplate")["also_inside_paragraphs"]
    rules = (item for item in _patterns("lines").items() if item[0] in inside)
    return next((label for label, rule in rules if rule.fullmatch(sentence)), None)


def end_matter(text: str) -> Label | None:
    """Label the text below if ``text`` heads, or begins, the end matter of a release."""
    return _matched("ends", text[:140].strip("#*: \t")[:120])


def _matched(section: str, text: str, *, at_end: bool = True) -> Label | None:
    last = () if at_end else table("boilerplate")["only_at_the_end"]
    rules = (item for item in _patterns(section).items() if item[0] not in last)
    return next((label for label, rule in rules if rule.fullmatch(text)), None)


def credit_ends(text: str) -> list[int]:
    """Find where the credits of pictures end that stand inside ``text``."""
    return [match.end() for match in _credits().finditer(text)]


def _clipped(lines: Lines) -> Iterator[int]:
    """Yield the lines that break off in dots and stand whole elsewhere."""
    texts = sorted({line.text for line in lines})
    for n, line in enumerate(lines):
        bare = line.text.rstrip(".… ")
        if line.text.endswith(("...", "…")) and len(bare) >= _MIN_CLIPPED_LETTERS:
            index = bisect_left(texts, bare)
            near = texts[index : index + 3]
            if any(text.startswith(bare) and text != line.text for text in near):
                yield n


def _end_matter(lines: Lines) -> tuple[int, Label | None]:
    """Find where references or notes begin below the news, if they are the lesser part."""
    below = [*accumulate(line.words for line in reversed(lines))][::-1]
    for start in range(1, len(lines)):
        if 3 * below[start] <= 2 * below[0] and (label := end_matter(lines[start].text)):
            return start, label
    return len(lines), None


@cache
def _patterns(section: str) -> dict[Label, re.Pattern[str]]:
    """The patterns of ``lines``, or of the headings that begin the ``ends`` of a release."""
    rows = table("boilerplate")[section].items()
    return {Label(label): _compiled(rules, re.IGNORECASE) for label, rules in rows}


@cache
def _credits() -> re.Pattern[str]:
    """The pattern of what stands inside paragraphs, where case counts."""
    return _compiled(table("boilerplate")["credits_inside"], 0)


def _compiled(rules: Sequence[str], flags: int) -> re.Pattern[str]:
    """Put the named parts in; regular expressions use braces too, so only known names count."""
    parts = table("boilerplate")["parts"]
    filled = "|".join(rules)
    while (more := _PART.sub(lambda match: f"(?:{parts[match[1]]})", filled)) != filled:
        filled = more
    return re.compile(filled, flags)
