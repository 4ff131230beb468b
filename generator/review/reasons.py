"""Name the reason why a statement failed, and say what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.review.evidence import Library
from generator.review.matching import Item, holds

NO_CITATION = "no-citation"
NOT_IN_ANY_SEED = "not-in-any-seed"
IN_OTHER_PASSAGE = "in-other-passage"
IN_OTHER_SEED = "in-other-seed"
WRONG_SPEAKER = "wrong-speaker"
QUOTE_ALTERED = "quote-altered"

EXACT = "exact sentence"
"""A sentence that differs from its passage: a fault only if another passage says just that."""

_WHOLE = (EXACT, "sentence", "quotation")


def explained(
    items: Iterable[Item], cited: Sequence[str], library: Library
) -> Iterator[tuple[str, str]]:
    """Yield the reason and the message for each item; ``cited`` are the seeds the line cites."""
    for item in items:
        if item.instead:
            why = f"it says “{item.text}” where the passage says “{item.instead}”"
            yield NOT_IN_ANY_SEED, why
            continue
        seed = _where(item, cited, library)
        if seed and seed in cited:
            why = (
                f"{_named(item)} is not in the passage cited; cite {_passage(item, seed, library)}"
            )
            yield f"{IN_OTHER_PASSAGE}:{seed}", why
        elif seed and item.kind not in _WHOLE:  # what others say by chance is no source of it
            where = "in the texts cited" if cited else "in the seeds of this page"
            yield f"{IN_OTHER_SEED}:{seed}", f"{_named(item)} is nowhere {where}; correct it"
        elif seed:
            place = _passage(item, seed, library)
            why = f"{_named(item)} is not in the passage cited but in {seed}; cite {place}"
            yield f"{IN_OTHER_SEED}:{seed}", why
        elif item.kind == "quotation":
            yield QUOTE_ALTERED, f"no passage has the words “{item.text}”; quote letter for letter"
        elif item.kind != EXACT:
            own = ", or cite [^editor] for your own words" if item.kind == "sentence" else ""
            yield NOT_IN_ANY_SEED, f"{_named(item)} is in no passage of any seed; correct it{own}"


def _where(item: Item, cited: Sequence[str], library: Library) -> str | None:
    """Return the seed that says it: one that is cited, else the first of all."""
    for seed in dict.fromkeys((*cited, *sorted(library.articles))):
        if holds(item, library.of_article(seed)):
            return seed
    return None


def _passage(item: Item, seed: str, library: Library) -> str:
    """Return what to cite: the first passage that says it, none that cleaning took out."""
    says = "names" if item.kind == "name" else "says"
    for passage in (p for s in library.articles[seed].sentences for p in s.passages):
        if holds(item, library.of_labels([passage.label])):
            return f"the passage that {says} it: [^{passage.label}]"
    return f"the passages of {seed} that say it"


def _named(item: Item) -> str:
    if item.kind in (EXACT, "sentence"):
        return "this sentence"
    return f"the {item.kind} “{item.text}”"
