"""Gather what one article says, sentence by sentence: the entry point of this stage.

A speaker is a name of the catalogue, or of state media, beside a verb of saying: "Xinhua reported",
"according to the IEA".  A sentence with two speakers has none, and "she said" is not resolved: a
wrong speaker is worse than none.  In an opinion article, or one of state media, a sentence without
a speaker is the author's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from briefing_room.catalogue.entries import Catalogue
from briefing_room.catalogue.linker import begun
from briefing_room.extract.dates import dated_sentences
from briefing_room.extract.quantities import quantities
from briefing_room.extract.topics import topics
from briefing_room.model import Article, Cue, DateSpan, Facts, SentenceFacts, Speaker
from briefing_room.text.lexicon import BASES, GERUNDS, any_of, listed, table, verb_forms
from briefing_room.text.months import period
from briefing_room.text.sentences import masked


def facts(article: Article, catalogue: Catalogue) -> Facts:
    """Find what an article says, sentence by sentence; a pure function."""
    stands = (article.sources_reach_to or article.date) if article.kind == "note" else article.date
    speaking = speakers(article, catalogue)
    return Facts(
        article=article.id,
        sentences=tuple(
            SentenceFacts(
                sentence=sentence,
                quantities=quantities(sentence.text),
                dates=spans,
                mentions=catalogue.find(sentence.text, article.date),
                speaker=speaker,
                cues=cues(sentence.text, spans, stands),
            )
            for (sentence, spans), speaker in zip(dated_sentences(article), speaking, strict=True)
        ),
        topics=topics(article, catalogue),
    )


# --- Who is heard --------------------------------------------------------------------------------

_STATE_MEDIA = "state media"
_CONTEXT_LETTERS = 90  # letters before a name or date that decide whether it speaks, or is to come
_SAYING_FORMS = verb_forms(table("saying")["verbs"]) - GERUNDS - BASES
_SAYING_VERBS = any_of(_SAYING_FORMS | listed("forms", "saying"))
_OUTLETS = re.compile(rf"\b(?:{any_of(listed('state_media', 'outlets'))})\b")
_SAYS = re.compile(rf"\b(?:{_SAYING_VERBS}|[Aa]ccording to)\b")
_ACCORDING_TO = re.compile(r"\b[Aa]ccording to (?:the )?(?:\w+ ){0,2}$")
_SAYS_AFTER = re.compile(
    r"(?: \([^()]*\))?(?:,[^,]{1,60},)?(?: (?:also|later|then|had|has|have|itself|\w+ly))*"
    rf" (?:{_SAYING_VERBS})\b"
)


def speakers(article: Article, catalogue: Catalogue) -> tuple[Speaker | None, ...]:
    """Find the speaker of each sentence of an article, ``None`` if it is not plain."""
    author = _author(article, catalogue)
    return tuple(
        _speaker(sentence.text, article, catalogue, author) for sentence in article.sentences
    )


def _author(article: Article, catalogue: Catalogue) -> Speaker | None:
    """Find who speaks in the article itself, if readers must know: an opinion, state media."""
    if article.kind == "note":
        return None
    if article.opinion:
        return Speaker(article.author or "the author", None, "opinion")
    name = article.publisher or ""
    return next((s for s in _named(name, article, catalogue) if s.label), None)


def _speaker(
    text: str, article: Article, catalogue: Catalogue, author: Speaker | None
) -> Speaker | None:
    plain = masked(text)
    if not _SAYS.search(plain):
        return author
    names = set(_named(plain, article, catalogue, beside=True))
    own = author if article.opinion else None  # whoever else speaks in it
    return names.pop() if len(names) == 1 else own


def _named(
    text: str, article: Article, catalogue: Catalogue, *, beside: bool = False
) -> Iterator[Speaker]:
    """Yield the known names in a text; if ``beside``, only those beside a verb of saying."""
    spans = {(m.start, m.end): m.entity for m in catalogue.find(text, article.date)}
    spans = {m.span(): "" for m in _OUTLETS.finditer(text)} | spans
    for (start, end), slug in spans.items():
        before = text[max(0, start - _CONTEXT_LETTERS) : start]
        said = _ACCORDING_TO.search(before) or (_SAYS_AFTER.match(text[end:]) and not begun(before))
        if beside and not said:
            continue
        entity = catalogue.entities[slug] if slug else None
        state = entity is None or entity.speaks_as == "state-media"
        name = entity.name if entity else text[start:end]
        yield Speaker(name, slug or None, _STATE_MEDIA if state else "")


# --- What a sentence says in so many words: not known, still to come, that accounts differ --------
# A few precise patterns from ``cues.yml``: a wrong line is worse than a missing one.

_CUES: dict[str, Any] = table("cues")


def _words(listed: str) -> str:
    return f"(?:{'|'.join(sorted(listed.split(), key=len, reverse=True))})"


_CUE_PARTS = {name: _words(listed) for name, listed in _CUES["parts"].items()}
_CUE_PARTS |= {"adverbs": f"(?:{_CUE_PARTS['adverbs']} )", "few": r"(?:[\w'’.-]+ ){0,5}?"}
_CUE_PATTERNS = {
    cue: re.compile(re.sub(r"\{([a-z]+)\}", lambda part: _CUE_PARTS[part[1]], "|".join(_CUES[cue])))
    for cue in ("not known", "accounts differ", "to watch", "to watch without a date")
}
_NO_EVENT = re.compile(rf"\b{_words(_CUES['no event'])}\b")


def _holds(cue: str, text: str) -> bool:
    """Whether a text has a cue; a search for its rarest words rules most texts out."""
    may_be = any(map(text.__contains__, _CUES["needs"][cue]))
    return may_be and _CUE_PATTERNS[cue].search(text) is not None


def cues(text: str, spans: tuple[DateSpan, ...], stands: dt.date | None) -> frozenset[Cue]:
    """Find the cues of a sentence: not known, to watch, accounts differ.

    ``spans`` are its dates; ``stands`` is the day up to which the text reports, if known: what
    was due by then is no longer to come.
    """
    plain = masked(text)
    plain = plain[:1].lower() + plain[1:]
    asks = plain.rstrip().endswith("?")
    signs = {
        Cue.NOT_KNOWN: not asks and _holds("not known", plain),
        Cue.WATCH: not asks and _is_to_come(plain, spans, stands),
        Cue.DIFFER: _holds("accounts differ", plain),
    }
    return frozenset(cue for cue, holds in signs.items() if holds)


_LIMIT = re.compile(r"\b(?:by|until|till|through|before|end of|later)\b[\w ]{0,16}$")
_PAST = re.compile(
    r"\b(?:said|says|told|was|were|had|after|since|following)\b|\w\wed\b(?! (?:to|for)\b)"
)


def _is_to_come(plain: str, spans: tuple[DateSpan, ...], stands: dt.date | None) -> bool:
    if stands is None or _NO_EVENT.search(plain):
        return False
    ahead = [span for span in spans if span.date and _is_ahead(plain, span, stands)]
    if any(_is_due(plain[: span.start], plain[span.end :]) for span in ahead):
        return True
    if any(span.date for span in spans):
        return False
    return _CUE_PATTERNS["to watch without a date"].search(plain) is not None


def _is_due(before: str, behind: str) -> bool:
    """Whether something is due on the date between the two pieces of a sentence."""
    clause = re.split(r"[.;:] ", before)[-1][-_CONTEXT_LETTERS:]
    marks = list(_CUE_PATTERNS["to watch"].finditer(clause))
    if marks:
        return _PAST.search(clause, marks[-1].end()) is None
    opens = len(before) < 20 and "," not in before
    mark = _CUE_PATTERNS["to watch"].search(behind[:_CONTEXT_LETTERS]) if opens else None
    return mark is not None and _PAST.search(behind, 0, mark.start()) is None


def _is_ahead(plain: str, span: DateSpan, stands: dt.date) -> bool:
    """Whether a date is still to come: "2026" before it begins, "by 2026" until it ends."""
    time = period(span.date)
    if time is None or time.start > stands:
        return time is not None
    return time.end > stands and _LIMIT.search(plain[: span.start]) is not None
