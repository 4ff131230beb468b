"""Gather what one article says: the table of contents of this stage; who is heard, what is open.

A name of the catalogue or of state media beside a verb of saying speaks: "Xinhua reported",
"according to the IEA".  Two speakers are none, and whom "she said" means is not guessed: a wrong
one is worse than none.  Where nobody is quoted, a text of an opinion or of state media speaks.
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
    """Return what an article says, sentence by sentence; a function of its arguments alone."""
    stands = (article.sources_reach_to or article.date) if article.kind == "note" else article.date
    speaking = speakers(article, catalogue)
    return Facts(
        article=article.id,
        found=tuple(
            SentenceFacts(
                sentence=each,
                quantities=quantities(each.text),
                dates=spans,
                mentions=catalogue.find(each.text, article.date),
                speaker=speaker,
                cues=cues(each.text, spans, stands),
            )
            for (each, spans), speaker in zip(dated_sentences(article), speaking, strict=True)
        ),
        topics=topics(article, catalogue),
    )


# --- Who is heard --------------------------------------------------------------------------------

_STATE = "state media"
_NEAR = 90  # letters before a name, or a date, that tell whether it is heard, or to come
_FORMS = verb_forms(table("saying")["verbs"]) - GERUNDS - BASES
_VERBS = any_of(_FORMS | listed("forms", "saying"))
_OUTLETS = re.compile(rf"\b(?:{any_of(listed('state_media', 'outlets'))})\b")
_SAYS = re.compile(rf"\b(?:{_VERBS}|[Aa]ccording to)\b")
_BEFORE = re.compile(r"\b[Aa]ccording to (?:the )?(?:\w+ ){0,2}$")
_AFTER = re.compile(
    r"(?: \([^()]*\))?(?:,[^,]{1,60},)?(?: (?:also|later|then|had|has|have|itself|\w+ly))*"
    rf" (?:{_VERBS})\b"
)


def speakers(article: Article, catalogue: Catalogue) -> tuple[Speaker | None, ...]:
    """Return who is heard in each sentence of an article, ``None`` where nobody plainly is."""
    author = _author(article, catalogue)
    return tuple(_speaker(each.text, article, catalogue, author) for each in article.sentences)


def _author(article: Article, catalogue: Catalogue) -> Speaker | None:
    """Return whose words the article's own are, where a reader has to be told."""
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
    found = set(_named(plain, article, catalogue, beside=True))
    own = author if article.opinion else None  # whoever else is heard in it
    return found.pop() if len(found) == 1 else own


def _named(
    text: str, article: Article, catalogue: Catalogue, *, beside: bool = False
) -> Iterator[Speaker]:
    """Yield the known names in a text, or only those that stand beside a verb of saying."""
    spans = {(m.start, m.end): m.entity for m in catalogue.find(text, article.date)}
    spans = {m.span(): "" for m in _OUTLETS.finditer(text)} | spans
    for (start, end), slug in spans.items():
        before = text[max(0, start - _NEAR) : start]
        said = _BEFORE.search(before) or (_AFTER.match(text[end:]) and not begun(before))
        if beside and not said:
            continue
        entity = catalogue.entities[slug] if slug else None
        state = entity is None or entity.speaks_as == "state-media"
        name = entity.name if entity else text[start:end]
        yield Speaker(name, slug or None, _STATE if state else "")


# --- What a sentence says in so many words: not known, still to come, that accounts differ --------
# A few precise patterns, of the words of ``cues.yml``: a wrong line is worse than a missing one.

_DATA: dict[str, Any] = table("cues")


def _words(listed: str) -> str:
    return f"(?:{'|'.join(sorted(listed.split(), key=len, reverse=True))})"


_PARTS = {name: _words(listed) for name, listed in _DATA["parts"].items()}
_PARTS |= {"adverbs": f"(?:{_PARTS['adverbs']} )", "few": r"(?:[\w'’.-]+ ){0,5}?"}
_PATTERNS = {
    cue: re.compile(re.sub(r"\{([a-z]+)\}", lambda part: _PARTS[part[1]], "|".join(_DATA[cue])))
    for cue in ("not known", "accounts differ", "to watch", "to watch without a date")
}
_NO_EVENT = re.compile(rf"\b{_words(_DATA['no event'])}\b")


def _holds(cue: str, text: str) -> bool:
    """Return whether a text says a cue; most have none of its words."""
    may_be = any(map(text.__contains__, _DATA["needs"][cue]))
    return may_be and _PATTERNS[cue].search(text) is not None


def cues(text: str, spans: tuple[DateSpan, ...], stands: dt.date | None) -> frozenset[Cue]:
    """Return the cues of a sentence.

    ``spans`` are its dates; ``stands`` is the day on which the text stands, if known: what was
    due before it is not to come.
    """
    plain = masked(text)
    plain = plain[:1].lower() + plain[1:]
    asks = plain.rstrip().endswith("?")
    found = {
        Cue.NOT_KNOWN: not asks and _holds("not known", plain),
        Cue.WATCH: not asks and _is_to_come(plain, spans, stands),
        Cue.DIFFER: _holds("accounts differ", plain),
    }
    return frozenset(cue for cue, holds in found.items() if holds)


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
    return _PATTERNS["to watch without a date"].search(plain) is not None


def _is_due(before: str, behind: str) -> bool:
    """Tell whether something is due on the date between two pieces of a sentence."""
    clause = re.split(r"[.;:] ", before)[-1][-_NEAR:]
    marks = list(_PATTERNS["to watch"].finditer(clause))
    if marks:
        return _PAST.search(clause, marks[-1].end()) is None
    opens = len(before) < 20 and "," not in before
    mark = _PATTERNS["to watch"].search(behind[:_NEAR]) if opens else None
    return mark is not None and _PAST.search(behind, 0, mark.start()) is None


def _is_ahead(plain: str, span: DateSpan, stands: dt.date) -> bool:
    """Tell a date that is still to come: "2026" if it has not begun, "by 2026" while it lasts."""
    time = period(span.date)
    if time is None or time.start > stands:
        return time is not None
    return time.end > stands and _LIMIT.search(plain[: span.start]) is not None
