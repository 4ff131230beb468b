"""Real servers on this machine, some of which misbehave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]
PAGES = Path(__file__).parent.parent / "ingest" / "pages"


class Server:
    """A web server whose answers a test sets path by path, and that records requests."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[Message] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.headers.append(self.headers)
                self.close_connection = True
                answer = outer.answers.get(self.path, not_found)
                with suppress(BrokenPipeError, ConnectionResetError):  # the client has seen enough
                    answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, content_type: str = "text/html", **headers: str) -> None:
        """Answer a path with a body."""
        self.answers[path] = lambda handler: send(handler, body, content_type, headers)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def send(
    handler: BaseHTTPRequestHandler, body: bytes, content_type: str, headers: dict[str, str]
) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def not_found(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(404)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.fixture
def server() -> Iterator[Server]:
    web_server = Server()
    yield web_server
    web_server.close()


@pytest.fixture
def article() -> bytes:
    """Return a saved page with an article on the subject."""
    return (PAGES / "wordpress.html").read_bytes()


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """Write a PDF by hand: a page a text, one line after the other."""

    def write(*pages: str, trailer: str = "") -> bytes:
        first = 3  # after the catalogue and the list of pages
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
        font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        ]
        for number, text in enumerate(pages):
            lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
            stream = f"BT /F1 12 Tf 14 TL 50 700 Td {lines}ET"
            page = f"/Contents {first + 2 * number + 1} 0 R /Resources << /Font {font} >>"
            objects += [
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>",
                f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
            ]
        body, table = "%PDF-1.4\n", f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
        for number, item in enumerate(objects, start=1):
            table += f"{len(body):010} 00000 n \n"
            body += f"{number} 0 obj\n{item}\nendobj\n"
        end = f"trailer << /Root 1 0 R /Size {len(objects) + 1} {trailer}>>\n"
        return f"{body}{table}{end}startxref\n{len(body)}\n%%EOF".encode()

    return write
