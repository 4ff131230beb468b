"""Take the README's pictures of a built site and of a review report: desktop and phone, light.

    make site
    .venv/bin/briefing review --base REF --html review.html
    .venv/bin/python scripts/screenshots.py --report review.html

Chromium is the one of the tests (``make test`` installs it).  Nothing is built here.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / ".github" / "images"
SIZES = {"desktop": (1100, 720), "phone": (390, 750)}
QUALITY = 70  # of JPEG: text stays clean, at half the bytes of PNG
LARGEST = 150_000  # bytes of a picture


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take(browser: Browser, name: str, address: str, click: str = "") -> None:
    """Write one picture of a page for each size, after a click on ``click`` where there is one."""
    for size, (width, height) in SIZES.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="light",
            reduced_motion="reduce",
        )
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if click:
            page.locator(click).first.click()
        target = OUT / f"{name}-{size}.jpg"
        page.screenshot(path=target, type="jpeg", quality=QUALITY)
        page.close()
        if target.stat().st_size > LARGEST:
            sys.exit(f"{target.name} is larger than {LARGEST // 1000} KB; make the window smaller")


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--report", type=Path, help="a review report")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        sys.exit(f"{options.site}: no site there; run make site first")
    OUT.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright, serve(options.site) as home:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(home)
        story = page.locator("main a[href*='stories/2']").first.get_attribute("href")
        take(browser, "today", home)
        take(browser, "story", f"{home}{story}", click="main button.mark")
        take(browser, "tracker", f"{home}controls/")
        if options.report:
            take(browser, "report", options.report.resolve().as_uri())
        browser.close()


if __name__ == "__main__":
    main()
