"""Write a seed's front matter: known keys in a fixed order, as a reviewer reads them."""

from __future__ import annotations

from generator.ingest.metadata import Metadata
from generator.model import Source
from generator.text.frontmatter import scalar


def front_values(known: Metadata) -> dict[str, object]:
    """Return metadata as the values that front matter would have."""
    values: dict[str, object] = {key: getattr(known, key) for key in Metadata.__slots__}
    values["sources"] = [
        {"publisher": s.publisher, "title": s.title, "url": s.url, "date": s.date}
        for s in known.sources
    ]
    return values


def front_matter(known: Metadata) -> str:
    """Return the lines of front matter; what is missing is left out, a missing date is said."""
    sources = ["sources:", *map(_source, known.sources)] if known.sources else []
    lines = [
        *_given(known, "title"),
        f"date: {scalar(known.date)}",
        f"kind: {known.kind}",
        *_given(known, "publisher", "author"),
        *(["opinion: true"] if known.opinion else []),
        *_given(known, "story", "language", "licence", "read_until"),
        *sources,
        *_given(known, "added", "original_sha256"),
    ]
    return "\n".join(lines) + "\n"


def _given(known: Metadata, *keys: str) -> list[str]:
    return [f"{key}: {scalar(getattr(known, key))}" for key in keys if getattr(known, key)]


def _source(source: Source) -> str:
    lines = [f"  - publisher: {scalar(source.publisher)}"]
    for key in ("title", "url", "date"):
        value = getattr(source, key)
        if value:
            lines.append(f"    {key}: {scalar(value)}")
    return "\n".join(lines)
