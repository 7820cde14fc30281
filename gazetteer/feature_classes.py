"""Which feature class a GeoNames feature code belongs to: ``gazetteer/data/feature_classes.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("data") / "feature_classes.csv"


def class_of_code(feature_code: str) -> str:
    """Return the GeoNames feature class of a code: P for populated places, A for divisions, S for installations."""
    if feature_code.startswith(("PPL", "STLMT")):
        return "P"
    if feature_code.startswith(("ADM", "PCL", "LTER", "TERR", "ZN", "ZNB")):
        return "A"
    return _class_by_code().get(feature_code, "S")


@cache
def _class_by_code() -> Mapping[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return {code: row["class"] for row in csv.DictReader(stream) for code in row["codes"].split()}
