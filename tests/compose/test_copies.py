from __future__ import annotations

import random

from generator.compose.copies import containment, copies, resemblance, sketch


def text(seed: int, words: int = 300) -> str:
    chosen = random.Random(seed)
    return " ".join(f"w{chosen.randrange(4000)}" for _ in range(words))


def found(texts: dict[str, str]) -> list[tuple[str, str]]:
    return list(copies({key: sketch(text) for key, text in texts.items()}))


def test_a_text_resembles_itself_wholly() -> None:
    assert resemblance(sketch(text(1)).hashes, sketch(text(1)).hashes) == 1.0


def test_strangers_do_not_resemble_each_other() -> None:
    assert resemblance(sketch(text(1)).hashes, sketch(text(2)).hashes) < 0.02


def test_case_and_punctuation_do_not_matter() -> None:
    assert sketch(text(1)).hashes == sketch(text(1).upper().replace(" ", ", ")).hashes


def test_a_part_is_contained_in_the_whole() -> None:
    whole = text(1, 900)
    part = " ".join(whole.split()[:300])
    assert containment(sketch(part).hashes, sketch(whole).hashes) > 0.9


def test_edited_copies_are_found_among_strangers() -> None:
    words = text(1).split()
    edited = " ".join("changed" if place % 20 == 0 else word for place, word in enumerate(words))
    texts = {str(seed): text(seed) for seed in range(2, 40)}
    assert found({"original": text(1), **texts, "edited": edited}) == [("original", "edited")]


def test_a_few_words_prove_nothing() -> None:
    assert found({"a": "Too short to tell.", "b": "Too short to tell."}) == []
