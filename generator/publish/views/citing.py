"""How to cite a story: plain, BibTeX, RIS, CSL-JSON, and schema.org for machines."""

from __future__ import annotations

import html
import json
import re
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.pages.escape import web_address
from generator.publish.links import href, relative, web
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.views.corrections import Correction, corrections
from generator.publish.words import day

_DRAFT = "draft not yet reviewed by a person"
CITE = "cite"  # the part's address; inside the fold, so that a link to it opens the fold


class _Form(NamedTuple):
    """A way to write a citation; ``ending`` and ``kind`` of its file where programs read it."""

    name: str
    text: str
    ending: str = ""
    kind: str = ""


def address(story: Told, site: Publication) -> str:
    """Return the story's address, relative to the site's root where the site has none yet."""
    return site.settings.address + web(story.path)


def cite(story: Told, site: Publication) -> str:
    """Return the block "Cite this" with the link to the file, and the page's JSON-LD."""
    csl = json.dumps([_csl(story, site)], ensure_ascii=False, indent=1)
    forms = (
        _Form("Plain", _plain(story, site)),
        _Form("BibTeX", _bibtex(story, site), "bib", "application/x-bibtex"),
        _Form("RIS", _ris(story, site), "ris", "application/x-research-info-systems"),
        _Form("CSL-JSON", csl, "json", "application/vnd.citationstyles.csl+json"),
    )
    blocks = "".join(_block(form, story) for form in forms).replace("\n", "&#10;")
    script = f'<script src="{href(story.path, "assets/copy.js")}" defer></script>'
    data = json.dumps(linked_data(story, site), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<details class="cite" data-pagefind-ignore="all"><summary>Cite this</summary>'
        f"{blocks}</details>{script}\n\n"
        f'<script type="application/ld+json">{data}</script>\n\n'
        f"{_file(story, site)}\n{{: .meta data-pagefind-ignore=all }}\n"
    )


def _block(form: _Form, story: Told) -> str:
    at = f' id="{CITE}"' if form.name == "Plain" else ""
    code = html.escape(form.text, quote=False)
    return (
        f'<p{at}>{form.name}{_download(form, story)}</p><pre tabindex="0"><code>{code}</code></pre>'
    )


def _download(form: _Form, story: Told) -> str:
    """Return the link that saves a citation; its file is in the link, not another on the disk."""
    if not form.ending:
        return ""
    name = html.escape(f"{story.id}.{form.ending}")
    data = f"data:{form.kind};charset=utf-8,{quote(form.text)}"
    return f' · <a href="{data}" download="{name}">save as .{form.ending}</a>'


def _file(story: Told, site: Publication) -> str:
    source = site.settings.source
    name = f"briefings/{story.path}"
    if web_address(source):
        return f"Something wrong? [Edit the file of this page]({source}{story.path}) ({name})."
    raw = relative(story.path, f"text/{story.path.removeprefix('stories/')}".replace(".md", ".txt"))
    return f"Something wrong? The file of this page is {name}; [read it as text]({raw})."


def _plain(story: Told, site: Publication) -> str:
    when = day(story.date)
    read = f"as of {day(site.as_of)}"
    draft = "" if story.reviewed else f", {_DRAFT}"
    words = f"“{story.title}”, {site.settings.name}, event of {when}{draft}, {read}."
    return f"{words} {address(story, site) if site.settings.address else _source_file(story)}"


def _note(story: Told, site: Publication) -> str:
    """Return what a citation has no field for: whose date it bears, and that it is a draft."""
    parts = [f"event of {day(story.date)}"] if story.date else []
    parts += [] if story.reviewed else [_DRAFT]
    parts += [] if site.settings.address else [_source_file(story)]
    return "; ".join(parts)


def _source_file(story: Told) -> str:
    """Return where the briefing is found in its project, for a site that has no address yet."""
    return f"Source file: briefings/{story.path}"


def _bibtex(story: Told, site: Publication) -> str:
    key = re.sub(r"[^a-z0-9]+", "-", story.id.lower())
    title = re.sub(r"([&%$#_{}])", r"\\\1", story.title)
    place = f"  url = {{{address(story, site)}}},\n" if site.settings.address else ""
    note = f"  note = {{{_note(story, site)}}},\n" if _note(story, site) else ""
    dated = ""
    if story.date:
        dated = f"  date = {{{story.date}}},\n  year = {{{story.date.year}}},\n"
    return (
        f"@online{{{key},\n  title = {{{{{title}}}}},\n"
        f"  organization = {{{site.settings.name}}},\n{dated}"
        f"{place}{note}  urldate = {{{site.as_of}}}\n}}"
    )


def _ris(story: Told, site: Publication) -> str:
    lines = [("TY", "ELEC"), ("TI", story.title), ("PB", site.settings.name)]
    if story.date:
        lines += [("PY", str(story.date.year)), ("DA", f"{story.date:%Y/%m/%d}/")]
    lines += [("UR", address(story, site))] if site.settings.address else []
    lines += [("N1", note)] if (note := _note(story, site)) else []
    lines += [("Y2", f"{site.as_of:%Y/%m/%d}/"), ("ER", "")]
    return "\n".join(f"{tag}  - {words}" for tag, words in lines)


def _csl(story: Told, site: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": story.id,
        "type": "webpage",
        "title": story.title,
        "container-title": site.settings.name,
        "publisher": site.settings.name,
        "accessed": {"date-parts": [[site.as_of.year, site.as_of.month, site.as_of.day]]},
    }
    item |= {"URL": address(story, site)} if site.settings.address else {}
    item |= {"note": note} if (note := _note(story, site)) else {}
    if story.date:
        item["issued"] = {"date-parts": [[story.date.year, story.date.month, story.date.day]]}
    return item


def linked_data(story: Told, site: Publication) -> dict[str, Any]:
    """Return the story as schema.org/Article; what is not known is left out."""
    entities = [site.catalogue.entities[slug] for slug in story.entities[:12]]
    about = []
    for entity in entities:
        thing = {"@type": "Thing", "name": entity.name}
        if entity.wikidata:
            thing["sameAs"] = f"https://www.wikidata.org/wiki/{entity.wikidata}"
        about.append(thing)
    sources = [source for article in story.articles for source in article.sources]
    works = []
    for source in sources:
        publisher = {"@type": "Organization", "name": source.publisher}
        work: dict[str, Any] = {"@type": "CreativeWork", "publisher": publisher}
        optional = {"name": source.title, "url": web_address(source.url)}
        if source.date:
            optional["datePublished"] = source.date.isoformat()
        works.append(work | {key: value for key, value in optional.items() if value})
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": story.title,
        "description": story.bottom_line,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": site.settings.name},
        "about": about,
        "citation": works,
        "isBasedOn": [work["url"] for work in works if "url" in work],
    }
    if site.settings.address:
        data["url"] = data["mainEntityOfPage"] = address(story, site)
    if story.date:
        data["datePublished"] = story.date.isoformat()
    if corrected := [_correction(item) for item in corrections(story)]:
        data["correction"] = corrected
    return data


def _correction(item: Correction) -> dict[str, str]:
    told = {"@type": "CorrectionComment", "text": item.words}
    return told | ({"datePublished": item.order} if item.dated else {})
