"""What an earlier check found and still holds: kept under a digest of all that it was made of.

What is found in a page rests on its text, on what its seeds and those that it cites say, and on the
names that are known; what is found in the catalogue on that and on all seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.cache import digest, dumped
from generator.pages.document import Page
from generator.review.library import Library

_Found = TypeVar("_Found")


def of_pages(
    library: Library, look: Callable[[Page], _Found], lasts: Callable[[_Found], bool]
) -> tuple[_Found, ...]:
    """Return what is found in each story page.

    What does not last whatever other seeds come was looked for in all of them.
    """
    store, version = library.store, library.version
    topics = repr(sorted(library.catalogue.topics))
    pages = {page.path: page for page in library.pages}
    keys = {path: _made_of(page, library, topics) for path, page in pages.items()}
    known: dict[bytes, _Found] = store.records("checked", keys.values())
    rest = {path: digest(key, version) for path, key in keys.items() if key not in known}
    new = store.made("checked among all", rest, lambda path: look(pages[path]))
    store.put("checked", {keys[path]: dumped(found) for path, found in new.items() if lasts(found)})
    store.keep("checked", set(keys.values()))
    return tuple(new[path] if path in new else known[key] for path, key in keys.items())


def _made_of(page: Page, library: Library, topics: str) -> bytes:
    """Return a digest of all that what is found in a page rests on."""
    state = f"{sorted(library.unread(page))} {library.is_made(page)} {topics}"
    record = library.records.get(page.id, "")
    return digest(library.where(page), library.naming, library.rests_on(page), record, state)


def of_all(library: Library, kind: str, look: Callable[[], _Found], *given: bytes | str) -> _Found:
    """Return what is found in the whole project; ``given`` is what else that rests on."""
    key = digest(library.version, str(library.seeds), str(library.briefings), *given)
    found: _Found = library.store.made(kind, {"": key}, lambda _: look())[""]
    return found
