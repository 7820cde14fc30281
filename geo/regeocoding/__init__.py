"""Re-geocoding of stored documents after a change of the gazetteer."""

from geo.regeocoding.records import (
    Change,
    Diff,
    Difference,
    GazetteerChange,
    Kind,
    PendingChanges,
    PlacePoint,
    Progress,
    difference_counts,
)
from geo.regeocoding.regeocoder import Regeocoder
from geo.store.regeocoding import Run, RunState

__all__ = [
    "Change",
    "Diff",
    "Difference",
    "GazetteerChange",
    "Kind",
    "PendingChanges",
    "PlacePoint",
    "Progress",
    "Regeocoder",
    "Run",
    "RunState",
    "difference_counts",
]
