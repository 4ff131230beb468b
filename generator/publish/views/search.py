"""The search page: a form that works from every page's header, and where to look without it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.publish.front import front
from generator.publish.links import web
from generator.publish.publication import Publication

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

    Counting words cannot know that "MOFCOM" is a ministry and only a word of its announcements.
    """
    spelled: dict[str, tuple[str, str, str]] = {}
    for entity in site.catalogue.entities.values():
        for name in filter(None, (*entity.names, entity.symbol)):
            spelled.setdefault(name.casefold(), (entity.name, web(entity.path), entity.role or ""))
    return json.dumps(spelled, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
