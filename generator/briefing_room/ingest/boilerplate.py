"""Tell the lines that are no part of an article by what they say.

They are known by their words: the patterns are data, one to a line of ``data/boilerplate.yml``.
A few are known by their company: what stands below the heading of a release's end matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from briefing_room.ingest.bylines import dateline_alone, head_line
from briefing_room.ingest.labels import Label
from briefing_room.ingest.lines import FULL, Line
from briefing_room.text.lexicon import table

_CHOICES = ("also_inside_paragraphs", "only_at_the_end")
_PART = re.compile(r"\{([a-z]+)\}")
_SIGNS = re.compile(r"^[^\w\s\"'(\[$€£#@.-]+\s+")  # a picture before the words
_LONGEST = 520  # characters; a longer line is a paragraph
_FARTHEST = 900  # of a sentence: teasers run together without a stop
_CLIPPED = 24  # letters by which a line is found again that was clipped
_POSTED = re.compile(r".{2,60}\(@\w{2,20}\)")  # behind a dash, below a post
_POST = re.compile(r"[#@]\w")
_OF_AP = re.compile(r"\(AP Photo/| via AP\)$")
_MOST_NAMES = 24  # words of a byline
CREDIT = re.compile(  # with which a sentence of a paragraph begins
    r"[(\[]?(?:(?:file|handout|stock|ap) )?(?:photo(?:graph)?|image|picture|credit)s?"
    r"\s*(?::|by\b|courtesy\b|/)|\([^()]{3,60}(?:/|via )(?-i:AP|AFP|Getty)\b[^()]{0,40}\)$",
    re.IGNORECASE,
)


def labels_by_words(lines: Sequence[Line], markup: Sequence[str]) -> tuple[Label | None, ...]:
    """Return the labels of the lines that are surely none of the article's text."""
    found: list[Label | None] = [Label(each) if each else None for each in markup]
    at_end = True  # no full paragraph has been met yet
    for n in range(len(lines) - 1, -1, -1):
        found[n] = found[n] or line_label(lines[n].text, at_end=at_end)
        at_end = at_end and (found[n] is not None or lines[n].words <= FULL)
    for n in _clipped(lines):
        found[n] = found[n] or Label.CLIPPED
    for n, line in enumerate(lines):
        posted = [_POSTED.match(other.text) and other.item for other in lines[n + 1 : n + 3]]
        if any(posted) and (posted[0] or _POST.search(line.text)):
            found[n] = found[n] or Label.POST
    start, below = _end_matter(lines)
    return (*found[:start], *(each or below for each in found[start:]))


@lru_cache(maxsize=4096)
def line_label(line: str, *, at_end: bool = False) -> Label | None:
    """Return what a line of its own (plain typography) is if it is no part of the article.

    ``at_end`` says that no full paragraph follows.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return Label.CREDIT if _OF_AP.search(line[-60:]) else None
    short = len(line.split()) <= _MOST_NAMES
    byline = head_line(line) if short else None
    dated = short and not (byline and byline.people) and any(map(str.isdigit, line))
    alone = dateline_alone(line) if dated else None
    if alone and (alone.publisher or byline is None):
        return Label.DATELINE
    if byline and byline.days:
        return byline.label
    last = table("boilerplate")["only_at_the_end"]
    for tried in dict.fromkeys((line, _SIGNS.sub("", line))):
        for label, pattern in _lines().items():
            if pattern.fullmatch(tried) and (at_end or label not in last):
                return label
    return byline.label if byline and byline.sure else None


@lru_cache(maxsize=4096)
def sentence_label(sentence: str) -> Label | None:
    """Return what a sentence inside a paragraph is if none of the article's: a stricter choice."""
    if len(sentence) > _FARTHEST:
        return None
    inside = table("boilerplate")["also_inside_paragraphs"]
    found = (why for why, rule in _lines().items() if why in inside and rule.fullmatch(sentence))
    return next(found, None)


def end_matter(text: str) -> Label | None:
    """Return what the text below is if ``text`` heads, or begins, the end matter of a release."""
    bare = text[:140].strip("#*: \t")[:120]
    return next((why for why, heading in _ends().items() if heading.fullmatch(bare)), None)


def credit_ends(text: str) -> list[int]:
    """Return where the credits of pictures end that stand inside ``text``."""
    return [found.end() for found in _credits().finditer(text)]


def _clipped(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that break off in dots and stand whole farther down."""
    last: dict[str, int] = {}
    whole: dict[str, list[str]] = defaultdict(list)
    for n, line in enumerate(lines):
        last[line.text[:_CLIPPED]] = n
        whole[line.text[:_CLIPPED]].append(line.text)
    for n, line in enumerate(lines):
        bare = line.text.rstrip(".… ") if line.text.endswith(("...", "…")) else ""
        key = bare[:_CLIPPED]
        if len(key) == _CLIPPED and last.get(key, n) > n:
            longer = whole[key][:10]  # a menu may begin so all over
            if any(text.startswith(bare) and text != line.text for text in longer):
                yield n


def _end_matter(lines: Sequence[Line]) -> tuple[int, Label | None]:
    """Return where stands what is below the news, if that is the lesser part: references, notes."""
    below = [*accumulate(line.words for line in reversed(lines))][::-1]
    for start in range(1, len(lines)):
        if 3 * below[start] <= 2 * below[0] and (label := end_matter(lines[start].text)):
            return start, label
    return len(lines), None


@cache
def _lines() -> dict[Label, re.Pattern[str]]:
    """Return what the data look for in whole lines, by the label."""
    data = table("boilerplate")
    kinds = {"parts", "ends", "credits_inside", "menu_words", *_CHOICES}
    rows = {why: rules for why, rules in data.items() if why not in kinds}
    return {Label(why): _compiled(rules, re.IGNORECASE) for why, rules in rows.items()}


@cache
def _credits() -> re.Pattern[str]:
    """Return what the data look for inside paragraphs, where case counts."""
    return _compiled(table("boilerplate")["credits_inside"], 0)


@cache
def _ends() -> dict[Label, re.Pattern[str]]:
    """Return what heads the end matter of a release or a report, by the label."""
    ends = table("boilerplate")["ends"]
    return {Label(why): _compiled(rules, re.IGNORECASE) for why, rules in ends.items()}


def _compiled(rules: Sequence[str], flags: int) -> re.Pattern[str]:
    """Put the named parts in; regular expressions use braces too, so only known names count."""
    parts = table("boilerplate")["parts"]
    filled = "|".join(rules)
    while (more := _PART.sub(lambda match: f"(?:{parts[match[1]]})", filled)) != filled:
        filled = more
    return re.compile(filled, flags)
