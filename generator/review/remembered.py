"""What an earlier check found and still holds: kept under a digest of all that it was made of.

What is found in a page rests on its text, on what its seeds and those that it cites say, and on the
names that are known; what is found in the catalogue on that and on all seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.cache import digest
from generator.pages.document import Page
from generator.review.library import Library

_Found = TypeVar("_Found")


def of_pages(
    library: Library,
    kind: str,
    look: Callable[[Page], _Found],
    given: Callable[[Page], str] = lambda _: "",
    lasts: Callable[[_Found], bool] = lambda _: True,
) -> tuple[_Found, ...]:
    """Return what is found in each story page; ``given`` is what else that rests on.

    What does not last was looked for in all seeds, and is looked for again.
    """
    project = library.project
    pages = {page.path: page for page in library.pages}
    keys = {
        path: digest(library.where(page), page.text, project.rests_on(page), given(page))
        for path, page in pages.items()
    }
    found = project.store.made(kind, keys, lambda path: look(pages[path]), lasts)
    return tuple(found.values())


def of_all(library: Library, kind: str, look: Callable[[], _Found], *given: bytes | str) -> _Found:
    """Return what is found in the whole project; ``given`` is what else that rests on."""
    project = library.project
    key = digest(project.version, str(project.seeds), str(project.briefings), *given)
    found: _Found = project.store.made(kind, {"": key}, lambda _: look())[""]
    return found
