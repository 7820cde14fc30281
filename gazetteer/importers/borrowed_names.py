"""Names that Who's On First has from Wikipedia for something else than the place: how they are told from its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from anyascii import anyascii
from rapidfuzz import fuzz

from gazetteer.models import Place
from gazetteer.scripts import script_of

_OWN: Final = "und"
_SETTLEMENTS: Final = frozenset({"locality", "borough", "macrohood", "neighbourhood", "microhood"})
_COMPARED_SCRIPTS: Final = frozenset({"latin", "cyrillic"})
_LEAST_LIKENESS: Final = 60.0
_FAR_DEGREES: Final = 0.1


def without_borrowed_names(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without its names by language, and without the id of Wikidata that brought them."""
    names = {language: texts for language, texts in (record.get("names") or {}).items() if language == _OWN}
    return {**record, "wikidata_id": None, "names": names}


def are_scattered(places: Sequence[Place]) -> bool:
    """Say whether places that share an id of Wikidata lie too far apart for one thing.

    Villages then have the id and the names of their district, or of a word that they are called by.
    """
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return bool(places) and max(max(lons) - min(lons), max(lats) - min(lats)) > _FAR_DEGREES


def are_borrowed(record: Mapping[str, Any]) -> bool:
    """Say whether none of a settlement's names by language sounds like its own.

    Only Latin and Cyrillic letters are compared, and only where an id of Wikidata may have brought the names: a village
    called Wagon in Myanmar has those of a carriage in six languages.
    """
    if not record.get("wikidata_id") or record.get("placetype") not in _SETTLEMENTS:
        return False
    names: Mapping[str, Any] = record.get("names") or {}
    own = _compared([record.get("name"), *_listed(names.get(_OWN))])
    told = _compared([text for language, texts in names.items() if language != _OWN for text in _listed(texts)])
    likeness = (fuzz.partial_ratio(one, other) for one in own for other in told)
    return bool(own and told) and max(likeness) < _LEAST_LIKENESS


def _listed(texts: object) -> list[object]:
    if texts is None:
        return []
    return texts if isinstance(texts, list) else [texts]


def _compared(texts: Sequence[object]) -> list[str]:
    """Return the texts that can be compared, in Latin small letters."""
    return [anyascii(text).lower() for text in texts if isinstance(text, str) and script_of(text) in _COMPARED_SCRIPTS]
