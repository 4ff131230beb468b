"""Read a page that people write, front matter and text, into the record of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.fields import Fields, profile
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.schema import key, keys
from briefing_room.text.frontmatter import Document

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """The fields of every page; a new kind adds its own keys.

    ``path`` is relative to the folder of briefings; the text begins on ``body_line``.
    """

    slug: str
    path: str
    name: str = key(need="the page is left out")
    redirect_from: tuple[str, ...] = key(())
    body: str = ""
    body_line: int = 1
    front: Mapping[str, Any] = field(default_factory=dict, compare=False)  # other tools' keys


def read_page(record: type[_Record], fields: Fields, path: str, document: Document) -> Any:
    """The record of the page at ``path``; ``None`` if a required key is missing."""
    body, line = profile(document)
    return fields.page(record, slug=Path(path).stem, path=path, body=body, body_line=line)


def read_entity(_: type[Entity], fields: Fields, path: str, document: Document) -> Entity | None:
    """The entity of ``entities/<type>/<slug>.md``; ``None`` if it has no name.

    The folder is the type, and the role of the type decides which keys are allowed; a policy also
    has those of :class:`Policy`.
    """
    kind = Path(path).parent.name
    role = fields.words.role(kind)
    is_policy = role == "policy"
    possible_keys = (*keys(Entity), *(keys(Policy) if is_policy else ()))
    allowed = [key.name for key in possible_keys if not key.of or role in key.of]
    front = fields.passed_on(allowed, {key.name for key in (*keys(Entity), *keys(Policy))})
    body, line = profile(document)
    location = {
        "slug": Path(path).stem,
        "type": kind,
        "path": path,
        "body": body,
        "body_line": line,
    }
    policy = fields.part(Policy) if is_policy else None
    return fields.part(Entity, policy=policy, front=front, **location)
