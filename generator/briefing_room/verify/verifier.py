"""Hold a statement to the passages that it cites: the table of contents of this stage.

Pure and deterministic: the same statement, passages, names and :data:`VERSION` give the same
reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from briefing_room.catalogue.entries import Catalogue
from briefing_room.model import Article, DateSpan, Facts, Passage, SentenceFacts
from briefing_room.text.typography import plain
from briefing_room.verify import support
from briefing_room.verify.evidence import Evidence, missing
from briefing_room.verify.passages import Passages
from briefing_room.verify.reasons import Reason, error, unsupported

MOST = 3
"""Sentences of the articles that one statement may cite."""
_ANEW = "say it anew from the passages cited, or leave it out"


class Verifier:
    """Articles with their facts and the names that are known; what is asked is found once."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        facts: Callable[[str], Facts],
        catalogue: Catalogue,
    ) -> None:
        self.articles, self.facts, self.catalogue = articles, facts, catalogue
        self.passages = Passages(articles)
        self._found: dict[str, dict[str, SentenceFacts]] = {}
        self._evidence: dict[tuple[str, ...], Evidence] = {}

    def check(
        self,
        text: str,
        cites: Sequence[str],
        *,
        bullet: Sequence[tuple[str, Sequence[str]]] = (),  # noqa: ARG002  for what is dropped
        story: Collection[str] = (),
        inference: bool = False,
    ) -> tuple[Reason, ...]:
        """Return what a sentence says that the passages it cites do not bear out.

        ``cites`` are addresses or footnote labels; ``bullet`` the other sentences of its bullet
        with theirs.  Words of a seed that is not of the ``story`` are an error.  An ``inference``
        ("why it matters") may go beyond its passages, but not against them.
        """
        passages = list(dict.fromkeys(filter(None, map(self.passages.named, cites))))
        misplaced = tuple(self._misplaced(cites, passages, () if inference else story))
        if not passages:
            return misplaced
        there = self.evidence([each.label for each in passages])
        said = plain(text)
        if there.says(said):
            return misplaced
        errors = [
            error(item.kind, f"the {item.kind} “{item.text}” is not in the passages; {_ANEW}")
            for item in missing(said, there)
        ]
        words = support.unsupported(support.taken_apart(said, self.catalogue), there.words)
        softer = [
            unsupported(code, f"{why}; {_ANEW}")
            for code, why in words
            if not (errors and code == support.NOT_SUPPORTED)
        ]
        return (*misplaced, *errors, *softer)

    def _misplaced(
        self, cites: Sequence[str], passages: Sequence[Passage], story: Collection[str]
    ) -> Iterator[Reason]:
        """Yield what is wrong with the citations alone."""
        if not cites:
            yield error("no-citation", "it cites no passage; cite the one that says it")
        for cite in cites:
            if self.passages.named(cite) is None:
                yield error("no-such-passage", f"no seed has the passage {cite}", cite)
        for passage in passages if story else ():
            if passage.article not in story:
                why = f"{passage.address} is of another story; {_ANEW}"
                yield error("other-seed", why, passage.address)
        if len({(p.article, p.paragraph, p.sentence) for p in passages}) > MOST:
            why = f"it cites more than {MOST} passages; say less in one sentence"
            yield unsupported("too-many-passages", why)

    # --- The passages ----------------------------------------------------------------------------

    def found(self, label: str) -> SentenceFacts | None:
        """Return the sentence that a passage belongs to, with what was found in it."""
        passage = self.passages.named(label)
        if passage is None:
            return None
        if passage.article not in self._found:
            found = self.facts(passage.article).found
            by_label = {p.label: each for each in found for p in each.sentence.passages}
            self._found[passage.article] = by_label
        return self._found[passage.article].get(passage.label)

    def evidence(self, labels: Sequence[str]) -> Evidence:
        """Return the passages as one text, with the dates that the reading of their seeds gives."""
        key = tuple(dict.fromkeys(label for label in labels if label in self.passages))
        if key not in self._evidence:
            self._evidence[key] = self._gathered(key)
        return self._evidence[key]

    def article(self, article: str) -> Evidence:
        """Return a whole seed as one text, without what cleaning took out."""
        sentences = self.articles[article].sentences
        return self.evidence([p.label for s in sentences for p in s.passages])

    def _gathered(self, labels: tuple[str, ...]) -> Evidence:
        passages = [self.passages[label] for label in labels]
        anchor = self.articles[passages[0].article].date if passages else None
        texts: list[str] = []
        resolved: list[DateSpan] = []
        for passage in passages:
            found, text = self.found(passage.label), plain(passage.text)
            if found:
                resolved += found.dates  # a whole sentence has no list's dash and the like
                text = text if found.sentence.joined else found.sentence.text
            texts.append(text)
        return Evidence(" ".join(texts), anchor, self.catalogue, tuple(resolved))
