"""The search page: a form that works from every page's header, and where to look without it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.compose.differences import CONFUSED
from generator.publish.ends import span
from generator.publish.front import front
from generator.publish.links import web
from generator.publish.publication import Publication
from generator.publish.quoted import anchor, compared, heading
from generator.publish.views import confused
from generator.publish.views.figures import FIGURES
from generator.publish.words import count

PAGE, NAMES = "search.md", "data/names.json"
_FORM = """<div id="search" data-pagefind-ignore="all">
<form role="search" action="./" method="get"><label for="search-field">Search the briefings</label>
<input id="search-field" type="search" name="q" autocomplete="off"
placeholder="a name, a measure, a sentence">
</form>
<p id="search-count" role="status" aria-live="polite"></p><ol id="search-results"></ol>
<p id="search-none" hidden>Try fewer or other words, or look through the
<a href="../stories/">stories</a>, <a href="../entities/">names</a>,
<a href="../topics/">topics</a>, <a href="../measures/">measures</a> or the
<a href="../glossary/">glossary</a>.</p>
<noscript><p>Search needs JavaScript. The lists of <a href="../stories/">stories</a>,
<a href="../entities/">names</a> and <a href="../topics/">topics</a> work without it.</p></noscript>
</div>
<script type="module" src="../assets/search.js"></script>
"""


def view(site: Publication) -> Mapping[str, str]:
    """Return the search page; its address is ``search/?q=…``."""
    head = front(title="Search", description="Search stories, names and topics.", kind="search")
    return {PAGE: f"{head}\n# Search\n\n{_FORM}", NAMES: names(site)}


def names(site: Publication) -> str:
    """Return every spelling of every name with its page, so that a name asked for comes first.

    Counting words cannot know that "MOFCOM" is a ministry and only a word of its announcements, nor
    that who asks for "China share" wants the figures: each quantity of that page is here, too.
    """
    spelled: dict[str, tuple[str, str, str]] = {}
    for entity in site.catalogue.entities.values():
        for name in filter(None, (*entity.names, entity.symbol)):
            spelled.setdefault(name.casefold(), (entity.name, web(entity.path), entity.role or ""))
    for comparison, found in compared(site):
        if comparison.kind not in CONFUSED:
            title = heading(comparison)
            told = f"{span(found)}, {count(len(found), 'figure')}"
            place = f"{web(FIGURES)}#{anchor(comparison)}"
            spelled.setdefault(title.casefold(), (title, place, told))
    for one in confused.agreeing(site):
        told = f"{span(one.found)}, {count(len(one.found), 'figure')}"
        spelled.setdefault(one.on.casefold(), (one.on, f"{web(confused.PAGE)}#{one.anchor}", told))
    return json.dumps(spelled, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
