"""Fill the frames of the sheet: a page of HTML that needs no server, and a comment in short."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.review.formats import code_safe
from generator.review.sheet import Sheet

SHORT = 55_000  # characters of a comment: code hosts take some 65,000


def as_html(made: Sheet) -> str:
    """Return the sheet as one page that loads nothing and runs its own script alone."""
    css, js = _source("sheet.css"), _source("sheet.js")
    return (
        _environment(html=True)
        .get_template("sheet.html")
        .render(sheet=made, css=css, js=js, digests={"css": _digest(css), "js": _digest(js)})
    )


def as_comment(made: Sheet, told: str) -> str:
    """Return the sheet as Markdown, foldable page by page, below its report."""
    template = _environment(html=False).get_template("comment.md")
    parts = [told]
    left = 0
    for group in made.groups:
        part = template.render(group=group)
        if sum(map(len, (*parts, part))) > SHORT:
            left += 1
        else:
            parts.append(part)
    ends = [f"{left} more changed pages are in the sheet."] if left else []
    return "\n".join([*parts, *ends]).rstrip() + "\n"


def _cell(value: object) -> Markup:
    """Return a value fit for a cell of a table in a comment, where it does nothing."""
    text = code_safe(str(value)).replace("|", "\\|").replace("`", "'").replace("*", "\\*")
    return Markup(text)  # noqa: S704  a code host reads it, and code_safe leaves no tag


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> Environment:
    return Environment(
        loader=PackageLoader("generator.review"),
        autoescape=True,
        finalize=(lambda value: value) if html else _cell,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(name: str) -> Markup:
    loader = PackageLoader("generator.review")
    return Markup(loader.get_source(_environment(html=True), name)[0])  # noqa: S704  our own file


def _digest(text: str) -> str:
    """Return what a Content-Security-Policy knows a script by."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
