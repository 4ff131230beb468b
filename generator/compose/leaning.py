"""Tell whether a sentence of an article leans on one that the reader of its page has not seen.

Every reader has seen the title and the news.  What another article of the story says of "the plant"
is another matter: its own news is not on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.catalogue.entries import Catalogue
from generator.compose.antecedent import one_company
from generator.compose.groups import only_announces
from generator.compose.pointing import Told, points_at_untold
from generator.compose.standing import (
    Seen,
    names_untold,
    seen,
    stands_alone,
    surname_only,
)
from generator.extract.tasks.corrections import corrects
from generator.model import Sentence


@dataclass(frozen=True, slots=True)
class News:
    """What every reader of the page has seen: its title, and the sentence that tells the news.

    ``place`` is that of the sentence in the article looked at; none if it is of another article.
    """

    title: str = ""
    text: str = ""
    place: int | None = None


def leans(place: int, sentences: Sequence[Sentence], news: News, catalogue: Catalogue) -> bool:
    """Return whether the sentence at ``place`` cannot be read with the ``news`` alone."""
    sentence = sentences[place]
    if only_announces(sentence.text) or _is_corrected(place, sentences):
        return True
    if place in (0, news.place):  # the news itself has nothing above it
        return not stands_alone(sentence, seen("", "", catalogue))
    told = news if news.place is None or news.place < place else News(news.title)
    return not stands_alone(sentence, _seen(place, sentences, told, catalogue)) or _needs_before(
        place, sentences, told, catalogue
    )


def _is_corrected(place: int, sentences: Sequence[Sentence]) -> bool:
    """Return whether a sentence tells what was wrong, or only what is correct instead."""
    texts = [sentence.text for sentence in sentences[max(0, place - 1) : place + 2]]
    return any(corrects(one, other) for one, other in pairwise(texts))


def reads_on(place: int, sentences: Sequence[Sentence], news: News, catalogue: Catalogue) -> bool:
    """Return whether a leaning sentence can begin a bullet below the one right before it.

    So can "Prices have risen since then", but not "It said" nor "The president would sign it".
    """
    sentence = sentences[place]
    told = News(news.title) if news.place is None or news.place >= place else news
    return (
        place > 0
        and not only_announces(sentence.text)
        and stands_alone(sentence, _seen(place, sentences, told, catalogue))
    )


def _seen(place: int, sentences: Sequence[Sentence], told: News, catalogue: Catalogue) -> Seen:
    known = seen(told.title, told.text, catalogue)
    if told.place is None:
        return known
    since = _texts(sentences[told.place + 1 : place])
    return replace(
        known,
        title=told.title,
        news=told.text,
        since=since,
        one_company=one_company(told.text, since, catalogue),
    )


def _needs_before(
    place: int, sentences: Sequence[Sentence], told: News, catalogue: Catalogue
) -> bool:
    """Return whether words inside the sentence need what stands before it in its text."""
    text, main = sentences[place].text, f"{told.title} {told.text}"
    before = " ".join(_texts(sentences[:place]))
    follows = sentences[place - 1].paragraph == sentences[place].paragraph
    if follows and names_untold(text, main, before):
        return True
    if not (follows and place - 1 == told.place):  # else what it points at stands right above it
        heard = main if told.place is not None else told.title
        if points_at_untold(text, Told(heard, _paragraph(place, sentences, told))):
            return True
    known = any(mention.start == 0 for mention in catalogue.find(text))
    return not known and surname_only(text, main, before)


def _paragraph(place: int, sentences: Sequence[Sentence], told: News) -> str:
    """Return what the paragraph of a sentence says before it, the news left out."""
    return " ".join(
        each.text
        for at, each in enumerate(sentences[:place])
        if each.paragraph == sentences[place].paragraph and at != told.place
    )


def _texts(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in sentences)
