"""Faults drawn at random from the pages of the real seeds are found, and good pages are quiet."""

from __future__ import annotations

import importlib.util
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType

import pytest

from generator.review.gate import Gate, check_page
from generator.review.library import State, read_state

Briefing = Callable[..., "CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults", ROOT / "benchmarks" / "faults.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, briefing: Briefing) -> Path:
    """Generate the pages of the real seeds and catalogue afresh."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    leave_out = shutil.ignore_patterns("stories", ".generated")
    shutil.copytree(ROOT / "briefings", folder / "briefings", ignore=leave_out)
    assert briefing(folder, "generate").returncode == 0
    return folder


@pytest.fixture(scope="module")
def state(corpus: Path) -> State:
    return read_state(corpus / "seeds", corpus / "briefings")


def test_the_gate_finds_nothing_on_generated_pages_and_skips_nothing(state: State) -> None:
    total = Gate()
    for page in state.pages:
        total += check_page(page, state.library)
    assert [str(finding) for finding in total.findings] == []
    assert (total.failed, total.skipped) == (0, 0)
    assert total.checked > 2000


def test_fifty_faults_are_found_each_with_a_fitting_reason(
    faults: ModuleType, corpus: Path
) -> None:
    results = list(faults.run(corpus / "seeds", corpus / "briefings", 10))
    missed = Counter(fault.kind for fault, found in results if not found)
    drawn = Counter(fault.kind for fault, _ in results)
    assert missed.pop("names exchanged", 0) <= 1  # a name at a sentence's start has no telling case
    assert missed == Counter()
    assert drawn.total() == 60
