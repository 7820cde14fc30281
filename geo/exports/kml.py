"""KML 2.2, written by an XML library."""

from __future__ import annotations

from html import escape
from typing import BinaryIO, Final

from lxml import etree

from geo.exports.controls import for_xml
from geo.schema import EVENT_COLUMNS, EventRow, row_values
from geo.store import EventFilter, EventStore

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"


def write_kml(store: EventStore, wanted: EventFilter, stream: BinaryIO, attribution: str) -> None:
    """Write a placemark an event, its sentence as the description and all columns as extended data.

    Viewers show a description as HTML: its text is escaped once more, so that it appears as it was written.
    """
    with etree.xmlfile(stream, encoding="utf-8") as kml:
        kml.write_declaration()
        with kml.element("kml", nsmap={None: _NAMESPACE}), kml.element("Document"):
            kml.write(_element("name", "Conflict Atlas events"), _element("description", _shown(attribution)))
            for row in store.iterate_events(wanted):
                kml.write(_placemark(row))


def _placemark(row: EventRow) -> etree._Element:
    placemark = etree.Element("Placemark")
    title = " · ".join(part for part in (row.sub_event_type or row.event_type, row.location, row.date_start) if part)
    placemark.append(_element("name", _shown(title)))
    placemark.append(_element("description", _shown(row.quote or title)))
    if row.date_start and row.date_end:
        span = etree.SubElement(placemark, "TimeSpan")
        span.extend([_element("begin", row.date_start), _element("end", row.date_end)])
    data = etree.SubElement(placemark, "ExtendedData")
    values = row_values(row)
    data.extend(_data(name, values[name]) for name in EVENT_COLUMNS if values[name] not in (None, ""))
    if row.longitude is not None and row.latitude is not None:
        point = etree.SubElement(placemark, "Point")
        point.append(_element("coordinates", f"{row.longitude!r},{row.latitude!r}"))
    return placemark


def _data(name: str, value: str | float | None) -> etree._Element:
    entry = etree.Element("Data", name=name)
    entry.append(_element("value", for_xml(str(value))))
    return entry


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(name)
    element.text = text
    return element


def _shown(text: str) -> str:
    return escape(for_xml(text), quote=False)
