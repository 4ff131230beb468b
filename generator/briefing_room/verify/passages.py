"""The passages of all articles, by their footnote labels and by the addresses that people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from briefing_room.model import Article, Passage, label_key

_MAX_INDEXED = 1_000  # articles whose passages stay in memory


class Passages(Mapping[str, Passage]):
    """The passages of all articles by label; an article is read when one of its passages is."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._seeds: dict[str, list[str]] = {}
        for name in articles:
            self._seeds.setdefault(label_key(name), []).append(name)
        self._passages_of = lru_cache(_MAX_INDEXED)(self._index_passages)

    def __getitem__(self, label: str) -> Passage:
        """Raise ``KeyError`` for an unknown label."""
        _, *locator = label.rsplit("-", 2)
        for name in reversed(self.seeds_of(label)):
            if passage := self._passages_of(name).get("-".join(locator)):
                return passage
        raise KeyError(label)

    def seeds_of(self, label: str) -> Sequence[str]:
        """The ids of the seeds that a label may belong to, by its form alone."""
        return self._seeds.get(label.rsplit("-", 2)[0], ())

    def named(self, name: str) -> Passage | None:
        """The passage of an address or a footnote label, or None."""
        return self.at(name) or self.get(name)

    def at(self, address: str) -> Passage | None:
        """The passage at an address such as "2026-03-04-wire-story/1-2", or None."""
        name, _, locator = address.rpartition("/")
        return self._passages_of(name).get(locator) if name in self._articles else None

    def _index_passages(self, name: str) -> Mapping[str, Passage]:
        return {passage.locator: passage for passage in self._articles[name].passages}

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(p.label for a in self._articles.values() for p in a.passages))

    def __len__(self) -> int:
        return sum(1 for _ in self)
