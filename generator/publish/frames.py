"""Fill the frames in ``templates/``: the one place where records become Markdown and HTML.

Whatever a frame prints is made harmless on its way, unless it is marked as ready (``Markup``).  A
character that means something is written as a character reference, which both Markdown and HTML
read as the bare character, so that a frame needs not say where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.pages.escape import clean
from generator.text.frontmatter import scalar

# What means something anywhere, then what does at the start of a line only.
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]|~^<>&\"']|\A(?:[#=:!?%/$@;]|[-+](?=\s|\Z)|\d(?=\d*[.)](?:\s|\Z)))"
)


def escaped(value: object) -> Markup:
    """Return a value as text that is nothing but its characters; what is ready stays as it is."""
    if isinstance(value, Markup):
        return value
    text = "" if value is None else clean(str(value))
    return Markup(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text))  # noqa: S704  made safe


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("generator.publish"),
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["yaml"] = lambda value: Markup(scalar(value))  # noqa: S704  quoted by YAML's rules
    return made


def filled(frame: str, **values: Any) -> str:
    """Return the frame of that file name filled with records."""
    return _environment().get_template(frame).render(values)
