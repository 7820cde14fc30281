"""Scores sentences of our own in other languages: recognition, roles, pins within 25 km (tests/accuracy/gold)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gazetteer.models import Place
from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role
from geo.places.features import distance_km

GOLD: Final = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "gold"
WITHIN_KM: Final = 25.0
Name = Mapping[str, Any]


@dataclass
class Score:
    """Counts of a reading; names that stand within names of something else count for roles only."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    roles: int = 0
    roles_right: int = 0
    places: int = 0
    pinned_right: int = 0
    slips: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return recognition F1, share of right roles (of names found), share of places pinned right."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        return {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
            "roles": round(self.roles_right / max(1, self.roles), 3),
            "end_to_end": round(self.pinned_right / max(1, self.places), 3),
        }


def read_gold(language: str, split: str) -> list[dict[str, Any]]:
    """Return the sentences of one half of a language's gold."""
    lines = (GOLD / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["split"] == split]


def score(extractor: Extractor, records: Sequence[Mapping[str, Any]]) -> Score:
    """Read the sentences, each as a document, and count what is right."""
    result = Score()
    documents = [Document(id=record["id"], text=record["text"]) for record in records]
    for record, parsed in zip(records, extractor.parse_many(documents), strict=True):
        mentions = [mention for mention in parsed.mentions if isinstance(mention, PlaceMention)]
        _count(result, record, mentions)
    return result


def _count(result: Score, record: Mapping[str, Any], mentions: Sequence[PlaceMention]) -> None:
    text, names = record["text"], record["names"]
    paired = list(_pairs(names, mentions))
    matched = {id(mention) for _, mention in paired if mention is not None}
    shown = [mention for mention in mentions if mention.role is not Role.EMBEDDED]
    embedded = [mention for name, mention in paired if name["role"] == "embedded"]
    result.found += sum(1 for one in shown if one not in embedded)
    for one in shown:
        if id(one) not in matched:
            result.slips.append(f"{record['id']} too many: {one.text} ({one.role}) | {text}")
    for name, mention in paired:
        _count_name(result, name, mention, f"{record['id']} {name['text']} | {text}")


def _count_name(result: Score, name: Name, mention: PlaceMention | None, where: str) -> None:
    embedded = name["role"] == "embedded"
    result.wanted += not embedded
    result.right += not embedded and mention is not None
    if mention is not None or embedded:
        right = (mention is None and embedded) or (mention is not None and mention.role == name["role"])
        result.roles += 1
        result.roles_right += right
        if not right:
            result.slips.append(f"role {mention and mention.role}, not {name['role']}: {where}")
    else:
        result.slips.append(f"missed: {where}")
    if name["role"] == "location":
        result.places += 1
        pinned = mention is not None and mention.role is Role.LOCATION and _is_near(mention, name)
        result.pinned_right += pinned
        if mention is not None and not pinned:
            result.slips.append(f"pinned to {_told(mention.place)}: {where}")


def _told(place: Place | None) -> str:
    return f"{place.name} {place.feature_code} {place.country} {place.lat} {place.lon}" if place else "nothing"


def _is_near(mention: PlaceMention, name: Name) -> bool:
    if mention.place is None:
        return False
    wanted = Place("gold", name["text"], name["lon"], name["lat"])
    return distance_km(mention.place, wanted) <= float(name.get("radius_km", WITHIN_KM))


def _pairs(names: Iterable[Name], mentions: Sequence[PlaceMention]) -> Iterator[tuple[Name, PlaceMention | None]]:
    """Pair each name with the mention that shares most of it."""
    for name in names:
        over = [mention for mention in mentions if mention.start < name["end"] and name["start"] < mention.end]
        yield name, max(over, key=lambda mention: _shared(mention, name), default=None)


def _shared(mention: PlaceMention, name: Name) -> int:
    return min(mention.end, int(name["end"])) - max(mention.start, int(name["start"]))
