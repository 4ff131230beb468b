"""Pages from our converter, compared with pages from Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from briefing_room.publish.conversion import EXTENSIONS, TOC, convert, convert_pages, unpack_page
from briefing_room.publish.publication import Publication
from briefing_room.publish.views import name_pages, sites, tracker
from briefing_room.publish.views.story import page as story_page
from markdown import markdown


def _comparable(html: str) -> str:
    """HTML without links, which our converter resolves, and without empty lines."""
    return re.sub(r"\n+", "\n", re.sub(r' href="[^"]*"', "", html)).strip()


def _convert_by_markdown(text: str) -> str:
    return markdown(text, extensions=EXTENSIONS, extension_configs={"toc": TOC})


def test_our_pages_are_converted_as_markdown_would(site_on: Callable[..., Publication]) -> None:
    site = site_on("2026-11-24")
    pages = {story.path: story_page(story, site) for story in site.stories[::12]}
    names = sorted(name_pages.view(site).items())
    pages |= dict(names[::20]) | dict(tracker.view(site)) | dict(sites.view(site))
    for path, packed in convert_pages(pages.items(), len(pages)):
        if path.endswith(".md"):
            text = pages[path].partition("\n---\n")[2]
            assert _comparable(unpack_page(packed).html) == _comparable(
                _convert_by_markdown(text)
            ), path


@pytest.mark.parametrize(
    "text",
    [
        "<div>\nnever *closed*\n\n# A heading",
        '<details markdown="1"><summary>More</summary>\n\n- a *point*\n\n</details>\n\nAfter.',
        "<div><div>\n\n*raw*\n\n</div>\n</div> after it *words*\n",
        "```\n<div>\n</div>\n```\n\n<p>One *raw* line</p>\nand _text_ at once",
        "<ul>\n<li>one</li>\n</ul>\n\n<ul>\n<li>two</li>\n</ul>",
    ],
)
def test_html_of_people_is_converted_as_markdown_would(text: str) -> None:
    assert _comparable(convert("stories/a.md", text).html) == _comparable(
        _convert_by_markdown(text)
    )
