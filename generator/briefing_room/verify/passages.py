"""Find a passage by its footnote label or by the address that people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from briefing_room.model import Article, Passage, label_key

_MAX_INDEXED = 1_000  # articles whose passages stay in memory


class Passages(Mapping[str, Passage]):
    """The passages of all articles by footnote label; an article is read when it is first used."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._seeds: dict[str, list[str]] = {}
        for article_id in articles:
            self._seeds.setdefault(label_key(article_id), []).append(article_id)
        self._passages_of = lru_cache(_MAX_INDEXED)(self._index_passages)

    def __getitem__(self, label: str) -> Passage:
        """Give the passage of a footnote label; raises ``KeyError`` for an unknown one."""
        _, *locator = label.rsplit("-", 2)
        for article_id in reversed(self.seeds_of(label)):
            if passage := self._passages_of(article_id).get("-".join(locator)):
                return passage
        raise KeyError(label)

    def seeds_of(self, label: str) -> Sequence[str]:
        """The ids of the seeds that a label may belong to, by its form alone."""
        return self._seeds.get(label.rsplit("-", 2)[0], ())

    def find(self, reference: str) -> Passage | None:
        """Find a passage by its address or its footnote label, or give None."""
        return self._find_by_address(reference) or self.get(reference)

    def _find_by_address(self, address: str) -> Passage | None:
        """Find the passage at an address such as "2026-03-04-wire-story/1-2", or give None."""
        article_id, _, locator = address.rpartition("/")
        if article_id not in self._articles:
            return None
        return self._passages_of(article_id).get(locator)

    def _index_passages(self, article_id: str) -> Mapping[str, Passage]:
        """Index the passages of an article by their locators, such as "1-2"."""
        return {passage.locator: passage for passage in self._articles[article_id].passages}

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(p.label for a in self._articles.values() for p in a.passages))

    def __len__(self) -> int:
        return sum(1 for _ in self)
