"""Label each line of a paste: the first of the two passes that make an article of it.

Some lines are recognised by their words.  The body is the run of lines with the most words in
paragraphs, and the headline is the line that shares most words with the body.  The head lies
between them.  The other lines are labelled by their neighbours or remain part of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing_room.ingest.boilerplate import labels_by_words
from briefing_room.ingest.bylines import parse_byline
from briefing_room.ingest.datelines import read_dateline
from briefing_room.ingest.headline import Body, Headline, find_headline
from briefing_room.ingest.lines import (
    HEAD_LABELS,
    MIN_PARAGRAPH_WORDS,
    SMALL_TITLE_WORDS,
    Label,
    Labels,
    Lines,
    is_table_row,
    is_title_case,
    roots_in,
    roots_of_lines,
    shares_words,
    text_weight,
)
from briefing_room.ingest.names import is_city, is_opinion_label
from briefing_room.text.grammar import count_verbs
from briefing_room.text.lexicon import PREPOSITIONS

_MAX_NEIGHBOUR_LINES = 40  # around a standfirst, which should share its words
_MAX_CREDIT_WORDS = 8  # a longer credit has its caption on the same line
_MAX_LIST_LINES = 12  # below the line with a colon that introduces a list
_ENDING_LABELS = frozenset({Label.BYLINE, Label.COMMENT, Label.LEGAL, Label.END})
_MAX_REPEATS = 3  # of a line of the page; one with more, such as "Advertisement", ends no article
_MIN_FOOT_LINES = 20  # of a page below an article
_MAX_WORDS_ABOVE_BYLINE = 60  # of text between the start of the body and a byline of the head


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """The label of each line (``None`` for text), the headline, and the range of the head."""

    labels: tuple[Label | None, ...]
    headline: Headline
    head: range


def label_lines(lines: Lines, markup: Sequence[str], known_title: str | None) -> LabelledLines:
    """Label each line of a paste and find its headline.

    ``markup`` is the kind of Markdown of each line, empty for prose.  A ``known_title``, from front
    matter, is not searched for among the lines; only lines that repeat it are labelled.
    """
    by_words = labels_by_words(lines, markup)
    headline = find_headline(lines, by_words, find_body(lines, by_words), known_title)
    body_start, titles = headline.body_start, frozenset(headline.line_indexes)
    labels = [Label.TITLE if index in titles else label for index, label in enumerate(by_words)]
    for index in _find_other_titles(lines, labels):
        labels[index] = Label.OTHER_HEADLINE
    title_index = max((i for i in headline.line_indexes if i < body_start), default=-1)
    head_start = _head_start(lines, labels, body_start if title_index < 0 else title_index)
    head = range(head_start, _head_end(lines, labels, body_start))
    stop = max(head.stop, body_start)
    for index in _find_captions(
        lines, labels, body_start if head.stop <= body_start else head.stop + 2
    ):
        labels[index] = Label.CREDIT
    for index in range(stop):
        labels[index] = _label_head_line(
            index, lines, labels[index], head, body_start, has_title=title_index >= 0
        )
    labels = _label_headings(lines, labels, body_start)
    return LabelledLines(tuple(_label_foot(lines, labels, body_start)), headline, head)


def unlabelled_lines(labels: Labels, start: int = 0) -> list[int]:
    """The indexes of the lines from ``start`` on that have no label."""
    return [index for index in range(start, len(labels)) if labels[index] is None]


def find_body(lines: Lines, labels: Labels) -> Body:
    """Find the run of lines with the most words in paragraphs.

    Words of paragraphs count for a run and other lines count against it, so that a notice among the
    menus of a page is not taken for the article.
    """
    start = best_score = score = run_start = 0
    for index, line in enumerate(lines):
        if score <= 0:
            score, run_start = 0, index
        score += text_weight(line, labels[index])
        if score > best_score:
            best_score, start = score, run_start
    text = unlabelled_lines(labels)
    prose = (
        [index for index in text if lines[index].is_paragraph]
        or [index for index in text if lines[index].has_full_stop]
        or [0]
    )
    body = [index for index in prose if index >= start] or prose
    return Body(
        body[0], Counter(root for index in body if lines for root in roots_in(lines[index].text))
    )


# --- The head -------------------------------------------------------------------------------------


def _head_start(lines: Lines, labels: Labels, title: int) -> int:
    """Find where the head begins: day, byline or desk may come before the headline."""
    start = title
    for index in range(title - 1, -1, -1):
        text, byline = lines[index].text, parse_byline(lines[index].text)
        if (byline and byline.is_certain) or is_opinion_label(text) or is_city(text):
            start = index
        elif labels[index] not in {Label.CREDIT, Label.DATELINE, Label.SHARING}:
            break
    return max(start, 0)


def _head_end(lines: Lines, labels: Labels, body: int) -> int:
    """Find where the head ends, as a byline may follow the standfirst."""
    words = accumulate(line.word_count for line in lines[body : body + 7])
    near = [
        index
        for index, total in enumerate(words, start=body)
        if total - lines[index].word_count <= _MAX_WORDS_ABOVE_BYLINE
    ]
    return max((index + 1 for index in near if labels[index] in HEAD_LABELS), default=body)


def _find_captions(lines: Lines, labels: Labels, start: int) -> Iterator[int]:
    """Yield the captions: lines that a short picture credit follows.

    From ``start`` on, only lines without the verb of a main clause are captions, since a paragraph
    may precede a picture without a caption.
    """
    for index in range(len(lines) - 1):
        is_bare = lines[index + 1].word_count <= _MAX_CREDIT_WORDS
        is_credit = labels[index + 1] is Label.CREDIT or (
            index < start and labels[index + 1] is Label.SOURCE
        )
        is_above_credit = labels[index] is None and is_credit and is_bare
        if is_above_credit and (index < start or _is_verbless(lines[index].text)):
            yield index


def _is_verbless(text: str) -> bool:
    """Whether no main clause has a verb: "The island, once thought doomed by rats."."""
    verbs, opening = count_verbs(text), text.split(", ", maxsplit=1)[0]
    in_opening = count_verbs(opening)
    is_name = not (in_opening.certain or in_opening.possible) and (
        opening.split(" ")[0].lower() not in PREPOSITIONS
    )
    return verbs.certain <= verbs.subordinators and (is_name or not verbs.possible)


def _label_head_line(
    index: int,
    lines: Lines,
    label: Label | None,
    head: range,
    body_start: int,
    *,
    has_title: bool,
) -> Label | None:
    """Label a line of the head or of the page above it."""
    if has_title and index < head.start:
        return label or Label.NAVIGATION
    text = lines[index].text
    if label not in {None, Label.NAVIGATION}:
        return label
    if index in head and (byline := parse_byline(text)):
        return byline.label
    if index in head and is_opinion_label(text):
        return Label.DESK
    if label or index >= body_start or _is_standfirst(index, lines, has_title=has_title):
        return label
    return (
        Label.DATELINE
        if read_dateline(text)
        else Label.SUBHEADING
        if has_title
        else Label.NAVIGATION
    )


def _is_standfirst(index: int, lines: Lines, *, has_title: bool) -> bool:
    """Whether a line above the body is a whole sentence that shares words with the text."""
    line = lines[index]
    is_initial = index + 1 < len(lines) and lines[index + 1].text[:1].islower()  # a drop cap
    if is_initial or _is_list_item(index, lines):
        return True
    near = (
        *lines[max(index - _MAX_NEIGHBOUR_LINES, 0) : index],
        *lines[index + 1 : index + _MAX_NEIGHBOUR_LINES],
    )
    is_sentence = line.text.endswith((".", "!", '"'))
    is_sentence = is_sentence or (line.ends_sentence and line.word_count > MIN_PARAGRAPH_WORDS)
    return is_sentence and (not has_title or shares_words(line, roots_of_lines(near), 1 / 12))


# --- Among the paragraphs -------------------------------------------------------------------------


def _label_headings(lines: Lines, labels: Labels, body_start: int) -> list[Label | None]:
    """Label the unpunctuated lines between paragraphs: sub-headings, titles of other articles.

    A sub-heading shares words with the text, the title of another article does not.
    """
    all_labels = [*labels]
    text = unlabelled_lines(labels, body_start)
    paragraphs = [index for index in text[:-1] if lines[index].word_count > MIN_PARAGRAPH_WORDS]
    sentences = sum(lines[index].ends_sentence for index in paragraphs)
    paragraphs_are_punctuated = len(paragraphs) > 1 and sentences >= 0.75 * len(paragraphs)
    paragraph_roots = roots_of_lines(lines[index] for index in paragraphs)
    following = "A"
    for index in reversed(text):
        line = lines[index]
        is_heading = _is_heading(index, lines, expect_punctuation=paragraphs_are_punctuated)
        is_continued = (
            line.text.endswith(",")
            or following[:1].islower()
            or (index == text[-1] and _is_unfinished(index, lines))
        )
        if is_heading and not is_continued:
            line_roots = roots_in(line.text)
            is_related = line.word_count < 4 or 2 * len(line_roots & paragraph_roots) >= len(
                line_roots
            )
            label = Label.SUBHEADING if is_related else Label.OTHER_HEADLINE
            all_labels[index] = Label.TABLE if _is_row_of_table(index, lines) else label
        else:
            following = line.text
    return all_labels


def _is_heading(index: int, lines: Lines, *, expect_punctuation: bool) -> bool:
    """Whether a line looks like a heading: marked as one, in title case or unpunctuated."""
    line = lines[index]
    if line.text.startswith("#"):
        return True
    in_title_case = is_title_case(line.text) and not line.text.endswith((".", "…", ":"))
    lacks_punctuation = in_title_case or (expect_punctuation and not line.ends_sentence)
    return (
        lacks_punctuation
        and line.word_count <= 2 * MIN_PARAGRAPH_WORDS
        and not _is_list_item(index, lines)
    )


def _is_row_of_table(index: int, lines: Lines) -> bool:
    """Whether a line and one beside it are rows of numbers."""
    near = [line.text for line in lines[max(index - 1, 0) : index + 2]]
    return is_table_row(lines[index].text) and sum(map(is_table_row, near)) > 1


def _find_other_titles(lines: Lines, labels: Labels) -> Iterator[int]:
    """Yield the titles of other articles below a bare "Related articles"."""
    in_list = False
    for index, line in enumerate(lines):
        label = labels[index]
        in_list = label is Label.POINTER if label else in_list and not line.has_full_stop
        if in_list and not label and line.word_count <= 2 * MIN_PARAGRAPH_WORDS:
            yield index


def _is_list_item(index: int, lines: Lines) -> bool:
    """Whether a line is a list item, not a numbered sub-heading."""
    near = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    if lines[index].is_item and any(line.is_item for line in near):
        return True
    above = lines[max(index - _MAX_LIST_LINES + 1, 0) : index]
    lead = next((line.text for line in reversed(above) if line.ends_sentence), "")
    return lead.endswith(":") and count_verbs(lines[index].text).certain > 0


def _is_unfinished(index: int, lines: Lines) -> bool:
    """Whether a last line without end punctuation is an unfinished sentence."""
    line, in_title_case = lines[index], is_title_case(lines[index].text)
    if line.word_count < 3 or line.text.rpartition(" ")[2].lower() in SMALL_TITLE_WORDS:
        return line.word_count > 2
    is_cut_off = index + 1 == len(lines) and (
        "," in line.text or (line.word_count > 8 and not in_title_case)
    )
    return is_cut_off or (not in_title_case and count_verbs(line.text).certain > 0)


# --- Below the paragraphs -------------------------------------------------------------------------


def _label_foot(lines: Lines, labels: Labels, body_start: int) -> Labels:
    """Label the lines below an article.

    Words of paragraphs count for the text and other lines count against it, except a line that the
    page repeats between paragraphs.  The article ends where the sum is highest, or at its
    signature.
    """
    repeats = Counter(
        lines[index - 1].text
        for index in unlabelled_lines(labels, body_start + 1)
        if labels[index - 1] and lines[index].is_paragraph
    )
    sums = [
        *accumulate(
            0
            if repeats[lines[index].text] > _MAX_REPEATS
            else text_weight(lines[index], labels[index])
            for index in range(body_start, len(lines))
        )
    ]
    best = max([0, *sums])
    end = body_start + sums.index(best) + 1 if best else body_start
    signature = _find_signature(lines, labels, body_start)
    foot = min(end, signature)
    lines_below = len(lines) - foot
    prose = [index for index in unlabelled_lines(labels, foot) if lines[index].ends_sentence]
    is_short_foot = prose and lines_below - len(prose) < _MIN_FOOT_LINES
    if (
        not best
        or (is_short_foot and end <= signature)
        or (lines_below == 1 and _is_unfinished(end, lines))
    ):
        return labels
    return [*labels[:foot], *(label or Label.FOOT for label in labels[foot:])]


def _find_signature(lines: Lines, labels: Labels, body_start: int) -> int:
    """The index of a closing byline or note; the number of lines if the text goes on below it."""
    text = unlabelled_lines(labels, body_start)
    half, words = sum(lines[index].word_count for index in text) / 2, 0
    for index in range(body_start, len(lines)):
        label = labels[index]
        words += 0 if label else lines[index].word_count
        if label in _ENDING_LABELS and words > half:
            above = roots_of_lines(lines[other] for other in text if other < index)
            goes_on = any(
                shares_words(lines[other], above, 1 / 4) for other in text if other > index
            )
            return len(lines) if goes_on and label is not Label.COMMENT else index
    return len(lines)
