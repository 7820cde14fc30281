"""Loading a boundary file as a pack: its divisions become places, the same as the built ones where those cover them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from gazetteer.importers.boundary_files import BoundaryFile
from gazetteer.models import Place
from gazetteer.packs import Pack, PackHead, PackReport, Packs
from gazetteer.packs.packs import BUILT_PATH
from gazetteer.packs.store import open_packs
from gazetteer.sources import SourcedPlace
from gazetteer.store import GazetteerStore

_LEAST_SHARE = 0.5  # of what either covers, for two polygons to be one division


def install_boundaries(file: BoundaryFile, head: PackHead, packs: Packs, built: Path = BUILT_PATH) -> PackReport:
    """Install the divisions of a boundary file, in the place of a former file of that name.

    A first-level division is the same place as the built one that it covers by more than half, whatever it is called;
    for the others the rules of packs hold.
    """
    with closing(GazetteerStore(built)) as store:
        known = [(place, polygon) for place, polygon in store.first_level_divisions() if place.country == head.country]
    return packs.install([*with_twins(file.divisions, known), *file.skipped], head)


def list_boundaries(folder: Path, packs: Packs) -> list[Pack]:
    """Return the packs of a folder that are boundary files, in order of name."""
    store = open_packs(folder)
    if store is None:
        return []
    with closing(store):
        names = store.boundary_packs()
    return [pack for pack in packs.list() if pack.name in names]


def with_twins(
    divisions: Iterable[SourcedPlace], known: Sequence[tuple[Place, BaseGeometry]]
) -> Iterator[SourcedPlace]:
    """Yield the divisions, those of the first level with the id of the known one that they cover."""
    tree = STRtree([polygon for _, polygon in known])
    for entry in divisions:
        found = [known[index] for index in tree.query(entry.polygon)] if entry.place.feature_code == "ADM1" else []
        shares = [(_share(entry.polygon, polygon), place.id) for place, polygon in found]
        share, identity = max(shares, default=(0.0, ""))
        yield replace(entry, place=replace(entry.place, same_as=(identity,))) if share > _LEAST_SHARE else entry


def _share(one: BaseGeometry | None, other: BaseGeometry) -> float:
    if one is None:
        return 0.0
    shared = one.intersection(other).area
    return float(shared / (one.area + other.area - shared))
