"""The options that choose events, for every command that reads the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from geo.store.filters import ALL_STATUSES, CLAIMS, EventFilter

_OPTIONS: Final = (
    click.option("--year", multiple=True, metavar="YEAR", help="Only events of this year."),
    click.option("--actor", multiple=True, metavar="ACTOR", help="Only events with this actor: its id or exact name."),
    click.option("--type", multiple=True, metavar="TYPE", help="Only events of this type or sub-type."),
    click.option("--bbox", metavar="W,S,E,N", help="Only events within these degrees; write --bbox=-10,… if W < 0."),
    click.option("--country", multiple=True, metavar="COUNTRY", help="Only events in this country: SY, SYR or Syria."),
    click.option(
        "--since", metavar="DATE", help="Only events that end on this day or later (2013, 2013-08, 2013-08-21)."
    ),
    click.option("--until", metavar="DATE", help="Only events that begin on this day or earlier."),
    click.option(
        "--status",
        multiple=True,
        metavar="STATUS",
        help=f"Only events of this status: {', '.join(ALL_STATUSES)} or all; all but rejected if not given.",
    ),
    click.option(
        "--claim",
        multiple=True,
        metavar="CLAIM",
        help=f"Only events that a party alone vouches for, that one disputes, or neither: {', '.join(CLAIMS)}.",
    ),
    click.option("--below", metavar="SHARE", help="Only events with less confidence than this: 0.3 or 30%."),
)
_NAMES: Final = ("year", "actor", "type", "bbox", "country", "since", "until", "status", "claim", "below")


def event_filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    r"""Give a command the filter's options; it is called with the filter as ``wanted``.

    Options repeat, or take several values with commas between (``\,`` is a comma within one).
    """

    @wraps(command)
    def with_filter(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - hands on whatever click gives
        given = {name: options.pop(name) for name in _NAMES}
        wanted = EventFilter.from_mapping({name: value for name, value in given.items() if value})
        return command(*arguments, wanted=wanted, **options)

    for option in reversed(_OPTIONS):
        option(with_filter)
    return with_filter
