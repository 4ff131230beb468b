from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from briefing_room.pipeline import read_project
from briefing_room.verify.reasons import Reason
from briefing_room.verify.verifier import Verifier

MINE = "2025-05-07-mine"
PORT = "2025-05-08-port"
SEEDS = {
    MINE: """\
---
title: Minister approves the Kest mine
date: 2025-05-07
publisher: Ore Post
---
Environment Minister Ana Pell approved the Kest mine on Tuesday. The mine could give 3,400 tonnes \
of oxide a year, said Tom Reed, its manager.

Villagers may appeal until 30 June. "We were never asked," the mayor, Ida Roe, said. She denied \
that the village had been paid.

Kest Metals plans to sell most of the ore to Japan if the port is dredged. Prices fell by 12% in \
2024 and by 5% in 2023 because of weak demand. Some villagers support the mine, but Roe rejects it.

The company sued the ministry in April. Its works have a capacity of 900 tonnes, and each of the \
two lines costs about $40 million. Analysts expect output to double by 2030.

The company paid 1,234,567 dollars to 1,349 owners within six months. Its solar field gives 495 kW \
and covers 30 hectares. Its tin is sold to Riga.
""",
    PORT: """\
---
title: Port closes
date: 2025-05-08
publisher: Ore Post
---
The port of Narva closed on Monday. Dockers want 12% more.
""",
}


@pytest.fixture(scope="session")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    folder = tmp_path_factory.mktemp("verify")
    for name in ("seeds", "briefings"):
        (folder / name).mkdir()
    for name, text in SEEDS.items():
        (folder / "seeds" / f"{name}.md").write_text(text)
    project = read_project(folder / "seeds", folder / "briefings")
    return Verifier(project.by_id, project.facts, project.catalogue)


@pytest.fixture(scope="session")
def codes(verifier: Verifier) -> Callable[..., list[str]]:
    """Check a sentence that cites the article on the mine; return the codes of its faults."""

    def check(text: str, *places: str, seed: str = MINE, inference: bool = False) -> list[str]:
        cites = [f"{seed}/{place}" for place in places]
        return [r.code for r in verifier.check(text, cites, story={MINE}, inference=inference)]

    return check


@pytest.fixture
def check_text(tmp_path: Path) -> Callable[..., tuple[Reason, ...]]:
    """Check a sentence against an article of one sentence."""

    def check(passage: str, says: str, head: str = "") -> tuple[Reason, ...]:
        for name in ("seeds", "briefings"):
            (tmp_path / name).mkdir(exist_ok=True)
        head = f"---\ntitle: News of the week\ndate: 2025-05-07\n{head}---\n"
        (tmp_path / "seeds/2025-05-07-text.md").write_text(f"{head}{passage}\n")
        project = read_project(tmp_path / "seeds", tmp_path / "briefings")
        verifier = Verifier(project.by_id, project.facts, project.catalogue)
        return verifier.check(says, ["2025-05-07-text/1-1"])

    return check
