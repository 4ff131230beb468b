"""``briefing serve``: show the site on this machine, rebuilt whenever a file changes."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

import click

from briefing_room.commands import generate, options, site
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError, printable
from briefing_room.text.files import INCOMPLETE_PREFIX

QUIET_SECONDS = 1.0  # without a change: then a save is over; MkDocs looks twice a second
_MAX_PORT = 65_535

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


@click.command("serve")
@options.seeds
@options.briefings
@options.as_of
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where the browser finds the site.",
)
def serve_command(seeds: Path, briefings: Path, as_of: dt.date, address: str) -> int:
    """Show the site on this machine and rebuild it when a seed or a page changes.

    A seed that cannot be read is reported here, and its page is left as it was.  Stop with Ctrl-C.
    """
    host, port = _parse_address(address)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        preview = Preview(seeds, briefings, as_of, Path(folder), f"http://{address}/")
        root = preview.build()
        _serve(preview, root, host, port)
    return 0


def _parse_address(address: str) -> tuple[str, int]:
    """Split HOST:PORT; an IPv6 host is in brackets, which are removed."""
    match = re.fullmatch(r"(?:\[([^\[\]]+)\]|([^\[\]:]+)):([0-9]{1,5})", address)
    if match is None or int(match[3]) > _MAX_PORT:
        raise _cannot_serve(address, "it is not HOST:PORT")
    return match[1] or match[2], int(match[3])


def _cannot_serve(address: str, message: str) -> BriefingError:
    return BriefingError(
        f"cannot serve on {address}: {message}; give another address with --address HOST:PORT"
    )


def _serve(preview: Preview, root: Path, host: str, port: int) -> None:
    """Serve the preview, built in ``root``, until Ctrl-C; rebuild it when a file changes."""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415  slow, and only needed here

    try:
        preview.server = LiveReloadServer(preview.rebuild, host, port, str(root))
        # Half a save would look like a deletion by a person.
        preview.server.build_delay = QUIET_SECONDS
        for path in (preview.seeds, preview.briefings, Path(site.CONFIG)):
            preview.server.watch(str(path))
        echo(f"Serving {preview.address} - put files into {preview.seeds}/, stop with Ctrl-C")
        preview.rebuild()  # for files that changed during the first build
        preview.server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        raise _cannot_serve(address, error.strerror or str(error)) from error
    except KeyboardInterrupt:
        echo("Stopped.", err=True)
    finally:
        if preview.server is not None:
            preview.server.shutdown()


@dataclass(slots=True)
class Preview:
    """A preview of the site: that of the last successful build, and what the last attempt read."""

    seeds: Path
    briefings: Path
    as_of: dt.date
    folder: Path
    address: str
    root: Path | None = None
    server: LiveReloadServer | None = None
    _built_from: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    _build_count: int = 0

    def build(self) -> Path:
        """Generate the pages and build the site into a new folder, which is returned."""
        before = self._state()
        generate.generate_pages(self.seeds, self.briefings)
        # A page that a person edits during the build must trigger another build; those that the
        # build writes must not.
        after = self._state()
        generated = {path: state for path, state in after.items() if self._is_generated(path)}
        sources = {path: state for path, state in before.items() if not self._is_generated(path)}
        self._built_from = sources | generated
        self._build_count += 1
        target = self.folder / str(self._build_count)
        site.build(
            self.seeds, self.briefings, self.as_of, target, strict=False, address=self.address
        )
        old_root, self.root = self.root, target
        if self.server is not None:
            self.server.root = str(target)
        if old_root is not None:
            shutil.rmtree(old_root, ignore_errors=True)
        return target

    def rebuild(self) -> None:
        """Build again if a file changed; if that fails, say why and keep the old site."""
        before = self._state()
        if before == self._built_from:
            return  # only generated pages changed
        self._built_from = before  # also if the build fails, so that only a change repeats it
        try:
            self.build()
        except Exception as error:  # noqa: BLE001  the next save may put it right
            reason = str(error) or type(error).__name__
            echo(f"Error: {printable(reason)}\nThe site was left as it was.", err=True)
        else:
            echo(f"Up to date: {self.address}")

    def _is_generated(self, path: Path) -> bool:
        return any(path.is_relative_to(self.briefings / name) for name in ("stories", ".generated"))

    def _state(self) -> dict[Path, tuple[int, int]]:
        """When each file last changed, in nanoseconds, and its size in bytes."""
        state = {}
        for path in (Path(site.CONFIG), *self.seeds.rglob("*"), *self.briefings.rglob("*")):
            with suppress(OSError):  # deleted meanwhile
                status = path.stat()
                if S_ISREG(status.st_mode) and not path.name.startswith(INCOMPLETE_PREFIX):
                    state[path] = (status.st_mtime_ns, status.st_size)
        return state
