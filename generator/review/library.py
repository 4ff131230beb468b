"""A project as a review looks at it: what each of its passages gives, found once and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.catalogue.entries import Catalogue
from generator.compose.editions import ANOTHER, EARLIER, LATER
from generator.extract.quantities import quantities
from generator.model import Article, DateSpan, Found, Passage, Quantity
from generator.pipeline import Project
from generator.review.evidence import Evidence
from generator.text.typography import plain


@dataclass
class Library:
    """A project with what each of its passages gives, found when asked for and remembered."""

    project: Project
    _evidence: dict[tuple[str, ...], Evidence] = field(init=False, default_factory=dict)
    _read: dict[str, dict[str, Found]] = field(init=False, default_factory=dict)

    @property
    def articles(self) -> Mapping[str, Article]:
        """The seeds by their ids."""
        return self.project.by_id

    @property
    def catalogue(self) -> Catalogue:
        """The names that are known."""
        return self.project.catalogue

    @property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by their labels."""
        return self.project.passages

    def of_labels(self, labels: Iterable[str], *, whole: bool = False) -> Evidence:
        """Return the passages as one text; ``whole`` adds the pieces of torn sentences."""
        known = [label for label in dict.fromkeys(labels) if label in self.passages]
        if whole:
            known = list(dict.fromkeys(piece for label in known for piece in self._pieces(label)))
        key = tuple(known)
        if key not in self._evidence:
            self._evidence[key] = self._gathered(key)
        return self._evidence[key]

    def of_article(self, article: str) -> Evidence:
        """Return a whole seed as one text, without what cleaning took out."""
        return self.of_labels(p.label for s in self.articles[article].sentences for p in s.passages)

    def articles_of(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the seeds that the labels lead to, in order."""
        known = (self.passages[label] for label in labels if label in self.passages)
        return tuple(dict.fromkeys(passage.article for passage in known))

    def labels_heard(self, labels: Iterable[str]) -> frozenset[str]:
        """Return what may stand in italics behind a line: in which quality somebody is heard."""
        labels = tuple(labels)
        found = {self.articles[article].edition for article in self.articles_of(labels)}
        facts = [each for label in labels if (each := self._found(label))]
        for speaker in (each.speaker for each in facts if each.speaker):
            found |= {speaker.told, speaker.label}  # a sentence may itself say who relays it
        return frozenset(each for each in (*found, EARLIER, ANOTHER, LATER) if each)

    def mentioning(self, words: Iterable[str], first: Iterable[str] = ()) -> Iterator[str]:
        """Yield the seeds whose text has one of the words, ``first`` those named."""
        wanted = [word.lower() for word in words if word]
        for seed in dict.fromkeys((*first, *sorted(self.articles))):
            article = self.articles[seed]
            text = f"{article.text}\n{article.title or ''}".lower()
            if any(word in text for word in wanted):
                yield seed

    def _found(self, label: str) -> Found | None:
        """Return the sentence that a passage belongs to, with what was found in it."""
        article = self.passages[label].article if label in self.passages else ""
        if article and article not in self._read:
            found = self.project.facts(article).found
            self._read[article] = {p.label: each for each in found for p in each.sentence.passages}
        return self._read[article].get(label) if article else None

    def _pieces(self, label: str) -> tuple[str, ...]:
        found = self._found(label)
        return tuple(p.label for p in found.sentence.passages) if found else (label,)

    def _gathered(self, labels: tuple[str, ...]) -> Evidence:
        texts: list[str] = []
        known: list[Quantity] = []
        told: list[DateSpan] = []
        at = 0
        for label in labels:
            found, passage = self._found(label), self.passages[label]
            alone = found and not found.sentence.joined  # without a list's dash, a heading's marks
            text = found.sentence.text if found and alone else plain(passage.text)
            here = found.quantities if found and alone else quantities(text)
            known += [_moved(quantity, at) for quantity in here]
            told += found.dates if found else ()
            texts.append(text)
            at += len(text) + 1
        articles = self.articles_of(labels)
        anchor = self.articles[articles[0]].date if articles else None
        return Evidence(" ".join(texts), anchor, self.catalogue, tuple(known), tuple(told))


def _moved(quantity: Quantity, at: int) -> Quantity:
    """Return a quantity of a text that stands ``at`` letters into another."""
    return quantity._replace(start=quantity.start + at, end=quantity.end + at)
