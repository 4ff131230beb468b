"""The passages of all articles, by their footnote labels and by the addresses that people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing_room.model import Article, Passage, label_key


class Passages(Mapping[str, Passage]):
    """The passages of all articles by their labels; only an article that is meant is read."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._seeds: dict[str, list[str]] = {}
        for name in articles:
            self._seeds.setdefault(label_key(name), []).append(name)
        self._found: dict[str, dict[str, Passage]] = {}

    def __getitem__(self, label: str) -> Passage:
        """Return the passage of a label; raise ``KeyError`` if there is none."""
        _, *place = label.rsplit("-", 2)
        for name in reversed(self.seeds_of(label)):
            if found := self._of(name).get("-".join(place)):
                return found
        raise KeyError(label)

    def seeds_of(self, label: str) -> Sequence[str]:
        """Return the seeds of which a label may be, by its form alone."""
        return self._seeds.get(label.rsplit("-", 2)[0], ())

    def named(self, name: str) -> Passage | None:
        """Return the passage that an address or a footnote label names, ``None`` if none."""
        return self.at(name) or self.get(name)

    def at(self, address: str) -> Passage | None:
        """Return the passage at an address that people write, ``None`` if there is none."""
        name, _, place = address.rpartition("/")
        return self._of(name).get(place) if name in self._articles else None

    def _of(self, name: str) -> dict[str, Passage]:
        if name not in self._found:
            self._found[name] = {each.locator: each for each in self._articles[name].passages}
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        """Yield all labels, article by article."""
        return iter(dict.fromkeys(p.label for a in self._articles.values() for p in a.passages))

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)
