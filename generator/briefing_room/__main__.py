"""The command ``briefing``: find a command, run it, turn mistakes into exit codes.

Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import importlib
import sys

import click

from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError

COMMANDS = {  # in the order in which an editor meets them
    "build": "Generate the pages, then build the site: the main job.",
    "generate": "Write or update the briefing page of every seed.",
    "draft": "Have pages written by a model or a person, and verify them.",
    "site": "Build the site from the pages, without generating them.",
    "serve": "Show the site on this machine and rebuild as files change.",
    "add": "Make a seed from a text file, a saved page, a PDF or an address.",
    "watch": "List new entries of the sources that you watch.",
    "new": "Write an empty page with its keys explained.",
    "names": "List frequent names that have no page.",
    "check": "Look for faults in pages and seeds.",
    "review": "Report what a pull request changes.",
    "explain": "Show where a line of a page comes from.",
    "withdraw": "Remove a seed and everything that depends on it.",
    "init": "Start a briefing project on another subject.",
    "assemble": "Write the site's Markdown to a folder, for another engine.",
}
_MODULES = {  # of the commands that share one
    **dict.fromkeys(("build", "assemble"), "site"),
    **dict.fromkeys(("new", "names"), "catalogue"),
}


class Commands(click.Group):
    """Loads the module of a command only when it is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        module = importlib.import_module(f"briefing_room.commands.{name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-room", prog_name="briefing")
def cli() -> None:
    """Turn articles and notes into briefing pages with sources, and into a searchable site."""


def main() -> None:
    """Run the command line; never show a traceback for a user's mistake."""
    try:
        code = cli(prog_name="briefing", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except BriefingError as error:
        echo(f"Error: {error}", err=True)
        code = 2
    except BrokenPipeError:  # the reader of a pipe, such as head, stopped reading
        sys.stdout = None  # or Python would flush into the closed pipe
        code = 1
    except OSError as error:
        echo(f"Error: {error.filename or 'a file'}: {error.strerror or error}", err=True)
        code = 2
    except (KeyboardInterrupt, click.Abort):
        echo("Stopped.", err=True)
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
