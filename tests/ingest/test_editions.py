"""The edition of a text, as its desk labelled it."""

from __future__ import annotations

import pytest
from generator.ingest.editions import edition


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["CORRECTED-Malaysia to tax raw rare earth exports"], "corrected text"),
        (["REFILE-CORRECTED: Malaysia to tax exports"], "corrected text"),
        (["UPDATE 3-Malaysia to tax exports", "(Adds comment)"], "update 3"),
        (["UPDATE 3-Malaysia to tax", "(Corrects rate in paragraph 1)"], "corrected text"),
        (["Correction: Lynas output"], "correction"),
        (["Malaysia to tax raw rare earth exports"], None),
        (["Corrected course saves a mine"], None),
        (["Update on magnets from Narva"], None),
    ],
)
def test_the_label_of_the_desk_names_the_edition(lines: list[str], expected: str | None) -> None:
    assert edition(lines) == expected
