"""Write briefings/about/schemas.md: the keys that people write, as the code reads them.

Each reader of front matter runs once on a stand-in that notes what it is asked for: no key can be
read and not stand there.  ``--check`` writes nothing and says whether the page is up to date.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from generator.catalogue import load
from generator.catalogue.numbers import read_number
from generator.catalogue.schema import Fields
from generator.catalogue.vocabulary import ROLES, SECTIONS, Vocabulary
from generator.ingest import metadata
from generator.review import findings
from generator.text.frontmatter import split
from generator.text.months import FORMS, period
from generator.text.tables import table

PAGE = Path(__file__).parents[1] / "briefings" / "about" / "schemas.md"
DAY = dt.date(2030, 1, 1)
WORD = "a key of the vocabulary"
WORDS = Vocabulary(stages={}, measure_kinds={}, site_kinds={}, site_statuses={})
ADDRESSES = "a list of addresses of passages, `[some-seed/2-1]`"
NOT_ASKED = {  # keys whose readers look at the value itself
    "terms": "under `3`, `2` and `1` (how strongly they speak for the topic) a list of texts each",
    "cites": f"{ADDRESSES}, for each date beside it, or `{{effective: [some-seed/2-1]}}` for one",
    "owner": "a text, or a list of texts",
}
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


@dataclass
class Reader(Fields):
    """Stands in for front matter and notes which key is read as what."""

    rows: dict[str, str] = field(init=False, default_factory=dict)
    inside: dict[str, Reader] = field(init=False, default_factory=dict)
    allowed: tuple[str, ...] = field(init=False, default=())
    must: dict[str, None] = field(init=False, default_factory=dict)

    def part(self, kind: Any, **known: Any) -> Any:
        """Return a record, each field read by what this class has under that name."""
        for each in fields(kind):
            if each.name == "line":
                known["line"] = 1
            if "read" in each.metadata:
                name, read = each.metadata["key"] or each.name, each.metadata["read"]
                if each.metadata["need"]:
                    self.needs(name, each.metadata["need"])
                own = next(
                    (own for own, known_read in vars(Fields).items() if known_read is read), ""
                )
                known[each.name] = getattr(self, own)(name) if own else read(self, name)
        return kind(**known)

    def _row(self, key: str, what: str) -> None:
        self.rows[key] = NOT_ASKED.get(key, what)

    def only(self, allowed: Collection[str]) -> None:
        self.allowed = tuple(allowed)

    def note(self, kind: str, key: str, message: str) -> None:
        if kind == "wrong-value" and (form := re.search(r"must look like '([^']+)'", message)):
            self.rows[key] = f"a text like `{form[1]}`"

    def needs(self, key: str, why: str) -> None:  # noqa: ARG002  as it is called
        self.must[key] = None

    def text(self, key: str) -> str:
        self._row(key, "a text")
        return "text"

    def choice(self, key: str, allowed: Collection[str]) -> str:
        self._row(key, f"one of {', '.join(allowed)}" if allowed else WORD)
        return next(iter(allowed), "text")

    def slug(self, key: str) -> str:
        self._row(key, "a slug")
        return "slug"

    def texts(self, key: str) -> tuple[str, ...]:
        self._row(key, "a list of texts")
        return ("text",)

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        self._row(key, f"a list of {', '.join(allowed)}" if allowed else f"a list: {WORD} each")
        return tuple(allowed)

    def day(self, key: str) -> dt.date:
        self._row(key, "a date, `YYYY-MM-DD`")
        return DAY

    def flag(self, key: str) -> bool:
        self._row(key, "`true` or `false`")
        return True

    def count(self, key: str) -> int:
        self._row(key, "a whole number")
        return 10_000 if key.endswith("_total") else 1

    def place(self, key: str) -> int:
        self._row(key, "a whole number from 1 to 10")
        return 1

    def latitude(self, key: str) -> float:
        self._row(key, "a number from -90 to 90")
        return 0.0

    def longitude(self, key: str) -> float:
        self._row(key, "a number from -180 to 180")
        return 0.0

    def period(self, key: str) -> Any:
        self._row(key, "a period")
        return period(2030)

    def addresses(self, key: str) -> tuple[str, ...]:
        self.rows[key] = ADDRESSES if key in self.must else NOT_ASKED.get(key, ADDRESSES)
        return ("some-seed/2-1",)

    def inner(self, key: str) -> Reader:
        self._row(key, "`key: value` pairs, see below")
        return self.inside.setdefault(key, Reader(self.path, {}, {}, words=self.words))

    def one_or_more(self, key: str) -> tuple[Fields, ...]:
        found = self.inner(key)
        self.rows[key] = "`key: value` pairs, or a list of them, see below"
        return (found,)

    def items(self, key: str) -> tuple[Fields, ...]:
        found = self.inner(key)
        self.rows[key] = "a list of `key: value` pairs, see below"
        return (found,)

    def table(self, shown: Collection[str] | None = None) -> Iterator[str]:
        """Yield the keys that are allowed as rows of Markdown."""
        keys = [key for key in self.allowed or self.rows if shown is None or key in shown]
        yield from ("| key | takes |", "|---|---|")
        for key in keys:
            must = " (must be there)" if key in self.must else ""
            yield f"| `{key}`{must} | {self.rows.get(key) or NOT_ASKED.get(key, 'a text')} |"
        yield ""

    def nested(self, way: str = "", told: Collection[str] = ()) -> Iterator[str]:
        """Yield the tables of what stands inside, each under its way, but for those ``told``."""
        for key, inner in self.inside.items():
            if inner.allowed and key in self.allowed and key not in told:
                yield from (f"Inside `{way}{key}`:", "", *inner.table())
                yield from inner.nested(f"{way}{key}.")


def _seed() -> Iterator[str]:
    reader = Reader("x.md", {}, {})
    reader.record(metadata.Metadata)
    yield from (*reader.table(), *reader.nested())


def _names() -> Iterator[str]:
    common: tuple[str, ...] | None = None
    for role in ("concept", *(role for role in ROLES if role != "concept")):
        reader, kind = Reader("page.md", {}, {}, words=WORDS), WORDS.type_of(role)
        load.read_entity(reader, f"entities/{kind}/x.md", split("---\nname: x\n---\nx\n"))
        if common is None:
            common = reader.allowed
            yield from ("Every type has these keys:", "", *reader.table(), *reader.nested())
            continue
        own = [key for key in reader.allowed if key not in common]
        if own:
            yield from (f"The role *{role}* also has:", "", *reader.table(own))
        yield from reader.nested(told=common)


def _number() -> Iterator[str]:
    reader = Reader("page.md", {}, {}, words=WORDS)
    read_number(reader, "numbers/x.md", split("---\nname: x\n---\nx\n"))
    yield from (*reader.table(), *reader.nested())


def _topic() -> Iterator[str]:
    reader = Reader("page.md", {}, {}, words=WORDS)
    load._topic(reader, "topics/x.md", split("---\ntitle: x\n---\nx\n"))  # noqa: SLF001
    yield from reader.table()


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
        ("Seeds: `seeds/*.md`", _seed()),
        ("Story pages: `briefings/stories/*.md`", _story()),
        ("Names: `briefings/entities/<type>/*.md`", _names()),
        ("Topics: `briefings/topics/*.md`", _topic()),
        ("Numbers: `briefings/numbers/*.md`", _number()),
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
