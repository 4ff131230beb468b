from __future__ import annotations

from generator.compose.ranking import (
    COMBINATION_FEATURES,
    FEATURES,
    combinations,
    features,
    fitted,
    read,
    scores,
    summarise,
)

TEXT = (
    "Norway approved a rare earth mine at Fen on Tuesday after eight years of study.",
    "The mine is to deliver 800 tonnes of neodymium a year from 2031.",
    "A local choir sang before the ceremony.",
    "Norway approved the mine at Fen after years of study.",
    "Reindeer herders said they would sue.",
    "The weather was fine.",
)


def test_there_is_one_weight_for_each_feature() -> None:
    weights = fitted()
    assert len(weights.sentence) == len(FEATURES)
    assert len(weights.combination) == len(COMBINATION_FEATURES)


def test_every_sentence_gets_every_feature() -> None:
    rows = features(read(TEXT))
    assert [len(row) for row in rows] == [len(FEATURES)] * len(TEXT)
    assert all(-1 <= value <= 20 for row in rows for value in row)


def test_the_news_outranks_the_weather() -> None:
    values = scores(read(TEXT), fitted())
    assert values[0] > values[5]


def test_a_summary_takes_the_lead_and_nothing_twice() -> None:
    chosen = summarise(TEXT)
    assert 0 in chosen
    assert 3 not in chosen


def test_combinations_have_two_to_four_sentences() -> None:
    reading = read(TEXT)
    sets, rows = combinations(reading, scores(reading, fitted()))
    assert {len(chosen) for chosen in sets} == {2, 3, 4}
    assert all(len(row) == len(COMBINATION_FEATURES) for row in rows)


def test_a_text_of_one_sentence_is_its_own_summary() -> None:
    assert summarise(TEXT[:1]) == (0,)
    assert summarise(()) == ()
