"""A glance at a sentence must never miss a date that its grammar would find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.extract.dates import dates
from generator.ingest.read import read_seeds
from generator.publish.whenwords import may_tell_when
from generator.text.months import MONTHS

ROOT = Path(__file__).parents[2]
ANCHOR = dt.date(2026, 6, 30)
FORMS = """
4 June 2026|June 4, 2026|2026-06-04|4.6.2026|4/6/2026|4 and 5 June|June 4-5|Q3 2026|2026 Q3
2026Q3|Q3|third quarter of 2026
last quarter|the September quarter|first three months of 2026|H1 2026|H2
second half of 2026|the 2025-26 financial year|fiscal 2026|third quarter of the fiscal year
the first eight months of the year|the three months to September|the 1990s|early 2026|mid-June
last June|on Thursday|last Friday|yesterday|Tomorrow|tonight|three days ago|a week later|Two months
earlier|a year previously|the next day|That day|a day earlier|last week|this weekend|next month
15 MAY 2026|4Q25|1H 2026|06/30/2025|by year-end|by Christmas|by Thanksgiving|on the 8th|last night
the previous quarter|later this year|in that year|the same month|the end of the year|spring 2026
"""


def texts() -> Iterator[str]:
    yield from (form for line in FORMS.split("\n") for form in line.split("|") if form)
    yield from (f"in {month}" for month in (*MONTHS, *(name[:3] for name in MONTHS), "Sept"))
    for file in sorted((ROOT / "tests" / "labels").rglob("*")):
        if file.is_file() and file.suffix in {".txt", ".md", ".yml", ".json"}:
            yield from file.read_text(encoding="utf-8").split("\n")
    for article in read_seeds(ROOT / "seeds")[0]:
        yield from (passage.text for passage in article.passages)


@pytest.fixture(scope="module")
def every_text() -> list[str]:
    return list(texts())


def test_no_date_closer_than_its_year_is_passed_over(every_text: list[str]) -> None:
    closer = [
        text
        for text in every_text
        if any(span.precision not in {"year", "vague"} for span in dates(text, ANCHOR))
    ]
    assert len(closer) > 500
    assert [text for text in closer if not may_tell_when(text)] == []


def test_sentences_without_any_are_passed_over() -> None:
    assert not may_tell_when("Lynas makes oxides in Malaysia.")
    assert not may_tell_when("Lynas made 7,000 tonnes in 2025.")
