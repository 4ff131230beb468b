"""``briefing serve``: show the site on this machine, made anew whenever a file changes."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands import generate, options, site
from generator.errors import BriefingError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class BadAddress(BriefingError):
    """The address to serve on is none, or another program has it."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"cannot serve on {address}: {why}; give another with --address HOST:PORT")


@click.command("serve")
@options.seeds
@options.briefings
@options.as_of
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def command(seeds: Path, briefings: Path, as_of: dt.date, address: str, open_browser: bool) -> int:
    """Show the site on this machine and rebuild it when a seed or a page changes.

    A seed that cannot be read is named here, and its page stays as it was.  Stop with Ctrl-C.
    """
    options.need_folder(seeds, "--seeds")
    options.need_folder(briefings, "--briefings")
    host, port = _parts(address)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        preview = Preview(seeds, briefings, as_of, Path(folder), f"http://{host}:{port}/")
        preview.build()
        _serve(preview, host, port, open_browser=open_browser)
    return 0


def _parts(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise BadAddress(address, "it is no HOST:PORT")
    return host.strip("[]"), int(port)


def _serve(preview: Preview, host: str, port: int, *, open_browser: bool) -> None:
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415  slow, and only needed here

    try:
        preview.server = LiveReloadServer(preview.rebuild, host, port, str(preview.root))
        for path in (preview.seeds, preview.briefings, Path(site.CONFIG)):
            preview.server.watch(str(path))
        click.echo(f"Serving {preview.address} - put files into {preview.seeds}/, stop with Ctrl-C")
        preview.rebuild()  # what came while the first site was built
        preview.server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise BadAddress(f"{host}:{port}", error.strerror or str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        if preview.server is not None:
            preview.server.shutdown()


@dataclass(slots=True)
class Preview:
    """The site as it was last built; a build that fails leaves the one before in its place."""

    seeds: Path
    briefings: Path
    as_of: dt.date
    folder: Path
    address: str
    root: Path = Path()
    server: LiveReloadServer | None = None
    _seen: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    _count: int = 0

    def build(self) -> None:
        """Generate the pages and build the site into a folder of its own."""
        before = self._state()
        generate.run(self.seeds, self.briefings)
        # What people change meanwhile has to count as new, what was generated must not.
        made = {path: state for path, state in self._state().items() if self._is_made(path)}
        seen = {path: state for path, state in before.items() if not self._is_made(path)} | made
        self._count += 1
        target = self.folder / str(self._count)
        site.build(
            self.seeds, self.briefings, self.as_of, target, strict=False, address=self.address
        )
        old, self.root, self._seen = self.root, target, seen
        if self.server is not None:
            self.server.root = str(target)
            shutil.rmtree(old, ignore_errors=True)

    def rebuild(self) -> None:
        """Build again if a file differs; what goes wrong is said, and the old site stays."""
        if self._state() == self._seen:
            return  # what changed was our own doing: the pages that were generated
        try:
            self.build()
        except (BriefingError, OSError) as error:
            click.echo(f"Error: {error}\nThe site stays as it was.", err=True)
            self._seen = self._state()
        else:
            click.echo(f"Up to date: {self.address}")

    def _is_made(self, path: Path) -> bool:
        return any(path.is_relative_to(self.briefings / name) for name in ("stories", ".generated"))

    def _state(self) -> dict[Path, tuple[int, int]]:
        """Return when each file was changed and how long it is."""
        config = Path(site.CONFIG)
        paths = [config, *self.seeds.rglob("*"), *self.briefings.rglob("*")]
        found = ((path, path.stat()) for path in paths if path.is_file())
        return {path: (status.st_mtime_ns, status.st_size) for path, status in found}
