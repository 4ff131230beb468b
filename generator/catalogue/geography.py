"""The countries, regions and cities of the world that texts name and no entity page stands for."""

from __future__ import annotations

from importlib.resources import files

import yaml

_LISTS: dict[str, str] = yaml.safe_load(
    files("generator.data").joinpath("geography.yml").read_text("utf-8"),
)


def _phrases(name: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in _LISTS[name].split(";"))


#: Names in small letters.
COUNTRIES = frozenset(_phrases("countries"))
REGIONS = frozenset(_phrases("regions"))
#: The country that an adjective belongs to: "norwegian" to "norway".
DEMONYMS: dict[str, str] = {
    adjective: country
    for adjective, _, country in (pair.partition(": ") for pair in _phrases("demonyms"))
}
