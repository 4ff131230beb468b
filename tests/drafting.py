"""What tests of drafts share: an article, a correct answer, and the page made from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ARTICLE = """Herders accuse Orsa of hiding a leak

By Ada Lund
4 March 2026

LEIRIA, Portugal (Reuters) - Herders near Leiria accused Orsa Metals on Wednesday of hiding a leak
of acid from its magnet plant, which employs 300 people.

They said that 40 sheep had died since May and that the company had known of it for a year. Orsa
Metals denied that acid had leaked and said that the sheep had died of a fever.

Portugal imported 1,200 tonnes of magnets from China in 2025, a tenth more than in 2024, according
to customs data. The government in Lisbon did not say whether it would test the water.

Orsa Metals bought the plant in 2022 from a French group. It belongs to a family in Porto. The town
of Leiria lies in the middle of the country and has been known for its pine forest since the middle
ages. Its mayor is a farmer. The old part of the town stands on a hill above the river.
"""


def answer(**sections: Any) -> dict[str, Any]:
    """Return a correct answer, with some sections replaced."""
    good = {
        "title": {"text": "Herders accuse Orsa Metals of hiding an acid leak", "cites": ["s1"]},
        "bottom_line": [
            {
                "text": "Herders near Leiria accused Orsa Metals on 4 March 2026 of hiding a leak"
                " of acid from its magnet plant.",
                "cites": ["s1"],
            }
        ],
        "key_points": [
            [
                {"text": "The herders said that 40 sheep had died since May.", "cites": ["s2"]},
                {
                    "text": "Orsa Metals denied that acid had leaked and said that the sheep had"
                    " died of a fever.",
                    "cites": ["s3"],
                },
            ],
            [{"text": "Orsa Metals bought the plant in 2022.", "cites": ["s6"]}],
        ],
        "not_known": [
            {
                "text": "The government in Lisbon did not say whether it would test the water.",
                "cites": ["s5"],
            }
        ],
    }
    return {**good, **sections}


def to_request(text: str, request: str) -> str:
    """Return the text of an answer with the digest of a request, which it has to repeat."""
    (digest,) = re.findall(r'^\{("request": "\w+"),$', request, flags=re.MULTILINE) or [
        '"request": ""'
    ]
    return text.replace('{"', f'{{{digest}, "', 1)


def page(desk: Path, name: str = "leiria") -> str:
    """Return the page of a story."""
    return (desk / f"briefings/stories/{name}.md").read_text()
