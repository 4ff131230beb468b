"""Write briefings/about/schemas.md: the keys that people write, as the code reads them.

The tables are those of the records that the program reads.  ``--check`` writes nothing and says
whether the page is up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from generator.catalogue.entries import Entity, Topic
from generator.catalogue.measures import Measure
from generator.catalogue.numbers import Number
from generator.catalogue.schema import Key, keys
from generator.catalogue.vocabulary import ROLES, SECTIONS
from generator.ingest.metadata import Metadata
from generator.review import findings
from generator.text.lexicon import table
from generator.text.months import FORMS

PAGE = Path(__file__).parents[1] / "briefings" / "about" / "schemas.md"
STORY = {  # what the program or a person writes at the head of a story page
    "id": "the name that the page is known by; the program writes it",
    "date": "a date; the program writes it",
    "seeds": "a list of seeds; the program writes it",
    "origins": "how many of them are no copies of each other; the program writes it",
    "topics": "a list of slugs of topics; the program writes it, and people may change it",
    "status": f"one of {', '.join(findings.STATUSES)}; `briefing review --accept` writes it",
    "reviewer": "who reviewed it",
    "reviewed_on": "a date",
    "title": "another title for the window of a browser",
    "description": "another description for search engines",
    "corrections": f"a list of `{{{', '.join(findings.CORRECTION)}}}`",
    "redirect_from": "a list of addresses that led here",
    "aliases": "other names of the page",
}


def _table(known: Collection[Key], way: str = "") -> Iterator[str]:
    """Yield the keys as rows of Markdown, and below them what stands inside them."""
    yield from ("| key | takes |", "|---|---|")
    for each in known:
        must = " (must be there)" if each.need else ""
        yield f"| `{each.name}`{must} | {each.kind.takes} |"
    yield ""
    for each in known:
        if each.kind.inside:
            yield from (f"Inside `{way}{each.name}`:", "")
            yield from _table(keys(each.kind.inside), f"{way}{each.name}.")


def _record(kind: Any) -> Iterator[str]:
    yield from _table(keys(kind))


def _names() -> Iterator[str]:
    yield from ("Every type has these keys:", "")
    yield from _table([each for each in keys(Entity) if not each.of])
    for role in ROLES:
        own = [each for each in keys(Entity) if role in each.of]
        if own := [*own, *(keys(Measure) if role == "measure" else ())]:
            yield from (f"The role *{role}* also has:", "")
            yield from _table(own)


def _story() -> Iterator[str]:
    yield from ("| key | takes |", "|---|---|")
    yield from (f"| `{key}` | {STORY[key]} |" for key in findings.KEYS)
    yield ""


def _vocabulary() -> Iterator[str]:
    yield f"Sections: {', '.join(f'`{section}`' for section in SECTIONS)}."
    yield "A row is a word, or `{one, many, role}`: how readers see one and many of it, and what"
    yield f"the program does with it. The role of a type is one of {', '.join(ROLES)}."
    yield "A section that is not there has these words:"
    yield ""
    for section, words in table("vocabulary").items():
        yield f"- `{section}`: {', '.join(words)}"
    yield ""


def page() -> str:
    """Return the whole page."""
    parts = (
        ("Seeds: `seeds/*.md`", _record(Metadata)),
        ("Story pages: `briefings/stories/*.md`", _story()),
        ("Names: `briefings/entities/<type>/*.md`", _names()),
        ("Topics: `briefings/topics/*.md`", _record(Topic)),
        ("Numbers: `briefings/numbers/*.md`", _record(Number)),
        ("The vocabulary: `briefings/vocabulary.yml`", _vocabulary()),
    )
    lines = [
        *("# Files and their keys", ""),
        "Every file that people write, and what the program reads in it.",
        "This page is made from the program by `scripts/schemas.py`; do not edit it.",
        *("", f"A period is {FORMS}.", "A slug has small letters, digits and single hyphens."),
        "The address of a passage is `seed/paragraph-sentence`, such as `some-seed/2-1`.",
        "",
    ]
    for heading, body in parts:
        lines += [f"## {heading}", "", *body]
    return "\n".join(lines).rstrip() + "\n"


def main() -> str:
    """Write the page, or return that it is not up to date."""
    text = page()
    if sys.argv[1:] == ["--check"]:
        is_new = PAGE.read_text(encoding="utf-8") == text
        return "" if is_new else f"{PAGE} is out of date; run: python scripts/schemas.py"
    PAGE.write_text(text, encoding="utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(main() or 0)
