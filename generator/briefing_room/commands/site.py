"""``briefing site``, ``build`` and ``assemble``: pages become the site, or Markdown and data."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from pathlib import Path

import click

from briefing_room.commands import generate, options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError
from briefing_room.pipeline import read_project
from briefing_room.publish.assemble import assemble, is_redirect
from briefing_room.publish.markup import relink_to_files
from briefing_room.publish.publication import Settings, make_publication, read_about_pages
from briefing_room.text import files

CONFIG = "mkdocs.yml"
_NO_ANNOUNCEMENTS = ("NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING")  # environment variables
_STRICT_FAILURE = re.compile(r"Aborted with (.+) in strict mode!")  # after all files are written
_CORRECT = "correct what the messages above name"
_NO_PLUGIN = f"{CONFIG}: the briefings plugin is missing; write 'plugins: [briefings]'"
_NO_ADDRESS = (
    "Citations and feeds have no address; to publish the site, set one:"
    " SITE_URL=https://briefing.example.org/ briefing build"
)


@click.command("site")
@options.seeds
@options.briefings
@options.as_of
@options.folder("site", "Folder to build into.", "--site", "target")
def site_command(seeds: Path, briefings: Path, as_of: dt.date, target: Path) -> int:
    """Build the site from the existing pages, without generating any."""
    build_and_report(seeds, briefings, as_of, target)
    return 0


@click.command("build")
@options.seeds
@options.briefings
@options.as_of
def build_command(seeds: Path, briefings: Path, as_of: dt.date) -> int:
    """Generate the pages of all seeds, then build the site from all pages.

    A seed that cannot be read does not stop the build: its page is left as it was, and the exit
    code is 1.
    """
    exit_code = generate.generate_pages(seeds, briefings)
    build_and_report(seeds, briefings, as_of)
    return exit_code


@click.command("assemble")
@options.seeds
@options.briefings
@options.as_of
@options.folder("build/docs", "Folder to write into.", "--out")
@click.option("--address", default="", help="The site's address, for feeds and citations.")
@click.option(
    "--from-source",
    is_flag=True,
    help="Write the links in HTML as the engine Zensical expects them.",
)
def assemble_command(  # noqa: PLR0917  click passes each by its name
    seeds: Path, briefings: Path, as_of: dt.date, out: Path, address: str, from_source: bool
) -> int:
    """Write everything the site shows as plain Markdown and data files."""
    project = read_project(seeds, briefings)
    for finding in project.findings:
        echo(str(finding), err=True)
    site = make_publication(project, as_of, Settings(address=address), read_about_pages(briefings))
    files_by_path = assemble(site)
    for path, content in files_by_path.items():
        if from_source and path.endswith(".md"):
            content = relink_to_files(content, path, files_by_path)  # noqa: PLW2901
        files.write(files.path_inside(out, path), content)
    echo(f"{len(files_by_path)} files in {out}/")
    return 0


def build_and_report(
    seeds: Path, briefings: Path, as_of: dt.date, target: Path = Path("site")
) -> Settings:
    """Build the site into ``target`` and print where it is; a warning is an error."""
    settings = build(seeds, briefings, as_of, target)
    pages = sum(1 for path in target.rglob("index.html") if not is_redirect(path))
    echo(f"{pages} pages in {target}/; open them with: {options.program_name()} serve")
    if not settings.address:
        echo(_NO_ADDRESS)
    return settings


def build(
    seeds: Path,
    briefings: Path,
    as_of: dt.date,
    target: Path,
    *,
    strict: bool = True,
    address: str | None = None,
) -> Settings:
    """Build the site with MkDocs; returns its name and address.

    If ``strict``, a warning is an error; otherwise the site is a preview.  ``address`` replaces the
    address in mkdocs.yml.  Raises :class:`BriefingError`.
    """
    if not Path(CONFIG).is_file():
        hint = "run this in the project's folder, or start a project with: briefing init DIR"
        raise BriefingError(f"{CONFIG}: no such file; {hint}")
    for variable in _NO_ANNOUNCEMENTS:
        os.environ.setdefault(variable, "1")
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415  reads the environment
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.basicConfig(format="%(levelname)s %(message)s")
    try:
        config = load_config(
            config_file=CONFIG,
            docs_dir=str(briefings.resolve()),
            site_dir=str(target.resolve()),
            strict=strict,
            **({"site_url": address} if address else {}),
        )
        if "briefings" not in config.plugins:
            raise BriefingError(_NO_PLUGIN)
        plugin = config.plugins["briefings"].config
        plugin["seeds"], plugin["as_of"] = str(seeds.resolve()), as_of.isoformat()
        config.plugins.on_startup(command="build" if strict else "serve", dirty=False)
        try:
            mkdocs_build(config)
        finally:  # a strict build that fails prints them, too
            for notice in getattr(config.plugins["briefings"], "notices", ()):
                echo(notice, err=True)
    except (Abort, MkDocsException) as error:
        if warnings := _STRICT_FAILURE.fullmatch(str(error)):
            numbers = re.sub(r"\b1 (\w+)s", r"1 \1", warnings[1])
            problem = f"the site is built in {target}/, but with {numbers}; none is allowed here"
            raise BriefingError(f"{problem}: {_CORRECT}") from error
        raise BriefingError(f"the site was not built: {str(error) or _CORRECT}") from error
    return Settings(config.site_name, config.site_url or "")
