"""Exports: events as GeoJSON, GeoJSON text sequences, CSV, GeoPackage, GeoParquet and KML."""

from geo.exports.attribution import attribution_text, built_attribution
from geo.exports.registry import EXPORTERS, Exporter, export_events, export_file, find_exporter, guess_format

__all__ = [
    "EXPORTERS",
    "Exporter",
    "attribution_text",
    "built_attribution",
    "export_events",
    "export_file",
    "find_exporter",
    "guess_format",
]
