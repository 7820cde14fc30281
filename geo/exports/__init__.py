"""Exports: events as GeoJSON, GeoJSON text sequences, CSV, GeoPackage, GeoParquet and KML."""

from geo.exports.attribution import DEFAULT_ATTRIBUTION, attribution_text
from geo.exports.registry import EXPORTERS, Exporter, export_events, export_file, find_exporter, guess_format

__all__ = [
    "DEFAULT_ATTRIBUTION",
    "EXPORTERS",
    "Exporter",
    "attribution_text",
    "export_events",
    "export_file",
    "find_exporter",
    "guess_format",
]
