"""The option ``--summariser``, the settings of the model, and asking it for every page."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from generator.compose.model_client import SECONDS, Model, ModelUnavailable
from generator.compose.model_summary import wordings
from generator.compose.model_wordings import Wordings, forget_wordings, write_wordings
from generator.errors import BriefingError
from generator.model import Briefing, Finding
from generator.review.state import model_folder

_F = TypeVar("_F", bound=Callable[..., object])

CONFIG = Path("pyproject.toml")
KEYS = ("model-address", "model-name", "model-key-variable", "model-seconds")
KEY_VARIABLE = "BRIEFING_MODEL_KEY"
# Questions in a row without an answer, then no more is asked; one if the key or name is refused.
PATIENCE = 3
SILENT = "model-silent"


class WrongSetting(BriefingError):
    """A setting of the model is missing or wrong."""

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(
            f"--summariser model: {setting} {why}; set BRIEFING_MODEL_ADDRESS (such as"
            " http://127.0.0.1:11434/v1) and BRIEFING_MODEL_NAME, or model-address and model-name"
            f" under [tool.generator] in {CONFIG}; a key goes into {KEY_VARIABLE}"
        )


def option(function: _F) -> _F:
    """Add ``--summariser``."""
    return click.option(
        "--summariser",
        type=click.Choice(("sentences", "model")),
        help="'model' has a language model shorten sentences; 'sentences' undoes that."
        " Unless given, no model is asked, and what one said before is used again.",
    )(function)


def settings(environment: Mapping[str, str] = os.environ, config: Path = CONFIG) -> Model:
    """Return the model that the environment names, else ``[tool.generator]``.

    Raises :class:`WrongSetting`.
    """
    own = _own(config)
    address = environment.get("BRIEFING_MODEL_ADDRESS") or str(own.get("model-address", ""))
    name = environment.get("BRIEFING_MODEL_NAME") or str(own.get("model-name", ""))
    for setting, value in (("its address", address), ("its name", name)):
        if not value.strip():
            raise WrongSetting(setting, "is missing")
    if not address.startswith(("http://", "https://")):
        raise WrongSetting(f"its address '{address}'", "is no web address")
    key = environment.get(str(own.get("model-key-variable", KEY_VARIABLE)))
    return Model(address.strip(), " ".join(name.split()), key or None, _seconds(own))


def _own(config: Path) -> Mapping[str, object]:
    """Return ``[tool.generator]``; a key is no setting, because the file is committed."""
    try:
        data = tomllib.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
    except (OSError, ValueError) as error:
        raise WrongSetting(str(config), f"cannot be read ({error})") from error
    tool = data.get("tool", {})
    own = tool.get("generator", {}) if isinstance(tool, dict) else {}
    if not isinstance(own, dict):
        raise WrongSetting("[tool.generator]", "is no table")
    for key in own:
        if key not in KEYS:
            raise WrongSetting(f"'{key}'", f"is no setting; allowed: {', '.join(KEYS)}")
    return own


def _seconds(own: Mapping[str, object]) -> float:
    value = own.get("model-seconds", SECONDS)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise WrongSetting("model-seconds", f"is '{value}', not a number above 0")
    return float(value)


def start(summariser: str | None, briefings: Path) -> Asking | None:
    """Return what asks the model if one is wanted; forget earlier answers if none is."""
    if summariser == "sentences":
        forget_wordings(model_folder(briefings))
    return Asking(settings(), briefings) if summariser == "model" else None


@dataclass(slots=True)
class Asking:
    """Asks a model page by page and keeps each answer at once; gives up on one that is silent."""

    model: Model
    briefings: Path
    findings: tuple[Finding, ...] = ()
    failures: int = 0

    def of(self, briefing: Briefing, kept: Wordings | None) -> Wordings | None:
        """Return the wordings of a page: the model's, or those kept where it gives no answer."""
        if self.failures >= PATIENCE:
            return kept
        try:
            given, findings = wordings(briefing, kept, self.model)
        except ModelUnavailable as error:
            self.failures = PATIENCE if error.lasting else self.failures + 1
            more = "; no more is asked in this run" if self.failures == PATIENCE else ""
            path = f"stories/{briefing.id}.md"
            self.findings += (Finding(SILENT, path, 0, f"{error}{more}"),)
            return kept
        self.failures = 0
        self.findings += findings
        if given.of:
            write_wordings(model_folder(self.briefings), briefing.id, given)
        return given
