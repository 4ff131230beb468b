"""How to cite a story or a number: plain and BibTeX."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from briefing_room.publish.publication import Publication
from briefing_room.text.periods import day_in_words

UNREVIEWED = "not yet reviewed by a person"
_TEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


class CitationStyle(NamedTuple):
    """A way to write a citation; ``file`` and ``address`` save it where programs read it."""

    name: str
    text: str
    file: str = ""
    address: str = ""


def cite(
    site: Publication, path: str, title: str, note: str = "", value: str = ""
) -> tuple[CitationStyle, ...]:
    """Write a citation in two styles; one can be downloaded from a ``data:`` address.

    The citation has the day of the build.  The ``note`` gives the day of the event, and ``value``
    the leading value of a page of values, with who says it.
    """
    name = path.rpartition("/")[2].removesuffix(".md")
    address = site.address(path) if site.settings.address else ""
    author = site.settings.editor or site.settings.name
    parts = (value, site.settings.name, note, f"as of {day_in_words(site.as_of)}.")
    details = ", ".join(filter(None, parts))
    plain = f"“{title}”, {details}{f' {address}' if address else ''}"
    note = "; ".join(filter(None, (value, note)))
    fields = {
        "author": f"{{{_escape_tex(author)}}}",
        "title": f"{{{_escape_tex(title)}}}",
        "organization": _escape_tex(site.settings.name),
        "date": str(site.as_of),
        "url": address,
        "note": _escape_tex(note),
        "urldate": str(site.as_of),
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    bibtex = f"@online{{{name},\n{lines}\n}}"
    download = f"data:application/x-bibtex;charset=utf-8,{quote(bibtex)}"
    as_bibtex = CitationStyle("BibTeX", bibtex, f"{name}.bib", download)
    return CitationStyle("Plain", plain), as_bibtex


def _escape_tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _TEX_SIGNS.get(sign[0], f"\\{sign[0]}"), text)
