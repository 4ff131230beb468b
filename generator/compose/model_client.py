"""Ask a language model behind any OpenAI-compatible address; the answers are kept by content.

The same question to the same model is asked once: its answer lies in a folder under a name made of
both, so a rebuild needs no model and gives the same bytes.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from generator.errors import BriefingError
from generator.files import inside, write

SECONDS = 60  # to wait for an answer
MOST_BYTES = 1_000_000  # of an answer


class ModelUnavailable(BriefingError):
    """The model cannot be reached, or answers with something else than an answer."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"{address}: the model gave no answer ({reason}); check the address and the key, or"
            " leave out --summariser model"
        )


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is, what it is called, and where its answers are kept."""

    address: str  # up to and with /v1
    name: str
    answers: Path
    key: str | None = None
    seconds: float = SECONDS


def ask(model: Model, instructions: str, data: str) -> str:
    """Return the model's answer to ``data`` under ``instructions``, from the folder if it is there.

    Raises :class:`ModelUnavailable`.
    """
    question = {
        "model": model.name,
        "temperature": 0,
        "seed": 1,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": data},
        ],
    }
    body = json.dumps(question, sort_keys=True)
    path = inside(model.answers, f"{hashlib.sha256(body.encode()).hexdigest()}.txt")
    if path.is_file():
        return path.read_text(encoding="utf-8")
    answer = _answer(model, body)
    write(path, answer)
    return answer


def _answer(model: Model, body: str) -> str:
    if not model.address.startswith(("http://", "https://")):
        raise ModelUnavailable(model.address, "not a web address")
    headers = {"Content-Type": "application/json"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    address = f"{model.address.rstrip('/')}/chat/completions"
    request = urllib.request.Request(address, body.encode(), headers)  # noqa: S310  checked above
    try:
        with urllib.request.urlopen(request, timeout=model.seconds) as reply:  # noqa: S310
            data = json.loads(reply.read(MOST_BYTES))
        answer = data["choices"][0]["message"]["content"]
    except (OSError, http.client.HTTPException) as error:
        raise ModelUnavailable(model.address, str(error)) from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelUnavailable(model.address, "not the form of a chat completion") from error
    if not isinstance(answer, str):
        raise ModelUnavailable(model.address, "not the form of a chat completion")
    return answer
