"""Find the headline of an article among the lines above its body, and strip its labels.

The headline shares more words with the body than the other lines do: menus, teasers, page titles.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from briefing_room.ingest.bylines import parse_byline
from briefing_room.ingest.days import split_outer_day
from briefing_room.ingest.lines import (
    HEAD_LABELS,
    SMALL_TITLE_WORDS,
    Label,
    Labels,
    Lines,
    PastedLine,
    is_table_row,
    is_title_case,
    measure_line,
    roots_in,
    squeeze,
    without_signs,
)
from briefing_room.ingest.names import is_outlet, strip_desk_label
from briefing_room.text.lexicon import alternatives, table, word_list

CORRECTED, CORRECTION, UPDATE = "corrected text", "correction", "update"
_POSSIBLE_LABELS = frozenset(
    {None, Label.NAVIGATION, Label.POINTER, Label.DESK, Label.SUBHEADING, Label.HEADING}
)
_OUTLET_TAIL = re.compile(r"(.*\S)\s+(?P<bar>[|–—-]|By)\s+(?P<name>[A-Z][\w.&' ]{1,38})$")
_EDITION_LABEL = re.compile(
    r"""\W*(?:(?:refile|rpt|repeat)\W{1,3})?
    (?:(?P<corrected>corrected(?:\s\d+)?\s*[-–—:|)\]]|\((?:corrects|correcting|to[ ]correct)\b)
    |(?P<correction>corrections?|erratum|corrigendum)\s*[-–—:|)\]]
    |(?:update|wrapup)\s?(?P<update>\d+)?\s*[-–—:|)\]])""",
    re.VERBOSE | re.IGNORECASE,
)
# Breadcrumbs: "Home › News › …", "Home / News / …", "Business|…".
_BREADCRUMBS = re.compile(r".*\s[>›»]\s|(?:[^/]+\s/\s){2,}|[A-Z][\w.&]*\|(?=\S)")
_MENU_WORDS = alternatives(table("boilerplate")["menu_words"].split(", "))
_MENU = re.compile(  # words of a menu that ran into the headline: "Subscribe | Log in Acme to sell"
    rf"(?:(?:{_MENU_WORDS})(?! Bank)(?:\s*[|/>›»·•&]\s*|\s+|(?=[A-Z]))){{2,}}(?=\S*[A-Z\d\"'])"
)
_UPDATE_TAIL = re.compile(r"\s+(?:--|[–—])\s*(?:\d+(?:st|nd|rd|th) )?Update$", re.IGNORECASE)
_VIDEO_LENGTH = re.compile(r"\d{1,2}:\d\d")
_COMPANIES = word_list("companies") | {"limited"}
_WORD_BREAK = re.compile(r"[\s|>›»]+")
_WORDS_BEFORE_BREAK = SMALL_TITLE_WORDS - {"yet"}  # after which a headline goes on in the next line
_MAX_BREADCRUMB_CHARS = 200
_MIN_WORDS_AFTER_COLON = 6  # a shorter line may belong to the colon above it
_BYLINE_FACTOR = 5.0  # a line next to a byline or day is likelier to be the headline
_MIN_SCORE = 0.8
_MAX_BYLINE_DISTANCE = 4  # lines from a headline to its byline
_MAX_HEADLINE_WORDS, _MAX_TITLE_CASE_WORDS = 28, 56
_MIN_FULL_HEADLINE_WORDS = 5  # a shorter line may be the name of a desk
_SENTENCE_FORM, _SHORT_FORM = 0.3, 0.4  # how much such lines look like headlines
_MAX_STANDFIRST_DISTANCE = 2  # lines from a headline to its standfirst
_MIN_HEADLINE_SHARE = 0.2  # of what the standfirst below it shares with the body
_MIN_LONG_HEADLINE_SHARE = 0.75  # the same, of a headline that is longer than its standfirst


@dataclass(frozen=True, slots=True)
class Body:
    """The first line of the body, and the count of each root in it."""

    start: int
    root_counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline and the indexes of the lines that repeat it.

    ``site`` is an outlet named after it; ``opinion`` is true if a label before it says so.
    ``body_start`` is the first line of the text below it.
    """

    title: str | None = None
    line_indexes: tuple[int, ...] = ()
    site: str | None = None
    opinion: bool = False
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible headline on the lines ``first`` to ``last``."""

    text: str
    first: int
    last: int
    form_score: float  # how much it looks like a headline (0 to 1)
    overlap_score: float  # how much it shares with the body, weighted by its form
    total_score: float  # the same, weighted by its position


def find_headline(lines: Lines, labels: Labels, body: Body, known: str | None) -> Headline:
    """Find the headline of an article, and where the body begins below it.

    ``labels`` are those of lines that are not part of the article by their words; one labelled as a
    menu may still be the headline.  A ``known`` title, from front matter, is taken instead.
    """
    best = None if known else _best_candidate(lines, labels, body)
    title, site = _split_outlet(best.text) if best else (known, None)
    if not title:
        return Headline(body_start=body.start)
    headline_lines = range(best.first, best.last + 1) if best else range(0)
    title_lines = [
        index
        for index, line in enumerate(lines)
        if index in headline_lines or _repeats_title(line.text, title)
    ]
    head_end = max(body.start + 2, headline_lines.stop)
    start = max([body.start, *(index + 1 for index in title_lines if index < head_end)])
    opinion = any(strip_desk_label(lines[index].text.lstrip("# "))[1] for index in title_lines)
    return Headline(title, tuple(title_lines), site, opinion, start)


def _best_candidate(lines: Lines, labels: Labels, body: Body) -> _Candidate | None:
    """Choose the line above the body that shares most words with it, preferably above a byline.

    If no line shares enough words, a line next to a byline or day is taken.
    """
    words_above = [*accumulate(line.word_count * line.is_paragraph for line in lines)]
    middle = next((n for n, words in enumerate(words_above) if 2 * words >= words_above[-1]), 0)
    near = lines[: max(body.start, middle)]
    bylines = [_is_byline(line, label) for line, label in zip(near, labels, strict=False)]
    # The first line may look like a paragraph.
    is_above_credits = any(bylines[1:_MAX_BYLINE_DISTANCE]) or tuple(labels[1:2]) == (Label.CREDIT,)
    body_start = body.start or int(is_above_credits)
    candidates = [
        _rate_candidate(text, range(first, last + 1), bylines, replace(body, start=body_start))
        for first, last, text in _join_broken_titles(dict(_find_title_lines(near, labels)), near)
    ]
    best = max(candidates, key=lambda candidate: candidate.total_score, default=None)
    if best is None or best.total_score < _MIN_SCORE:
        by_place = (
            candidate
            for candidate in candidates
            if candidate.form_score > _SENTENCE_FORM
            and (candidate.total_score or any(bylines[max(candidate.first - 1, 0) :][:2]))
        )
        return max(by_place, key=lambda candidate: candidate.total_score, default=None)
    lines_above = (
        candidate
        for candidate in reversed(candidates)
        if 0 < best.first - candidate.last <= _MAX_STANDFIRST_DISTANCE
    )
    above = next((candidate for candidate in lines_above if candidate.form_score == 1.0), None)
    return above if above and _is_headline_of(above, best, labels) else best


def _rate_candidate(text: str, place: range, bylines: Sequence[bool], body: Body) -> _Candidate:
    """Score a possible headline by its words, its form, and a byline below it."""
    title = _split_outlet(text)[0]
    form_score = _form_score(title)
    overlap_score = _overlap_score(title, body) * form_score
    is_above_byline = any(bylines[place.stop : place.stop + _MAX_BYLINE_DISTANCE])
    total_score = overlap_score * (_BYLINE_FACTOR if is_above_byline else 1.0)
    if place[0] >= body.start:
        total_score = 0.0
    return _Candidate(text, place[0], place[-1], form_score, overlap_score, total_score)


def _is_headline_of(above: _Candidate, best: _Candidate, labels: Labels) -> bool:
    """Whether the ``best`` line is only the standfirst of the headline ``above`` it."""
    if labels[above.first] is Label.NAVIGATION:
        return False
    is_shorter = len(above.text) < len(best.text)
    min_share = _MIN_HEADLINE_SHARE if is_shorter else _MIN_LONG_HEADLINE_SHARE
    return best.form_score < 1.0 or above.overlap_score > min_share * best.overlap_score


def _form_score(text: str) -> float:
    """How much a line looks like a headline (0 to 1), and not a sentence, caption or desk."""
    if _is_sentence(text) or text.endswith(")"):
        return _SENTENCE_FORM
    return _SHORT_FORM if len(text.split()) < _MIN_FULL_HEADLINE_WORDS else 1.0


def _is_byline(line: PastedLine, label: Label | None) -> bool:
    """Whether a line is a byline, dateline or time of publication, not the length of a video."""
    byline = parse_byline(line.text) if label is None else None
    is_in_head = label in HEAD_LABELS or (byline is not None and byline.is_certain)
    return is_in_head and not _VIDEO_LENGTH.fullmatch(line.text)


def _find_title_lines(lines: Lines, labels: Labels) -> Iterator[tuple[int, str]]:
    """Yield the index and text of each line that may be the headline, without menus and labels."""
    texts = {line.text for line in lines}
    for index, line in enumerate(lines):
        text = _strip_page_parts(_without_breadcrumbs(line.text, texts))
        follows_colon = index > 0 and lines[index - 1].text.endswith(":")
        is_introduced = follows_colon and line.word_count < _MIN_WORDS_AFTER_COLON
        is_possible = labels[index] in _POSSIBLE_LABELS and not (is_introduced or line.is_item)
        if is_possible and _is_like_a_title(text):
            yield index, text


def _without_breadcrumbs(text: str, texts: AbstractSet[str]) -> str:
    """Strip the names of sections from a line that ends with the whole of another line."""
    ends = (text[match.end() :] for match in _WORD_BREAK.finditer(text[:_MAX_BREADCRUMB_CHARS]))
    titles = (end for end in ends if end in texts and len(end.split()) >= _MIN_FULL_HEADLINE_WORDS)
    return next(titles, text)


def _is_like_a_title(text: str) -> bool:
    """Whether a line has the length and words of a title, not of a company or table row."""
    words = text.split()
    max_words = _MAX_TITLE_CASE_WORDS if is_title_case(text) else _MAX_HEADLINE_WORDS
    fits = 2 < len(words) <= max_words
    if not fits or text.endswith((",", ":")) or is_outlet(text):
        return False
    return words[-1].lower().strip(".") not in _COMPANIES and not is_table_row(text)


def _join_broken_titles(single: Mapping[int, str], lines: Lines) -> Iterator[tuple[int, int, str]]:
    """Yield the first line, last line and text of each possible headline; it may have two lines.

    It has two if the first ends with a small word ("as Oslo weighs the / offer") or the second
    begins in lower case.
    """
    for index, text in single.items():
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        has_open_end = text.split()[-1].lower() in _WORDS_BEFORE_BREAK or below[:1].islower()
        is_complete = (
            text[-1:] in ".?!"
            or len(text.split()) + len(below.split()) > _MAX_HEADLINE_WORDS
            or _is_sentence(below)
        )
        if has_open_end and below and not is_complete and parse_byline(below) is None:
            yield index, index + 1, f"{text} {below}"
        else:
            yield index, index, text


def _is_sentence(text: str) -> bool:
    return measure_line(text).has_full_stop and not is_title_case(text)


def _overlap_score(text: str, body: Body) -> float:
    """How much a line shares with the body; roots that are frequent there count more."""
    line_roots = roots_in(text)
    hits = [root for root in line_roots if body.root_counts[root]]
    shared = sum(math.log1p(body.root_counts[root]) + 1 for root in hits)
    return float(shared * len(hits) / max(len(line_roots), 1) ** 1.25)


@lru_cache(maxsize=4096)
def _strip_page_parts(text: str) -> str:
    breadcrumbs = _BREADCRUMBS.match(text)
    text = text[breadcrumbs.end() :] if breadcrumbs else text
    menu = _MENU.match(text)
    text = text[menu.end() :] if menu else text
    text = _UPDATE_TAIL.sub("", without_signs(text.lstrip("# ").strip()))
    return strip_desk_label(text)[0].strip()


def _repeats_title(line: str, title: str) -> bool:
    """Whether a line is the title, apart from a desk's label or a site's name."""
    bare = _strip_page_parts(line)
    return squeeze(_strip_page_parts(title)) in {squeeze(bare), squeeze(_split_outlet(bare)[0])}


def _split_outlet(text: str) -> tuple[str, str | None]:
    """Strip day and outlet from the end of a headline; the second value is the outlet."""
    text, outlet = split_outer_day(text[:1].upper() + text[1:])[0], None
    while tail := _OUTLET_TAIL.match(text):
        if not (is_outlet(tail["name"]) or tail["bar"] == "|"):
            break
        text, outlet = tail[1], tail["name"] if is_outlet(tail["name"]) else outlet
    return text, outlet


def find_edition(lines: Iterable[str]) -> str | None:
    """Find the edition in the labels of titles and editors' notes; corrections come first.

    "CORRECTED-Malaysia to tax exports" and "(Corrects rate in paragraph 1)" are corrected texts,
    "Correction: Acme output" is a correction of another one, "UPDATE 3-…" is a third update.
    """
    labels = [label for line in lines if (label := _EDITION_LABEL.match(line))]
    for label in labels:
        if label["corrected"] or label["correction"]:
            return CORRECTED if label["corrected"] else CORRECTION
    return f"{UPDATE} {labels[0]['update'] or ''}".strip() if labels else None
