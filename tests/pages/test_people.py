"""People and the program work on the same pages, in any order, and no edit is lost."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from people import DRAFT, SEED, People
from people_edits import LINE, PAGE

NUMBERS = st.lists(st.integers(0, 59), min_size=14, max_size=14)


class Picker:
    """Turns the numbers of a list one by one into choices among ``count`` options."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = iter(numbers)

    def __call__(self, count: int) -> int:
        return next(self.numbers, 0) % count


class Histories(RuleBasedStateMachine):
    """The steps of an editor, a reviewer and the program, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        root = "/dev/shm" if Path("/dev/shm").is_dir() else None
        self.people = People(Path(tempfile.mkdtemp(dir=root)) / "project")

    @initialize(numbers=NUMBERS)
    def begin(self, numbers: list[int]) -> None:
        pick = Picker(numbers)
        self.people.new_seed(pick)
        self.people.run()

    @rule(how=st.sampled_from(LINE), numbers=NUMBERS, run=st.booleans())
    def edit_line(self, how: str, numbers: list[int], run: bool) -> None:
        if self.people.edit_line(Picker(numbers), how) and run:
            self.people.run()

    @rule(how=st.sampled_from(PAGE), numbers=NUMBERS, run=st.booleans())
    def edit_page(self, how: str, numbers: list[int], run: bool) -> None:
        if self.people.edit_page(Picker(numbers), how) and run:
            self.people.run()

    @rule(how=st.sampled_from(SEED), numbers=NUMBERS, run=st.booleans())
    def edit_seed(self, how: str, numbers: list[int], run: bool) -> None:
        if self.people.edit_seed(Picker(numbers), how) and run:
            self.people.run()

    @precondition(lambda self: len(self.people.seeds) < 4)
    @rule(numbers=NUMBERS)
    def add_seed(self, numbers: list[int]) -> None:
        self.people.new_seed(Picker(numbers))

    @rule(numbers=NUMBERS)
    def add_name(self, numbers: list[int]) -> None:
        self.people.name_page(Picker(numbers))

    @rule(how=st.sampled_from(DRAFT), numbers=NUMBERS)
    def edit_draft(self, how: str, numbers: list[int]) -> None:
        self.people.edit_draft(Picker(numbers), how)

    @rule(numbers=NUMBERS)
    def withdraw(self, numbers: list[int]) -> None:
        self.people.withdraw(Picker(numbers))

    @rule(numbers=NUMBERS)
    def reject(self, numbers: list[int]) -> None:
        self.people.reject(Picker(numbers))

    def teardown(self) -> None:
        try:
            self.people.run()
        finally:
            self.people.close()


NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
Histories.TestCase.settings = settings(
    max_examples=2000 if NIGHTLY else 25,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestHistories = Histories.TestCase
