"""Score the search for names: place names of UCDP GED events in Syria against the coordinates in their rows.

A name is looked for in its country, by itself and with the divisions that its row names ("Salqin town, Harim, Idlib").
It is answered where the best hit is sure enough and no other as good lies elsewhere; else it is left unsure.

Example: .venv/bin/python tools/score_names.py ../shared/data/events/ucdp_ged_syria_2016-2019.csv.gz --packs PACKS
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geopy.distance import great_circle

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer import Gazetteer, SearchHit  # noqa: E402 (the checkout comes first on the path)
from geo.settings import load_settings  # noqa: E402 - likewise

NEAR_KM = 10.0
LEAST_SCORE = 0.7
SAME_SCORE = 0.02
_DIVISION_WORDS = re.compile(r"\b(?:Governorate|district|Mintaqat|Markaz)\b")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name with the most frequent point that its rows give it."""

    name: str
    divisions: str
    lat: float
    lon: float


def read_names(path: Path) -> list[NamedPlace]:
    """Return the distinct names of a UCDP GED file, in order."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = Counter((_named(row)) for row in csv.DictReader(stream))
    best: dict[str, NamedPlace] = {}
    for place, _ in sorted(rows.items(), key=lambda item: (-item[1], item[0].name, item[0].lat, item[0].lon)):
        best.setdefault(place.name, place)
    return [best[name] for name in sorted(best)]


def _named(row: Mapping[str, str]) -> NamedPlace:
    divisions = (_DIVISION_WORDS.sub("", row[column]).strip() for column in ("adm_2", "adm_1"))
    told = ", ".join(filter(None, divisions))
    return NamedPlace(row["where_coordinates"], told, float(row["latitude"]), float(row["longitude"]))


def answer(hits: list[SearchHit]) -> SearchHit | None:
    """Return the hit that a search settles on, or None where it is unsure."""
    if not hits or hits[0].score < LEAST_SCORE:
        return None
    best = hits[0]
    rivals = (hit for hit in hits[1:] if best.score - hit.score < SAME_SCORE)
    return None if any(_km(best, rival.place.lat, rival.place.lon) > NEAR_KM for rival in rivals) else best


def _km(hit: SearchHit, lat: float, lon: float) -> float:
    return float(great_circle((hit.place.lat, hit.place.lon), (lat, lon)).km)


def score(gazetteer: Gazetteer, places: list[NamedPlace], country: str) -> dict[str, float]:
    """Return the shares of names answered rightly and wrongly, and of those of which some hit is right."""
    figures = {"names": float(len(places))}
    for mode, counts in (("alone", Counter[str]()), ("in_division", Counter[str]())):
        for place, query in _queries(places, mode):
            hits = gazetteer.search(query, country=country, limit=5)
            settled = answer(hits)
            if settled:
                counts["right" if _km(settled, place.lat, place.lon) <= NEAR_KM else "wrong"] += 1
            counts["among_five"] += any(_km(hit, place.lat, place.lon) <= NEAR_KM for hit in hits)
        figures |= {f"{name}_{mode}": counts[name] / len(places) for name in ("right", "wrong", "among_five")}
    return figures


def _queries(places: list[NamedPlace], mode: str) -> Iterator[tuple[NamedPlace, str]]:
    for place in places:
        yield place, place.name if mode == "alone" else f"{place.name}, {place.divisions}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path, help="a UCDP GED file of one country, .csv.gz")
    parser.add_argument("--packs", type=Path, default=load_settings().packs, help="folder of installed packs")
    parser.add_argument("--country", default="SY")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = score(Gazetteer.open(packs=given.packs), read_names(given.names), given.country)
    print(json.dumps(figures) if given.json else "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
