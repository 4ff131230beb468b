"""What the data files hold, field by field: the documentation that readers of the data get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

STORY_FIELDS = {
    "id": "id of the story, also its address: `stories/ID/`",
    "title": "headline",
    "date": "day of the event, null where it is not given",
    "sources_reach_to": "day to which the sources were read, null where none is dated",
    "status": "draft or reviewed",
    "origins": "texts that are not copies of each other",
    "topics": "slugs of topics",
    "entities": "slugs of names",
    "bottom_line": "the bottom line in plain words",
    "sentences": "each sentence of the prose: text, section, label, passages",
    "seeds": "ids of the source texts it rests on",
}
_MEASURE_FIELDS = {
    "mineral": "the element or material",
    "symbol": "its symbol, empty where it has none",
    "issuer": "who issued the measure",
    "measure": "the measure, empty where none names the mineral",
    "kind": "export licence, ban, duty …",
    "status": "status on the day of the build, one word or phrase",
    "status_in_words": "the same with its dates",
    "announced": "day of announcement",
    "effective": "day from which it applies",
    "suspended_from": "first day of its suspension; of several each, with a semicolon",
    "suspended_until": "last day of its suspension as prolonged, in the same order",
    "stages": "stages of the chain it covers, where it does not cover all",
    "targets": "whom it is aimed at, where not everybody",
    "disputed": "what sources tell differently about it",
    "sources_reach_to": "day to which its sources were read",
    "source": "address of a story or document that says so",
}
_FIRM_FIELDS = {
    "name": "the firm or body that is listed",
    "list": "control list or watch list",
    "measure": "the measure that lists it",
    "aimed_at": "slug of the country it is aimed at",
    "status": "status of the measure on the day of the build",
    "disputed": "what sources tell differently about it",
    "sources_reach_to": "day to which its sources were read",
    "source": "address of a story or document that says so",
}


class Table(NamedTuple):
    """A data file: its paths (the same rows in another form), what a row is, its fields."""

    paths: tuple[str, ...]
    row: str
    fields: Mapping[str, str]


TABLES = (
    Table(("data/briefings.json",), "A story", STORY_FIELDS),
    Table(("matrix.csv", "matrix.json"), "A mineral and a measure on it", _MEASURE_FIELDS),
    Table(("listed-firms.csv",), "A firm on a list", _FIRM_FIELDS),
)
OTHERS = (
    ("feed.xml", "stories, newest first (Atom); each topic page links its own"),
    ("feed.json", "the same (JSON Feed)"),
    ("deadlines.ics", "deadlines, for a calendar (iCalendar)"),
    ("deadlines.xml", "deadlines as they come near (Atom)"),
    ("llms.txt", "what lies where, for language models; each story as plain Markdown"),
    ("data/names.json", "every spelling of every name, with its page"),
)
