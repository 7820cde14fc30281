"""Scores names of places against gold: our own (tests/accuracy/gold/places.jsonl) and any file of its form.

One record a line: {"id", "kind"?, "split"?, "text", "date"?, "theatre"?, "toponyms": [{"start", "end", "name", "role"?,
"lat"?, "lon"?, "ignore"?}]}. Recognition and pins are counted as ../shared/tools/score_places.py does, by kind of
record; besides it the roles of names that have one in the gold, and what the score of a pin is worth (reliability).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geopy.distance import great_circle

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

RIGHT_KM, NEAR_KM = 161.0, 25.0
FOUND_ROLES = frozenset({Role.LOCATION, Role.METONYM})
BINS = 10
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class GoldName:
    """A marked name. ``role`` is empty where nobody noted it, ``point`` None where no one point is meant."""

    start: int
    end: int
    role: str = ""
    point: tuple[float, float] | None = None
    ignored: bool = False

    @property
    def is_place(self) -> bool:
        """Say whether the name is to be found: a place's or a government's."""
        return not self.ignored and self.role in {"", *FOUND_ROLES}

    def overlaps(self, mention: PlaceMention) -> bool:
        """Say whether a mention shares a character with the name."""
        return mention.start < self.end and self.start < mention.end


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A text and all names in it."""

    document: Document
    names: tuple[GoldName, ...]
    kind: str = ""
    split: str = ""


def read_gold(path: Path, split: str = "") -> list[GoldRecord]:
    """Return the records of a file (.jsonl or .jsonl.gz), without those of another half than ``split`` says."""
    read = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    records = [gold_record(json.loads(line)) for line in read.decode("utf-8").splitlines()]
    return [record for record in records if not split or record.split in {"", split}]


def gold_record(value: Mapping[str, Any]) -> GoldRecord:
    """Return a record of its JSON values."""
    names = tuple(_name(name) for name in value["toponyms"])
    told = str(value.get("date") or "")
    document = Document(
        id=str(value["id"]),
        text=value["text"],
        date=date.fromisoformat(told) if _ISO_DATE.fullmatch(told) else None,
        theatre=tuple(value.get("theatre") or ()),
    )
    return GoldRecord(document, names, str(value.get("kind", "")), str(value.get("split", "")))


def _name(value: Mapping[str, Any]) -> GoldName:
    point = (value["lat"], value["lon"]) if value.get("lat") is not None else None
    return GoldName(value["start"], value["end"], str(value.get("role") or ""), point, bool(value.get("ignore")))


@dataclass(slots=True)
class Score:
    """Counts over records; ``pins`` are pairs of a pin's score and whether it is right."""

    counts: Counter[str] = field(default_factory=Counter)
    pins: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, record: GoldRecord, mentions: Sequence[PlaceMention]) -> None:
        """Count one record and the places found in it."""
        found = [mention for mention in mentions if mention.role in FOUND_ROLES]
        gold = [name for name in record.names if name.is_place]
        ignored = [name for name in record.names if name.ignored or name.role == Role.MODIFIER]
        taken: set[int] = set()
        for name in gold:
            self._add_name(name, found, taken)
        for name in record.names:
            self._add_role(name, mentions)
        told = (i in taken or not any(name.overlaps(m) for name in ignored) for i, m in enumerate(found))
        self.counts["predicted"] += sum(told)
        self.counts["records"] += 1
        self.pins.extend(_judged_pins(found, gold, ignored))

    def _add_name(self, name: GoldName, found: Sequence[PlaceMention], taken: set[int]) -> None:
        self.counts["gold"] += 1
        self.counts["gold_with_point"] += name.point is not None
        hits = [i for i, mention in enumerate(found) if i not in taken and name.overlaps(mention)]
        if not hits:
            return
        hit = min(hits, key=lambda i: (found[i].start, found[i].end) != (name.start, name.end))
        taken.add(hit)
        self.counts["found"] += 1
        self.counts["same_span"] += (found[hit].start, found[hit].end) == (name.start, name.end)
        self.counts["found_with_point"] += name.point is not None
        self.counts["right"] += _near(found[hit], name, RIGHT_KM)
        self.counts["near"] += _near(found[hit], name, NEAR_KM)

    def _add_role(self, name: GoldName, mentions: Sequence[PlaceMention]) -> None:
        roles = {mention.role for mention in mentions if name.overlaps(mention)}
        if not name.role:
            return
        self.counts["roles"] += 1
        self.counts["roles_right"] += name.role in (roles or {Role.EMBEDDED})

    def figures(self) -> Figures:
        """Return the figures, named as ../shared/tools/score_places.py names them."""
        count = self.counts
        predicted_with_point = count["predicted"] - (count["found"] - count["found_with_point"])
        return {
            "records": count["records"],
            "names": count["gold"],
            "P": _share(count["found"], count["predicted"]),
            "R": _share(count["found"], count["gold"]),
            "F1": _share(2 * count["found"], count["predicted"] + count["gold"]),
            "strict_F1": _share(2 * count["same_span"], count["predicted"] + count["gold"]),
            "e2e_R161": _share(count["right"], count["gold_with_point"]),
            "e2e_R25": _share(count["near"], count["gold_with_point"]),
            "e2e_F161": _share(2 * count["right"], predicted_with_point + count["gold_with_point"]),
            "role": _share(count["roles_right"], count["roles"]),
        }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _near(mention: PlaceMention, name: GoldName, most_km: float) -> bool:
    if name.point is None or mention.place is None:
        return False
    return bool(great_circle(name.point, (mention.place.lat, mention.place.lon)).km <= most_km)


def _judged_pins(
    found: Iterable[PlaceMention], gold: Sequence[GoldName], ignored: Sequence[GoldName]
) -> Iterator[tuple[float, bool]]:
    for mention in found:
        if (
            mention.place is None
            or mention.role is not Role.LOCATION
            or any(name.overlaps(mention) for name in ignored)
        ):
            continue
        over = [name for name in gold if name.overlaps(mention)]
        if not any(name.point is None for name in over):
            yield mention.score, any(_near(mention, name, RIGHT_KM) for name in over)


def score_records(extractor: Extractor, records: Sequence[GoldRecord]) -> dict[str, Score]:
    """Read the texts and return a score a kind of record, and one of all under the empty name."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for record, parsed in zip(records, extractor.parse_many(record.document for record in records), strict=True):
        mentions = [mention for mention in parsed.mentions if isinstance(mention, PlaceMention)]
        for kind in {"", record.kind}:
            scores[kind].add(record, mentions)
    return dict(scores)


def reliability(pins: Iterable[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """Return, a tenth of the scale of scores: how many pins, their mean score, and the share of them that is right."""
    tenths: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for value, right in pins:
        tenths[min(int(value * BINS), BINS - 1)].append((value, right))
    means = {tenth: [sum(column) / len(part) for column in zip(*part, strict=True)] for tenth, part in tenths.items()}
    return [(len(tenths[tenth]), *means[tenth]) for tenth in sorted(tenths)]
