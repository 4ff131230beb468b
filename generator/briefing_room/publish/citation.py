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


class Citation(NamedTuple):
    """A citation in one style; ``download`` is the ``data:`` address of a ``file`` with it."""

    style: str
    text: str
    file: str = ""
    download: str = ""


def citations(
    publication: Publication, path: str, title: str, note: str = "", value: str = ""
) -> tuple[Citation, ...]:
    """Cite a page as it is on the day of the build: in plain words and as BibTeX.

    The ``note`` says what is cited and how far to trust it; ``value`` is what a number leads with.
    """
    name = path.rpartition("/")[2].removesuffix(".md")
    address = publication.address(path) if publication.settings.address else ""
    author = publication.settings.editor or publication.settings.name
    parts = (value, publication.settings.name, note, f"as of {day_in_words(publication.as_of)}.")
    details = ", ".join(filter(None, parts))
    plain = f"“{title}”, {details}{f' {address}' if address else ''}"
    note = "; ".join(filter(None, (value, note)))
    fields = {
        "author": f"{{{_escape_tex(author)}}}",
        "title": f"{{{_escape_tex(title)}}}",
        "organization": _escape_tex(publication.settings.name),
        "date": str(publication.as_of),
        "url": address,
        "note": _escape_tex(note),
        "urldate": str(publication.as_of),
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    bibtex = f"@online{{{name},\n{lines}\n}}"
    download = f"data:application/x-bibtex;charset=utf-8,{quote(bibtex)}"
    return Citation("Plain", plain), Citation("BibTeX", bibtex, f"{name}.bib", download)


def _escape_tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _TEX_SIGNS.get(sign[0], f"\\{sign[0]}"), text)
