"""The command line: ``conflict-atlas`` and its subcommands, loaded only when they are asked for."""

from __future__ import annotations

import logging
import sys
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

import click

from gazetteer import GazetteerError
from geo.errors import AtlasError
from geo.settings import load_settings

_COMMANDS: Final = {
    "parse": "geo.cli.parse:parse",
    "ingest": "geo.cli.ingest:ingest",
    "import": "geo.cli.import_events:import_group",
    "export": "geo.cli.export:export",
    "map": "geo.cli.map:map_command",
    "gazetteer": "geo.cli.gazetteer:gazetteer",
    "regeocode": "geo.cli.regeocode:regeocode",
    "actors": "geo.cli.actors:actors",
    "copies": "geo.cli.copies:copies",
    "duplicates": "geo.cli.duplicates:duplicates",
    "unsure": "geo.cli.corrections:unsure",
    "choose": "geo.cli.corrections:choose",
    "theatre": "geo.cli.corrections:theatre",
}
_PLUGINS: Final = "conflict_atlas.commands"
# What went wrong, as an exit code; click itself leaves 2 for a wrong call.
EXIT_CODES: Final[tuple[tuple[type[BaseException], int], ...]] = (
    (AtlasError, 1),
    (GazetteerError, 1),
    (BrokenPipeError, 141),
    (OSError, 3),
)


class _Commands(click.Group):
    """A group that imports a subcommand when it runs, and turns errors into messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*_COMMANDS, *sorted(entry.name for entry in entry_points(group=_PLUGINS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name in _COMMANDS:
            module, _, attribute = _COMMANDS[cmd_name].partition(":")
            return _as_command(getattr(import_module(module), attribute))
        for entry in entry_points(group=_PLUGINS, name=cmd_name):
            return _as_command(entry.load())
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Commands: {', '.join(self.list_commands(ctx))}."
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except tuple(kind for kind, _ in EXIT_CODES) as error:
            if not isinstance(error, BrokenPipeError):
                click.echo(f"Error: {_message(error)}", err=True)
            sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))


def _as_command(value: object) -> click.Command:
    if not isinstance(value, click.Command):
        raise TypeError(f"{value!r} is not a click command.")
    return value


def _message(error: BaseException) -> str:
    if isinstance(error, OSError) and not isinstance(error, AtlasError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  conflict-atlas ingest report.txt --date 2017-09-11
  conflict-atlas map --output map.html
  conflict-atlas serve
""",
)
@click.version_option(package_name="conflict-atlas")
def main() -> None:
    """Read news text, map the events in it, and keep every pin led back to its sentence.

    Nothing leaves this machine unless you ask for it: gazetteer install downloads, gazetteer ask asks.
    """
    logging.basicConfig(level=load_settings().log_level, format="%(levelname)s %(name)s: %(message)s")
