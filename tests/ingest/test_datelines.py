from __future__ import annotations

import pytest
from generator.ingest.datelines import dateline

REST = "China has tightened its rules on exports, the ministry said."


@pytest.mark.parametrize(
    ("mark", "publisher"),
    [
        ("Arcadiadaily – ", "Arcadiadaily"),
        ("The Example Times — ", "The Example Times"),
        ("Example Daily: ", "Example Daily"),
        ("Andes Wire | ", "Andes Wire"),
        ("NAIROBI (Wire) — ", "Wire"),
        ("BEIJING, July 18 (Reuters) - ", "Reuters"),
        ("BEIJING (Reuters) -- ", "Reuters"),
        ("WASHINGTON (AP) — ", "AP"),
        ("WASHINGTON, D.C., Oct. 9, 2025 /PRNewswire/ -- ", "PRNewswire"),
        ("VIENTIANE, Laos (Mekong Wire) -- ", "Mekong Wire"),
        ("(Bloomberg) -- ", "Bloomberg"),
        ("London, 18 July – ", None),
        ("Beijing – ", None),
        ("LISBON, MARCH 2 -- ", None),
        ("SÃO PAULO — ", None),
        ("July 18, 2025 — ", None),
        ("18 July 2025: ", None),
    ],
)
def test_a_dateline_is_measured_and_its_publisher_read(mark: str, publisher: str | None) -> None:
    found = dateline(mark + REST)
    assert found is not None
    assert found.length == len(mark)
    assert found.publisher == publisher


@pytest.mark.parametrize(
    "sentence",
    [
        REST,
        "Lynas – the largest producer outside China – said prices had fallen.",
        "Lynas: a mine with a future.",
        "China said it would act - and did.",
        "MP Materials Corp. said it would expand.",
        "NdPr – prices have doubled.",
        "In 2025 – a record year – exports rose.",
        "USA Rare Earth – which owns a mine – rose.",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(sentence: str) -> None:
    assert dateline(sentence) is None


def test_a_name_before_a_dash_counts_only_in_the_first_paragraph() -> None:
    assert dateline(f"Arcadiadaily – {REST}", first=False) is None
    assert dateline(f"BEIJING (Reuters) - {REST}", first=False) is not None
