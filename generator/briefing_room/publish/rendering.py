"""Fill the templates in ``templates/``: the one place where records become Markdown and HTML.

Whatever a template prints is escaped, unless it is declared safe (``Markup``).  A character with a
meaning is written as a character reference, which both Markdown and HTML read as the character
itself, so that a template need not say which of the two it is writing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from briefing_room.pages.escape import clean
from briefing_room.publish.markup import href, mark_safe
from briefing_room.publish.policy_sources import MACHINE_REPORT, MACHINE_TEXT, official_text
from briefing_room.publish.provenance import provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.words import (
    age,
    clip,
    join_with_and,
    lower_initial,
    short_day,
    upper_initial,
)
from briefing_room.text.frontmatter import format_scalar
from briefing_room.text.lexicon import count
from briefing_room.text.periods import day_in_words

# Characters with a meaning anywhere, then those with one at the start of a line only.
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]|~^<>&\"']|\A(?:[#=:!?%/$@;]|[-+](?=\s|\Z)|\d(?=\d*[.)](?:\s|\Z)))"
)
# The style sheet draws the sign for it; a screen reader reads the words.
_SECOND_HAND = re.compile(r"[,;]? ?((?:partly )?second-hand)\b")
_SECOND_HAND_SIGN = '<span class="hand"><span class="sr">,\N{NO-BREAK SPACE}\\1</span></span>'
_LAST_WORD = re.compile(r"(?:<[^>]*>|[^ <>])*\Z")


class Head(NamedTuple):
    """The front matter of a page: what the theme, the search and other engines need.

    A page other than a story says that it is unreviewed, unless ``reviewed`` is set.
    """

    title: str
    description: str
    kind: str  # by which the theme styles it, such as "list"
    section: str = ""  # of the site, a key of ``SECTION_PAGES``
    date: dt.date | None = None
    search: bool = False  # whether the search finds it
    scripts: tuple[str, ...] = ()  # besides those of every page
    reviewed: bool = False


def escape_text(value: object) -> Markup:
    """Escape a value for Markdown and HTML, unless it is declared safe; ``None`` becomes ""."""
    if isinstance(value, Markup):
        return value
    return _escape("" if value is None else str(value))


@lru_cache(maxsize=8192)
def _escape(text: str) -> Markup:
    return mark_safe(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", clean(text)))


def sign_second_hand(text: str) -> Markup:
    """Escape a string, and write "second-hand" as a sign, which the page explains once."""
    if isinstance(text, Markup):
        return text
    return mark_safe(_SECOND_HAND.sub(_SECOND_HAND_SIGN, str(escape_text(text))))


def _with_marks(text: str, marks: str) -> Markup:
    """Add marks, and keep them on one line with the last word before them."""
    unbroken = _LAST_WORD.sub(r'<span class="marks">\g<0> ', str(sign_second_hand(text)), count=1)
    return mark_safe(f"{unbroken}{marks}</span>")


def cache_compiled_templates(folder: Path) -> None:
    """Cache the compiled templates in a folder, if it can be written to."""
    if folder.is_dir() and os.access(folder, os.W_OK):
        _environment().bytecode_cache = FileSystemBytecodeCache(str(folder))


def render(template: str, publication: Publication, here: str = "", **values: Any) -> str:
    """Fill a template with ``values``; its links are relative to the file ``here``."""
    common = {
        "publication": publication,
        "as_of": publication.as_of,
        "provenance": provenance(publication),
        "title_of": publication.catalogue.vocabulary.title_of,
        "here": here,
    }
    return _environment().get_template(template).render(common, **values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("briefing_room.publish"),
        autoescape=True,
        finalize=escape_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # else each use of a template looks at its file again
    )
    environment.globals |= {
        "href": _href,
        "with_marks": _with_marks,
        "count": count,
        "age": age,
        "official_text": official_text,
        "MACHINE_REPORT": MACHINE_REPORT,
        "MACHINE_TEXT": MACHINE_TEXT,
    }
    environment.tests["single"] = lambda items: len(items) == 1
    environment.filters |= {
        "yaml": lambda value: mark_safe(format_scalar(value)),
        "front": _front_matter,
        "clip": clip,
        "upper_initial": upper_initial,
        "lower_initial": lower_initial,
        "sign_second_hand": sign_second_hand,
        "day": day_in_words,
        "short_day": short_day,
        "join_with_and": join_with_and,
    }
    return environment


def _front_matter(keys: Mapping[str, Any], *without: str) -> Markup:
    """Write lines of front matter for all keys but those in ``without``."""
    kept = {key: value for key, value in keys.items() if key not in without}
    return mark_safe(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False) if kept else "")


@pass_context
def _href(context: Context, target: str) -> Markup:
    """The link to a file of the site from the page that is being filled."""
    return mark_safe(href(str(context["here"]), target))


# --- Tables for spreadsheets ---------------------------------------------------------------------

# A spreadsheet reads a cell that begins so as a formula, and may run it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?").fullmatch


def as_csv(columns: str, rows: Iterable[Sequence[object]]) -> str:
    """Write a table; ``columns`` are separated by spaces.

    A value that a spreadsheet would run as a formula begins with an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns.split())
    for row in rows:
        cells = ("" if cell is None else str(cell) for cell in row)
        writer.writerow(
            [f"'{c}" if c.startswith(_FORMULA_STARTS) and not _NUMBER(c) else c for c in cells]
        )
    return file.getvalue()
