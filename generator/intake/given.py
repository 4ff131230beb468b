"""Read what the editor says about an article on the command line or when asked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from generator.errors import BriefingError
from generator.ingest.metadata import Metadata, metadata
from generator.text.frontmatter import Document


class WrongValue(BriefingError):
    """A value that front matter could not hold."""


def given(values: Mapping[str, str | None], url: str | None = None) -> Metadata:
    """Return values as metadata, checked as those of a seed are; raises :class:`WrongValue`."""
    front: dict[str, object] = {key: value for key, value in values.items() if value}
    if url:
        host = (urlsplit(url).hostname or url).removeprefix("www.")
        front["sources"] = [{"publisher": values.get("publisher") or host, "url": url}]
    found, wrong = metadata(Document(front, {}, "", 1), "")
    if wrong:
        raise WrongValue("; ".join(finding.message for finding in wrong))
    return found
