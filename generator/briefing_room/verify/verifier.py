"""Check a statement against the passages it cites, by all rules of this folder.

Pure and deterministic: equal statements, passages and names give equal reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.model import Article, DateSpan, Facts, Passage, SentenceFacts
from briefing_room.text.addresses import missing_addresses
from briefing_room.text.typography import plain_text, quotations, space_words
from briefing_room.verify.attribution import check_attribution
from briefing_room.verify.binding import check_binding
from briefing_room.verify.cause import check_cause
from briefing_room.verify.certainty import check_certainty
from briefing_room.verify.cited_articles import CitedArticles
from briefing_room.verify.comparison import CitedSentence, Comparison, Rule
from briefing_room.verify.completeness import check_completeness
from briefing_room.verify.evidence import ADDRESS, Evidence
from briefing_room.verify.figures import check_limits, check_values
from briefing_room.verify.names import check_names
from briefing_room.verify.near_copy import check_changed_words, check_exchanged_values
from briefing_room.verify.passages import Passages
from briefing_room.verify.polarity import check_contrary_words, check_polarity
from briefing_room.verify.reasons import (
    NO_CITATION,
    NO_PASSAGE,
    OTHER_SEED,
    QUOTATION,
    TOO_LONG,
    TOO_MANY,
    Reason,
    Strength,
    error,
    unsupported_reason,
)
from briefing_room.verify.row_numbers import CitedTexts
from briefing_room.verify.rows import check_row
from briefing_room.verify.scope import check_scope
from briefing_room.verify.sides import check_sides
from briefing_room.verify.speakers import check_speaker

MAX_CHARACTERS = 2_000
"""The most characters that a statement may have."""
MAX_PASSAGES = 3
"""The most sentences that one statement may cite."""
RULES: tuple[Rule, ...] = (
    check_changed_words,
    check_exchanged_values,
    check_binding,
    check_limits,
    check_certainty,
    check_polarity,
    check_contrary_words,
    check_scope,
    check_cause,
    check_attribution,
    check_speaker,
    check_sides,
    check_completeness,
)
"""The rules for a statement, besides those for quotations, addresses, values and names."""
INFERENCE_RULES = tuple(
    rule for rule in RULES if rule not in {check_scope, check_sides, check_completeness}
)
"""The rules for an inference, which may go beyond its passages but invents no cause."""
_MINUS = re.compile(r"(?<![\w%])[-−–][$€£¥]?\d")


class Verifier:
    """Checks statements against articles; keeps the facts, articles and evidence it has read."""

    def __init__(
        self, articles: Mapping[str, Article], facts: Callable[[str], Facts], catalogue: Catalogue
    ) -> None:
        self.articles, self.facts, self.catalogue = articles, facts, catalogue
        self.passages = Passages(articles)
        names = (name for entity in catalogue.entities.values() for name in entity.names)
        self.known_nouns = frozenset(w for name in names for w in name.split() if w.islower())
        self._facts_by_label: dict[str, dict[str, SentenceFacts]] = {}
        self._evidence: dict[tuple[str, ...], Evidence] = {}
        self._cited_articles: dict[tuple[str, ...], CitedArticles] = {}

    def check(
        self,
        text: str,
        cites: Sequence[str],
        *,
        bullet: Sequence[tuple[str, Sequence[str]]] = (),
        story: Collection[str] = (),
        inference: bool = False,
    ) -> tuple[Reason, ...]:
        """Give the reasons why the passages that a sentence cites do not support it.

        ``cites`` are addresses or footnote labels; ``bullet`` has the other sentences of the bullet
        with what they cite.  Citing a seed outside the ``story`` is an error.  An ``inference``
        ("why it matters") may go beyond its passages, but not contradict them.
        """
        passages = list(dict.fromkeys(self._find_passages(cites)))
        citation_faults = tuple(self._citation_faults(cites, passages, () if inference else story))
        statement = plain_text(text)
        if not passages or self._is_verbatim(statement, passages):
            return citation_faults
        if len(statement) > MAX_CHARACTERS:
            why = f"the statement has more than {MAX_CHARACTERS} characters"
            reason = unsupported_reason(TOO_LONG, f"{why}; split it into sentences")
            return (*citation_faults, reason)
        evidence = self.evidence([passage.label for passage in passages])
        comparison = self._compare(statement, passages, [text for text, _ in bullet])
        article_ids = dict.fromkeys(passage.article for passage in passages)
        article_entities = frozenset().union(
            *(self.article_evidence(article_id).names for article_id in article_ids)
        )
        reasons = [
            *citation_faults,
            *_quotation_faults(statement, evidence),
            *_address_faults(statement, evidence),
            *check_values(comparison),
            *check_names(comparison, evidence, article_entities),
        ]
        for rule in INFERENCE_RULES if inference else RULES:
            reasons += rule(comparison)
        error_codes = {reason.code for reason in reasons if reason.strength is Strength.ERROR}
        unique: dict[object, Reason] = {}
        for reason in reasons:  # one unsupported thing of a kind is enough, none beside an error
            if reason.strength is Strength.ERROR:
                unique.setdefault(reason, reason)
            elif reason.code not in error_codes:
                unique.setdefault(reason.code, reason)
        return tuple(unique.values())

    def _is_verbatim(self, statement: str, passages: Sequence[Passage]) -> bool:
        """Whether a statement repeats a sentence of its passages, or all of them, word for word."""
        texts = dict.fromkeys(self._sentence_text(passage) for passage in passages)
        return _words_and_signs(statement) in map(_words_and_signs, (*texts, " ".join(texts)))

    def _sentence_text(self, passage: Passage) -> str:
        facts = self.sentence_facts(passage.label)
        return facts.text if facts else plain_text(passage.text)

    def _compare(
        self, statement: str, passages: Sequence[Passage], bullet: Sequence[str] = ()
    ) -> Comparison:
        article_ids = tuple(dict.fromkeys(passage.article for passage in passages))
        cited_articles = self._read_articles(article_ids)
        sentences = dict.fromkeys(
            CitedSentence(
                cited_articles.line_index_of.get(passage.label, 0),
                self._sentence_text(passage),
                self.articles[passage.article].date,
                self._resolved_days(passage),
            )
            for passage in passages
        )
        others = tuple(map(plain_text, bullet))
        return Comparison(statement, tuple(sentences), cited_articles, others, self.known_nouns)

    def _resolved_days(self, passage: Passage) -> tuple[str, ...]:
        facts = self.sentence_facts(passage.label)
        return tuple(span.date for span in facts.dates if span.date) if facts else ()

    def _find_passages(self, cites: Sequence[str]) -> list[Passage]:
        return list(filter(None, map(self.passages.find, cites)))

    def _read_articles(self, article_ids: tuple[str, ...]) -> CitedArticles:
        if article_ids not in self._cited_articles:
            self._cited_articles[article_ids] = CitedArticles(
                [self.articles[article_id] for article_id in article_ids]
            )
        return self._cited_articles[article_ids]

    def supporting_words(self, text: str, cites: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Give each content word and value of a sentence with the passage words that support it."""
        passages = self._find_passages(cites)
        if not passages or len(text) > MAX_CHARACTERS:
            return ()
        comparison = self._compare(plain_text(text), passages)
        words = (word for word in comparison.statement_words if word.content or word.is_value)
        supported = (
            (word, dict.fromkeys(m.word.text for m in comparison.find_support(word)))
            for word in words
        )
        return tuple((word.text, ", ".join(texts)) for word, texts in supported)

    def check_row(self, row: CitedRow) -> tuple[Reason, ...]:
        """Give the reasons why the passages of a row do not support it; none without citations."""
        passages = self._find_passages(row.cites)
        if not passages:
            return ()
        evidence = self.evidence([passage.label for passage in passages])
        articles = [self.articles[name] for name in dict.fromkeys(p.article for p in passages)]
        comparison = self._compare("", passages)
        texts = CitedTexts(passages, articles, evidence, self.evidence)
        return tuple(dict.fromkeys(check_row(row, comparison, texts)))

    def _citation_faults(
        self, cites: Sequence[str], passages: Sequence[Passage], story: Collection[str]
    ) -> Iterator[Reason]:
        """Yield the faults of the citations themselves."""
        if not cites:
            why = "the statement has no citation; cite the passage that supports it"
            yield error(NO_CITATION, why)
        for cite in cites:
            if self.passages.find(cite) is None:
                why = f"no seed has the passage {cite}; cite the passage that says this"
                yield error(NO_PASSAGE, why, cite)
        for passage in passages if story else ():
            if passage.article not in story:
                why = f"{passage.address} belongs to another story; use the passages of this story"
                yield error(OTHER_SEED, why, passage.address)
        if len({(p.article, p.paragraph, p.sentence) for p in passages}) > MAX_PASSAGES:
            why = f"the statement cites more than {MAX_PASSAGES} passages; split it into sentences"
            yield unsupported_reason(TOO_MANY, why)

    # --- The passages ----------------------------------------------------------------------------

    def sentence_facts(self, label: str) -> SentenceFacts | None:
        """The facts of the sentence that a passage belongs to, or None."""
        passage = self.passages.find(label)
        if passage is None:
            return None
        if passage.article not in self._facts_by_label:
            sentences = self.facts(passage.article).sentences
            by_label = {p.label: facts for facts in sentences for p in facts.passages}
            self._facts_by_label[passage.article] = by_label
        return self._facts_by_label[passage.article].get(passage.label)

    def evidence(self, labels: Sequence[str]) -> Evidence:
        """Join passages into one text, with the dates resolved when their seeds were read."""
        key = tuple(dict.fromkeys(label for label in labels if label in self.passages))
        if key not in self._evidence:
            self._evidence[key] = self._gather_evidence(key)
        return self._evidence[key]

    def article_evidence(self, article_id: str) -> Evidence:
        """Join the sentences of a seed, without those that cleaning removed."""
        sentences = self.articles[article_id].sentences
        return self.evidence([p.label for s in sentences for p in s.passages])

    def _gather_evidence(self, labels: tuple[str, ...]) -> Evidence:
        passages = [self.passages[label] for label in labels]
        anchor = self.articles[passages[0].article].date if passages else None
        texts: list[str] = []
        resolved: list[DateSpan] = []
        for passage in passages:
            facts, text = self.sentence_facts(passage.label), plain_text(passage.text)
            if facts:
                resolved += facts.dates
            if facts and not facts.sentence.was_joined:
                text = facts.text  # the cleaned sentence lacks list markers
            texts.append(text)
        return Evidence(" ".join(texts), anchor, self.catalogue, tuple(resolved))


def _words_and_signs(text: str) -> tuple[str, int]:
    """The words of a text, which have no signs, and how many of its numbers have a minus."""
    return space_words(text), len(_MINUS.findall(text))


def _address_faults(statement: str, evidence: Evidence) -> Iterator[Reason]:
    for address in missing_addresses(statement, evidence.text):
        why = f"the address “{address}” is not in the passages; remove it"
        yield error(ADDRESS, why, address)


def _quotation_faults(statement: str, evidence: Evidence) -> Iterator[Reason]:
    for quotation in quotations(statement):
        if not evidence.says(quotation):
            why = f"the quotation “{quotation}” is not in the passages; correct it or remove it"
            yield error(QUOTATION, why, quotation)
