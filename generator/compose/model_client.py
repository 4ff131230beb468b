"""Ask a language model at any OpenAI-compatible address: one question, one answer, no memory.

A server that is busy or stumbles (HTTP 429, 500 to 599) is asked once more, after as long as it
asks for, if that is not too long.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus

from generator.errors import BriefingError

SECONDS = 60.0  # to wait for an answer
PAUSE, LONGEST_PAUSE = 1.0, 20.0  # seconds before asking again, if the server says nothing; at most
MOST_BYTES = 1_000_000  # of an answer
MOST_WORDS = 160  # letters of what a server says is wrong
_PIECE = 65_536
CHECK = "check its address, name and key"
_FASTER = "take a smaller model, or raise model-seconds under [tool.generator]"
# What to do about a refusal, by its number; those that no waiting mends.
_ADVICE = {
    HTTPStatus.UNAUTHORIZED: "check its key",
    HTTPStatus.FORBIDDEN: "check its key, and what the key is allowed",
    HTTPStatus.NOT_FOUND: "check its name, and its address, which goes up to /v1",
    HTTPStatus.TOO_MANY_REQUESTS: "run it again later; what it has answered is kept",
}
_LASTING = frozenset([HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND])


class ModelUnavailable(BriefingError):
    """The model cannot be reached, or answers with something else than an answer.

    ``lasting`` says that asking again has no use before somebody changes something.
    """

    def __init__(
        self, address: str, reason: str, advice: str = CHECK, *, lasting: bool = False
    ) -> None:
        super().__init__(
            f"{address}: the model gave no answer ({reason}); {advice}, or leave out"
            " --summariser model"
        )
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is, what it is called, and how many seconds an answer may take."""

    address: str  # up to and with /v1
    name: str
    key: str | None = field(default=None, repr=False)
    seconds: float = SECONDS


def ask(model: Model, instructions: str, data: str) -> str:
    """Return the model's answer to ``data`` under ``instructions``.

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
    reply = _sent(model, json.dumps(question, sort_keys=True).encode())
    try:
        answer = json.loads(reply)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        answer = None
    if not isinstance(answer, str):
        reason = f"not the form of a chat completion{_complaint(reply, model.key)}"
        raise ModelUnavailable(model.address, reason)
    return answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: the key is for the address that the editor gave."""

    def redirect_request(self, *_: object) -> None:
        """Return nothing, so that the redirect is an error."""


def _sent(model: Model, body: bytes) -> bytes:
    """Return the reply, which must be there whole in ``model.seconds``."""
    if not model.address.startswith(("http://", "https://")):
        raise ModelUnavailable(model.address, "not a web address")
    ends = time.monotonic() + model.seconds
    try:
        return _reply(model, body, ends)
    except urllib.error.HTTPError as error:
        pause = _pause(error)
        if pause is None or time.monotonic() + pause >= ends:
            raise _refusal(model, error) from error
        error.close()
    time.sleep(pause)
    try:
        return _reply(model, body, ends)
    except urllib.error.HTTPError as error:
        raise _refusal(model, error) from error


def _pause(error: urllib.error.HTTPError) -> float | None:
    """Return for how many seconds to wait before asking again; ``None`` if that has no use."""
    if error.code != HTTPStatus.TOO_MANY_REQUESTS and error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    wanted = str(error.headers.get("Retry-After", "")).strip()
    seconds = float(wanted) if wanted.isascii() and wanted.isdigit() else PAUSE
    return seconds if seconds <= LONGEST_PAUSE else None


def _refusal(model: Model, error: urllib.error.HTTPError) -> ModelUnavailable:
    """Return what to tell of a refusal, and close it."""
    reason = f"HTTP {error.code} {error.reason}"
    with contextlib.suppress(OSError, http.client.HTTPException), error:
        reason += _complaint(error.read(_PIECE), model.key)
    later = "run it again later" if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR else CHECK
    advice = next((told for code, told in _ADVICE.items() if code == error.code), later)
    return ModelUnavailable(model.address, reason, advice, lasting=error.code in _LASTING)


def _complaint(reply: bytes, key: str | None) -> str:
    """Return what a server itself says is wrong, on one line and without the key; or nothing."""
    try:
        said = json.loads(reply)["error"]
        said = said["message"] if isinstance(said, dict) else said
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    if not isinstance(said, str):
        return ""
    hidden = said.replace(key, "…") if key else said
    line = "".join(each if each.isprintable() else " " for each in hidden)
    line = " ".join(line.split())
    return f": it says “{line[:MOST_WORDS]}”" if line else ""


def _reply(model: Model, body: bytes, ends: float) -> bytes:
    headers = {"Content-Type": "application/json"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    address = f"{model.address.rstrip('/')}/chat/completions"
    left = max(0.001, ends - time.monotonic())
    try:
        request = urllib.request.Request(address, body, headers)  # noqa: S310  checked above
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=left) as reply:
            return _whole(reply, ends)
    except urllib.error.HTTPError:
        raise
    except TimeoutError as error:
        raise ModelUnavailable(model.address, "timed out", _FASTER) from error
    except (OSError, http.client.HTTPException) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        advice = _FASTER if slow else CHECK
        reason = str(error) or type(error).__name__
        raise ModelUnavailable(model.address, reason, advice) from error
    except ValueError:  # its words would show the key
        raise ModelUnavailable(model.address, "the address or the key is malformed") from None


def _whole(reply: http.client.HTTPResponse, ends: float) -> bytes:
    """Read a reply piece by piece: one that drips in would else be waited for without end."""
    read = bytearray()
    while piece := reply.read1(_PIECE):
        read += piece
        if len(read) > MOST_BYTES:
            raise OSError(f"longer than {MOST_BYTES:,} bytes")
        if time.monotonic() > ends:
            raise TimeoutError("timed out")
    return bytes(read)
