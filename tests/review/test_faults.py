"""Faults drawn at random from the pages of the real seeds are found, and good lines pass."""

from __future__ import annotations

import importlib.util
from collections import Counter
from types import ModuleType

import pytest
from briefing_room.catalogue.cited_rows import cited_rows
from briefing_room.pipeline import read_project
from briefing_room.review.context import ReviewContext, Tally
from briefing_room.review.page_check import check_page
from shared import ROOT


def benchmark(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    return benchmark("faults")


@pytest.fixture(scope="module")
def context() -> ReviewContext:
    return ReviewContext.from_project(read_project(ROOT / "seeds", ROOT / "briefings"))


def test_every_generated_page_passes_the_check(
    context: ReviewContext,
) -> None:
    total = sum(
        (check_page(page, context.verifier, page.path) for page in context.generated), Tally()
    )
    assert [str(finding) for finding in total.findings] == []
    assert total.failed == 0
    assert total.checked > 1000


def test_fifty_faults_of_each_kind_and_foreign_sentences_are_found(
    faults: ModuleType, context: ReviewContext
) -> None:
    results = list(faults.faults(context))
    assert set(Counter(kind for kind, _, _ in results).values()) == {50, 200}
    missed = Counter(kind for kind, _, is_found in results if not is_found)
    assert missed["sentence of another story"] <= 6
    assert missed["names exchanged"] <= 3  # "the Per Geijer state miner": read as "per"
    assert missed["other number of the same passage"] <= 1  # "on 4 June 2025 … named 2025"
    assert missed["name that is not in the passage"] <= 5  # the name that "it" means there
    assert missed["negation dropped"] + missed["negation added"] <= 6
    assert missed["digit that is not in the passage"] <= 1  # "25 October", from another sentence
    assert not missed["quotation altered"]
    assert not missed["no citation"]


def test_honest_rewordings_pass(faults: ModuleType, context: ReviewContext) -> None:
    results = list(faults.rewordings(context))
    assert len(results) == 99
    assert len([text for text, marked in results if marked]) <= 8
    assert not faults.failed_rewordings(context)


def test_faults_in_rows_are_found_and_good_rows_are_not_reported(context: ReviewContext) -> None:
    value_faults = benchmark("value_faults")
    assert list(value_faults.marked_rows(list(cited_rows(context.catalogue)), context)) == []
    counts = dict(value_faults.outcomes(context, lambda _: None))
    shares = {kind: n["caught"] / (n["caught"] + n["missed"]) for kind, n in counts.items()}
    assert min(shares.values()) >= value_faults.MIN_SHARE_OF_KIND, shares
    total = sum(counts.values(), Counter())
    assert total["caught"] >= value_faults.MIN_SHARE * (total["caught"] + total["missed"])
