"""The command that serves the web app on this machine."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from geo.settings import load_settings
from webapp.server import Address, claim_port, serve_threads, serve_workers


@click.command(
    epilog="""\b
Examples:
  conflict-atlas serve
  conflict-atlas serve --port 0 --database syria.sqlite --open
"""
)
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 picks a free one.  [default: 8000]")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to read and write.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes, through gunicorn (extra 'server').")
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="A further host name to answer for.")
@click.option("--open/--no-open", "opens", default=False, help="Open the map in the browser.")
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    host: str | None,
    port: int | None,
    database: Path | None,
    workers: int | None,
    allowed: tuple[str, ...],
    opens: bool,
) -> None:
    """Serve the map and the workbench in the browser."""
    settings = load_settings({"host": host, "port": port, "database": database, "trusted_hosts": _joined(allowed)})
    listener = claim_port(settings.host, settings.port)
    address = Address(settings.host, listener.getsockname()[1])

    def announce() -> None:
        click.echo(f"Conflict Atlas is at {address.url} (Ctrl+C stops it)")
        if opens:
            webbrowser.open(address.url)

    if workers:
        serve_workers(settings, listener, workers, announce)
    else:
        serve_threads(settings, listener, announce)


def _joined(names: tuple[str, ...]) -> str | None:
    return ",".join(names) or None
