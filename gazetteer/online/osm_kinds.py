"""What a tag of OpenStreetMap is in GeoNames' feature codes: ``gazetteer/data/osm_kinds.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent.with_name("data") / "osm_kinds.csv"
_ANYTHING: Final = ("S", "BLDG")
_DIVISION: Final = ("A", "ADM3")


def kind_of_tag(key: str, value: str, address_type: str = "") -> tuple[str, str]:
    """Return feature class and code of a tag; ``address_type`` says what a boundary is the boundary of."""
    known = _kinds()
    if key == "boundary":
        return known.get(("place", address_type), _DIVISION)
    if key == "place":
        return known.get((key, value), ("P", "PPL"))
    return known.get((key, value)) or known.get((key, "yes")) or _ANYTHING


@cache
def _kinds() -> Mapping[tuple[str, str], tuple[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {(row["key"], value): (row["class"], row["code"]) for row in rows for value in row["values"].split()}
