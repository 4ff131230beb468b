"""Tell the lines that are no part of an article by what they say, each with the reason.

They are known by their words: the patterns are data, one to a line of
``data/boilerplate.yml``.  A few are known by their company: what stands below the heading of a
release's end matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from briefing_room.ingest.byline import DATELINE, head_line
from briefing_room.ingest.dateline import dateline_alone
from briefing_room.ingest.lines import FULL, TextLine
from briefing_room.text.lexicon import table

# Reasons of boilerplate.yml that the program speaks of.
NOTE_OF_EDITORS, LABEL = "note of the editors", "label of the desk"
POINTER, NAVIGATION = "pointer to another article", "page navigation"
CAPTION, SUBHEADING = "photo credit or caption", "sub-heading"
ON_THE_AUTHOR, SEPARATOR = "note on the author", "separator"
POST, LEGAL = "counts of a social network", "copyright or legal notice"
# And others.
TITLE = "headline of this article"
OTHER, FOOT = "headline of another article", "line below the article"
CLIPPED = "clipped: the whole stands below"
_CHOICES = ("also_inside_paragraphs", "only_at_the_end")
_PART = re.compile(r"\{([a-z]+)\}")
_SIGNS = re.compile(r"^[^\w\s\"'(\[$€£#@.-]+\s+")  # a picture before the words
_LONGEST = 520  # characters; a longer line is a paragraph
_FARTHEST = 900  # of a sentence: teasers run together without a stop
_POSTED = re.compile(r".{2,60}\(@\w{2,20}\)")  # behind a dash, below a post
_POST = re.compile(r"[#@]\w")
_OF_AP = re.compile(r"\(AP Photo/| via AP\)$")
_MOST_NAMES = 24  # words of a byline
CREDIT = re.compile(  # with which a sentence of a paragraph begins
    r"[(\[]?(?:(?:file|handout|stock|ap) )?(?:photo(?:graph)?|image|picture|credit)s?"
    r"\s*(?::|by\b|courtesy\b|/)|\([^()]{3,60}(?:/|via )(?-i:AP|AFP|Getty)\b[^()]{0,40}\)$",
    re.IGNORECASE,
)


def line_reason(line: str, *, at_end: bool = False) -> str | None:
    """Return why a line of its own (plain typography) is no part of the article, if it is none.

    ``at_end`` says that no full paragraph follows.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return CAPTION if _OF_AP.search(line[-60:]) else None
    short = len(line.split()) <= _MOST_NAMES
    byline = head_line(line) if short else None
    dated = short and not (byline and byline.people) and any(map(str.isdigit, line))
    alone = dateline_alone(line) if dated else None
    if alone and (alone.publisher or byline is None):
        return DATELINE
    if byline and byline.days:
        return byline.reason
    last = table("boilerplate")["only_at_the_end"]
    for tried in dict.fromkeys((line, _SIGNS.sub("", line))):
        for reason, pattern in _lines().items():
            if pattern.fullmatch(tried) and (at_end or reason not in last):
                return reason
    return byline.reason if byline and byline.sure else None


def sentence_reason(sentence: str) -> str | None:
    """Return why a sentence inside a paragraph is none of the article's: a stricter choice."""
    if len(sentence) > _FARTHEST:
        return None
    inside = table("boilerplate")["also_inside_paragraphs"]
    found = (why for why, rule in _lines().items() if why in inside and rule.fullmatch(sentence))
    return next(found, None)


def end_matter(text: str) -> str | None:
    """Return what the text below is if ``text`` heads, or begins, the end matter of a release."""
    bare = text.strip("#*: \t")[:120]
    return next((why for why, heading in _ends().items() if heading.fullmatch(bare)), None)


def credit_ends(text: str) -> list[int]:
    """Return where the credits of pictures end that stand inside ``text``."""
    return [found.end() for found in _credits().finditer(text)]


@cache
def _lines() -> dict[str, re.Pattern[str]]:
    """Return what the data look for in whole lines, by the reason."""
    data = table("boilerplate")
    kinds = {"parts", "ends", "credits_inside", *_CHOICES}
    return {why: _compiled(rules, re.IGNORECASE) for why, rules in data.items() if why not in kinds}


@cache
def _credits() -> re.Pattern[str]:
    """Return what the data look for inside paragraphs, where case counts."""
    return _compiled(table("boilerplate")["credits_inside"], 0)


@cache
def _ends() -> dict[str, re.Pattern[str]]:
    """Return what heads the end matter of a release or a report, by the reason."""
    ends = table("boilerplate")["ends"]
    return {why: _compiled(rules, re.IGNORECASE) for why, rules in ends.items()}


def _compiled(rules: Sequence[str], flags: int) -> re.Pattern[str]:
    """Put the named parts in; regular expressions use braces too, so only known names count."""
    parts = table("boilerplate")["parts"]
    filled = "|".join(rules)
    while (more := _PART.sub(lambda match: f"(?:{parts[match[1]]})", filled)) != filled:
        filled = more
    return re.compile(filled, flags)


def remove_boilerplate(lines: Sequence[TextLine], reasons: dict[int, str]) -> None:
    """Give each line that is surely none of the article's its reason."""
    at_end = True  # no full paragraph has been met yet
    for n in range(len(lines) - 1, -1, -1):
        reason = None if n in reasons else line_reason(lines[n].text, at_end=at_end)
        if reason:
            reasons[n] = reason
        at_end = at_end and (n in reasons or lines[n].words <= FULL)
    for n, line in enumerate(lines):
        bare = line.text.rstrip(".… ") if line.text.endswith(("...", "…")) else ""
        if bare and any(each.text.startswith(bare) for each in lines[n + 1 :]):
            reasons.setdefault(n, CLIPPED)
        posted = [_POSTED.match(other.text) and other.item for other in lines[n + 1 : n + 3]]
        if any(posted) and (posted[0] or _POST.search(line.text)):
            reasons.setdefault(n, POST)
    _remove_end_matter(lines, reasons)


def _remove_end_matter(lines: Sequence[TextLine], reasons: dict[int, str]) -> None:
    """Remove what stands below the news, if that is the lesser part: references, notes."""
    below = [*accumulate(line.words for line in reversed(lines))][::-1]
    found = ((n, end_matter(lines[n].text)) for n in range(1, len(lines)))
    for start, reason in found:
        if reason and 3 * below[start] <= 2 * below[0]:
            for n in range(start, len(lines)):
                reasons.setdefault(n, reason)
            return
