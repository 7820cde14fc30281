"""Date phrases in news text, read to the intervals that UCDP's codebook gives them."""

from geo.dates.datelines import Dateline, anchor_at, find_datelines
from geo.dates.grammar import find_dates

__all__ = ["Dateline", "anchor_at", "find_datelines", "find_dates"]
