"""How to cite a story: plain, BibTeX, CSL-JSON, and schema.org for machines."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from generator.pages.escape import web_address
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.views.corrections import Correction, corrections
from generator.publish.words import day

_NO_ADDRESS = (
    "This copy of the site was built without an address; with SITE_URL set, citations give one."
)


CITE = "cite"  # the part's address; inside the fold, so that a link to it opens the fold


def address(story: Told, site: Publication) -> str:
    """Return the story's address, relative to the site's root where the site has none yet."""
    return site.settings.address + web(story.path)


def cite(story: Told, site: Publication) -> str:
    """Return the block "Cite this" with the link to the file, and the page's JSON-LD."""
    forms = (
        ("Plain", _plain(story, site)),
        ("BibTeX", _bibtex(story, site)),
        ("CSL-JSON", json.dumps([_csl(story, site)], ensure_ascii=False, indent=1)),
    )
    blocks = "".join(_block(name, text) for name, text in forms).replace("\n", "&#10;")
    told = "" if site.settings.address else f"<p>{_NO_ADDRESS}</p>"
    data = json.dumps(linked_data(story, site), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<details class="cite" data-pagefind-ignore="all"><summary>Cite this</summary>'
        f"{blocks}{told}</details>\n\n"
        f'<script type="application/ld+json">{data}</script>\n\n'
        f"{_file(story, site)}\n{{: .meta data-pagefind-ignore=all }}\n"
    )


def _block(name: str, text: str) -> str:
    at = f' id="{CITE}"' if name == "Plain" else ""
    code = html.escape(text, quote=False)
    return f'<p{at}>{name}</p><pre tabindex="0"><code>{code}</code></pre>'


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
    words = f"“{story.title}”, {site.settings.name}, {when}, {read}."
    return f"{words} {address(story, site) if site.settings.address else _source_file(story)}"


def _source_file(story: Told) -> str:
    """Return where the briefing is found in its project, for a site that has no address yet."""
    return f"Source file: briefings/{story.path}"


def _bibtex(story: Told, site: Publication) -> str:
    key = re.sub(r"[^a-z0-9]+", "-", story.id.lower())
    title = re.sub(r"([&%$#_{}])", r"\\\1", story.title)
    place = f"  url = {{{address(story, site)}}},\n"
    if not site.settings.address:
        place = f"  howpublished = {{{_source_file(story)}}},\n"
    dated = ""
    if story.date:
        dated = f"  date = {{{story.date}}},\n  year = {{{story.date.year}}},\n"
    return (
        f"@online{{{key},\n  title = {{{{{title}}}}},\n"
        f"  organization = {{{site.settings.name}}},\n{dated}"
        f"{place}  urldate = {{{site.as_of}}}\n}}"
    )


def _csl(story: Told, site: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": story.id,
        "type": "webpage",
        "title": story.title,
        "container-title": site.settings.name,
        "publisher": site.settings.name,
        "accessed": {"date-parts": [[site.as_of.year, site.as_of.month, site.as_of.day]]},
    }
    item |= (
        {"URL": address(story, site)} if site.settings.address else {"note": _source_file(story)}
    )
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
