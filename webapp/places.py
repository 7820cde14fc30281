"""What the pages of the gazetteer share: finding a place, and who changes it and why."""

from __future__ import annotations

from typing import Final

from flask import request

from gazetteer.models import Place
from gazetteer.own_records import SOURCE, OwnPlace
from webapp.errors import FormError, NotFoundError
from webapp.services import services

_USER_PREFIX: Final = f"{SOURCE}:"
_LONGEST_AUTHOR: Final = 80
_LONGEST_REASON: Final = 1000

NAVIGATION: Final = (
    ("gazetteer.index", "Search"),
    ("gazetteer.own", "Your places"),
    ("unknown_names.index", "Unknown names"),
    ("unsure_places.index", "Unsure places"),
    ("regeocoding.index", "Re-geocode"),
    ("place_import.form", "Import"),
    ("packs.index", "Packs"),
    ("place_history.index", "History"),
    ("online.index", "Ask online"),
)
"""The pages of the gazetteer in their own menu."""

OVERVIEW: Final = (
    (
        "unknown_names.index",
        "Unknown names",
        "Names in your reports that no place has, with a guess of where each is.",
        "Review them",
    ),
    (
        "unsure_places.index",
        "Unsure places",
        "Names that are pinned where they may be wrong, each with the places that it may mean.",
        "Review them",
    ),
    ("packs.index", "Packs", "All places of a country, down to the hamlets: ten thousand for Syria alone.", "Install"),
    ("gazetteer.own", "Your places", "What you added or corrected. It wins over every other source.", "Show them"),
    (
        "regeocoding.index",
        "Re-geocode",
        "What the changes to the gazetteer would change in reports already read. Apply it or keep what there is.",
        "See",
    ),
    ("place_import.form", "Import and export", "Many places at once, with a dry run; yours as a file.", "Open"),
    (
        "online.index",
        "Ask online",
        "An online geocoder can propose where a name is, if you switch one on. It is off unless you do.",
        "What would be sent",
    ),
)
"""What the gazetteer's first page leads to: endpoint, heading, what it is for, and the button's words."""

ACTIONS: Final = (
    ("place_merging.ask_merge", "Merge…", False),
    ("place_merging.ask_split", "Split…", True),
    ("place_editor.ask_delete", "Delete…", True),
)
"""What can be done with a place: endpoint, the button's words, and whether only with one's own."""


def find_place(place_id: str) -> Place:
    """Return a place of any source.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    place = services().gazetteer.place(place_id)
    if place is None:
        raise NotFoundError(f"There is no such place in the gazetteer: {place_id[:80]!r}. Search for it by name.")
    return place


def is_own(place_id: str) -> bool:
    """Tell whether an id is that of an own place."""
    return place_id.startswith(_USER_PREFIX)


def find_own(place_id: str) -> OwnPlace:
    """Return one of the user's own places.

    Raises
    ------
    FormError
        If it is a built one.
    PlaceNotFoundError
        If there is none.
    """
    if not is_own(place_id):
        raise FormError("This entry was built in and cannot be changed; copy it to correct it.")
    return services().store.user_places.own(place_id)


def author() -> str:
    """Read who makes the change."""
    return request.form.get("author", "").strip()[:_LONGEST_AUTHOR]


def reason() -> str:
    """Read why the change is made."""
    return request.form.get("reason", "").strip()[:_LONGEST_REASON]
