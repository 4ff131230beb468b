"""How to cite a story or a number: plain, BibTeX and RIS."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from urllib.parse import quote

from generator.publish.publication import Publication
from generator.publish.words import listing
from generator.text.months import day

DRAFT = "draft not yet reviewed by a person"


class Form(NamedTuple):
    """A way to write a citation; ``file`` and ``address`` save it where programs read it."""

    name: str
    text: str
    file: str = ""
    address: str = ""


def cite(
    site: Publication,
    path: str,
    title: str,
    *,
    note: str = "",
    provide: tuple[str, ...] = (),
    date: dt.date | None = None,
) -> tuple[Form, ...]:
    """Return a citation in three forms; two are saved by a link that holds the file itself.

    Those who ``provide`` the values of a number are credited first.  A story is of its ``date``, a
    number of the day of the build, on which both are seen.
    """
    name = path.rpartition("/")[2].removesuffix(".md")
    address = site.address(path) if site.settings.address else ""
    authors = provide or tuple(filter(None, (site.settings.editor,)))
    whose = f"{listing(authors)}, {'compiled in ' if provide else ''}" if authors else ""
    note = "; ".join(filter(None, (f"event of {day(date)}" if date else "", note)))
    plain = f"{whose}“{title}”, {site.settings.name}{f', {note}' if note else ''}"
    plain += f", as of {day(site.as_of)}.{f' {address}' if address else ''}"
    fields = {
        "author": " and ".join(f"{{{one}}}" for one in authors),
        "title": f"{{{_tex(title)}}}",
        "organization": _tex(site.settings.name),
        "date": str(date or site.as_of),
        "url": address,
        "note": _tex(note),
        "urldate": str(site.as_of),
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    bibtex = f"@online{{{name},\n{lines}\n}}"
    of_day, seen = (f"{one:%Y/%m/%d}/" for one in (date or site.as_of, site.as_of))
    rows = [("TY", "ELEC"), *(("AU", one) for one in authors), ("TI", title)]
    rows += [("PB", site.settings.name), ("PY", of_day[:4]), ("DA", of_day), ("UR", address)]
    rows += [("N1", note), ("Y2", seen)]
    ris = "".join(f"{tag}  - {words}\n" for tag, words in rows if words) + "ER  - "
    return (
        Form("Plain", plain),
        _saved("BibTeX", bibtex, f"{name}.bib", "application/x-bibtex"),
        _saved("RIS", ris, f"{name}.ris", "application/x-research-info-systems"),
    )


def _saved(name: str, text: str, file: str, kind: str) -> Form:
    return Form(name, text, file, f"data:{kind};charset=utf-8,{quote(text)}")


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
