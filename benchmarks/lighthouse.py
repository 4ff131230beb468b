"""Lighthouse on a built site: python benchmarks/lighthouse.py [SITE] [--gzip] [--form mobile].

Needs npm and Chromium (CHROME_PATH, else found on the PATH).  The site is served uncompressed, the
worst a host can do, or with ``--gzip`` compressed, as most do.  For "mobile" Lighthouse slows
network and processor by itself.  The report is a table for README.md; scores below 90 are explained
under it.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

LIGHTHOUSE = os.environ.get("LIGHTHOUSE", "npx --yes lighthouse@12.8.2")
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
FORMS = ("mobile", "desktop")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Keeps connections open, as a host does, and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class Compressed(Quiet):
    """Sends text compressed, as hosts do."""

    def do_GET(self) -> None:
        """Answer with the file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@contextmanager
def serve(site: Path, kind: type[Quiet]) -> Iterator[str]:
    handler = functools.partial(kind, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def pages(site: Path) -> dict[str, str]:
    """Return a page of each type; of those in one folder the largest, as it is the slowest.

    Redirects are left out.
    """
    largest: dict[str, Path] = {}
    for path in sorted(site.rglob("index.html"), key=lambda path: path.stat().st_size):
        if "<article" in path.read_text(encoding="utf-8"):
            folder, *below = path.relative_to(site).parts[:-1] or ("home",)
            largest["/".join((folder, *("*" for _ in below)))] = path.parent
    return {
        kind: f"{folder.relative_to(site).as_posix()}/" for kind, folder in sorted(largest.items())
    }


def run_lighthouse(address: str, form: str) -> dict[str, Any]:
    command = [*LIGHTHOUSE.split(), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    run = subprocess.run(
        command, capture_output=True, check=True, env={"CHROME_PATH": chrome, **os.environ}
    )
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def shortcomings(report: dict[str, Any]) -> list[str]:
    audit_names = {
        ref["id"]
        for category in report["categories"].values()
        for ref in category["auditRefs"]
        if ref["weight"]
    }
    audits = (report["audits"][name] for name in sorted(audit_names))
    poor = [audit for audit in audits if audit["score"] is not None and audit["score"] < 0.9]
    return [f"{audit['title']} {audit.get('displayValue', '')}".strip() for audit in poor]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="site", type=Path)
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--median-of", default=1, type=int)
    parser.add_argument("--form", action="append", choices=FORMS, help="one of them only")
    options = parser.parse_args()
    notes = []
    print("| page | form | performance | accessibility | best practices | SEO |")
    print("|---|---|---|---|---|---|")
    with serve(options.site, Compressed if options.gzip else Quiet) as root:
        for kind, path in pages(options.site).items():
            for form in options.form or FORMS:
                runs = [run_lighthouse(root + path, form) for _ in range(options.median_of)]
                runs.sort(key=lambda run: run["categories"]["performance"]["score"])
                report = runs[len(runs) // 2]
                scores = [
                    round(category["score"] * 100) for category in report["categories"].values()
                ]
                print(f"| {kind} | {form} | {' | '.join(map(str, scores))} |", flush=True)
                notes += [f"{kind}, {form}: {words}" for words in shortcomings(report)]
    print("\n".join(["", *notes]))


if __name__ == "__main__":
    main()
