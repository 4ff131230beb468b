"""Tell whether an article is among the seeds already: by its address, its bytes or its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from generator.ingest.files import SeedFile, read_files
from generator.intake.drafts import Draft
from generator.intake.refusals import SameAddress, SameContent

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|source|share|at_\w+|ns_\w+|ftag")


@dataclass(slots=True)
class Known:
    """The addresses, names and digests of all seeds.  An address is an article's own."""

    names: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    rests_on: dict[str, str] = field(default_factory=dict)  # address → the note that names it
    contents: dict[str, str] = field(default_factory=dict)

    def add(self, file: SeedFile) -> None:
        """Remember one seed."""
        front = file.document.front
        self.names[file.id] = file.path
        own, others = _addresses(front)
        for address in own:
            self.addresses.setdefault(bare_address(address), file.path)
        for address in others:
            self.rests_on.setdefault(bare_address(address), file.path)
        self.contents.setdefault(digest(file.document.body), file.path)
        if isinstance(front.get("original_sha256"), str):
            self.contents.setdefault(front["original_sha256"], file.path)

    def address(self, url: str | None) -> str | None:
        """Return the seed that has an address, however it is written."""
        return self.addresses.get(bare_address(url)) if url else None

    def note(self, url: str | None) -> str | None:
        """Return the note that names an address among its sources."""
        return self.rests_on.get(bare_address(url)) if url else None

    def refuse(self, draft: Draft) -> None:
        """Raise :class:`SameAddress` or :class:`SameContent` if a seed has the article."""
        source = draft.original.name
        for address in filter(None, (draft.address, draft.original.address)):
            self.refuse_address(address, source)
        for content in (draft.original.sha256, digest(draft.body)):
            if seed := self.contents.get(content):
                raise SameContent(source, seed)

    def refuse_address(self, address: str, source: str | None = None) -> None:
        """Raise :class:`SameAddress` if a seed has the address."""
        if seed := self.address(address):
            raise SameAddress(source or address, address, seed)

    def free_name(self, name: str) -> str:
        """Return ``name``, with a number if a seed has it."""
        numbered = (f"{name}-{number}" for number in range(2, 1000))
        return name if name not in self.names else next(n for n in numbered if n not in self.names)


def known(seeds: Path) -> Known:
    """Read what the seeds of a folder say of themselves."""
    found = Known()
    for file in read_files(seeds)[0]:
        found.add(file)
    return found


def digest(text: str) -> str:
    """Return a digest of the words of a text: spacing, quotes and escapes make no difference."""
    words = " ".join(re.findall(r"[^\W_]+", text.lower()))
    return hashlib.sha256(f"words {words}".encode()).hexdigest()


def bare_address(url: str) -> str:
    """Return an address without what does not change the page: scheme, "www.", tracking, #part."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)]
    path = re.sub(r"/(?:index\.html?)?$", "", parts.path)
    return f"{host}{port}{path}" + (f"?{urlencode(sorted(query))}" if query else "")


def _addresses(front: Any) -> tuple[list[str], list[str]]:
    """Return the addresses that are the article's own, and those that a seed rests on."""
    found = list(_urls(front.get("sources")))
    is_note = front.get("kind") == "note"
    return ([], found) if is_note else (found[:1], found[1:])


def _urls(sources: Any) -> Iterator[str]:
    for source in sources if isinstance(sources, Iterable) and not isinstance(sources, str) else ():
        url = source.get("url") if isinstance(source, dict) else None
        if isinstance(url, str):
            yield url
