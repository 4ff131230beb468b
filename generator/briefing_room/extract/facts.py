"""Extract the facts of one article, sentence by sentence.

A speaker is a catalogue name or a state outlet next to a verb of saying: "Xinhua reported",
"according to the IEA".  Since a wrong speaker is worse than none, a sentence that names two
speakers has none, and "she said" is not resolved.  In opinion articles and state media, the author
or outlet is the speaker of sentences that name nobody else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.name_finder import continues_name
from briefing_room.extract.dates import dated_sentences
from briefing_room.extract.quantities import find_quantities
from briefing_room.extract.topics import choose_topics
from briefing_room.model import (
    OPINION,
    UNNAMED_AUTHOR,
    Article,
    Cue,
    DateSpan,
    Facts,
    SentenceFacts,
    Speaker,
)
from briefing_room.text.lexicon import (
    BASE_FORMS,
    GERUNDS,
    alternatives,
    table,
    verb_forms,
    word_list,
)
from briefing_room.text.periods import read_period
from briefing_room.text.sentences import mask_quotations


def extract_facts(article: Article, catalogue: Catalogue) -> Facts:
    """Extract the facts of an article: those of each sentence, and its topics."""
    covered_until = (
        (article.covered_until or article.date) if article.kind == "note" else article.date
    )
    speaker_by_sentence = find_speakers(article, catalogue)
    return Facts(
        article=article.id,
        sentences=tuple(
            SentenceFacts(
                sentence=sentence,
                quantities=find_quantities(sentence.text),
                dates=spans,
                mentions=catalogue.find(sentence.text, article.date),
                speaker=speaker,
                cues=find_cues(sentence.text, spans, covered_until),
            )
            for (sentence, spans), speaker in zip(
                dated_sentences(article), speaker_by_sentence, strict=True
            )
        ),
        topics=choose_topics(article, catalogue),
    )


# --- Speakers ------------------------------------------------------------------------------------

_STATE_MEDIA = "state media"
_CONTEXT_CHARS = 90  # characters around a name or date that are searched for cues
_SAYING_FORMS = verb_forms(table("saying")["verbs"]) - GERUNDS - BASE_FORMS
_SAYING_VERBS = alternatives(_SAYING_FORMS | word_list("forms", "saying"))
_OUTLETS = re.compile(rf"\b(?:{alternatives(word_list('state_media', 'outlets'))})\b")
_SAYS = re.compile(rf"\b(?:{_SAYING_VERBS}|[Aa]ccording to)\b")
_ACCORDING_TO = re.compile(r"\b[Aa]ccording to (?:the )?(?:\w+ ){0,2}$")
_SAYS_AFTER = re.compile(
    r"(?: \([^()]*\))?(?:,[^,]{1,60},)?"
    rf"(?: (?:{alternatives(word_list('between', 'saying'))}|\w+ly))*"
    rf" (?:{_SAYING_VERBS})\b"
)


def find_speakers(article: Article, catalogue: Catalogue) -> tuple[Speaker | None, ...]:
    """Find the speaker of each sentence; ``None`` if the speaker is not certain."""
    author = _author_as_speaker(article, catalogue)
    return tuple(
        _find_speaker(sentence.text, article, catalogue, author) for sentence in article.sentences
    )


def _author_as_speaker(article: Article, catalogue: Catalogue) -> Speaker | None:
    """The author of an opinion, or the state outlet; ``None`` for other articles."""
    if article.kind == "note":
        return None
    if article.opinion:
        return Speaker(article.author or UNNAMED_AUTHOR, None, OPINION)
    name = article.publisher or ""
    known_speakers = _known_speakers(name, article, catalogue)
    return next((speaker for speaker in known_speakers if speaker.label), None)


def _find_speaker(
    text: str, article: Article, catalogue: Catalogue, author: Speaker | None
) -> Speaker | None:
    plain = mask_quotations(text)
    if not _SAYS.search(plain):
        return author
    known_speakers = set(_known_speakers(plain, article, catalogue, saying=True))
    # an opinion stays its author's, whoever is quoted
    fallback = author if article.opinion else None
    return known_speakers.pop() if len(known_speakers) == 1 else fallback


def _known_speakers(
    text: str, article: Article, catalogue: Catalogue, *, saying: bool = False
) -> Iterator[Speaker]:
    """Yield the speakers that are named; with ``saying`` only those next to a verb of saying."""
    spans = {(match.start, match.end): match.entity for match in catalogue.find(text, article.date)}
    spans = {match.span(): "" for match in _OUTLETS.finditer(text)} | spans
    for (start, end), slug in spans.items():
        before = text[max(0, start - _CONTEXT_CHARS) : start]
        speaks = _ACCORDING_TO.search(before) or (
            _SAYS_AFTER.match(text[end:]) and not continues_name(before)
        )
        if saying and not speaks:
            continue
        entity = catalogue.entities[slug] if slug else None
        state = entity is None or entity.speaks_as == "state-media"
        name = entity.name if entity else text[start:end]
        yield Speaker(name, slug or None, _STATE_MEDIA if state else "")


# --- Cues: not known, still to come, accounts differ ----------------------------------------------
# A few precise patterns from ``cues.yml``: a wrong cue is worse than a missing one.

_CUES: dict[str, Any] = table("cues")


def _alternatives(words: str) -> str:
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


_CUE_PARTS = {name: _alternatives(words) for name, words in _CUES["parts"].items()}
_CUE_PARTS |= {"adverbs": f"(?:{_CUE_PARTS['adverbs']} )", "few": r"(?:[\w'’.-]+ ){0,5}?"}
_CUE_PATTERNS = {
    cue: re.compile(re.sub(r"\{([a-z]+)\}", lambda part: _CUE_PARTS[part[1]], "|".join(_CUES[cue])))
    for cue in ("not known", "accounts differ", "to watch", "to watch without a date")
}
_NO_EVENT = re.compile(rf"\b{_alternatives(_CUES['no event'])}\b")


def _has_cue(cue: str, text: str) -> bool:
    """Whether a sentence has a cue; a search for the cue's rarest words quickly excludes most."""
    may_be = any(map(text.__contains__, _CUES["needs"][cue]))
    return may_be and _CUE_PATTERNS[cue].search(text) is not None


def find_cues(
    text: str, spans: tuple[DateSpan, ...], covered_until: dt.date | None
) -> frozenset[Cue]:
    """Find the cues of a sentence with the dates ``spans``: not known, to watch, accounts differ.

    ``covered_until`` is the last day on which the article reports, if known.  An event that was due
    by that day is no longer to watch.
    """
    plain = mask_quotations(text)
    plain = plain[:1].lower() + plain[1:]
    is_question = plain.rstrip().endswith("?")
    has_cue = {
        Cue.NOT_KNOWN: not is_question
        and (_has_cue("not known", plain) or _WE_DO_NOT_KNOW.search(text) is not None),
        Cue.WATCH: not is_question and _is_to_come(plain, spans, covered_until),
        Cue.DIFFER: _has_cue("accounts differ", plain),
    }
    return frozenset(cue for cue, applies in has_cue.items() if applies)


_WE_DO_NOT_KNOW = re.compile(  # in a quotation, too
    r"\b(?:[Ww]e|I) (?:still (?:do not|don't) know|(?:do not|don't) (?:yet know|know yet)) "
    rf"(?:{alternatives(_CUES['parts']['question'].split())})\b"
)
_LIMIT = re.compile(r"\b(?:by|until|till|through|before|end of|later)\b[\w ]{0,16}$")
_PAST = re.compile(rf"\b{_alternatives(_CUES['past'])}\b|\w\wed\b(?! (?:to|for)\b)")


def _is_to_come(plain: str, spans: tuple[DateSpan, ...], covered_until: dt.date | None) -> bool:
    if covered_until is None or _NO_EVENT.search(plain):
        return False
    upcoming = [
        span for span in spans if span.date and _is_after_reports(plain, span, covered_until)
    ]
    if any(_is_due(plain[: span.start], plain[span.end :]) for span in upcoming):
        return True
    if any(span.date for span in spans):
        return False
    return _CUE_PATTERNS["to watch without a date"].search(plain) is not None


def _is_due(before: str, after: str) -> bool:
    """Whether something is due on a date, judged by the words before and after the date."""
    clause = re.split(r"[.;:] ", before)[-1][-_CONTEXT_CHARS:]
    cues_before = list(_CUE_PATTERNS["to watch"].finditer(clause))
    if cues_before:
        return _PAST.search(clause, cues_before[-1].end()) is None
    opens_sentence = len(before) < 20 and "," not in before
    cue_after = _CUE_PATTERNS["to watch"].search(after[:_CONTEXT_CHARS]) if opens_sentence else None
    return cue_after is not None and _PAST.search(after, 0, cue_after.start()) is None


def _is_after_reports(plain: str, span: DateSpan, covered_until: dt.date) -> bool:
    """Whether a date is after the reports: "2026" until it begins, "by 2026" until it ends."""
    period = read_period(span.date)
    if period is None or period.start > covered_until:
        return period is not None
    return period.end > covered_until and _LIMIT.search(plain[: span.start]) is not None
